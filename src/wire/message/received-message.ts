import type { MessageDeviation } from '../../faults/message-deviation.ts';
import type { Deviation, StatusLine } from '../../status-line.ts';
import { octetsBetween } from '../../text/uint8-array.ts';
import type { CompleteFrame } from './frame.ts';

/**
 * What responses and requests have in common. `[startLine, head, body]` in a row is the message as it came. All offsets
 * count from the first octet of the stream or the datagram.
 */
export interface Received {
  /** What the lenient profile forgave, in the order of the offsets. */
  readonly deviations: readonly MessageDeviation[];
  /** The start-line as it came, with its line end. */
  readonly startLine: Uint8Array;
  /** The header fields as they came, up to and including the empty line. */
  readonly head: Uint8Array;
  /** As many octets as Content-Length says. */
  readonly body: Uint8Array;
  /** Where the start-line begins. */
  readonly offset: number;
  /** The offset after the body. */
  readonly end: number;
}

/** A response, as it came. */
export interface ReceivedResponse extends Received {
  readonly type: 'response';
  /** What its start-line says. */
  readonly statusLine: StatusLine;
}

/** A request, as it came. */
export interface ReceivedRequest extends Received {
  readonly type: 'request';
  /** Without its line end. Octets that are not part of UTF-8 stand in it as they do in a Reason-Phrase. */
  readonly requestLine: string;
}

/** A message of a stream; its `type` says which. */
export type ReceivedMessage = ReceivedResponse | ReceivedRequest;

/**
 * The message of a frame.
 *
 * @param octets those that the frame was read from
 * @param base the offset of the octets' index 0
 * @param leadingOctetsAt the offset of what was forgiven before the start-line
 */
export function receivedMessage(
  { start, startLine, head }: CompleteFrame,
  octets: Uint8Array,
  body: Uint8Array,
  base: number,
  leadingOctetsAt: number | undefined,
): ReceivedMessage {
  const { statusLine, requestLine } = startLine;
  const received: Received = {
    deviations: deviationsOf(leadingOctetsAt, startLine.deviations, head.deviations, base),
    startLine: octetsBetween(octets, start, startLine.end),
    head: octetsBetween(octets, startLine.end, head.end),
    body,
    offset: base + start,
    end: base + head.end + body.length,
  };
  return statusLine === undefined
    ? { type: 'request', requestLine: requestLine as string, ...received }
    : { type: 'response', statusLine, ...received };
}

function deviationsOf(
  leadingOctetsAt: number | undefined,
  ofLine: readonly Deviation[],
  ofHead: readonly MessageDeviation[],
  base: number,
): readonly MessageDeviation[] {
  if (leadingOctetsAt === undefined && ofLine.length === 0 && ofHead.length === 0) return ofLine;
  const later = [...ofLine, ...ofHead].map(({ code, offset }) => ({ code, offset: base + offset }));
  return leadingOctetsAt === undefined ? later : [{ code: 'leading-octets', offset: leadingOctetsAt }, ...later];
}

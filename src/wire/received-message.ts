import type { Deviation, StatusLine } from '../status-line.ts';
import { octetsBetween } from '../text/uint8-array.ts';
import type { MessageDeviation } from './message-deviation.ts';
import type { CompleteHead } from './message-head.ts';

/** What responses and requests have in common. All offsets count from the first octet of the stream or the datagram. */
export interface Received {
  /** What the lenient profile forgave, in the order of the offsets. */
  readonly deviations: readonly MessageDeviation[];
  /**
   * The header fields as they came, from after the start-line up to and including the empty line: start-line, head
   * and body in a row are the message.
   */
  readonly head: Uint8Array;
  /** As many octets as Content-Length says. */
  readonly body: Uint8Array;
  /** Where the start-line begins. */
  readonly offset: number;
  /** Behind the body. */
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
  /** Without its line end. Octets that are no part of UTF-8 stand in it as they do in a Reason-Phrase. */
  readonly requestLine: string;
}

/** A message of a stream; its `type` says which. */
export type ReceivedMessage = ReceivedResponse | ReceivedRequest;

/** A message that has come as far as its body. */
export interface Announced {
  readonly statusLine: StatusLine | undefined;
  readonly requestLine: string | undefined;
  readonly deviations: readonly MessageDeviation[];
  readonly head: Uint8Array;
  readonly offset: number;
  /** Where the body begins. */
  readonly bodyOffset: number;
  readonly contentLength: number | undefined;
}

/**
 * What a head announces.
 *
 * @param base the offset of the octets' index 0
 * @param leadingOctetsAt the offset of what was forgiven before the start-line
 */
export function announced(
  { start, startLine, fields }: CompleteHead,
  octets: Uint8Array,
  base: number,
  leadingOctetsAt: number | undefined,
): Announced {
  return {
    statusLine: startLine.statusLine,
    requestLine: startLine.requestLine,
    deviations: deviationsOf(leadingOctetsAt, startLine.deviations, fields.deviations, base),
    head: octetsBetween(octets, startLine.end, fields.end),
    offset: base + start,
    bodyOffset: base + fields.end,
    contentLength: fields.contentLength,
  };
}

/** The message that was announced, with its body. */
export function receivedMessage(announced: Announced, body: Uint8Array): ReceivedMessage {
  const { statusLine, requestLine, deviations, head, offset, bodyOffset } = announced;
  const end = bodyOffset + body.length;
  return statusLine === undefined
    ? { type: 'request', requestLine: requestLine as string, deviations, head, body, offset, end }
    : { type: 'response', statusLine, deviations, head, body, offset, end };
}

function deviationsOf(
  leadingOctetsAt: number | undefined,
  ofLine: readonly Deviation[],
  ofFields: readonly MessageDeviation[],
  base: number,
): readonly MessageDeviation[] {
  if (leadingOctetsAt === undefined && ofLine.length === 0 && ofFields.length === 0) return ofLine;
  const later = [...ofLine, ...ofFields].map(({ code, offset }) => ({ code, offset: base + offset }));
  return leadingOctetsAt === undefined ? later : [{ code: 'leading-octets', offset: leadingOctetsAt }, ...later];
}

import type { MessageFault, MessageFaultCode } from '../../faults/message-fault.ts';
import type { Fault, StatusLine } from '../../status-line.ts';
import { octetsBetween } from '../../text/uint8-array.ts';
import { type CompleteHeaderSection, type HeaderSection, readHeaderSection } from './header-section.ts';
import type { MessageRules } from './limits.ts';
import { cr, lf } from './octet.ts';
import { type CompleteStartLine, readStartLine } from './start-line.ts';

/**
 * One message, from its start-line to the end that its Content-Length gives it (RFC 3261 §18.3), or why there is none.
 * All offsets are indexes of the octets.
 */
export type Frame = CompleteFrame | PartialFrame | InvalidFrame;

export interface CompleteFrame {
  readonly state: 'complete';
  readonly start: number;
  readonly startLine: CompleteStartLine;
  readonly head: CompleteHeaderSection;
}

export interface PartialFrame {
  readonly state: 'partial';
  /** Undefined where the start-line is not there as a whole. */
  readonly startLine: CompleteStartLine | undefined;
}

export interface InvalidFrame {
  readonly state: 'invalid';
  readonly code: MessageFaultCode;
  readonly offset: number;
  readonly lineFault?: Fault;
  /** Where the message ends, if its Content-Length says so all the same. */
  readonly end?: number;
  /** Undefined where the start-line itself is at fault. */
  readonly statusLine?: StatusLine;
}

/** Reads start-line and header section. A result other than `partial` is final: octets that follow do not change it. */
export function frameAt(octets: Uint8Array, start: number, rules: MessageRules): Frame {
  const startLine = readStartLine(octets, start, rules);
  if (startLine.state === 'invalid') return startLine;
  if (startLine.state === 'partial') return { state: 'partial', startLine: undefined };
  const { end } = startLine;
  // What follows a CR alone is a header field to one reader, and the body to another.
  const head: HeaderSection =
    octets[end - 1] === cr
      ? { state: 'invalid', code: 'invalid-line-end', offset: end - 1 }
      : readHeaderSection(octets, end, rules);
  if (head.state === 'complete') return { state: 'complete', start, startLine, head };
  if (head.state === 'partial') return { state: 'partial', startLine };
  return startLine.statusLine === undefined ? head : { ...head, statusLine: startLine.statusLine };
}

/**
 * Where a faulty message ends, if its header fields say so: those that stand after a faulty start-line, and those that
 * only the strict profile refuses.
 */
export function endOfFaulty(
  octets: Uint8Array,
  start: number,
  { code, end }: InvalidFrame,
  rules: MessageRules,
): number | 'partial' | undefined {
  if (end !== undefined) return end;
  const lenient: MessageRules = { ...rules, profile: 'lenient' };
  if (code === 'invalid-start-line') {
    const line = octetsBetween(octets, start, Math.min(octets.length, start + rules.maxLineOctets));
    const lineEnd = line.indexOf(lf);
    if (lineEnd === -1) return line.length < rules.maxLineOctets ? 'partial' : undefined;
    const head = readHeaderSection(octets, start + lineEnd + 1, lenient);
    if (head.state === 'partial') return 'partial';
    return head.state === 'invalid' ? head.end : endOf(head);
  }
  if (rules.profile === 'lenient') return undefined;
  const frame = frameAt(octets, start, lenient);
  if (frame.state === 'partial') return 'partial';
  return frame.state === 'invalid' ? frame.end : endOf(frame.head);
}

function endOf({ end, contentLength }: CompleteHeaderSection): number | undefined {
  return contentLength === undefined ? undefined : end + contentLength;
}

/**
 * A frame's fault, with offsets that count from where a stream or a datagram begins.
 *
 * @param base the offset of index 0
 */
export function faultOfFrame(
  { code, offset, lineFault, statusLine }: InvalidFrame,
  start: number,
  base: number,
): MessageFault {
  return {
    code,
    offset: base + offset,
    start: base + start,
    canResynchronise: true,
    ...(statusLine && { statusLine }),
    ...(lineFault && { lineFault: { ...lineFault, offset: base + lineFault.offset } }),
  };
}

/**
 * The fault of a message whose octets end too soon.
 *
 * @param base the offset of index 0
 * @param end the index where they end
 */
export function truncated(
  frame: CompleteFrame | PartialFrame,
  octets: Uint8Array,
  start: number,
  base: number,
  end: number = octets.length,
): MessageFault {
  const { startLine } = frame;
  return {
    code: 'truncated',
    offset: base + end,
    start: base + start,
    canResynchronise: false,
    ...(startLine?.statusLine && { statusLine: startLine.statusLine }),
    ...(frame.state === 'complete' && {
      head: octetsBetween(octets, frame.startLine.end, frame.head.end),
      missingOctets: frame.head.end + (frame.head.contentLength ?? 0) - end,
    }),
  };
}

import { readOctets } from '../../read.ts';
import type { Deviation, Fault, StatusLine } from '../../status-line.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import type { MessageRules } from './limits.ts';
import { cr, lf } from './octet.ts';
import { isRequestLine, isSipSlash, isTokenOctet } from './request-line.ts';

/** The start-line of a message, or why there is none. All offsets are indexes of the octets. */
export type StartLine = CompleteStartLine | { readonly state: 'partial' } | InvalidStartLine;

export interface CompleteStartLine {
  readonly state: 'complete';
  /** Undefined for a request. */
  readonly statusLine: StatusLine | undefined;
  /** Undefined for a response. */
  readonly requestLine: string | undefined;
  readonly deviations: readonly Deviation[];
  /** The index after the line's end. */
  readonly end: number;
}

interface InvalidStartLine {
  readonly state: 'invalid';
  readonly code: 'invalid-start-line' | 'line-too-long';
  readonly offset: number;
  readonly lineFault?: Fault;
}

/** Reads the start-line that begins at an index. RFC 3261 §7.2: a Status-Line is what tells a response from a request. */
export function readStartLine(octets: Uint8Array, start: number, rules: MessageRules): StartLine {
  const { profile, maxLineOctets } = rules;
  // What has come of `SIP/` may be a Method too, as long as its line has not ended.
  if (isTokenOctet(octets[start]) && !isSipSlash(octets, start)) {
    const to = Math.min(octets.length, start + maxLineOctets);
    let end = start;
    while (end < to && octets[end] !== lf) end += 1;
    if (end === to) return to - start < maxLineOctets ? { state: 'partial' } : tooLong(start + maxLineOctets);
    const hasCr = octets[end - 1] === cr;
    const lineEnd = hasCr ? end - 1 : end;
    if ((hasCr || profile === 'lenient') && isRequestLine(octets, start, lineEnd, profile)) {
      return {
        state: 'complete',
        statusLine: undefined,
        requestLine: decodeOctets(octets, start, lineEnd),
        deviations: hasCr ? [] : [{ code: 'irregular-line-end', offset: end }],
        end: end + 1,
      };
    }
  }

  const read = readOctets(octets, start, maxLineOctets, profile);
  if (read.state === 'complete') {
    const { statusLine, deviations, end } = read;
    return { state: 'complete', statusLine, requestLine: undefined, deviations, end };
  }
  if (read.state === 'partial') return read;
  const { fault } = read;
  return fault.code === 'too-long'
    ? tooLong(fault.offset)
    : { state: 'invalid', code: 'invalid-start-line', offset: fault.offset, lineFault: fault };
}

function tooLong(offset: number): InvalidStartLine {
  return { state: 'invalid', code: 'line-too-long', offset };
}

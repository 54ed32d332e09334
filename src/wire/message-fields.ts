import type { Profile } from '../status-line.ts';
import { contentLengthValue, readContentLength } from './content-length.ts';
import type { MessageDeviation } from './message-deviation.ts';
import type { MessageFaultCode } from './message-fault.ts';
import type { MessageRules } from './message-rules.ts';
import { cr, isBlank, lf } from './octet.ts';
import { isRequestLine, isSipSlash } from './request-line.ts';

/** The header section of a message, as far as it frames the message. All offsets are indexes of the octets. */
export type MessageFields =
  | CompleteFields
  | { readonly state: 'partial' }
  | { readonly state: 'invalid'; readonly code: MessageFaultCode; readonly offset: number };

export interface CompleteFields {
  readonly state: 'complete';
  /** The index after the empty line. */
  readonly end: number;
  /** Undefined without a Content-Length. */
  readonly contentLength: number | undefined;
  readonly deviations: readonly MessageDeviation[];
}

/**
 * Reads the header section that begins at an index. It looks for the empty line and for Content-Length, and at no other
 * field. A result other than `partial` is final: octets that follow do not change it.
 */
export function readMessageFields(octets: Uint8Array, start: number, rules: MessageRules): MessageFields {
  const { profile, maxHeadOctets } = rules;
  const isStrict = profile === 'strict';
  const to = Math.min(octets.length, start + maxHeadOctets);
  const deviations: MessageDeviation[] = [];
  let hasLoneLf = false;
  let contentLength: number | undefined;
  /** Behind the colon of a Content-Length whose last line has not been found. */
  let value = -1;

  let line = start;
  while (line < to) {
    const first = octets[line] as number;
    if (value !== -1 && !isBlank(first)) {
      const read = readContentLength(octets, value, line);
      if (read.octets === undefined) return { state: 'invalid', code: 'invalid-content-length', offset: read.faultAt };
      if (read.surplusAt !== undefined) {
        if (isStrict) return { state: 'invalid', code: 'invalid-content-length', offset: read.surplusAt };
        deviations.push({ code: 'irregular-content-length', offset: read.surplusAt });
      }
      if (contentLength !== undefined && contentLength !== read.octets) {
        return { state: 'invalid', code: 'invalid-content-length', offset: value };
      }
      contentLength = read.octets;
      value = -1;
    }
    // RFC 3261 §7: an empty line ends the header section.
    if (first === cr && line + 1 < to && octets[line + 1] === lf) {
      return complete(line, line + 2, contentLength, deviations, rules);
    }
    let end = line;
    while (end < to && octets[end] !== lf) end += 1;
    if (end === to) break;
    if (!hasLoneLf && (end === line || octets[end - 1] !== cr)) {
      if (isStrict) return { state: 'invalid', code: 'invalid-line-end', offset: end };
      hasLoneLf = true;
      deviations.push({ code: 'irregular-head-line-end', offset: end });
    }
    if (end === line) return complete(line, line + 1, contentLength, deviations, rules);
    if (isStartLine(octets, line, octets[end - 1] === cr ? end - 1 : end, profile)) {
      return { state: 'invalid', code: 'start-line-in-head', offset: line };
    }
    const behindColon = contentLengthValue(octets, line);
    if (behindColon !== -1) {
      if (contentLength !== undefined) {
        // RFC 3261 §7.3.1: only a field whose value is a list may be there more than once.
        if (isStrict) return { state: 'invalid', code: 'invalid-content-length', offset: line };
        deviations.push({ code: 'repeated-content-length', offset: line });
      }
      value = behindColon;
    }
    line = end + 1;
  }
  return octets.length - start < maxHeadOctets
    ? { state: 'partial' }
    : { state: 'invalid', code: 'head-too-long', offset: start + maxHeadOctets };
}

/** Neither a header field's name nor a Method has a `/`, and no header field's name has a blank in it. */
function isStartLine(octets: Uint8Array, from: number, to: number, profile: Profile): boolean {
  return isSipSlash(octets, from) || isRequestLine(octets, from, to, profile);
}

function complete(
  emptyLine: number,
  end: number,
  contentLength: number | undefined,
  deviations: MessageDeviation[],
  { profile, maxBodyOctets, needsContentLength }: MessageRules,
): MessageFields {
  if (contentLength === undefined && needsContentLength) {
    if (profile === 'strict') return { state: 'invalid', code: 'missing-content-length', offset: emptyLine };
    deviations.push({ code: 'missing-content-length', offset: emptyLine });
  }
  if (contentLength !== undefined && contentLength > maxBodyOctets) {
    return { state: 'invalid', code: 'body-too-long', offset: end + maxBodyOctets };
  }
  // A Content-Length is judged after its last line, so what is forgiven in it comes after what is forgiven at its end.
  if (deviations.length > 1) deviations.sort((a, b) => a.offset - b.offset);
  return { state: 'complete', end, contentLength, deviations };
}

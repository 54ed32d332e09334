import type { MessageDeviation } from '../../faults/message-deviation.ts';
import type { MessageFaultCode } from '../../faults/message-fault.ts';
import type { Profile } from '../../status-line.ts';
import { contentLengthValue, readContentLength } from './content-length.ts';
import type { MessageRules } from './limits.ts';
import { colon, cr, isBlank, lf, lowerCase } from './octet.ts';
import { isRequestLine, isSipSlash } from './request-line.ts';

/** The header section of a message, as far as it frames the message. All offsets are indexes of the octets. */
export type HeaderSection = CompleteHeaderSection | { readonly state: 'partial' } | InvalidHeaderSection;

export interface CompleteHeaderSection {
  readonly state: 'complete';
  /** The index after the empty line. */
  readonly end: number;
  /** Undefined without a Content-Length. */
  readonly contentLength: number | undefined;
  /** Whether there is a Via, which every response has and no fragment of a message (RFC 3261 §8.2.6.2, RFC 3420 §2). */
  readonly hasVia: boolean;
  readonly deviations: readonly MessageDeviation[];
}

export interface InvalidHeaderSection {
  readonly state: 'invalid';
  readonly code: MessageFaultCode;
  readonly offset: number;
  /** Where the message ends, if its Content-Length says so all the same. */
  readonly end?: number;
}

/**
 * Reads the header section that begins at an index: its line ends, its empty line, Content-Length, and whether there is
 * a Via. A result other than `partial` is final: octets that follow do not change it.
 */
export function readHeaderSection(octets: Uint8Array, start: number, rules: MessageRules): HeaderSection {
  const { profile, maxHeadOctets } = rules;
  const isStrict = profile === 'strict';
  const to = Math.min(octets.length, start + maxHeadOctets);
  const deviations: MessageDeviation[] = [];
  let irregularLineEndAt = -1;
  let illegalOctetAt = -1;
  let hasVia = false;
  let contentLength: number | undefined;
  /** The index after the colon of a Content-Length whose last line has not been found. */
  let value = -1;

  let line = start;
  while (line < to) {
    const first = octets[line] as number;
    if (value !== -1 && !isBlank(first)) {
      const read = readContentLength(octets, value, line);
      if (read.octets === undefined) return invalid('invalid-content-length', read.faultAt);
      if (read.surplusAt !== undefined) {
        if (isStrict) return invalid('invalid-content-length', read.surplusAt);
        deviations.push({ code: 'irregular-content-length', offset: read.surplusAt });
      }
      if (contentLength !== undefined && contentLength !== read.octets) return invalid('invalid-content-length', value);
      contentLength = read.octets;
      value = -1;
    }
    // RFC 3261 §7: an empty line ends the header section.
    if (first === cr && line + 1 < to) {
      if (octets[line + 1] === lf) return complete(line, line + 2);
      // Whether that is an empty line, two readers would answer in two ways.
      return invalid('invalid-line-end', line);
    }
    let end = line;
    for (; end < to; end += 1) {
      const octet = octets[end] as number;
      if (octet > cr) continue;
      if (octet === lf) break;
      if (octet === cr && irregularLineEndAt === -1 && end + 1 < to && octets[end + 1] !== lf) irregularLineEndAt = end;
      else if (octet === 0 && illegalOctetAt === -1) illegalOctetAt = end;
    }
    if (end === to) break;
    if (irregularLineEndAt === -1 && (end === line || octets[end - 1] !== cr)) irregularLineEndAt = end;
    const afterColon = contentLengthValue(octets, line);
    if (isStrict) {
      if (irregularLineEndAt !== -1) {
        const faultAt = afterColon === -1 ? undefined : readContentLength(octets, afterColon, end + 1).faultAt;
        return faultAt === undefined || faultAt > irregularLineEndAt
          ? invalid('invalid-line-end', irregularLineEndAt)
          : invalid('invalid-content-length', faultAt);
      }
      if (illegalOctetAt !== -1) return invalid('illegal-head-octet', illegalOctetAt);
    }
    if (end === line) return complete(line, line + 1);
    if (isStartLine(octets, line, octets[end - 1] === cr ? end - 1 : end, profile)) {
      return invalid('start-line-in-head', line);
    }
    hasVia ||= isVia(octets, line);
    if (afterColon !== -1) {
      if (contentLength !== undefined) {
        // RFC 3261 §7.3.1: only a field whose value is a list may be there more than once.
        if (isStrict) return invalid('invalid-content-length', line);
        deviations.push({ code: 'repeated-content-length', offset: line });
      }
      value = afterColon;
    }
    line = end + 1;
  }
  return octets.length - start < maxHeadOctets ? { state: 'partial' } : invalid('head-too-long', start + maxHeadOctets);

  function complete(emptyLine: number, end: number): HeaderSection {
    const { maxBodyOctets, needsContentLength } = rules;
    if (contentLength === undefined && needsContentLength) {
      if (isStrict) return invalid('missing-content-length', emptyLine);
      deviations.push({ code: 'missing-content-length', offset: emptyLine });
    }
    if (contentLength !== undefined && contentLength > maxBodyOctets) {
      return { ...invalid('body-too-long', end + maxBodyOctets), end: end + contentLength };
    }
    if (irregularLineEndAt !== -1) deviations.push({ code: 'irregular-head-line-end', offset: irregularLineEndAt });
    if (illegalOctetAt !== -1) deviations.push({ code: 'illegal-head-octet', offset: illegalOctetAt });
    // They were noted field by field, and line by line.
    if (deviations.length > 1) deviations.sort((a, b) => a.offset - b.offset);
    return { state: 'complete', end, contentLength, hasVia, deviations };
  }
}

function invalid(code: MessageFaultCode, offset: number): InvalidHeaderSection {
  return { state: 'invalid', code, offset };
}

/** Neither a header field's name nor a Method has a `/`, and no header field's name has a blank in it. */
function isStartLine(octets: Uint8Array, from: number, to: number, profile: Profile): boolean {
  return isSipSlash(octets, from) || isRequestLine(octets, from, to, profile);
}

/** Whether a line is a Via, by its whole name or by its compact form (RFC 3261 §7.3.3). */
function isVia(octets: Uint8Array, line: number): boolean {
  if (lowerCase(octets[line]) !== 0x76) return false;
  let at = lowerCase(octets[line + 1]) === 0x69 && lowerCase(octets[line + 2]) === 0x61 ? line + 3 : line + 1;
  while (isBlank(octets[at])) at += 1;
  return octets[at] === colon;
}

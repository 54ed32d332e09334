import { decodeOctets } from './octets.ts';
import type { StatusLine } from './status-line.ts';

/** Where a scanner has found the parts of a line. */
interface Parts {
  readonly sipVersionStart: number;
  readonly sipVersionEnd: number;
  readonly statusCodeValue: number;
  readonly reasonPhraseStart: number;
  readonly reasonPhraseEnd: number;
}

/** The value of a line that a scanner has found in octets. */
export function lineOfOctets(found: Parts, octets: Uint8Array): StatusLine {
  return {
    sipVersion: versionOfOctets(octets, found.sipVersionStart, found.sipVersionEnd),
    statusCode: found.statusCodeValue,
    reasonPhrase: decodeOctets(octets, found.reasonPhraseStart, found.reasonPhraseEnd),
  };
}

/** The one version that there is need not be made from its octets. */
function versionOfOctets(octets: Uint8Array, start: number, end: number): string {
  if (end - start !== usualVersion.length) return decodeOctets(octets, start, end);
  for (let at = 0; at < usualVersion.length; at += 1) {
    if (octets[start + at] !== usualVersion.charCodeAt(at)) return decodeOctets(octets, start, end);
  }
  return usualVersion;
}

const usualVersion = 'SIP/2.0';

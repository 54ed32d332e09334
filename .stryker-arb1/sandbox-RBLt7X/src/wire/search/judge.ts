import { safeParseStatusLine } from '../../parse.ts';
import { tooLong } from '../../parse-with.ts';
import type { ParseResult, Profile } from '../../status-line.ts';
import { maxOctets } from './locate.ts';

/** What the grammar says of a line that was found. Of one that is too long, not all may be there. */
export function judge(octets: Uint8Array, profile: Profile): ParseResult {
  return octets.length > maxOctets
    ? { statusLine: undefined, deviations: [], fault: tooLong(maxOctets) }
    : safeParseStatusLine(octets, { profile });
}

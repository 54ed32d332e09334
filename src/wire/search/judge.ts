import { tooLong } from '../../faults/fault.ts';
import { safeParseStatusLine } from '../../parse.ts';
import type { ParseResult, Profile } from '../../status-line.ts';
import { maxOctets } from './locate.ts';

/** Parses a line that was found. A line that is too long may not be complete. */
export function judge(octets: Uint8Array, profile: Profile): ParseResult {
  return octets.length > maxOctets
    ? { statusLine: undefined, deviations: [], fault: tooLong(maxOctets) }
    : safeParseStatusLine(octets, { profile });
}

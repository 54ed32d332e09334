import { safeParseStatusLine } from '../../parse.ts';
import type { ParseResult } from '../../status-line.ts';

const known = new WeakMap<Uint8Array, ParseResult>();

/** What the lenient profile makes of a line. It is asked a dozen times of each case, and reads it once. */
export function lenientReading(octets: Uint8Array): ParseResult {
  const before = known.get(octets);
  if (before !== undefined) return before;
  const result = safeParseStatusLine(octets, { profile: 'lenient' });
  known.set(octets, result);
  return result;
}

/** The code that a lenient reader sees in a line. */
export function codeOf(octets: Uint8Array): number | undefined {
  return lenientReading(octets).statusLine?.statusCode;
}

import { Buffer } from 'node:buffer';
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

/** The same, or where no profile reads the line, what looks like a code to whoever reads it: the first three digits alone. */
export function seemingCode(octets: Uint8Array): number | undefined {
  const code = codeOf(octets);
  if (code !== undefined) return code;
  const [digits] = /(?<!\d)\d{3}(?!\d)/.exec(Buffer.from(octets).toString('latin1')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

// Most lines on a wire are one of 75: SIP/2.0, a registered code and its canonical phrase. They are known here as
// they are, so that they need not be scanned. What this says of a line is what the scanner says of it.
import { isUint8Array } from './octets.ts';
import { STATUS_CODES } from './registry/status-codes.ts';
import type { StatusLine } from './status-line.ts';

interface CanonicalLine {
  readonly text: string;
  readonly octets: Uint8Array;
  readonly statusCode: number;
  readonly reasonPhrase: string;
  /** The next line with the same length and the same last digit. */
  readonly next: CanonicalLine | undefined;
}

const shortest = 'SIP/2.0 200 '.length;
const lastDigitAt = 'SIP/2.0 48'.length;
const longest = 64;

/** The canonical lines by their length and the last digit of their code. */
const table: readonly (CanonicalLine | undefined)[] = /* @__PURE__ */ canonicalLines();

function canonicalLines(): readonly (CanonicalLine | undefined)[] {
  const lines = new Array<CanonicalLine | undefined>((longest - shortest) * 10).fill(undefined);
  for (const [code, reasonPhrase] of Object.entries(STATUS_CODES) as [string, string][]) {
    const text = `SIP/2.0 ${code} ${reasonPhrase}`;
    const slot = (text.length - shortest) * 10 + (Number(code) % 10);
    const octets = Uint8Array.from(text, (character) => character.charCodeAt(0));
    lines[slot] = { text, octets, statusCode: Number(code), reasonPhrase, next: lines[slot] };
  }
  return lines;
}

/** The value of a line that is canonical, without its CRLF; undefined for any other input. */
export function canonicalStatusLine(input: unknown): StatusLine | undefined {
  if (typeof input === 'string') {
    const { length } = input;
    if (length < shortest || length >= longest) return undefined;
    const digit = input.charCodeAt(lastDigitAt) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    let line = table[(length - shortest) * 10 + digit];
    while (line !== undefined && line.text !== input) line = line.next;
    return line && { sipVersion: 'SIP/2.0', statusCode: line.statusCode, reasonPhrase: line.reasonPhrase };
  }
  if (!isUint8Array(input)) return undefined;
  const { length } = input;
  if (length < shortest || length >= longest) return undefined;
  const digit = (input[lastDigitAt] as number) - 0x30;
  if (digit < 0 || digit > 9) return undefined;
  let line = table[(length - shortest) * 10 + digit];
  while (line !== undefined && !isSame(line.octets, input)) line = line.next;
  return line && { sipVersion: 'SIP/2.0', statusCode: line.statusCode, reasonPhrase: line.reasonPhrase };
}

/** Whether octets of the same length are the same. They differ in the code or behind it, so the end comes first. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = a.length - 1; at >= 0; at -= 1) if (a[at] !== b[at]) return false;
  return true;
}

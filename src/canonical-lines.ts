// Most lines on a wire are one of 75: SIP/2.0, a registered code and its canonical phrase. They are known here as
// they are, without the automaton. What this says of a line is what the automaton says of it.

import { STATUS_CODES } from './registry/status-codes.ts';
import type { StatusLine } from './status-line.ts';
import { isUint8Array, lengthOf } from './text/uint8-array.ts';

interface CanonicalLine {
  readonly text: string;
  /** Its octets, four to a word, the first the lowest. The last word may lack some. */
  readonly words: Int32Array;
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
    lines[slot] = { text, words: wordsOf(text), statusCode: Number(code), reasonPhrase, next: lines[slot] };
  }
  return lines;
}

/** The canonical line of a code; undefined when the code is unregistered. */
export function canonicalText(statusCode: number): string | undefined {
  return textByCode[statusCode];
}

const textByCode: readonly (string | undefined)[] = /* @__PURE__ */ textsByCode();

function textsByCode(): readonly (string | undefined)[] {
  const texts = new Array<string | undefined>(1000).fill(undefined);
  for (const [code, reasonPhrase] of Object.entries(STATUS_CODES))
    texts[Number(code)] = `SIP/2.0 ${code} ${reasonPhrase}`;
  return texts;
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
  const length = lengthOf(input);
  if (length < shortest || length >= longest) return undefined;
  const digit = (input[lastDigitAt] as number) - 0x30;
  if (digit < 0 || digit > 9) return undefined;
  let line = table[(length - shortest) * 10 + digit];
  while (line !== undefined && !isSame(line.words, input, length)) line = line.next;
  return line && { sipVersion: 'SIP/2.0', statusCode: line.statusCode, reasonPhrase: line.reasonPhrase };
}

function wordsOf(text: string): Int32Array {
  const words = new Int32Array(Math.ceil(text.length / 4));
  for (let at = 0; at < text.length; at += 1)
    words[at >> 2] = (words[at >> 2] as number) | (text.charCodeAt(at) << (8 * (at & 3)));
  return words;
}

/**
 * Whether octets are those of words, where there are as many. Word by word takes two thirds of the time that octet by
 * octet takes, and from the end a little less still. Lines of the same length differ in the code or after it anyway.
 */
function isSame(words: Int32Array, octets: Uint8Array, length: number): boolean {
  const whole = length & ~3;
  let last = 0;
  for (let at = length - 1; at >= whole; at -= 1) last = (last << 8) | (octets[at] as number);
  if (whole < length && last !== words[whole >> 2]) return false;
  for (let word = (whole >> 2) - 1, at = whole - 4; word >= 0; word -= 1, at -= 4) {
    const value =
      ((octets[at + 3] as number) << 24) |
      ((octets[at + 2] as number) << 16) |
      ((octets[at + 1] as number) << 8) |
      (octets[at] as number);
    if (value !== words[word]) return false;
  }
  return true;
}

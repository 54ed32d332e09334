import { isEscapedOctet, isSurrogate } from './surrogate-escape.ts';
import { octetsBetween } from './uint8-array.ts';
import { utf8Length } from './utf-8-sequence.ts';

export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** A few octets as text, a unit each. Many are faster decoded. */
export function asciiOf(octets: Uint8Array, start: number, end: number): string {
  // A call that is given all its units at once makes them a string several times faster than an array of them does.
  const unit = (at: number): number => octets[at] as number;
  let text = '';
  let at = start;
  for (; at + 16 <= end; at += 16) {
    text += String.fromCharCode(
      unit(at),
      unit(at + 1),
      unit(at + 2),
      unit(at + 3),
      unit(at + 4),
      unit(at + 5),
      unit(at + 6),
      unit(at + 7),
      unit(at + 8),
      unit(at + 9),
      unit(at + 10),
      unit(at + 11),
      unit(at + 12),
      unit(at + 13),
      unit(at + 14),
      unit(at + 15),
    );
  }
  if (at + 8 <= end) {
    text += String.fromCharCode(
      unit(at),
      unit(at + 1),
      unit(at + 2),
      unit(at + 3),
      unit(at + 4),
      unit(at + 5),
      unit(at + 6),
      unit(at + 7),
    );
    at += 8;
  }
  if (at + 4 <= end) {
    text += String.fromCharCode(unit(at), unit(at + 1), unit(at + 2), unit(at + 3));
    at += 4;
  }
  if (at + 2 <= end) {
    text += String.fromCharCode(unit(at), unit(at + 1));
    at += 2;
  }
  return at < end ? text + String.fromCharCode(unit(at)) : text;
}

/** So many octets are made text faster one by one than by a decoder. */
export const few = 64;

function areAscii(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((octets[at] as number) > 0x7f) return false;
  return true;
}

/** The octets from one index up to another as text: UTF-8 where they are valid UTF-8 (Unicode §3.9, Table 3-7), escaped octets where not. */
export function decodeOctets(octets: Uint8Array, start: number = 0, end: number = octets.length): string {
  if (end - start <= few)
    return areAscii(octets, start, end) ? asciiOf(octets, start, end) : decodeAny(octets, start, end);
  try {
    utf8 ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return utf8.decode(octetsBetween(octets, start, end));
  } catch {
    return decodeAny(octets, start, end);
  }
}

let utf8: InstanceType<typeof TextDecoder> | undefined;

function decodeAny(octets: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; ) {
    const length = utf8Length(octets, at, end);
    const lead = octets[at] as number;
    if (length <= 1) {
      text += String.fromCharCode(length === 1 ? lead : 0xdc00 + lead);
      at += 1;
      continue;
    }
    let codePoint = lead & (0x7f >> length);
    for (let next = at + 1; next < at + length; next += 1)
      codePoint = (codePoint << 6) | ((octets[next] as number) & 0x3f);
    text += codePoint < 0x10000 ? String.fromCharCode(codePoint) : String.fromCodePoint(codePoint);
    at += length;
  }
  return text;
}

/** The octets that a text stands for. A surrogate that stands for nothing becomes U+FFFD, so this never throws. */
export function encodeText(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 3);
  return octets.slice(0, encodeInto(text, octets));
}

/** Writes the octets of a text to an array that has three for each unit, and says how many they are. */
export function encodeInto(text: string, octets: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      octets[count++] = unit;
      continue;
    }
    const codePoint = isSurrogate(unit) ? (text.codePointAt(at) as number) : unit;
    if (codePoint < 0x800) {
      octets[count++] = 0xc0 | (codePoint >> 6);
      octets[count++] = 0x80 | (codePoint & 0x3f);
    } else if (isEscapedOctet(codePoint)) octets[count++] = codePoint - 0xdc00;
    else if (codePoint < 0x10000) {
      const known = isSurrogate(codePoint) ? 0xfffd : codePoint;
      octets[count++] = 0xe0 | (known >> 12);
      octets[count++] = 0x80 | ((known >> 6) & 0x3f);
      octets[count++] = 0x80 | (known & 0x3f);
    } else {
      octets[count++] = 0xf0 | (codePoint >> 18);
      octets[count++] = 0x80 | ((codePoint >> 12) & 0x3f);
      octets[count++] = 0x80 | ((codePoint >> 6) & 0x3f);
      octets[count++] = 0x80 | (codePoint & 0x3f);
      at += 1;
    }
  }
  return count;
}

/** Text of UTF-16 units. */
export function textOfUnits(units: Uint8Array): string {
  let text = '';
  // In pieces, because each unit becomes an argument on the stack.
  for (let at = 0; at < units.length; at += 4096) {
    text += String.fromCharCode.apply(null, units.subarray(at, at + 4096) as unknown as number[]);
  }
  return text;
}

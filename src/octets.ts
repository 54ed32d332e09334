// Text and octets stand one to one here: an octet that is no part of valid UTF-8 is carried in a string as
// the lone surrogate U+DC00 + octet, a stand-in, and encoding gives the octet back. Nothing is ever lost.

const typedArrayName = /* @__PURE__ */ typedArrayNameGetter();

// A function, so that a bundler can leave it out.
function typedArrayNameGetter(): (this: unknown) => string | undefined {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  return Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.get as () => string | undefined;
}

/** Whether a value is a Uint8Array of whatever realm. It asks the array itself, so no look-alike passes. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return typedArrayName.call(value) === 'Uint8Array';
}

/** A view of some of the octets, as a plain Uint8Array of this realm. A detached buffer has none. */
export function octetsBetween(octets: Uint8Array, start: number, end: number): Uint8Array {
  return end > start ? new Uint8Array(octets.buffer, octets.byteOffset + start, end - start) : new Uint8Array(0);
}

export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** ASCII octets as text: a few of them. Many are faster decoded. */
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

/** The octets from one index up to another as text: UTF-8 where they are valid UTF-8 (Unicode §3.9, Table 3-7), stand-ins where not. */
export function decodeOctets(octets: Uint8Array, start: number = 0, end: number = octets.length): string {
  if (end - start <= few && areAscii(octets, start, end)) return asciiOf(octets, start, end);
  const some = octetsBetween(octets, start, end);
  try {
    utf8 ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return utf8.decode(some);
  } catch {
    return decodeAny(some);
  }
}

let utf8: InstanceType<typeof TextDecoder> | undefined;

function decodeAny(octets: Uint8Array): string {
  const units = new Uint16Array(octets.length);
  let count = 0;
  for (let at = 0; at < octets.length; ) {
    const length = utf8Length(octets, at);
    const lead = octets[at] as number;
    if (length <= 1) {
      units[count++] = length === 1 ? lead : 0xdc00 + lead;
      at += 1;
      continue;
    }
    let codePoint = lead & (0x7f >> length);
    for (let next = at + 1; next < at + length; next += 1)
      codePoint = (codePoint << 6) | ((octets[next] as number) & 0x3f);
    if (codePoint < 0x10000) units[count++] = codePoint;
    else {
      units[count++] = 0xd7c0 + (codePoint >> 10);
      units[count++] = 0xdc00 + (codePoint & 0x3ff);
    }
    at += length;
  }
  return textOfUnits(units.subarray(0, count));
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
    } else if (isStandIn(codePoint)) octets[count++] = codePoint - 0xdc00;
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

/**
 * The index of the first unit of a text that no octets decode to, or -1: a lone surrogate that is no
 * stand-in, or the first of a run of stand-ins that spells valid UTF-8 and would have been decoded.
 */
export function indexOfInvalidText(text: string): number {
  const lone = /[\ud800-\udfff]/gu;
  for (let found = lone.exec(text); found !== null; found = lone.exec(text)) {
    if (surrogateAt(text, found.index, false) === 'invalid') return found.index;
  }
  return -1;
}

/**
 * What a lone surrogate is: a stand-in, or invalid, where no octets decode to such text. Where the text goes on after
 * its end, half of a pair there is cut off, and so are stand-ins that one more would make spell UTF-8.
 */
export function surrogateAt(text: string, at: number, goesOn: boolean): 'stand-in' | 'invalid' | 'cut-off' {
  const unit = text.charCodeAt(at);
  if (!isStandIn(unit)) return goesOn && unit < 0xdc00 && at === text.length - 1 ? 'cut-off' : 'invalid';
  const run = new Uint8Array(4);
  let count = 0;
  for (; count < 4 && isStandIn(text.charCodeAt(at + count)); count += 1) {
    run[count] = text.charCodeAt(at + count) - 0xdc00;
  }
  if (utf8Length(run, 0) > 1) return 'invalid';
  const isCutOff = goesOn && at + count === text.length && isUnfinishedUtf8(run.subarray(0, count));
  return isCutOff ? 'cut-off' : 'stand-in';
}

/** Whether more octets would make these a UTF-8 sequence. */
function isUnfinishedUtf8(octets: Uint8Array): boolean {
  // What may come second differs from lead to lead, but one of these three may.
  return [0x80, 0x90, 0xa0].some((next) => utf8Length(Uint8Array.of(...octets, next, 0x80, 0x80), 0) > octets.length);
}

/**
 * The index of the unit of a text whose code point holds the octet at an offset of its encoding.
 *
 * @param ascii how many units of the text are known to be ASCII
 */
export function unitAtOctet(text: string, offset: number, ascii: number = 0): number {
  if (offset < ascii) return offset;
  let octets = ascii;
  for (let at = ascii; at < text.length; ) {
    const codePoint = text.codePointAt(at) as number;
    octets += octetLength(codePoint);
    if (octets > offset) return at;
    at += codePoint < 0x10000 ? 1 : 2;
  }
  return text.length;
}

/** One character an octet, U+0000 to U+00FF: what an Ohm grammar reads. */
export function octetCharacters(octets: Uint8Array): string {
  return textOfUnits(octets);
}

/** The octets that {@link octetCharacters} made characters of. */
export function octetsOfCharacters(characters: string): Uint8Array {
  const octets = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) octets[at] = characters.charCodeAt(at);
  return octets;
}

/** Whether a unit stands for an octet that is no part of valid UTF-8. Such octets are 80 to FF. */
export function isStandIn(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

export function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function octetLength(codePoint: number): number {
  if (codePoint < 0x80 || isStandIn(codePoint)) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** The length of the valid UTF-8 sequence that begins at an offset; 0 when none does. */
function utf8Length(octets: Uint8Array, at: number): number {
  const lead = octets[at] as number;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // The second octet's range is narrower after some leads: no overlong forms, no surrogates, nothing past U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = octets[at + 1] ?? 0;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (((octets[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function textOfUnits(units: Uint8Array | Uint16Array): string {
  let text = '';
  // In pieces, because each unit becomes an argument on the stack.
  for (let at = 0; at < units.length; at += 4096) {
    text += String.fromCharCode.apply(null, units.subarray(at, at + 4096) as unknown as number[]);
  }
  return text;
}

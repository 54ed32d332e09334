import type { Octets } from './engine.ts';
import {
  decodeOctets,
  encodeText,
  indexOfInvalidText,
  indexOfUnfinishedUtf8,
  isAscii,
  octetsBetween,
  unitAtOctet,
} from './octets.ts';

/** An input as the engines read it, and the way back from their octets to the input's own units. */
export interface Input {
  readonly octets: Octets;
  /** The octet at an offset; undefined past the end. */
  octetAt(offset: number): number | undefined;
  /** The input's own index for an octet's offset: of a code point's octets, that of its first unit. */
  unitAt(offset: number): number;
  /** The octets of a span as text. */
  textOf(start: number, end: number): string;
  /** The octet offset of the first unit that stands for no octets at all. The octets end behind it. */
  readonly invalidTextAt: number | undefined;
  /**
   * The octet offset of a code point that the end of a text may have cut off: half of a surrogate pair, or
   * stand-ins that one more would make spell UTF-8. On a stream it takes more text to tell what they are.
   */
  readonly unfinishedAt: number | undefined;
}

/** Opens up to `limit` units of an input from an index on. */
export function openInput(input: string | Uint8Array, start: number = 0, limit: number = Infinity): Input {
  const end = Math.min(input.length, start + limit);
  return typeof input === 'string'
    ? openText(input.slice(start, end), start)
    : openOctets(octetsBetween(input, start, end), start);
}

function openOctets(octets: Uint8Array, start: number): Input {
  return {
    octets,
    octetAt: (offset) => octets[offset],
    unitAt: (offset) => start + offset,
    textOf: (from, to) => decodeOctets(octets.subarray(from, to)),
    invalidTextAt: undefined,
    unfinishedAt: undefined,
  };
}

function openText(text: string, start: number): Input {
  if (!isAscii(text)) return openEncoded(text, start);
  return {
    octets: text,
    octetAt: (offset) => (offset < text.length ? text.charCodeAt(offset) : undefined),
    unitAt: (offset) => start + offset,
    textOf: (from, to) => text.slice(from, to),
    invalidTextAt: undefined,
    unfinishedAt: undefined,
  };
}

function openEncoded(text: string, start: number): Input {
  const invalid = indexOfInvalidText(text);
  const octets = invalid === -1 ? encodeText(text) : encodeHalfPair(text.slice(0, invalid));
  const unitAt = (offset: number): number => unitAtOctet(text, offset);
  return {
    octets,
    octetAt: (offset) => octets[offset],
    unitAt: (offset) => start + unitAt(offset),
    textOf: (from, to) => text.slice(unitAt(from), unitAt(to)),
    invalidTextAt: invalid === -1 ? undefined : octets.length - 1,
    unfinishedAt: unfinishedAt(text, invalid, octets),
  };
}

/**
 * The octets of a text, and F0 for a unit behind it that stands for none. F0 leads the octets of a surrogate
 * pair, so it stands well for half of one; for any other such unit it matters only that it is no LF.
 */
function encodeHalfPair(text: string): Uint8Array {
  const valid = encodeText(text);
  const octets = new Uint8Array(valid.length + 1);
  octets.set(valid);
  octets[valid.length] = 0xf0;
  return octets;
}

function unfinishedAt(text: string, invalid: number, octets: Uint8Array): number | undefined {
  if (invalid === -1) return indexOfUnfinishedUtf8(octets);
  const isHalfPair = invalid === text.length - 1 && text.charCodeAt(invalid) < 0xdc00;
  return isHalfPair ? octets.length - 1 : undefined;
}

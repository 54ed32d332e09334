// Octets as text that can be typed, read and put into a link: UTF-8 as it is, all else as an escape.
import { decodeOctets, encodeText } from './utf-8.ts';

/**
 * The octets that a text stands for: `\r`, `\n`, `\t`, `\0`, `\xHH` and `\\` are one octet each, all else is UTF-8.
 * A backslash before anything else is itself.
 */
export function unescapeOctets(text: string): Uint8Array {
  const escaped = text.replace(/\\(?:x([\da-fA-F]{2})|([rnt0\\]))/g, (_, hexadecimal?: string, letter = '') => {
    const octet =
      hexadecimal === undefined ? (octetsOfLetters.get(letter) as number) : Number.parseInt(hexadecimal, 16);
    return String.fromCharCode(octet < 0x80 ? octet : 0xdc00 + octet);
  });
  return encodeText(escaped);
}

/** The text that stands for some octets. What cannot be seen, or looks like a space and is none, is escaped. */
export function escapeOctets(octets: Uint8Array): string {
  return decodeOctets(octets).replace(/[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) =>
    [...encodeText(character)]
      .map((octet) => lettersOfOctets.get(octet) ?? `\\x${octet.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

const octetsOfLetters: ReadonlyMap<string, number> = new Map([
  ['r', 0x0d],
  ['n', 0x0a],
  ['t', 0x09],
  ['0', 0x00],
  ['\\', 0x5c],
]);

const lettersOfOctets: ReadonlyMap<number, string> = new Map(
  [...octetsOfLetters].map(([letter, octet]) => [octet, `\\${letter}`]),
);

// Octets as text that can be typed, read and put into a link: UTF-8 as it is, all else as an escape.
import { decodeOctets, encodeText } from './octets.ts';

/**
 * The octets that a text stands for: `\r`, `\n`, `\t`, `\0`, `\xHH` and `\\` are one octet each, all else is UTF-8.
 * A backslash before anything else is itself.
 */
export function octetsOfNotation(text: string): Uint8Array {
  const octets: number[] = [];
  for (const piece of text.split(/(\\(?:x[\da-fA-F]{2}|[rnt0\\]))/)) {
    const [backslash, letter] = piece;
    const escaped = backslash === '\\' && piece.length > 1 ? octetsOfLetters.get(letter as string) : undefined;
    if (escaped !== undefined) octets.push(escaped);
    else if (/^\\x[\da-fA-F]{2}$/.test(piece)) octets.push(Number.parseInt(piece.slice(2), 16));
    else for (const octet of encodeText(piece)) octets.push(octet);
  }
  return Uint8Array.from(octets);
}

/** The text that stands for some octets. What cannot be seen, or looks like a space and is none, is escaped. */
export function notationOfOctets(octets: Uint8Array): string {
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeOctets, unescapeOctets } from '../../src/text/backslash-escapes.ts';
import { octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { law } from '../prop.ts';

describe('octets as text that can be typed', () => {
  law(
    'whatever octets they are, their text stands for them, is well-formed and shows all of itself',
    () => [fc.uint8Array({ maxLength: 64 })],
    (octets) => {
      const text = escapeOctets(octets);
      expect(unescapeOctets(text)).toEqual(octets);
      expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    },
  );

  law(
    'whatever text it is, it stands for some octets',
    () => [fc.string({ unit: fc.constantFrom('\\', 'x', 'r', '0', '4', 'f', 'é', ' ', '😀') })],
    (text) => {
      const octets = unescapeOctets(text);
      expect(unescapeOctets(escapeOctets(octets))).toEqual(octets);
    },
  );

  test.each([
    ['SIP/2.0 200 OK\\r\\n', 'SIP/2.0 200 OK\r\n'],
    ['\\0\\t\\x7F\\xff', '\0\t\x7f\xff'],
    ['\\\\r', '\\r'],
    ['\\q \\x4 \\', '\\q \\x4 \\'],
    ['é', '\xc3\xa9'],
  ])('%s', (text, characters) => {
    expect(unescapeOctets(text)).toEqual(octetsOfLatin1(characters));
  });

  test.each([
    ['\x1b[31m', '\\x1B[31m'],
    ['\xc2\xa0\xe2\x80\xae', '\\xC2\\xA0\\xE2\\x80\\xAE'],
    ['\xc3\xa9\xc3', 'é\\xC3'],
    ['a b\\', 'a b\\\\'],
  ])('%j is written %s', (characters, text) => {
    expect(escapeOctets(octetsOfLatin1(characters))).toBe(text);
  });
});

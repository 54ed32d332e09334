import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeOctets, encodeText, indexOfInvalidText, unitAtOctet } from '../src/octets.ts';
import { law } from './prop.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Octets in which valid UTF-8, pieces of it and other octets follow each other. */
const octets = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => [...Buffer.from(text)]),
      fc.string({ unit: 'binary', maxLength: 1 }).map((text) => [...Buffer.from(text)].slice(0, -1)),
      fc.uint8Array({ maxLength: 4 }).map((some) => [...some]),
      fc.constantFrom(
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xe0, 0x9f, 0xbf],
        [0xf0, 0x8f, 0xbf, 0xbf],
        [0xc1, 0xbf],
        [0xef, 0xbb, 0xbf],
      ),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => Uint8Array.from(pieces.flat()));

law('decoding loses no octet and gives only text that stands for octets', [octets], (some) => {
  const text = decodeOctets(some);
  expect([...encodeText(text)]).toEqual([...some]);
  expect(indexOfInvalidText(text)).toBe(-1);
});

law('decoding is what TextDecoder does, with stand-ins for the octets that it refuses', [octets], (some) => {
  let text = '';
  for (let at = 0; at < some.length; ) {
    // The longest valid sequence of one code point, or else one octet.
    const length = [4, 3, 2, 1].find((candidate) => {
      try {
        return at + candidate <= some.length && [...utf8.decode(some.subarray(at, at + candidate))].length === 1;
      } catch {
        return false;
      }
    });
    text +=
      length === undefined
        ? String.fromCharCode(0xdc00 + (some[at] as number))
        : utf8.decode(some.subarray(at, at + length));
    at += length ?? 1;
  }
  expect(decodeOctets(some)).toBe(text);
});

law(
  'invalid text is text that no octets decode to',
  [fc.string({ unit: 'binary' }).map((text) => text.replace(/[a-m]/g, '\udcc3').replace(/[n-z]/g, '\udca9'))],
  (text) => {
    expect(indexOfInvalidText(text) === -1).toBe(decodeOctets(encodeText(text)) === text);
  },
);

test('the unit that holds an octet', () => {
  const text = 'aé語🙂\udcffb';
  expect([...encodeText(text).keys()].map((octet) => unitAtOctet(text, octet))).toEqual([
    0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 5, 6,
  ]);
  expect(unitAtOctet(text, 12)).toBe(text.length);
});

test('a megabyte takes one piece of memory after another', () => {
  const text = `${'é'.repeat(1 << 19)}\udcff`;
  expect(decodeOctets(encodeText(text))).toBe(text);
});

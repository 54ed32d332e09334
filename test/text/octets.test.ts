import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latin1Of, octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { utf16OffsetOf } from '../../src/text/offsets.ts';
import { illFormedAt, isEscapedOctet, isSurrogate, surrogateAt } from '../../src/text/surrogate-escape.ts';
import { isUint8Array, octetsBetween } from '../../src/text/uint8-array.ts';
import { decodeOctets, encodeText, isAscii } from '../../src/text/utf-8.ts';
import { foreignUint8Array } from '../contract/foreign-uint8-array.ts';
import { law } from '../prop.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Octets in which valid UTF-8, pieces of it and other octets follow each other. */
const octets = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => [...new TextEncoder().encode(text)]),
      fc.string({ unit: 'binary', maxLength: 1 }).map((text) => [...new TextEncoder().encode(text)].slice(0, -1)),
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
  expect(illFormedAt(text)).toBe(-1);
});

law('decoding is what TextDecoder does, with escaped octets for the octets that it refuses', [octets], (some) => {
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
    expect(illFormedAt(text) === -1).toBe(decodeOctets(encodeText(text)) === text);
  },
);

test('the unit that holds an octet', () => {
  const text = 'aé語🙂\udcffb';
  expect([...encodeText(text).keys()].map((octet) => utf16OffsetOf(text, octet))).toEqual([
    0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 5, 6,
  ]);
  expect(utf16OffsetOf(text, 12)).toBe(text.length);
});

test('units of text that are known to be ASCII need not be looked at', () => {
  const text = 'abé語';
  for (const ascii of [0, 1, 2]) {
    expect([...encodeText(text).keys()].map((octet) => utf16OffsetOf(text, octet, ascii))).toEqual([
      0, 1, 2, 2, 3, 3, 3,
    ]);
    expect(utf16OffsetOf(text, 7, ascii)).toBe(4);
  }
});

// Unicode §3.9, Table 3-7: after some leads the second octet has a range of its own.
test('a sequence is one character, or as many escaped octets as octets, at all borders of the well-formed ones', () => {
  const seconds = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
  for (let lead = 0x80; lead <= 0xff; lead += 1) {
    for (const second of seconds) {
      for (const rest of [[], [0x80], [0xbf], [0x7f], [0xc0], [0x80, 0x80], [0xbf, 0xbf], [0x80, 0x7f], [0x80, 0xc0]]) {
        const sequence = Uint8Array.of(lead, second, ...rest);
        let isOne = true;
        try {
          isOne = [...utf8.decode(sequence)].length === 1;
        } catch {
          isOne = false;
        }
        const text = decodeOctets(sequence);
        if (isOne) expect(text).toBe(utf8.decode(sequence));
        else expect([...text].length, `${sequence}`).toBeGreaterThan(1);
        expect([...encodeText(text)]).toEqual([...sequence]);
        // Beside an octet that is no UTF-8 as well, where the decoder of the platform is of no help.
        expect(decodeOctets(Uint8Array.of(...sequence, 0xff))).toBe(`${text}\udcff`);
      }
    }
  }
});

test('characters at the borders of the lengths have the octets that TextEncoder gives them', () => {
  for (const codePoint of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]) {
    const text = `${String.fromCodePoint(codePoint)}x`;
    expect([...encodeText(text)], String(codePoint)).toEqual([...new TextEncoder().encode(text)]);
    expect(decodeOctets(encodeText(text))).toBe(text);
    expect(decodeOctets(Uint8Array.of(...encodeText(text), 0xff))).toBe(`${text}\udcff`);
    expect(utf16OffsetOf(text, new TextEncoder().encode(text).length - 1)).toBe(text.length - 1);
  }
});

test('a lone surrogate is an escaped octet for an octet from 80 to FF, or stands for nothing', () => {
  for (const [unit, octets] of [
    [0xd800, [0xef, 0xbf, 0xbd]],
    [0xdbff, [0xef, 0xbf, 0xbd]],
    [0xdc00, [0xef, 0xbf, 0xbd]],
    [0xdc7f, [0xef, 0xbf, 0xbd]],
    [0xdc80, [0x80]],
    [0xdcff, [0xff]],
    [0xdd00, [0xef, 0xbf, 0xbd]],
    [0xdfff, [0xef, 0xbf, 0xbd]],
  ] as const) {
    const text = `x${String.fromCharCode(unit)}y`;
    expect([...encodeText(text)], unit.toString(16)).toEqual([0x78, ...octets, 0x79]);
    expect(isEscapedOctet(unit)).toBe(octets.length === 1);
    expect(illFormedAt(text)).toBe(octets.length === 1 ? -1 : 1);
  }
  expect([0xd7ff, 0xd800, 0xdfff, 0xe000].map(isSurrogate)).toEqual([false, true, true, false]);
});

test.each([
  ['a\udcc3', -1],
  ['a\udcc3\udca9', 1],
  ['\udc80\udcc3\udca9', 1],
  ['\udce2\udc82', -1],
  ['\udce2\udc82\udcac', 0],
  ['\udcf0\udc9f\udc98', -1],
  ['\udcf0\udc9f\udc98\udc80', 0],
  ['\udcf0\udc9f\udc98\udc80\udc80', 0],
  ['\udcf0\udc9fx\udc98\udc80', -1],
  ['\udcc3\ud800', 1],
])('%j is no text any more at %i', (text, at) => {
  expect(illFormedAt(text)).toBe(at);
});

test.each([
  [[], undefined],
  [[0x41], undefined],
  [[0xc3], 0],
  [[0x41, 0xc3], 1],
  [[0xc3, 0xa9], undefined],
  [[0xc1], undefined],
  [[0xe0], 0],
  [[0xe0, 0xa0], 0],
  [[0xe0, 0x80], undefined],
  [[0xed], 0],
  [[0xed, 0xa0], undefined],
  [[0x41, 0xe2, 0x82], 1],
  [[0xe2, 0x82, 0xac], undefined],
  [[0xf0], 0],
  [[0xf4, 0x8f], 0],
  [[0xf4, 0x90], undefined],
  [[0x41, 0xf0, 0x9f, 0x98], 1],
  [[0xf0, 0x9f, 0x98, 0x80], undefined],
  [[0xf0, 0x9f, 0x41], undefined],
  [[0xf5], undefined],
])('the octets %j end within a sequence that begins at %s', (some, at) => {
  const text = decodeOctets(Uint8Array.from(some));
  const cutOff = [...text].findIndex((_, index) => surrogateOrNone(text, index) === 'cut-off');
  expect(cutOff).toBe(at ?? -1);
});

test('text of every length up to some that are read in pieces', () => {
  const units = 'abcdefghijklmnopqrstuvwxyz'.repeat(400);
  for (const length of [...Array(70).keys(), 4095, 4096, 4097, 8192, 8193]) {
    const octets = encodeText(`..${units.slice(0, length)}..`);
    expect(decodeOctets(octets, 2, length + 2)).toBe(units.slice(0, length));
    expect(decodeOctets(Uint8Array.of(...octets.subarray(2, length + 2), 0xff))).toBe(
      `${units.slice(0, length)}\udcff`,
    );
  }
});

test('some of the octets, in the memory that they are in', () => {
  const octets = Uint8Array.of(0, 1, 2, 3, 4, 5).subarray(1);
  const some = octetsBetween(octets, 1, 3);
  expect([...some]).toEqual([2, 3]);
  expect(some.buffer).toBe(octets.buffer);
  expect(octetsBetween(octets, 2, 1)).toEqual(new Uint8Array(0));
});

test('a megabyte takes one piece of memory after another', () => {
  const text = `${'é'.repeat(1 << 19)}\udcff`;
  expect(decodeOctets(encodeText(text))).toBe(text);
});

test('one character an octet, and back', () => {
  const octets = Uint8Array.from(Array(256).keys());
  const characters = latin1Of(octets);
  expect([...characters].map((character) => character.charCodeAt(0))).toEqual([...octets]);
  expect(octetsOfLatin1(characters)).toEqual(octets);
  expect(octetsOfLatin1('')).toEqual(new Uint8Array(0));
});

test.each([
  ['', true],
  ['a', true],
  ['SIP/2.0 200 OK\r\n\0\x7f', true],
  ['\x80', false],
  ['Gespräch', false],
  ['ab\udcff', false],
])('whether %j is ASCII: %s', (text, expected) => {
  expect(isAscii(text)).toBe(expected);
});

test('a Uint8Array is one whatever its class, and nothing else is', () => {
  class Octets extends Uint8Array {}
  for (const value of [new Uint8Array(1), new foreignUint8Array(1), new Octets(1)])
    expect(isUint8Array(value)).toBe(true);
  for (const value of [undefined, null, 'Uint8Array', [], {}, new Uint16Array(1), new Int8Array(1), new ArrayBuffer(1)])
    expect(isUint8Array(value)).toBe(false);
});

function surrogateOrNone(text: string, index: number): string | undefined {
  return isSurrogate(text.charCodeAt(index)) && (text.codePointAt(index) as number) < 0x10000
    ? surrogateAt(text, index, true)
    : undefined;
}

// Inputs for the laws, made from the ABNF by hand and not from the grammar, so that they say something about it.
import fc from 'fast-check';
import type { StatusLine } from '../../src/index.ts';
import { decodeOctets } from '../../src/octets.ts';
import { corpus } from '../corpus/corpus.ts';

const characters = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));

const phraseOctets = [
  ...characters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
  ...characters(";/?:@&=+$,-_.!~*'() \t"),
];
const hexDigits = characters('0123456789ABCDEFabcdef');
const continuation = fc.integer({ min: 0x80, max: 0xbf });

/** Some octets that may stand in a Reason-Phrase as they are: a character, an escape, a UTF-8 form. */
const phraseUnit: fc.Arbitrary<readonly number[]> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...phraseOctets).map((octet) => [octet]) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant(0x25), fc.constantFrom(...hexDigits), fc.constantFrom(...hexDigits)),
  },
  { weight: 1, arbitrary: continuation.map((octet) => [octet]) },
  ...(
    [
      [0xc0, 0xdf, 1],
      [0xe0, 0xef, 2],
      [0xf0, 0xf7, 3],
      [0xf8, 0xfb, 4],
      [0xfc, 0xfd, 5],
    ] as const
  ).map(([min, max, length]) => ({
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min, max }), fc.array(continuation, { minLength: length, maxLength: length }))
      .map(([lead, rest]) => [lead, ...rest]),
  })),
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 2 })
      .map((text) => [...Buffer.from(text.replace(/[\x00-\x7f]/g, 'é'))]),
  },
);

const concatenated = (parts: fc.Arbitrary<readonly (readonly number[])[]>): fc.Arbitrary<Uint8Array> =>
  parts.map((units) => Uint8Array.from(units.flat()));

export const phrase: fc.Arbitrary<Uint8Array> = concatenated(fc.array(phraseUnit, { maxLength: 24 }));

const digits = fc.array(fc.constantFrom(...characters('0123456789')), { minLength: 1, maxLength: 4 });
const sip = fc.constantFrom('SIP', 'SIP', 'sip', 'Sip', 'sIP').map(characters);

export const version: fc.Arbitrary<readonly number[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(characters('SIP/2.0')) },
  {
    weight: 1,
    arbitrary: fc.tuple(sip, digits, digits).map(([name, major, minor]) => [...name, 0x2f, ...major, 0x2e, ...minor]),
  },
);

export const statusCode: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 999 }),
  fc.constantFrom(0, 99, 100, 199, 200, 486, 603, 699, 700, 999),
);

const codeOctets = statusCode.map((code) => characters(String(code).padStart(3, '0')));

/** Strict lines without their line end. */
export const strictLine: fc.Arbitrary<Uint8Array> = fc
  .tuple(version, codeOctets, phrase)
  .map(([sipVersion, code, reason]) => Uint8Array.of(...sipVersion, 0x20, ...code, 0x20, ...reason));

/** What the builder accepts, its version spelt SIP. */
export const validStatusLine: fc.Arbitrary<StatusLine> = fc
  .tuple(digits, digits, statusCode, phrase)
  .map(([major, minor, code, reason]) => ({
    sipVersion: `SIP/${String.fromCharCode(...major)}.${String.fromCharCode(...minor)}`,
    statusCode: code,
    reasonPhrase: decodeOctets(reason),
  }));

const interesting = fc.oneof(
  fc.constantFrom(0x00, 0x09, 0x0a, 0x0d, 0x20, 0x25, 0x2e, 0x2f, 0x30, 0x39, 0x3a, 0x41, 0x5b, 0x7f, 0x80, 0xbb),
  fc.constantFrom(0xbf, 0xc0, 0xc3, 0xdf, 0xe0, 0xef, 0xf0, 0xf7, 0xf8, 0xfb, 0xfc, 0xfd, 0xfe, 0xff),
  fc.integer({ min: 0, max: 255 }),
);

type Edit = readonly ['substitute' | 'insert' | 'delete' | 'double' | 'cut', at: number, octet: number];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('substitute', 'insert', 'delete', 'double', 'cut'),
  fc.nat({ max: 1_000_000 }),
  interesting,
);

function applyEdit(line: readonly number[], [kind, at, octet]: Edit): readonly number[] {
  const index = at % (line.length + 1);
  const [before, after] = [line.slice(0, index), line.slice(index)];
  switch (kind) {
    case 'substitute':
      return [...before, octet, ...after.slice(1)];
    case 'insert':
      return [...before, octet, ...after];
    case 'delete':
      return [...before, ...after.slice(1)];
    case 'double':
      return [...before, ...after.slice(0, 1), ...after];
    case 'cut':
      return before;
  }
}

const lineEnd = fc.constantFrom<readonly number[]>([], [0x0d, 0x0a], [0x0a], [0x0d]);

/** Lines of the corpus and strict lines, with any line end, and up to four octets of each edited. */
export const editedLine: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.oneof(strictLine, fc.constantFrom(...corpus.filter(({ line }) => line.length < 200).map(({ line }) => line))),
    lineEnd,
    fc.array(edit, { maxLength: 4 }),
  )
  .map(([line, end, edits]) => Uint8Array.from(edits.reduce<readonly number[]>(applyEdit, [...line, ...end])));

/** Whatever may be given to the parser as octets or as text, most of it near a line. */
export const anyOctets: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: editedLine },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
);

/** Any string: lone surrogates, stand-ins that spell UTF-8 and stand-ins that do not included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: editedLine.map((octets) => decodeOctets(octets)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        editedLine.map((octets) => decodeOctets(octets)),
        fc.nat(),
        fc.constantFrom(
          '\ud800',
          '\udfff',
          '\udc00',
          '\udc80',
          '\udcff',
          '\udcc3\udca9',
          '\udcc3',
          'ſ',
          'ı',
          '\u{10ffff}',
        ),
      )
      .map(([text, at, inserted]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + inserted + text.slice(index);
      }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

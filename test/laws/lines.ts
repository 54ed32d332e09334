// Inputs for the laws: what the generators speak and break, and lines of the corpus with some octets edited.
import fc from 'fast-check';
import {
  lenientStatusLine,
  malformedStatusLine,
  statusCode as statusCodes,
  statusLine,
  statusLineOctets,
} from '../../src/arbitraries/index.ts';
import type { StatusLine } from '../../src/index.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { corpus } from '../corpus/corpus.ts';

// Every law runs on Ohm as well, which takes a kilobyte and a microsecond an octet.
const reasonPhrase = { maxOctets: 4100 };

export const statusCode: fc.Arbitrary<number> = statusCodes();

/** Strict lines without their line end. */
export const strictLine: fc.Arbitrary<Uint8Array> = statusLineOctets({ crlf: false, reasonPhrase });

/** What the builder accepts, its version spelled SIP. */
export const validStatusLine: fc.Arbitrary<StatusLine> = statusLine({
  sipVersion: { upperCase: true },
  reasonPhrase,
});

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

/** Lines that one profile refuses, or that lenient forgives something in. */
const brokenLine: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    malformedStatusLine({ profile: 'strict' }),
    malformedStatusLine({ profile: 'lenient' }),
    lenientStatusLine({ reasonPhrase }),
  )
  .map(({ octets }) => octets)
  .filter(({ length }) => length < 4200);

/** Whatever may be given to the parser as octets or as text, most of it near a line. */
export const anyOctets: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: editedLine },
  { weight: 4, arbitrary: brokenLine },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
);

/** Any string: lone surrogates, escaped octets that spell UTF-8 and escaped octets that do not included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: anyOctets.map((octets) => decodeOctets(octets)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        anyOctets.map((octets) => decodeOctets(octets)),
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

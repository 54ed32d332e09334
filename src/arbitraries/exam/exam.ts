import * as fc from 'fast-check';
import { profileOf } from '../../options.ts';
import { safeParseStatusLine } from '../../parse.ts';
import { registeredStatusCodes } from '../../registry/index.ts';
import type { ParseOptions, Profile, StatusLine } from '../../status-line.ts';
import { encodeText } from '../../text/utf-8.ts';
import { type FamilyKind, families } from '../defect-families.ts';
import { lenientStatusLine } from '../lenient-status-line.ts';
import { malformedStatusLine } from '../malformed-status-line.ts';
import { statusLineOctets } from '../status-line-octets.ts';
import { completeSuite } from './complete-suite.ts';
import { coveringLines } from './covering-lines.ts';

/** The parts of an exam: two complete suites, and the families that no bound on states covers. */
export type ExamPart = 'A' | 'B' | 'C';

/** A line of an exam, and the right answers to it. */
export interface ExamLine {
  /** The line. */
  readonly octets: Uint8Array;
  /** The part that it belongs to. */
  readonly part: ExamPart;
  /** Which lines it is one of: the suite, or the family of part C. */
  readonly family: string;
  /** What each profile reads; undefined where it refuses the line. */
  readonly answers: Readonly<Record<Profile, StatusLine | undefined>>;
}

/** Which lines an exam has. */
export interface ExamConstraints extends ParseOptions {
  /** The parts that it is made of. Default: all of them. */
  readonly parts?: readonly ExamPart[] | undefined;
}

/** The lines of an exam, made as they are asked for, and what is to be known of them. */
export interface Exam extends Iterable<ExamLine> {
  /** The number of states up to which a program that passes part A, and part B, has the language. */
  readonly bounds: Readonly<Record<'A' | 'B', number>>;
  /** The number of lines of each part. */
  readonly lines: Readonly<Record<ExamPart, number>>;
  /** Names the automaton: another table has another name. */
  readonly automaton: string;
}

/**
 * An exam for whatever reads Status-Lines: part A, a complete suite with every octet; part B, one with an octet of each
 * class and one state more; part C, what no bound on states covers: lengths, numbers that wrap, look-alikes, marks, other
 * protocols, known phrases with other codes, and lines that show each pair of features. The same lines every time.
 *
 * @throws {TypeError} for a wrong profile
 */
export function exam(constraints: ExamConstraints = {}): Exam {
  const profile = profileOf(constraints);
  const { parts = ['A', 'B', 'C'] } = constraints;
  const suites = {
    A: completeSuite({ profile, octets: 'all' }),
    B: completeSuite({ profile, octets: 'classes', extraStates: 1 }),
  };
  const partC = familyLines(profile);
  return {
    bounds: { A: suites.A.bound, B: suites.B.bound },
    lines: { A: suites.A.lines, B: suites.B.lines, C: partC.length },
    automaton: suites.A.automaton,
    *[Symbol.iterator]() {
      for (const part of ['A', 'B'] as const) {
        if (!parts.includes(part)) continue;
        for (const octets of suites[part]) yield examLine(part, 'complete suite', octets);
      }
      if (!parts.includes('C')) return;
      for (const [family, octets] of partC) yield examLine('C', family, octets);
    },
  };
}

function examLine(part: ExamPart, family: string, octets: Uint8Array): ExamLine {
  const read = (profile: Profile): StatusLine | undefined => safeParseStatusLine(octets, { profile }).statusLine;
  return { octets, part, family, answers: { strict: read('strict'), lenient: read('lenient') } };
}

/** How many lines of a family there are. */
const perFamily = 40;

/** How many lines of other kinds. */
const perKind = 400;

/** Part C, always from the same seed. */
function familyLines(profile: Profile): FamilyLines {
  const known = knownFamilyLines.get(profile);
  if (known !== undefined) return known;
  const made = makeFamilyLines(profile);
  knownFamilyLines.set(profile, made);
  return made;
}

type FamilyLines = readonly (readonly [family: string, octets: Uint8Array])[];

/** They take a second to make, and whoever counts them asks for them too. */
const knownFamilyLines = new Map<Profile, FamilyLines>();

function makeFamilyLines(profile: Profile): FamilyLines {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number): readonly Value[] =>
    fc.sample(arbitrary, { seed: 3261, numRuns });
  const kinds = families.filter(({ lenient }) => profile === 'strict' || lenient).map(({ kind }): FamilyKind => kind);
  return [
    ...coveringLines().map((octets) => ['pairs of features', octets] as const),
    ...lengths().map((octets) => ['lengths', octets] as const),
    ...otherCodes().map((octets) => ['known phrases', octets] as const),
    ...aroundWords(marks).map((octets) => ['marks', octets] as const),
    ...aroundWords(encodings).map((octets) => ['decoding', octets] as const),
    ...aroundWords(startLines).map((octets) => ['start lines in the phrase', octets] as const),
    ...sample(statusLineOctets(), perKind).map((octets) => ['valid', octets] as const),
    ...sample(lenientStatusLine(), perKind).map(({ octets }) => ['lenient', octets] as const),
    ...kinds.flatMap((kind) =>
      sample(malformedStatusLine({ profile, kinds: [kind] }), perFamily).map(({ octets }) => [kind, octets] as const),
    ),
  ];
}

/** Phrases as long as each power of two, one octet shorter and one longer, of plain octets and of others. */
function lengths(): readonly Uint8Array[] {
  const sizes = Array.from({ length: 16 }, (_, power) => 2 ** power).flatMap((size) => [size - 1, size, size + 1]);
  const longest = 65_536 - 'SIP/2.0 486 '.length - 2;
  return [...new Set(sizes)]
    .filter((size) => size <= longest)
    .flatMap((size) => [
      encodeText(`SIP/2.0 486 ${'x'.repeat(size)}`),
      encodeText(`SIP/2.0 200 ${'ä'.repeat(size >> 1)}${'x'.repeat(size & 1)}\r\n`),
    ]);
}

/** The phrase of each registered code, with the next one's code and with that of nobody, and in another case. */
function otherCodes(): readonly Uint8Array[] {
  return registeredStatusCodes.flatMap(({ statusCode, reasonPhrase }, index) => {
    const next = registeredStatusCodes[(index + 1) % registeredStatusCodes.length]?.statusCode;
    const other = [statusCode, next, 699].map((code) => `${code} ${reasonPhrase}`);
    const spelled = [reasonPhrase.toUpperCase(), reasonPhrase.toLowerCase()].map((phrase) => `${statusCode} ${phrase}`);
    return [...other, ...spelled].map((rest) => encodeText(`SIP/2.0 ${rest}`));
  });
}

/** What is no letter and is often taken out, or turns the text around: legal in a phrase. */
const marks = ['\ufeff', '\u200b', '\u00ad', '\u202e', '\u2028', '\u0085', '\u00a0', '\u0301', '\u{1f1e9}\u{1f1ea}'];

/** What a program may decode, or take for a template, though it is a phrase as it stands. */
const encodings = [
  '%0D%0A',
  '%00',
  '%41',
  '%2520',
  '&amp;',
  '+',
  '=',
  "'",
  '$1',
  '$(x)',
  '~',
  '!',
  '*',
  ';x=1',
  '//',
  '?',
];

/** What a program may take for the line itself. */
const startLines = [
  'SIP/',
  'SIP/2.0',
  'SIP/2.0 200 OK',
  'HTTP/1.1 200 OK',
  'INVITE sip:a@b SIP/2.0',
  '200',
  '486 Busy Here',
];

/** Phrases that are one of some texts, or have it at their beginning, within them, or at their end. */
function aroundWords(texts: readonly string[]): readonly Uint8Array[] {
  return texts.flatMap((text) =>
    [text, `${text}Busy`, `Busy${text}Here`, `Busy Here${text}`, `Busy ${text} Here`].map((phrase) =>
      encodeText(`SIP/2.0 486 ${phrase}`),
    ),
  );
}

import fc from 'fast-check';
import { octetsOfCharacters } from '../octets.ts';
import { inheriting } from '../ohm/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../ohm/recipes.ts';
import { profileOf } from '../options.ts';
import { lineScanner } from '../scan-line.ts';
import type { ParseOptions, Profile } from '../status-line.ts';
import { type FamilyKind, families, written } from './families.ts';
import { broken, type DefectKind, firstDifference, type NearMiss } from './near-miss.ts';
import { productionsOf } from './productions.ts';
import { reasonPhraseCharacters } from './reason-phrase.ts';
import { sipVersion } from './sip-version.ts';
import { statusCode } from './status-code.ts';

/** The ways to be wrong: a defect at one node of the grammar, or a family of lines that broke real software. */
export type MalformedKind = DefectKind | FamilyKind;

/** Which lines {@link malformedStatusLine} makes. */
export interface MalformedStatusLineConstraints extends ParseOptions {
  /** The ways to be wrong. Default: every one that the profile refuses. */
  readonly kinds?: readonly MalformedKind[] | undefined;
}

/** What looks like a status line and is none, and what is wrong with it. */
export interface MalformedStatusLine {
  /** What is no line. */
  readonly octets: Uint8Array;
  /** What is wrong with it. */
  readonly defect: Defect;
}

/** What is wrong with a malformed line. */
export interface Defect {
  /** The rule of the grammar that is broken. */
  readonly rule: string;
  /** In which way it is broken. */
  readonly kind: MalformedKind;
  /** The first octet that differs from the line that this one was made from. What a parser refuses is here or behind. */
  readonly offset: number;
}

/**
 * What looks like a status line and is none: lines with one defect at one node of the grammar, and the families of
 * lines that broke real software. The profile refuses all of them; strict when it is left out.
 *
 * @throws {RangeError} when no kind is left
 * @throws {TypeError} for a wrong profile
 */
export function malformedStatusLine(
  constraints: MalformedStatusLineConstraints = {},
): fc.Arbitrary<MalformedStatusLine> {
  const profile = profileOf(constraints);
  const { kinds } = constraints;
  const isWanted = (kind: MalformedKind): boolean => kinds === undefined || kinds.includes(kind);
  const bred = families
    .filter(({ kind, lenient }) => isWanted(kind) && (profile === 'strict' || lenient))
    .map(({ kind, rule, change }) =>
      fc.tuple(parts, change).map(([whole, spoil]): Omit<NearMiss, 'kind'> & { kind: FamilyKind } => {
        const [sentence, text] = [written(whole), written({ ...whole, ...spoil(whole) })];
        return { text, sentence, rule, kind, offset: firstDifference(text, sentence) };
      }),
    );
  const derived = grammarKinds.some(isWanted) ? [brokenLine(profile).filter(({ kind }) => isWanted(kind))] : [];
  if (bred.length + derived.length === 0) throw new RangeError(`kinds must name a kind that ${profile} refuses`);
  return fc
    .oneof(
      ...derived.map((arbitrary) => ({ weight: Math.max(1, bred.length), arbitrary })),
      ...bred.map((arbitrary) => ({ weight: 1, arbitrary })),
    )
    .map(({ text, rule, kind, offset }) => ({ octets: octetsOfCharacters(text), defect: { rule, kind, offset } }))
    .filter(({ octets }) => !lineScanner.scanLine(octets, profile).matched);
}

const grammarKinds: readonly DefectKind[] = [
  'factor-dropped',
  'factor-doubled',
  'factors-swapped',
  'too-few',
  'outside-class',
  'terminal-changed',
  'input-after-end',
];

const code = statusCode().map((value) => String(value).padStart(3, '0'));
const phrase = reasonPhraseCharacters({ kinds: ['canonical', 'observed', 'foreign', 'misleading'] });
const lineEnd = fc.constantFrom('', '\r\n');

const parts = fc.record({
  sipVersion: sipVersion({ supported: true }),
  versionSeparator: fc.constant(' '),
  statusCode: code,
  codeSeparator: fc.constant(' '),
  reasonPhrase: phrase,
  lineEnd,
});

/** The profile's grammar with one defect. What is not broken is said as in the other arbitraries. */
function brokenLine(profile: Profile): fc.Arbitrary<NearMiss> {
  const recipe = profile === 'strict' ? statusLineRecipe : inheriting(lenientStatusLineRecipe, statusLineRecipe);
  return broken(productionsOf(recipe, 'statusLine'), {
    maxRepetitions: 4,
    // What the lenient grammar forgives behind the code hangs on what follows it, so the sentence has a SP there.
    rules: { sipVersion: sipVersion(), statusCode: code, codeSeparator: fc.constant(' '), reasonPhrase: phrase },
  });
}

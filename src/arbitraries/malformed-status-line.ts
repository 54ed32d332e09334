import * as fc from 'fast-check';
import type { Start } from '../automaton/automaton.ts';
import { automatonOf } from '../automaton/profiles.ts';
import { isAccepted, type Run, runOverOctets } from '../automaton/run.ts';
import { productionsOf } from '../grammar/productions.ts';
import type { Recipe } from '../grammar/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../grammar/recipes.ts';
import { profileOf } from '../options.ts';
import { parseStatusLine, safeParseStatusLine } from '../parse.ts';
import type { ParseOptions, Profile } from '../status-line.ts';
import { latin1Of, octetsOfLatin1 } from '../text/latin-1.ts';
import { encodeText } from '../text/utf-8.ts';
import { besideOthers, type Change, type FamilyKind, families, type Parts, written } from './defect-families.ts';
import { type MutationSite, mutationSitesOf } from './from-grammar/mutants-of.ts';
import type { DefectKind } from './from-grammar/mutation-operators.ts';
import { firstDifference, mutants } from './from-grammar/near-miss.ts';
import { reasonPhraseCharacters } from './reason-phrase.ts';
import { shrinkingExamples, smallerTexts } from './shrinking-examples.ts';
import { sipVersion } from './sip-version.ts';
import { statusCode } from './status-code.ts';

/** The ways to be wrong: a defect at one node of the grammar, or a family of lines that broke real software. */
export type MalformedKind = DefectKind | FamilyKind;

/** Which lines {@link malformedStatusLine} makes. */
export interface MalformedStatusLineConstraints extends ParseOptions {
  /** The ways to be wrong. Default: every one that the profile refuses. */
  readonly kinds?: readonly MalformedKind[] | undefined;
  /** Ways to be wrong that are left out. Default: none. */
  readonly without?: readonly MalformedKind[] | undefined;
  /** A line that the profile reads, to break this one in every way. Default: any line. */
  readonly line?: string | Uint8Array | undefined;
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
  /** The first octet that differs from the line that this one was made from. A parser rejects the line here or after it. */
  readonly offset: number;
}

/**
 * What looks like a status line and is none: lines with one defect at one node of the grammar, and the families of
 * lines that broke real software. The profile refuses all of them; strict when it is left out.
 *
 * @throws {RangeError} when no kind is left
 * @throws {StatusLineSyntaxError} for a `line` that the profile refuses
 * @throws {TypeError} for a wrong profile
 */
export function malformedStatusLine(
  constraints: MalformedStatusLineConstraints = {},
): fc.Arbitrary<MalformedStatusLine> {
  const profile = profileOf(constraints);
  const { kinds, without = [], line } = constraints;
  const given = line === undefined ? undefined : charactersOf(line, profile);
  const isWanted = (kind: MalformedKind): boolean =>
    (kinds === undefined || kinds.includes(kind)) && !without.includes(kind);
  const whole = given === undefined ? parts : fc.constant(partsOf(given, profile));
  // A given line has one defect.
  const beside = given === undefined ? besideOthers : fc.constant<Change>(() => ({}));
  const fromFamilies = families
    .filter(({ kind, lenient }) => isWanted(kind) && (profile === 'strict' || lenient))
    .map(({ kind, rule, change, weight = 1 }) => ({
      weight,
      arbitrary: fc.tuple(whole, beside, change).map(([unchanged, add, mutate]): Mutant => {
        const before = { ...unchanged, ...add(unchanged) };
        const [sentence, text] = [written(unchanged), written({ ...before, ...mutate(before) })];
        return { text, rule, kind, offset: firstDifference(text, sentence) };
      }),
    }));
  const fromGrammar = grammarKinds.some(isWanted)
    ? given === undefined
      ? [mutatedLine(profile).filter(({ kind }) => isWanted(kind))]
      : mutantsOfLine(given, profile, isWanted)
    : [];
  if (fromFamilies.length + fromGrammar.length === 0)
    throw new RangeError(`kinds must name a kind that ${profile} refuses`);
  const made = fc
    .oneof(
      ...fromGrammar.map((arbitrary) => ({
        weight: Math.max(1, Math.round(totalOf(fromFamilies) / fromGrammar.length)),
        arbitrary,
      })),
      ...fromFamilies,
    )
    .map(({ text, rule, kind, offset }) => ({ octets: octetsOfLatin1(text), defect: { rule, kind, offset } }))
    .filter(({ octets }) => !isAccepted(runOver(octets, profile)));
  // What a given line was broken into is known from the making alone.
  if (given !== undefined) return made;
  const faultOf = (octets: Uint8Array) => safeParseStatusLine(octets, { profile }).fault;
  const isOne = (value: unknown): boolean => {
    const { octets, defect } = Object(value) as Partial<MalformedStatusLine>;
    return (
      octets instanceof Uint8Array && defect !== undefined && isWanted(defect.kind) && faultOf(octets) !== undefined
    );
  };
  return shrinkingExamples(made, isOne, function* ({ octets, defect }) {
    const before = faultOf(octets);
    for (const text of smallerTexts(latin1Of(octets))) {
      const less = octetsOfLatin1(text);
      const fault = faultOf(less);
      // What is refused for another reason is another defect.
      if (fault === undefined || fault.code !== before?.code || fault.rule !== before.rule) continue;
      yield { octets: less, defect: { ...defect, offset: Math.min(defect.offset, fault.offset) } };
    }
  });
}

function totalOf(weighted: readonly { readonly weight: number }[]): number {
  return weighted.reduce((sum, { weight }) => sum + weight, 0);
}

/** A line with a defect, one character an octet. */
interface Mutant extends Omit<Defect, 'kind'> {
  readonly text: string;
  readonly kind: MalformedKind;
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
  // Software met each family with an empty phrase too.
  reasonPhrase: fc.oneof({ weight: 7, arbitrary: phrase }, { weight: 1, arbitrary: fc.constant('') }),
  lineEnd,
});

/** A line of the profile's grammar with one defect. What is not broken is drawn as in the other arbitraries. */
function mutatedLine(profile: Profile): fc.Arbitrary<Mutant> {
  return mutants(productionsOf(recipeFor(profile), 'statusLine'), {
    maxRepetitions: 4,
    // What the lenient grammar forgives after the code hangs on what follows it, so the sentence has a SP there.
    rules: { sipVersion: sipVersion(), statusCode: code, codeSeparator: fc.constant(' '), reasonPhrase: phrase },
  });
}

/** One line with one defect. Each rule is broken as often in each way, however often a phrase applies it. */
function mutantsOfLine(
  line: string,
  profile: Profile,
  isWanted: (kind: MalformedKind) => boolean,
): readonly fc.Arbitrary<Mutant>[] {
  const sites = mutationSitesOf(productionsOf(recipeFor(profile), 'statusLine'), line).filter(({ kind }) =>
    isWanted(kind),
  );
  const alike = new Map<string, MutationSite[]>();
  for (const site of sites) {
    const key = `${site.rule} ${site.kind}`;
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [site]);
    else others.push(site);
  }
  return [...alike.values()].map((some) =>
    fc
      .nat({ max: some.length - 1 })
      .map((n) => some[n] as MutationSite)
      .chain(({ rule, kind, from, to, texts }) =>
        fc.constantFrom(...texts).map((instead) => {
          const text = line.slice(0, from) + instead + line.slice(to);
          return { text, rule, kind, offset: firstDifference(text, line) };
        }),
      ),
  );
}

function recipeFor(profile: Profile): Recipe {
  return profile === 'strict' ? statusLineRecipe : lenientStatusLineRecipe;
}

/** A line that the profile reads, one character an octet. */
function charactersOf(line: string | Uint8Array, profile: Profile): string {
  parseStatusLine(line, { profile });
  return latin1Of(typeof line === 'string' ? encodeText(line) : line);
}

/** What stands before the version goes with it. */
function partsOf(line: string, profile: Profile): Parts {
  const [, versionEnd = 0, , , phrase = 0, phraseEnd = 0] = acceptedRegisters(line, profile);
  const [, versionSeparator = '', digits = '', codeSeparator = ''] =
    /^([ \t]+)(\d{3})([ \t]?)$/.exec(line.slice(versionEnd, phrase)) ?? [];
  return {
    sipVersion: line.slice(0, versionEnd),
    versionSeparator,
    statusCode: digits,
    codeSeparator,
    reasonPhrase: line.slice(phrase, phraseEnd),
    lineEnd: line.slice(phraseEnd),
  };
}

function runOver(octets: Uint8Array, profile: Profile): Run {
  const automaton = automatonOf(profile);
  return runOverOctets(automaton, automaton.starts.statusLine as Start, octets, 0, octets.length);
}

function acceptedRegisters(line: string, profile: Profile): readonly number[] {
  const run = runOver(octetsOfLatin1(line), profile);
  return isAccepted(run) ? run.registers : [];
}

import fc from 'fast-check';
import { type Grammar, recipeOf } from '../ohm/recipe.ts';
import { characterOf } from './character.ts';
import { type Phrase, type Phrases, phrasesOf } from './phrases.ts';

export interface SentenceConstraints {
  /** How often a `*` or `+` repeats at most. Default: 12. */
  readonly maxRepetitions?: number;
  /** How many choices stand inside one another at most, in grammars that are recursive. Default: 6. */
  readonly maxDepth?: number;
}

/**
 * Sentences of a rule of any Ohm grammar, found by walking the grammar. They shrink towards the first alternatives
 * and the fewest repetitions.
 *
 * @throws {TypeError} for a rule that the grammar does not have
 */
export function sentence(grammar: Grammar, rule: string, constraints: SentenceConstraints = {}): fc.Arbitrary<string> {
  const phrases = phrasesOf(recipeOf(grammar), rule);
  // Ordered choice, greedy repetition and lookahead may refuse what the rules alone would say.
  return spoken(phrases, constraints).filter((text) => grammar.match(text, rule).succeeded());
}

/** What the rules say, whatever else the grammar demands. */
export function spoken(phrases: Phrases, constraints: SentenceConstraints): fc.Arbitrary<string> {
  return fc.letrec<Record<string, string>>((tie) =>
    Object.fromEntries([...phrases.bodies].map(([key, body]) => [key, speech(body, phrases, constraints)(tie)])),
  )[phrases.start] as fc.Arbitrary<string>;
}

export type Tie = (key: string) => fc.Arbitrary<string>;

/** The arbitrary of one phrase, its rules left to be tied. */
export function speech(
  phrase: Phrase,
  phrases: Phrases,
  constraints: SentenceConstraints,
): (tie: Tie) => fc.Arbitrary<string> {
  const { maxRepetitions = 12, maxDepth = 6 } = constraints;
  const height = heightsOf(phrases);
  const speak = (one: Phrase, tie: Tie): fc.Arbitrary<string> => {
    switch (one.kind) {
      case 'class':
        return characterOf(one.ranges);
      case 'terminal':
        return fc.constant(one.text);
      case 'silence':
        return fc.constant('');
      case 'rule':
        return tie(one.key);
      case 'seq':
        return fc
          .tuple(...one.factors.map((factor) => speak(factor, tie)))
          .map((texts) => texts.join(one.spaced ? ' ' : ''));
      case 'alt': {
        // Deep down fast-check takes the first, so that comes first which ends soonest.
        const byHeight = [...one.alternatives].sort((a, b) => height(a) - height(b));
        return fc.oneof(
          { maxDepth, depthIdentifier: 'sentence', withCrossShrink: true },
          ...byHeight.map((alternative) => speak(alternative, tie)),
        );
      }
      case 'repetition': {
        const maxLength = one.isOption ? 1 : Math.max(one.least, maxRepetitions);
        return fc
          .array(speak(one.body, tie), { minLength: one.least, maxLength, depthIdentifier: 'sentence' })
          .map((texts) => texts.join(one.spaced ? ' ' : ''));
      }
    }
  };
  return (tie) => speak(phrase, tie);
}

/** How many rules deep a phrase must go at least. */
export function heightsOf({ bodies }: Phrases): (phrase: Phrase) => number {
  const known = new Map([...bodies.keys()].map((key) => [key, Number.POSITIVE_INFINITY]));
  const height = (phrase: Phrase): number => {
    switch (phrase.kind) {
      case 'rule':
        return 1 + (known.get(phrase.key) as number);
      case 'seq':
        return Math.max(0, ...phrase.factors.map(height));
      case 'alt':
        return Math.min(...phrase.alternatives.map(height));
      case 'repetition':
        return phrase.least === 0 ? 0 : height(phrase.body);
      default:
        return 0;
    }
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [key, body] of bodies) {
      const next = height(body);
      if (next < (known.get(key) as number)) {
        known.set(key, next);
        isChanged = true;
      }
    }
  }
  return height;
}

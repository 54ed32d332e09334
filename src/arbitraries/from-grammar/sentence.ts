import * as fc from 'fast-check';
import { type Production, type Productions, productionsOf } from '../../grammar/productions.ts';
import { type Grammar, recipeOf } from '../../ohm/recipe-of.ts';
import { characterOf } from './character.ts';

/** Which sentences {@link sentence} and {@link nearMiss} make. */
export interface SentenceConstraints {
  /** How often a `*` or `+` repeats at most. Default: 12. */
  readonly maxRepetitions?: number | undefined;
  /** How many choices stand inside one another at most, in grammars that are recursive. Default: 6. */
  readonly maxDepth?: number | undefined;
  /** What to say for some rules instead of walking them: names that are known somewhere, lengths at some border. */
  readonly rules?: Readonly<Record<string, fc.Arbitrary<string>>> | undefined;
}

/**
 * Sentences of a rule of any Ohm grammar, found by walking the grammar. They shrink towards the first alternatives
 * and the fewest repetitions.
 *
 * @throws {TypeError} for a rule that the grammar does not have, and for one that has parameters
 */
export function sentence(grammar: Grammar, rule: string, constraints: SentenceConstraints = {}): fc.Arbitrary<string> {
  const productions = productionsOf(recipeOf(grammar), rule, Object.keys(constraints.rules ?? {}));
  // Ordered choice, greedy repetition and lookahead may refuse what the rules alone would say.
  return derivedFrom(productions, constraints).filter((text) => grammar.match(text, rule).succeeded());
}

/** What the rules say, whatever else the grammar demands. */
export function derivedFrom(productions: Productions, constraints: SentenceConstraints): fc.Arbitrary<string> {
  const { rules = {} } = constraints;
  return fc.letrec<Record<string, string>>((tie) =>
    Object.fromEntries(
      [...productions.bodies].map(([key, body]) => [
        key,
        Object.hasOwn(rules, key)
          ? (rules[key] as fc.Arbitrary<string>)
          : derivation(body, productions, constraints)(tie),
      ]),
    ),
  )[productions.start] as fc.Arbitrary<string>;
}

export type Tie = (key: string) => fc.Arbitrary<string>;

/** The arbitrary of one production, its rules left to be tied. */
export function derivation(
  production: Production,
  productions: Productions,
  constraints: SentenceConstraints,
): (tie: Tie) => fc.Arbitrary<string> {
  const { maxDepth = 6 } = constraints;
  const height = minDepths(productions);
  const derive = (one: Production, tie: Tie): fc.Arbitrary<string> => {
    switch (one.kind) {
      case 'class':
        return characterOf(one.ranges);
      case 'terminal':
        return fc.constant(one.text);
      case 'epsilon':
        return fc.constant('');
      case 'rule':
        return tie(one.key);
      case 'seq':
        return fc
          .tuple(...one.factors.map((factor) => derive(factor, tie)))
          .map((texts) => texts.join(one.spaced ? ' ' : ''));
      case 'alt': {
        // At maxDepth fast-check takes the first alternative, so the shallowest comes first.
        const byHeight = [...one.alternatives].sort((a, b) => height(a) - height(b));
        return fc.oneof(
          { maxDepth, depthIdentifier: 'sentence', withCrossShrink: true },
          ...byHeight.map((alternative) => derive(alternative, tie)),
        );
      }
      case 'repetition': {
        const maxLength = mostRepetitions(one, constraints);
        return fc
          .array(derive(one.body, tie), { minLength: one.least, maxLength, depthIdentifier: 'sentence' })
          .map((texts) => texts.join(one.spaced ? ' ' : ''));
      }
    }
  };
  return (tie) => derive(production, tie);
}

/** How often something is said again and again at most. */
export function mostRepetitions(
  { isOption, least }: Extract<Production, { kind: 'repetition' }>,
  { maxRepetitions = 12 }: SentenceConstraints,
): number {
  return isOption ? 1 : Math.max(least, maxRepetitions);
}

/** How many rules deep a production must go at least. */
export function minDepths({ bodies }: Productions): (production: Production) => number {
  const known = new Map([...bodies.keys()].map((key) => [key, Number.POSITIVE_INFINITY]));
  const height = (production: Production): number => {
    switch (production.kind) {
      case 'rule':
        return 1 + (known.get(production.key) as number);
      case 'seq':
        return Math.max(0, ...production.factors.map(height));
      case 'alt':
        return Math.min(...production.alternatives.map(height));
      case 'repetition':
        return production.least === 0 ? 0 : height(production.body);
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

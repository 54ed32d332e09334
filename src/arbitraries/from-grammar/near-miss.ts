import * as fc from 'fast-check';
import { type Production, type Productions, productionsOf } from '../../grammar/productions.ts';
import { type Grammar, recipeOf } from '../../ohm/recipe-of.ts';
import { characterOf } from './character.ts';
import { type DefectKind, mutationOperators, separatorOf } from './mutation-operators.ts';
import { derivation, mostRepetitions, type SentenceConstraints } from './sentence.ts';

/** A sentence with exactly one defect. */
export interface NearMiss {
  /** What is not in the language. */
  readonly text: string;
  /** The sentence that it was made from. */
  readonly sentence: string;
  /** The rule that was broken. */
  readonly rule: string;
  /** In which way it was broken. */
  readonly kind: DefectKind;
  /** The first UTF-16 unit that differs from the sentence. A parser rejects the text here or after it. */
  readonly offset: number;
}

/**
 * Sentences of a rule of any Ohm grammar with exactly one defect, made at one node of the grammar. None is in the
 * language. They shrink as sentences do, and each keeps its defect.
 *
 * @throws {TypeError} for a rule that the grammar does not have
 */
export function nearMiss(
  grammar: Grammar,
  rule: string,
  constraints: SentenceConstraints = {},
): fc.Arbitrary<NearMiss> {
  const productions = productionsOf(recipeOf(grammar), rule, Object.keys(constraints.rules ?? {}));
  const isSentence = (text: string): boolean => grammar.match(text, rule).succeeded();
  return mutants(productions, constraints).filter(({ text, sentence }) => !isSentence(text) && isSentence(sentence));
}

/** A mutated text, with the sentence that it was made from. */
type Mutant = Omit<NearMiss, 'offset'>;

/** Sentences with one defect, some of which may be in the language all the same. */
export function mutants(productions: Productions, constraints: SentenceConstraints): fc.Arbitrary<NearMiss> {
  const { start: rule } = productions;
  const { rules = {} } = constraints;
  const sites = mutationSites(productions);
  const arbitraries = fc.letrec<Record<string, unknown>>((tie) => {
    const tieText = (key: string): fc.Arbitrary<string> => tie(`text ${key}`) as fc.Arbitrary<string>;
    const tieMutant = (key: string): fc.Arbitrary<Mutant> => tie(`mutant ${key}`) as fc.Arbitrary<Mutant>;
    return Object.fromEntries(
      [...productions.bodies].flatMap(([key, body]) => {
        const mutant = mutantOf(body, productions, constraints, sites, tieText, tieMutant);
        return [
          [`text ${key}`, Object.hasOwn(rules, key) ? rules[key] : derivation(body, productions, constraints)(tieText)],
          [`mutant ${key}`, mutant ?? fc.constant(undefined)] as const,
        ];
      }),
    );
  });
  const derived = arbitraries[`text ${rule}`] as fc.Arbitrary<string>;
  const mutant = arbitraries[`mutant ${rule}`] as fc.Arbitrary<Mutant>;
  const withMore: fc.Arbitrary<Mutant> = fc
    .tuple(derived, fc.oneof(derived, characterOf([[0, productions.lastCharacter === 0xff ? 0xff : 0x7f]])))
    .map(([sentence, more]) => ({ text: sentence + more, sentence, rule, kind: 'input-after-end' }));
  const { here, inside } = sites(productions.bodies.get(rule) as Production);
  const count = here.length + inside;
  return fc
    .oneof({ weight: 1, arbitrary: withMore }, ...(count > 0 ? [{ weight: count, arbitrary: mutant }] : []))
    .map((one) => ({ ...one, offset: firstDifference(one.text, one.sentence) }));
}

/** The index of the first unit in which two texts differ, or where the shorter one ends. */
export function firstDifference(text: string, sentence: string): number {
  let at = 0;
  while (at < text.length && text[at] === sentence[at]) at += 1;
  return at;
}

/** A production with one defect in it; undefined where nothing in it can be broken. */
function mutantOf(
  production: Production,
  productions: Productions,
  constraints: SentenceConstraints,
  sites: MutationSites,
  tieText: (key: string) => fc.Arbitrary<string>,
  tieMutant: (key: string) => fc.Arbitrary<Mutant>,
): fc.Arbitrary<Mutant> | undefined {
  const mutationsOf = mutationOperators(productions);
  const derive = (one: Production): fc.Arbitrary<string> => derivation(one, productions, constraints)(tieText);
  const derivePart = (one: Production): fc.Arbitrary<string> => derive(one.kind === 'repetition' ? one.body : one);

  const mutant = (one: Production): fc.Arbitrary<Mutant> | undefined => {
    if (one.kind === 'rule') return sites(one).inside > 0 ? tieMutant(one.key) : undefined;
    const separator = separatorOf(one);
    const parts = one.kind === 'seq' ? fc.tuple(...one.factors.map(derive)) : fc.tuple(derivePart(one));
    const choices = sites(one).here.map((kind) => ({
      weight: 1,
      arbitrary: fc.tuple(parts, fc.nat()).map(([texts, n]): Mutant => {
        const sentence = texts.join(separator);
        const mutations = mutationsOf(one, texts).filter((mutation) => mutation.kind === kind);
        // Parts of which none changes give the sentence, which is filtered out with all others.
        return { text: mutations[n % mutations.length]?.text ?? sentence, sentence, rule: one.rule, kind };
      }),
    }));
    const addInside = (inner: Production, around: (mutant: fc.Arbitrary<Mutant>) => fc.Arbitrary<Mutant>): void => {
      const { here, inside } = sites(inner);
      const weight = here.length + inside;
      if (weight > 0) choices.push({ weight, arbitrary: around(mutant(inner) as fc.Arbitrary<Mutant>) });
    };
    if (one.kind === 'seq') {
      for (const [n, factor] of one.factors.entries()) {
        const before = fc.tuple(...one.factors.slice(0, n).map(derive));
        const after = fc.tuple(...one.factors.slice(n + 1).map(derive));
        addInside(factor, (inner) => fc.tuple(before, inner, after).map(surroundedBy(separator)));
      }
    } else if (one.kind === 'alt') {
      for (const alternative of one.alternatives) addInside(alternative, (inner) => inner);
    } else if (one.kind === 'repetition') {
      const maxLength = Math.max(1, mostRepetitions(one, constraints)) - 1;
      const others = fc.array(derive(one.body), { maxLength, depthIdentifier: 'sentence' });
      // The mutant is one of the rounds, in any place among the others.
      addInside(one.body, (inner) =>
        fc.tuple(others, inner, fc.nat({ max: maxLength })).map(([texts, mutated, place]) => {
          const index = place % (texts.length + 1);
          return surroundedBy(separator)([texts.slice(0, index), mutated, texts.slice(index)]);
        }),
      );
    }
    return choices.length === 0 ? undefined : fc.oneof(...choices);
  };
  return mutant(production);
}

/** A mutant with the texts before and after it. */
function surroundedBy(separator: string): (texts: readonly [readonly string[], Mutant, readonly string[]]) => Mutant {
  return ([before, { text, sentence, rule, kind }, after]) => {
    const head = before.map((one) => one + separator).join('');
    const tail = after.map((one) => separator + one).join('');
    return { text: head + text + tail, sentence: head + sentence + tail, rule, kind };
  };
}

/** The kinds of defect that a production can have itself, and how many there are inside of it. */
type MutationSites = (production: Production) => { readonly here: readonly DefectKind[]; readonly inside: number };

/** A rule that is inside itself counts once. */
function mutationSites(productions: Productions): MutationSites {
  const { bodies } = productions;
  const mutationsOf = mutationOperators(productions);
  const known = new Map<string, number>();
  const kindsOf = new Map<Production, readonly DefectKind[]>();
  const sites: MutationSites = (production) => {
    // What can be broken does not hang on the texts of the parts, if they differ.
    const parts = production.kind === 'seq' ? production.factors.map((_, n) => `part ${n}`) : ['part'];
    const here = kindsOf.get(production) ?? [...new Set(mutationsOf(production, parts).map(({ kind }) => kind))];
    kindsOf.set(production, here);
    const sum = (some: readonly Production[]): number =>
      some.map(sites).reduce((total, one) => total + one.here.length + one.inside, 0);
    switch (production.kind) {
      case 'rule':
        if (!known.has(production.key)) {
          known.set(production.key, 0);
          known.set(production.key, sum([bodies.get(production.key) as Production]));
        }
        return { here, inside: known.get(production.key) as number };
      case 'seq':
        return { here, inside: sum(production.factors) };
      case 'alt':
        return { here, inside: sum(production.alternatives) };
      case 'repetition':
        return { here, inside: sum([production.body]) };
      default:
        return { here, inside: 0 };
    }
  };
  // The start is counted first, so that every rule is known before any weight is asked for.
  for (const body of bodies.values()) sites(body);
  return sites;
}

import * as fc from 'fast-check';
import { type Production, type Productions, productionsOf } from '../grammar/productions.ts';
import { type Grammar, recipeOf } from '../ohm/recipe-of.ts';
import { characterOf, neighboursOf, outsideOf } from './character.ts';
import { mostRepetitions, type SentenceConstraints, speech } from './sentence.ts';

/** The ways in which one node of a grammar can be broken. */
export type DefectKind =
  /** One factor of a sequence is left out. */
  | 'factor-dropped'
  /** One factor of a sequence is said twice. */
  | 'factor-doubled'
  /** Two factors that stand side by side change places. */
  | 'factors-swapped'
  /** A repetition has fewer than the least. */
  | 'too-few'
  /** A character is none of its class. */
  | 'outside-class'
  /** A character of a terminal is another one. */
  | 'terminal-changed'
  /** Something follows the end. */
  | 'input-after-end';

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
  return broken(productions, constraints).filter(({ text, sentence }) => !isSentence(text) && isSentence(sentence));
}

/** A broken text, with the sentence that it was made from. */
interface Slip {
  readonly text: string;
  readonly sentence: string;
  readonly rule: string;
  readonly kind: DefectKind;
}

/** Sentences with one defect, some of which may be in the language all the same. */
export function broken(productions: Productions, constraints: SentenceConstraints): fc.Arbitrary<NearMiss> {
  const { start: rule } = productions;
  const { rules = {} } = constraints;
  const sites = sitesOf(productions);
  const arbitraries = fc.letrec<Record<string, unknown>>((tie) => {
    const tieText = (key: string): fc.Arbitrary<string> => tie(`said ${key}`) as fc.Arbitrary<string>;
    const tieSlip = (key: string): fc.Arbitrary<Slip> => tie(`broken ${key}`) as fc.Arbitrary<Slip>;
    return Object.fromEntries(
      [...productions.bodies].flatMap(([key, body]) => {
        const slip = slipIn(body, productions, constraints, sites, tieText, tieSlip);
        return [
          [`said ${key}`, Object.hasOwn(rules, key) ? rules[key] : speech(body, productions, constraints)(tieText)],
          [`broken ${key}`, slip ?? fc.constant(undefined)] as const,
        ];
      }),
    );
  });
  const said = arbitraries[`said ${productions.start}`] as fc.Arbitrary<string>;
  const slip = arbitraries[`broken ${productions.start}`] as fc.Arbitrary<Slip>;
  const behind: fc.Arbitrary<Slip> = fc
    .tuple(said, fc.oneof(said, characterOf([[0, productions.lastCharacter === 0xff ? 0xff : 0x7f]])))
    .map(([sentence, more]) => ({ text: sentence + more, sentence, rule, kind: 'input-after-end' }));
  const { own, below } = sites(productions.bodies.get(productions.start) as Production);
  return fc
    .oneof({ weight: 1, arbitrary: behind }, ...(own + below > 0 ? [{ weight: own + below, arbitrary: slip }] : []))
    .map(({ text, sentence, rule: brokenRule, kind }) => ({
      text,
      sentence,
      rule: brokenRule,
      kind,
      offset: firstDifference(text, sentence),
    }));
}

/** The index of the first unit in which two texts differ, or where the shorter one ends. */
export function firstDifference(text: string, sentence: string): number {
  let at = 0;
  while (at < text.length && text[at] === sentence[at]) at += 1;
  return at;
}

/** A production with one defect in it; undefined where nothing in it can be broken. */
function slipIn(
  production: Production,
  productions: Productions,
  constraints: SentenceConstraints,
  sites: Sites,
  tieText: (key: string) => fc.Arbitrary<string>,
  tieSlip: (key: string) => fc.Arbitrary<Slip>,
): fc.Arbitrary<Slip> | undefined {
  const say = (one: Production): fc.Arbitrary<string> => speech(one, productions, constraints)(tieText);
  const slip = (one: Production): fc.Arbitrary<Slip> | undefined => {
    const { rule } = one;
    const here: { weight: number; arbitrary: fc.Arbitrary<Slip> }[] = [];
    const at = (kind: DefectKind, arbitrary: fc.Arbitrary<{ text: string; sentence: string }>): void => {
      here.push({ weight: 1, arbitrary: arbitrary.map(({ text, sentence }) => ({ text, sentence, rule, kind })) });
    };
    const below = (inner: Production, around: (slip: fc.Arbitrary<Slip>) => fc.Arbitrary<Slip>): void => {
      const { own, below: deeper } = sites(inner);
      if (own + deeper > 0) here.push({ weight: own + deeper, arbitrary: around(slip(inner) as fc.Arbitrary<Slip>) });
    };
    switch (one.kind) {
      case 'class': {
        const outside = outsideOf(one, productions);
        if (outside.length > 0) {
          at(
            'outside-class',
            fc
              .tuple(characterOf(one.ranges), fc.constantFrom(...outside))
              .map(([sentence, text]) => ({ text, sentence })),
          );
        }
        break;
      }
      case 'terminal':
        at(
          'terminal-changed',
          fc.tuple(fc.nat({ max: one.text.length - 1 }), fc.constantFrom(0, 1, 2)).map(([index, which]) => {
            const changed = neighboursOf(one.text, index)[which];
            return { text: one.text.slice(0, index) + changed + one.text.slice(index + 1), sentence: one.text };
          }),
        );
        break;
      case 'silence':
        break;
      case 'rule':
        return sites(one).below > 0 ? tieSlip(one.key) : undefined;
      case 'seq': {
        const { factors } = one;
        const glue = one.spaced ? ' ' : '';
        const texts = fc.tuple(...factors.map(say));
        const index = fc.nat({ max: Math.max(0, factors.length - 1) });
        if (factors.length > 0) {
          const spoilt = (change: (texts: readonly string[], index: number) => readonly string[]) =>
            fc
              .tuple(texts, index)
              .map(([said, n]) => ({ text: change(said, n).join(glue), sentence: said.join(glue) }));
          at(
            'factor-dropped',
            spoilt((said, n) => said.toSpliced(n, 1)),
          );
          at(
            'factor-doubled',
            spoilt((said, n) => said.toSpliced(n, 0, said[n] as string)),
          );
          if (factors.length > 1) {
            at(
              'factors-swapped',
              spoilt((said, n) => {
                const first = n % (said.length - 1);
                return said.toSpliced(first, 2, said[first + 1] as string, said[first] as string);
              }),
            );
          }
        }
        for (const [n, factor] of factors.entries()) {
          const before = fc.tuple(...factors.slice(0, n).map(say));
          const after = fc.tuple(...factors.slice(n + 1).map(say));
          below(factor, (inner) => fc.tuple(before, inner, after).map(amid(glue)));
        }
        break;
      }
      case 'alt': {
        const outside = outsideOf(one, productions);
        if (outside.length > 0) {
          at(
            'outside-class',
            fc.tuple(say(one), fc.constantFrom(...outside)).map(([sentence, text]) => ({ text, sentence })),
          );
        }
        for (const alternative of one.alternatives) below(alternative, (inner) => inner);
        break;
      }
      case 'repetition': {
        const glue = one.spaced ? ' ' : '';
        const maxLength = Math.max(1, mostRepetitions(one, constraints)) - 1;
        const others = fc.array(say(one.body), { maxLength, depthIdentifier: 'sentence' });
        if (one.least === 1)
          at(
            'too-few',
            say(one.body).map((sentence) => ({ text: '', sentence })),
          );
        if (one.isOption) {
          at(
            'factor-doubled',
            say(one.body).map((sentence) => ({ text: sentence + glue + sentence, sentence })),
          );
        }
        // The slip is one of the repetitions, in any place among the others.
        below(one.body, (inner) =>
          fc.tuple(others, inner, fc.nat({ max: maxLength })).map(([said, slipped, place]) => {
            const index = place % (said.length + 1);
            return amid(glue)([said.slice(0, index), slipped, said.slice(index)]);
          }),
        );
        break;
      }
    }
    return here.length === 0 ? undefined : fc.oneof(...here);
  };
  return slip(production);
}

/** A slip with what is said before and after it. */
function amid(glue: string): (said: readonly [readonly string[], Slip, readonly string[]]) => Slip {
  return ([before, { text, sentence, rule, kind }, after]) => {
    const head = before.length === 0 ? '' : before.join(glue) + glue;
    const tail = after.length === 0 ? '' : glue + after.join(glue);
    return { text: head + text + tail, sentence: head + sentence + tail, rule, kind };
  };
}

type Sites = (production: Production) => { readonly own: number; readonly below: number };

/** How many places there are to break a production: at itself and below. A rule that is inside itself counts once. */
function sitesOf(productions: Productions): Sites {
  const { bodies } = productions;
  const known = new Map<string, number>();
  const count = (production: Production): { own: number; below: number } => {
    const sum = (some: readonly Production[]): number =>
      some.map(count).reduce((total, { own, below }) => total + own + below, 0);
    switch (production.kind) {
      case 'class':
        return { own: outsideOf(production, productions).length > 0 ? 1 : 0, below: 0 };
      case 'terminal':
        return { own: 1, below: 0 };
      case 'silence':
        return { own: 0, below: 0 };
      case 'rule': {
        if (!known.has(production.key)) {
          known.set(production.key, 0);
          known.set(production.key, sum([bodies.get(production.key) as Production]));
        }
        return { own: 0, below: known.get(production.key) as number };
      }
      case 'seq':
        return {
          own: production.factors.length === 0 ? 0 : production.factors.length === 1 ? 2 : 3,
          below: sum(production.factors),
        };
      case 'alt':
        return { own: outsideOf(production, productions).length > 0 ? 1 : 0, below: sum(production.alternatives) };
      case 'repetition':
        return { own: production.least === 1 || production.isOption ? 1 : 0, below: sum([production.body]) };
    }
  };
  // The start is counted first, so that every rule is known before any weight is asked for.
  for (const body of bodies.values()) count(body);
  return count;
}

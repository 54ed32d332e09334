// Each rule of the two grammars is derived by `sentence`, and broken by `nearMiss` in every way that takes a sentence out
// of the language. Which ways there are is worked out from the rules, so a new rule needs no edit here.
import fc from 'fast-check';
import type { Grammar } from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { mutationSitesOf } from '../../src/arbitraries/from-grammar/mutants-of.ts';
import { nearMiss, sentence } from '../../src/arbitraries/index.ts';
import type { Start } from '../../src/automaton/automaton.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';
import { isAccepted, runOverOctets } from '../../src/automaton/run.ts';
import { productionsOf } from '../../src/grammar/productions.ts';
import { rulesOf } from '../../src/grammar/recipe.ts';
import type { Profile } from '../../src/index.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';
import { octetsOfLatin1 } from '../../src/text/latin-1.ts';

interface Node {
  readonly ctorName: string;
  readonly children: readonly Node[];
}

/** The rules in the parse trees of some sentences; the rarest is there within the first 100. */
function derived(grammar: Grammar, sentences: readonly string[], start: string): ReadonlySet<string> {
  const semantics = grammar.createSemantics();
  const rules = new Set<string>();
  const visit = ({ ctorName, children }: Node): void => {
    rules.add(ctorName);
    children.forEach(visit);
  };
  for (const text of sentences) visit(semantics(grammar.match(text, start)) as unknown as Node);
  return rules;
}

/** In which ways near-misses break rules: as many samples as it takes to see all that are expected, and not without end. */
function broken(grammar: Grammar, start: string, expected: readonly string[]): ReadonlySet<string> {
  const ways = new Set<string>();
  for (let seed = 1; seed <= 8; seed += 1) {
    for (const { rule, kind } of fc.sample(nearMiss(grammar, start), { seed, numRuns: 1500 }))
      ways.add(`${rule} ${kind}`);
    if (expected.every((way) => ways.has(way))) break;
  }
  return ways;
}

/** In which ways rules can be broken so that some sentence becomes none, of all mutants of some sentences. */
function breakable(
  grammar: Grammar,
  sentences: readonly string[],
  profile: Profile,
  start: string,
): ReadonlySet<string> {
  const productions = productionsOf(recipeOf(grammar), start);
  const automaton = automatonOf(profile);
  const isSentence = (text: string): boolean =>
    isAccepted(runOverOctets(automaton, automaton.starts[start] as Start, octetsOfLatin1(text), 0, text.length));
  const ways = new Set<string>();
  for (const text of sentences) {
    for (const { rule, kind, from, to, texts } of mutationSitesOf(productions, text)) {
      const way = `${rule} ${kind}`;
      if (ways.has(way)) continue;
      if (texts.some((other) => !isSentence(text.slice(0, from) + other + text.slice(to)))) ways.add(way);
    }
  }
  return ways;
}

describe.each([
  ['strict', statusLineGrammar, 'streamedStatusLine', []],
  // Streams begin in the same way in both grammars.
  ['lenient', lenientStatusLineGrammar, 'statusLine', ['streamedStatusLine', 'emptyLine']],
] as const)('%s', (profile, grammar, start, leftOut) => {
  const sentences = fc.sample(sentence(grammar, start), { seed: 1, numRuns: 600 });
  const rules = [...rulesOf(recipeOf(grammar)).keys()].filter((rule) => !(leftOut as readonly string[]).includes(rule));

  test('every rule is derived', () => {
    const found = derived(grammar, sentences, start);
    expect(rules.filter((rule) => !found.has(rule))).toEqual([]);
  });

  test('every rule is broken in every way that there is', () => {
    const understood = sentences.filter((text) => {
      try {
        return mutationSitesOf(productionsOf(recipeOf(grammar), start), text).length > 0;
      } catch {
        // The rules alone do not tell what it is.
        return false;
      }
    });
    expect(understood.length).toBeGreaterThan(sentences.length / 2);
    const expected = [...breakable(grammar, understood.slice(0, 200), profile, start)];
    expect(expected.length).toBeGreaterThan(profile === 'strict' ? 50 : 30);
    const ways = broken(grammar, start, expected);
    expect(expected.filter((way) => !ways.has(way))).toEqual([]);
  });
});

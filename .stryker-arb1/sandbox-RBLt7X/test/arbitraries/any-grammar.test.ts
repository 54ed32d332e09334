import fc from 'fast-check';
import type { Grammar } from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { nearMiss, sentence } from '../../src/arbitraries/index.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';
import { law } from '../prop.ts';
import { arithmetic, choices, lists } from './grammars.ts';

const grammars: readonly (readonly [string, Grammar, string])[] = [
  ['the strict Status-Line', statusLineGrammar, 'statusLine'],
  ['the lenient Status-Line', lenientStatusLineGrammar, 'statusLine'],
  ['arithmetic', arithmetic, 'Sum'],
  ['lists', lists, 'list'],
  ['choices', choices, 'start'],
];

describe.each(grammars)('%s', (_, grammar, rule) => {
  law(
    'every sentence is in the language',
    () => [sentence(grammar, rule)],
    (text) => {
      expect(grammar.match(text, rule).succeeded(), text).toBe(true);
    },
  );

  law(
    'no near-miss is in the language',
    () => [nearMiss(grammar, rule)],
    ({ text, sentence: whole }) => {
      expect(grammar.match(text, rule).failed(), text).toBe(true);
      expect(grammar.match(whole, rule).succeeded(), whole).toBe(true);
    },
  );

  law(
    'a near-miss differs from its sentence from its offset on',
    () => [nearMiss(grammar, rule)],
    (miss) => {
      expect(miss.text.slice(0, miss.offset)).toBe(miss.sentence.slice(0, miss.offset));
      expect(miss.text[miss.offset]).not.toBe(miss.sentence[miss.offset]);
    },
  );

  test('a near-miss shrinks to a short one and keeps its defect', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const [first] = fc.sample(nearMiss(grammar, rule), { seed, numRuns: 1 });
      const { counterexample } = fc.check(
        fc.property(nearMiss(grammar, rule), ({ kind, rule: broken }) => kind !== first?.kind || broken !== first.rule),
        { seed, numRuns: 1000 },
      );
      const [least] = counterexample as [typeof first];
      expect(least).toMatchObject({ kind: first?.kind, rule: first?.rule });
      expect(least?.text.length).toBeLessThanOrEqual(32);
    }
  });
});

/** Each rule of a grammar that is broken somewhere, with the ways in which it is. */
function broken(grammar: Grammar, rule: string): ReadonlyMap<string, ReadonlySet<string>> {
  const ways = new Map<string, Set<string>>();
  for (const miss of fc.sample(nearMiss(grammar, rule), { seed: 1, numRuns: 4000 })) {
    ways.set(miss.rule, (ways.get(miss.rule) ?? new Set()).add(miss.kind));
  }
  return ways;
}

test('every rule of the strict grammar that can be broken is broken', () => {
  const ways = broken(statusLineGrammar, 'statusLine');
  for (const rule of [
    'statusLine',
    'sipVersion',
    'statusCode',
    'escaped',
    'crlf',
    'digit',
    'hexdig',
    'utf8Cont',
    'sp',
  ]) {
    expect([...ways.keys()]).toContain(rule);
  }
  expect(ways.get('statusCode')).toContain('factor-dropped');
  expect(ways.get('statusCode')).toContain('factor-doubled');
  expect(ways.get('sipVersion')).toContain('too-few');
  expect(ways.get('statusLine')).toContain('factors-swapped');
  expect(ways.get('statusLine')).toContain('input-after-end');
  expect(ways.get('digit')).toContain('outside-class');
});

test('the defect is where the parser finds it, or before', () => {
  for (const { text, offset } of fc.sample(nearMiss(statusLineGrammar, 'statusLine'), { seed: 2, numRuns: 1000 })) {
    const result = statusLineGrammar.match(text, 'statusLine');
    if (result.succeeded()) throw new Error(text);
    const { getRightmostFailurePosition } = result as unknown as { getRightmostFailurePosition(): number };
    expect(getRightmostFailurePosition.call(result), JSON.stringify(text)).toBeGreaterThanOrEqual(offset);
  }
});

test('the same seed gives the same sentences', () => {
  const some = () => fc.sample(sentence(lists, 'list'), { seed: 3, numRuns: 50 });
  expect(some()).toEqual(some());
});

test('a rule that is not there is a TypeError', () => {
  expect(() => sentence(lists, 'nothing')).toThrow(TypeError);
  expect(() => nearMiss(lists, 'quoted')).toThrow('needs arguments');
});

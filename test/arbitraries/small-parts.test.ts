// What the generators are made of, each for itself.
import fc from 'fast-check';
import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { dictionary } from '../../src/arbitraries/dictionary.ts';
import { characterOf, justOutside } from '../../src/arbitraries/from-grammar/character.ts';
import { orderedConstants } from '../../src/arbitraries/ordered-constants.ts';
import { generatedLine } from '../../src/arbitraries/test-run/labelled-line.ts';
import { shrunk } from '../../src/arbitraries/test-run/shrink-case.ts';
import {
  type Case,
  cases,
  casesOfBlock,
  casesPerBlock,
  seedOfBlock,
} from '../../src/arbitraries/test-run/test-case.ts';
import { firstSet } from '../../src/grammar/first-set.ts';
import { type Production, productionsOf } from '../../src/grammar/productions.ts';
import { observedStatusCodes, registeredStatusCodes, safeParseStatusLine } from '../../src/index.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import { encodeText } from '../../src/text/utf-8.ts';

describe('characters', () => {
  test('every one of some ranges, and no other', () => {
    const some = fc.sample(
      characterOf([
        [0x30, 0x32],
        [0x61, 0x61],
        [0x1f600, 0x1f601],
      ]),
      { seed: 1, numRuns: 500 },
    );
    expect([...new Set(some)].sort()).toEqual(['0', '1', '2', 'a', '\u{1f600}', '\u{1f601}']);
  });

  test('those just outside of ranges that are in none of them, and that there are', () => {
    expect(justOutside([[0x30, 0x39]], 0xff)).toEqual(['/', ':']);
    expect(
      justOutside(
        [
          [0x30, 0x32],
          [0x33, 0x33],
        ],
        0xff,
      ),
    ).toEqual(['/', '4']);
    expect(
      justOutside(
        [
          [0x30, 0x30],
          [0x32, 0x32],
        ],
        0xff,
      ),
    ).toEqual(['/', '1', '3']);
    expect(
      justOutside(
        [
          [0x31, 0x31],
          [0x30, 0x34],
        ],
        0xff,
      ),
    ).toEqual(['/', '5']);
    expect(justOutside([[0, 0xff]], 0xff)).toEqual([]);
    expect(justOutside([[1, 0xfe]], 0xff)).toEqual(['\0', '\xff']);
    expect(justOutside([[0, 0xff]], 0x10ffff)).toEqual(['\u0100']);
    // A surrogate is no character.
    expect(justOutside([[0x41, 0xd7ff]], 0x10ffff)).toEqual(['@']);
    expect(justOutside([[0xe000, 0xe001]], 0x10ffff)).toEqual(['\ue002']);
    expect(justOutside([[0xd7ff, 0xd7ff]], 0x10ffff)).toEqual(['\ud7fe']);
  });
});

describe('what a production begins with', () => {
  const firsts = (source: string): readonly [string, boolean] => {
    const productions = productionsOf(recipeOf(ohm.grammar(`G { ${source} }`)), 'start');
    const { ranges, isNullable } = firstSet(productions.bodies.get('start') as Production, productions);
    return [ranges.map(([first, last]) => String.fromCodePoint(first, last)).join(' '), isNullable];
  };

  test.each<[string, string, boolean]>([
    ['start = "a".."c" "x"', 'ac', false],
    ['start = "word" "x"', 'ww', false],
    ['start = "" "x"', 'xx', false],
    ['start = ""', '', true],
    ['start = "a"? "b"', 'aa bb', false],
    ['start = "a"* "b"?', 'aa bb', true],
    ['start = "a"+ "b"', 'aa', false],
    ['start = &"a" ~"b" "c"', 'cc', false],
    ['start = "ab" | "cd"', 'aa cc', false],
    ['start = "ab" | "c"*', 'aa cc', true],
    ['start = inner "z"  inner = "a"?', 'aa zz', false],
    ['start = start "x" -- more\n | "a" "b" -- one\n', 'aa aa', false],
  ])('%s', (source, ranges, isNullable) => {
    expect(firsts(source)).toEqual([ranges, isNullable]);
  });
});

describe('cases of a run', () => {
  const take = <Value>(some: Iterator<Case<Value>>, count: number): readonly Case<Value>[] =>
    Array.from({ length: count }, () => some.next().value);
  const numbers = fc.nat();

  test('are numbered by seed, block and index, and each block can be made alone', () => {
    const some = take(cases(numbers, 7), 2500);
    expect(some.map(({ address }) => address).slice(0, 3)).toEqual(['7:0:0', '7:0:1', '7:0:2']);
    expect(some[2 * casesPerBlock]?.address).toBe('7:2:0');
    expect([...casesOfBlock(numbers, 7, 1)]).toEqual(some.slice(casesPerBlock, 2 * casesPerBlock));
    expect(take(cases(numbers, 7), 2500)).toEqual(some);
    expect(take(cases(numbers, 8), 100)).not.toEqual(some.slice(0, 100));
  });

  test('each block has a seed of its own, the same on every platform', () => {
    expect([0, 1, 2].map((block) => seedOfBlock(1, block))).toEqual([163019789, 1990072293, 1644559383]);
    const seeds = [0, 1, -1, 2 ** 31 - 1].flatMap((seed) =>
      Array.from({ length: 500 }, (_, block) => seedOfBlock(seed, block)),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
    for (const seed of seeds) expect(seed | 0).toBe(seed);
  });
});

describe('shrinking a case of a run', () => {
  const number = fc.nat({ max: 1_000_000 });
  const big = (): Case<number> => {
    const some = cases(number, 3);
    for (;;) {
      const one = some.next().value;
      if (one.value > 500_000) return one;
    }
  };

  test('to the least that still fails', async () => {
    const asked: number[] = [];
    const least = await shrunk(
      number,
      big(),
      async (value) => {
        asked.push(value);
        return value >= 4321;
      },
      10_000,
    );
    expect(least).toBe(4321);
    expect(asked[0]).toBe(big().value);
  });

  test('it stays as it is where it does not fail again, or the time is over', async () => {
    expect(await shrunk(number, big(), async () => false, 10_000)).toBe(big().value);
    expect(await shrunk(number, big(), async () => true, -1)).toBe(big().value);
  });
});

test('a value in order shrinks to the least that fails, not to the first alone', () => {
  const { counterexample } = fc.check(
    fc.property(orderedConstants(1, 2, 3, 4, 5), (value) => value < 3),
    { seed: 1 },
  );
  expect(counterexample).toEqual([3]);
  expect(new Set(fc.sample(orderedConstants(1, 2, 3), { seed: 1, numRuns: 200 }))).toEqual(new Set([1, 2, 3]));
});

test('generated lines are of the kinds that are asked for, each kind as often', () => {
  const some = fc.sample(generatedLine(['valid', 'lenient', 'malformed'], { crlf: true }), { seed: 1, numRuns: 900 });
  for (const kind of ['valid', 'lenient', 'malformed'] as const) {
    const lines = some.filter((line) => line.kind === kind);
    expect(lines.length).toBeGreaterThan(200);
    for (const { octets, deviations, defect } of lines) {
      const { fault } = safeParseStatusLine(octets);
      expect(fault === undefined).toBe(kind === 'valid');
      if (kind === 'valid') expect(octets.at(-1)).toBe(0x0a);
      expect(deviations === undefined).toBe(kind !== 'lenient');
      expect(defect === undefined).toBe(kind !== 'malformed');
    }
  }
  const valid = fc.sample(generatedLine(['valid'], { crlf: false }), { seed: 1, numRuns: 100 });
  expect(valid.every(({ kind, octets }) => kind === 'valid' && octets.at(-1) !== 0x0a)).toBe(true);
});

test('the dictionary has every terminal, the ends of every range, all codes and phrases, once each', () => {
  const tokens = dictionary();
  const words = tokens.map(({ characters }) => characters);
  expect(new Set(words).size).toBe(words.length);
  expect(new Set(tokens.map(({ name }) => name)).size).toBe(words.length);
  for (const word of [
    'SIP/2.0',
    ' ',
    '\t',
    '\0',
    '/',
    '.',
    '%',
    '0',
    '9',
    'A',
    'F',
    'f',
    '~',
    '\x80',
    '\xbf',
    '\xc0',
    '\xdf',
    '\xe0',
    '\xfd',
    '\xff',
    '\xef',
    '\r',
    '\n',
    '\r\n',
    '\xef\xbb\xbf',
  ]) {
    expect(words, JSON.stringify(word)).toContain(word);
  }
  for (const { statusCode, reasonPhrase } of [...registeredStatusCodes, ...observedStatusCodes]) {
    expect(words).toContain(String(statusCode));
    expect(words).toContain(latin1Of(encodeText(reasonPhrase)));
  }
  expect(words.every((word) => word.length > 0 && word.length <= 128 && /^[\0-\xff]*$/.test(word))).toBe(true);
  expect(tokens.find(({ characters }) => characters === '486')?.name).toMatch(/^statusCode_\d+$/);
  const nameOf = (word: string): string | undefined => tokens.find(({ characters }) => characters === word)?.name;
  expect(nameOf('%')).toBe('escaped_3');
  expect(nameOf('Busy Here')).toMatch(/^reasonPhrase_\d+$/);
  // Where several rules have a terminal, it is named after the first.
  expect(nameOf('A')).toMatch(/^alpha_\d$/);
  expect(nameOf('\t')).toMatch(/^htab_\d$/);
});

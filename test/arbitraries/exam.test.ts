import { describe, expect, test } from 'vitest';
import { completeSuite } from '../../src/arbitraries/exam/complete-suite.ts';
import { coveringArray, type Row } from '../../src/arbitraries/exam/covering-array.ts';
import { coveringLines, isPossible, lineFeatures } from '../../src/arbitraries/exam/covering-lines.ts';
import { exam } from '../../src/arbitraries/exam/exam.ts';
import { octetsEverywhere } from '../../src/arbitraries/exam/octets-everywhere.ts';
import { safeParseStatusLine } from '../../src/index.ts';
import { parserWith } from '../planted/parser.ts';
import { plantedParsers } from '../planted/parser-faults.ts';
import { featuresIn } from './line-features.ts';

const text = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');

test.each(['strict', 'lenient'] as const)('the complete suite of %s has the lines that it says', (profile) => {
  const suite = completeSuite({ profile, octets: 'classes' });
  expect([...suite].length).toBe(suite.lines);
  expect(suite.automaton).toMatch(/^[0-9a-f]{8}$/);
  expect(completeSuite({ profile, octets: 'classes', extraStates: 1 }).bound).toBe(suite.bound + 1);
});

test('the automata of the profiles have different names', () => {
  expect(completeSuite().automaton).not.toBe(completeSuite({ profile: 'lenient' }).automaton);
});

describe('a covering array', () => {
  test.each([
    [[3, 3, 3, 3], 2, 9, 12],
    [[2, 2, 2, 2, 2], 3, 8, 14],
  ] as const)('of %j, strength %i, has at least %i rows and at most %i', (sizes, strength, least, most) => {
    const rows = coveringArray(sizes, strength, () => true);
    expect(rows.length).toBeGreaterThanOrEqual(least);
    expect(rows.length).toBeLessThanOrEqual(most);
    for (const row of rows) expect(row.every((value, n) => value >= 0 && value < (sizes[n] ?? 0))).toBe(true);
  });

  test('has no row that is not possible, and each pair that is', () => {
    const isAllowed = (row: Row): boolean => !(row[0] === 0 && row[1] === 0);
    const rows = coveringArray([2, 2, 2], 2, isAllowed);
    expect(rows.every(isAllowed)).toBe(true);
    for (const [a, b] of [
      [0, 1],
      [1, 0],
      [1, 1],
    ])
      expect(rows.some((row) => row[0] === a && row[1] === b)).toBe(true);
  });
});

test('covering lines are valid and show every pair of features that a line can have', () => {
  const lines = coveringLines();
  const names = Object.keys(lineFeatures) as (keyof typeof lineFeatures)[];
  const seen = new Set<string>();
  for (const octets of lines) {
    expect(safeParseStatusLine(octets).fault).toBeUndefined();
    const features = featuresIn(text(octets));
    for (const one of names)
      for (const other of names) seen.add(`${one} ${features[one]}, ${other} ${features[other]}`);
  }
  let pairs = 0;
  for (const [n, one] of names.entries()) {
    for (const other of names.slice(n + 1)) {
      for (const [a, first] of lineFeatures[one].entries()) {
        for (const [b, second] of lineFeatures[other].entries()) {
          const row = names.map((name) => (name === one ? a : name === other ? b : -1));
          const pair = `${one} ${first}, ${other} ${second}`;
          expect({ pair, isSeen: seen.has(pair) }).toEqual({ pair, isSeen: isPossible(row) });
          pairs += Number(isPossible(row));
        }
      }
    }
  }
  // Sixty lengths of ten classes need a line each.
  expect(lines.length).toBeGreaterThanOrEqual(60);
  expect(lines.length).toBeLessThanOrEqual(75);
  expect(pairs).toBeGreaterThan(900);
});

test.each(['strict', 'lenient'] as const)('every octet stands at every place of %s', (profile) => {
  const placed = [...octetsEverywhere({ profile })];
  expect(new Set(placed.map(({ octets }) => text(octets))).size).toBe(placed.length);
  const places = new Map<string, Set<number>>();
  for (const { octets, offset, verdicts, rule } of placed) {
    const way = text(octets.subarray(0, offset));
    places.set(way, (places.get(way) ?? new Set()).add(octets[offset] as number));
    expect(rule).not.toBe('');
    for (const each of ['strict', 'lenient'] as const) {
      const { fault } = safeParseStatusLine(octets, { profile: each });
      expect(verdicts[each].isRead).toBe(fault === undefined);
    }
  }
  // Two ways may come to the same line, and it is there once.
  const octets = [...places.values()].reduce((sum, some) => sum + some.size, 0);
  expect(octets).toBe(placed.length);
  // The table tells apart what it reports, and not only what it accepts.
  expect(places.size).toBeGreaterThanOrEqual(completeSuite({ profile, octets: 'classes' }).states - 1);
});

test('the exam finds every planted parser alone, and says in which part', () => {
  const { lines, bounds, [Symbol.iterator]: _, ...facts } = exam();
  expect(bounds).toEqual({ A: 23, B: 24 });
  expect(facts.automaton).toBe(completeSuite().automaton);
  const all = [...exam()];
  expect(all.length).toBe(lines.A + lines.B + lines.C);
  const reference = parserWith();
  const cases = all.map(({ octets, part }) => ({ line: text(octets), part }));
  const judged = cases.map((one) => ({ ...one, parsed: reference(one.line) }));
  const missed: string[] = [];
  const first = { A: 0, B: 0, C: 0 };
  for (const { fault, parse } of plantedParsers) {
    const found = judged.find(({ line, parsed }) => !isSame(() => parse(line), parsed));
    if (found === undefined) missed.push(fault);
    else first[found.part] += 1;
  }
  expect(missed).toEqual([]);
  // What no small number of states covers is there for a reason.
  expect(first.C).toBeGreaterThan(5);
}, 60_000);

function isSame(parse: () => unknown, expected: unknown): boolean {
  try {
    return JSON.stringify(parse()) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

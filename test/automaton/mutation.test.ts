// Mutation testing of the table: at each state of strict, each class of octets is led to each other state in turn. The
// complete suite sees every such change by a verdict. What lenient tells apart by its notes alone, the walk over both
// automata in decided.test.ts sees: it is exact, so no change can pass it.
import { expect, test } from 'vitest';
import { completeSuite } from '../../src/automaton/complete-suite.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';

/** Where an octet leads. */
type Step = (state: number, octet: number) => number;

const octets = Array.from({ length: 256 }, (_, octet) => octet);

test('the complete suite sees every entry of the table that is changed', () => {
  const automaton = automatonOf('strict');
  const { next, atEnd, starts } = automaton;
  const start = starts.statusLine?.state as number;
  const step: Step = (state, octet) => (next[(state << 8) | octet] as number) & 0xff;

  // Whole lines come to these. The others are those of a stream.
  const reached = new Set([start]);
  for (const state of reached) for (const octet of octets) reached.add(step(state, octet));
  const states = [...reached];
  const classes = new Map<string, number[]>();
  for (const octet of octets) {
    const column = states.map((state) => step(state, octet)).join();
    classes.set(column, [...(classes.get(column) ?? []), octet]);
  }
  const classOf = octets.map((octet) => [...classes.values()].findIndex((some) => some.includes(octet)));

  const accepts = (line: Uint8Array, by: Step): boolean => atEnd[line.reduce(by, start)] !== undefined;

  // Only the lines that come by an entry can see that it is changed.
  const linesBy = new Map<string, (readonly [line: Uint8Array, verdict: boolean])[]>();
  for (const line of completeSuite(automaton, 'statusLine', { octets: 'classes' })) {
    const verdict = accepts(line, step);
    const entries = new Set<string>();
    let state = start;
    for (const octet of line) {
      entries.add(`${state} ${classOf[octet]}`);
      state = step(state, octet);
    }
    for (const entry of entries) linesBy.set(entry, [...(linesBy.get(entry) ?? []), [line, verdict]]);
  }

  let changes = 0;
  const unseen: string[] = [];
  for (const from of states.filter((state) => state !== 0)) {
    for (const some of classes.values()) {
      const old = step(from, some[0] as number);
      const lines = linesBy.get(`${from} ${classOf[some[0] as number]}`) ?? [];
      for (const to of states.filter((state) => state !== old)) {
        changes += 1;
        const by: Step = (state, octet) => (state === from && some.includes(octet) ? to : step(state, octet));
        if (!lines.some(([line, verdict]) => accepts(line, by) !== verdict)) unseen.push(`${from}, ${some}: ${to}`);
      }
    }
  }
  expect(unseen).toEqual([]);
  expect(changes).toBe((states.length - 1) ** 2 * classes.size);
});

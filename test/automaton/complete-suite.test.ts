import { describe, expect, test } from 'vitest';
import { type Acceptor, type CompleteSuiteOptions, completeSuite } from '../../src/automaton/complete-suite.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';

const busyHere = 'SIP/2.0 486 Busy Here';
const suiteOf = (profile: 'strict' | 'lenient', options: CompleteSuiteOptions) =>
  completeSuite(automatonOf(profile), 'statusLine', { sentence: busyHere, ...options });

/** A program over two letters, a and any other octet: where each state goes by them, and which states accept. */
interface Program {
  readonly arrows: readonly (readonly [number, number])[];
  readonly accepting: readonly boolean[];
}

/** Every program of so many states. */
function* programsOf(states: number): Generator<Program> {
  const digits = 2 * states;
  for (let number = 0; number < states ** digits * 2 ** states; number += 1) {
    const accepting = Array.from({ length: states }, (_, state) => ((number >> state) & 1) === 1);
    const targets = Array.from({ length: digits }, (_, n) => Math.floor((number >> states) / states ** n) % states);
    yield {
      accepting,
      arrows: accepting.map((_, state) => [targets[2 * state], targets[2 * state + 1]] as [number, number]),
    };
  }
}

const isOther = (octet: number): 0 | 1 => (octet === 0x61 ? 0 : 1);

function accepts({ arrows, accepting }: Program, line: Uint8Array): boolean {
  return accepting[line.reduce((state, octet) => arrows[state]?.[isOther(octet)] as number, 0)] as boolean;
}

function isEquivalent(one: Program, other: Program): boolean {
  const pairs = new Set([0]);
  for (const pair of pairs) {
    const [a, b] = [pair >> 8, pair & 0xff];
    if (one.accepting[a] !== other.accepting[b]) return false;
    for (const letter of [0, 1])
      pairs.add(((one.arrows[a]?.[letter] as number) << 8) | (other.arrows[b]?.[letter] as number));
  }
  return true;
}

/** As a table, whose state 0 nothing leads to. */
function tableOf({ arrows, accepting }: Program): Acceptor {
  const next = new Uint16Array((arrows.length + 1) << 8);
  for (const [state, targets] of arrows.entries()) {
    for (let octet = 0; octet < 256; octet += 1) next[((state + 1) << 8) | octet] = targets[isOther(octet)] + 1;
  }
  return {
    next,
    starts: { start: { state: 1 } },
    atEnd: [undefined, ...accepting.map((one) => (one ? [] : undefined))],
  };
}

describe('among all programs of the bound, those that answer every line alike have the language', () => {
  test.each([
    [2, 0],
    [2, 1],
    [3, 0],
  ] as const)('%i states and %i more', (states, extraStates) => {
    const rivals = [...programsOf(states + extraStates)];
    let told = 0;
    // Of the many programs of three states every hundredth is asked for.
    const step = states === 3 ? 101 : 1;
    for (const [index, program] of [...programsOf(states)].entries()) {
      if (index % step > 0) continue;
      const suite = completeSuite(tableOf(program), 'start', { octets: 'classes', extraStates });
      // Equal states are one, and where both letters are of one class, a rival may tell them apart.
      if (suite.states < states || suite.classes < 2) continue;
      expect(suite.bound).toBe(states + extraStates);
      const lines = [...suite].map((line) => [line, accepts(program, line)] as const);
      for (const rival of rivals) {
        const isAlike = lines.every(([line, verdict]) => accepts(rival, line) === verdict);
        if (isAlike !== isEquivalent(program, rival)) expect.fail(JSON.stringify([program, rival]));
        told += Number(!isAlike);
      }
    }
    expect(told).toBeGreaterThan(states + extraStates);
  });

  test('a program of more states may have answered all of them, and another language', () => {
    // It accepts what has an even number of octets, up to three: it would take more states to see it stop.
    const even: Program = {
      arrows: [
        [1, 1],
        [0, 0],
      ],
      accepting: [true, false],
    };
    const short: Program = {
      arrows: [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
        [4, 4],
      ],
      accepting: [true, false, true, false, false],
    };
    const alike = (extraStates: 0 | 1 | 2): boolean =>
      [...completeSuite(tableOf(even), 'start', { octets: 'classes', extraStates })].every(
        (line) => accepts(even, line) === accepts(short, line),
      );
    expect([alike(0), alike(1), alike(2)]).toEqual([true, true, false]);
  });
});

describe.each(['strict', 'lenient'] as const)('the suites of %s', (profile) => {
  test.each([
    ['classes', 0],
    ['all', 0],
    ['classes', 1],
  ] as const)('%s, %i more: have the lines that they say, each once', (octets, extraStates) => {
    const suite = suiteOf(profile, { octets, extraStates });
    const lines = Array.from(suite, (line) => line.join());
    expect(lines.length).toBe(suite.lines);
    expect(new Set(lines).size).toBe(suite.lines);
    console.log(
      `${profile}, ${octets} and ${extraStates}: ${suite.lines} lines, bound ${suite.bound}, ${suite.classes} classes`,
    );
  });

  test('every octet is tried at every state', () => {
    const { next, starts } = automatonOf(profile);
    const tried = new Set<string>();
    const reached = new Set<number>();
    for (const line of suiteOf(profile, {})) {
      let state = starts.statusLine?.state as number;
      for (const octet of line) {
        reached.add(state);
        tried.add(`${state} ${octet}`);
        state = (next[(state << 8) | octet] as number) & 0xff;
      }
    }
    // States that differ in what they note alone are one to the suite, so the lenient table has some that it passes by.
    expect(reached.size).toBeGreaterThanOrEqual(suiteOf(profile, {}).states);
    expect(tried.size).toBeGreaterThanOrEqual(suiteOf(profile, {}).states * 256);
  });

  test('lines look like the sentence, and states take turns', () => {
    const suite = suiteOf(profile, {});
    const first = Array.from(suite, (line) => String.fromCharCode(...line)).slice(0, 3 * suite.states);
    expect(first.slice(0, suite.states)).toEqual(expect.arrayContaining(['', 'SIP', 'SIP/2.0 48', 'SIP/2.0 486 ']));
    for (const access of ['SIP/2.0', 'SIP/2.0 4', 'SIP/2.0 486 ']) {
      // One a turn, and there were three.
      expect(first.filter((line) => line.startsWith(access)).length).toBeGreaterThanOrEqual(3);
    }
  });
});

test('what it cannot make lines of it refuses', () => {
  expect(() => completeSuite(automatonOf('strict'), 'noRule')).toThrow(/start rule noRule/);
  expect(() => suiteOf('strict', { sentence: '☎' })).toThrow(/no octet/);
});

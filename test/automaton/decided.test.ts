// Laws that are decided: two automata are walked at once, so each holds for every octet string of any length. What is
// walked are the tables that the parsers run.
import { describe, expect, test } from 'vitest';
import { fields } from '../../grammar/generate-automata.ts';
import type { Action, Lead, Start } from '../../src/automaton/automaton.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';
import {
  differences,
  type Machine,
  machineOf,
  plainFirst,
  type Step,
  shortestRests,
  walk,
} from '../../src/grammar/automaton/differences.ts';
import { machineOfAbnf } from '../oracles/abnf-automaton.ts';
import { type Oracle, next as oracleNext, oracles } from '../oracles/automaton.ts';
import rfc3261 from '../oracles/rfc3261.abnf?raw';

const ascii = Array.from({ length: 0x80 }, (_, unit) => unit);
const starts = ['statusLine', 'streamedStatusLine'] as const;
const profiles = ['strict', 'lenient'] as const;
const strict = machineOf(automatonOf('strict'), 'statusLine', fields);
const lenient = machineOf(automatonOf('lenient'), 'statusLine', fields);

function machineOfOracle({ arrows, accepting }: Oracle): Machine<string> {
  return {
    start: { state: 'start', notes: [] },
    step(state, octet) {
      const next = oracleNext({ arrows, accepting }, state, String.fromCharCode(octet));
      return next === undefined ? undefined : { state: next, notes: [] };
    },
    end: (state) => (accepting.includes(state) ? [] : undefined),
    farthest: 0,
  };
}

/** A machine that goes where another goes, with some of its notes, or not at all. */
function filtered<State>(
  machine: Machine<State>,
  filter: (notes: Step<State>['notes']) => Step<State>['notes'] | undefined,
): Machine<State> {
  const kept = (step: Step<State> | undefined): Step<State> | undefined => {
    const notes = step && filter(step.notes);
    return step && notes && { ...step, notes };
  };
  return {
    ...machine,
    start: kept(machine.start) as Step<State>,
    step: (state, octet) => kept(machine.step(state, octet)),
    end(state) {
      const notes = machine.end(state);
      return notes && filter(notes);
    },
  };
}

/** Every state that some input leads to. */
function statesOf<State>(machine: Machine<State>): readonly State[] {
  return [...new Set(walk(machine, machine).pairs.map(({ a }) => a))];
}

function told<A, B>(law: string, a: Machine<A>, b: Machine<B>): void {
  const { pairs } = walk(a, b);
  console.log(`decided: ${law}: ${statesOf(a).length} and ${statesOf(b).length} states, ${pairs.length} pairs`);
}

describe('decided for every octet string', () => {
  test.each([
    ['statusLine', 'Status-Line'],
    ['streamedStatusLine', 'Streamed-Status-Line'],
  ])('strict is the ABNF of the RFC, verdict and fields, %s', (start, rule) => {
    const table = machineOf(automatonOf('strict'), start, fields);
    const abnf = machineOfAbnf(rule);
    expect(differences(table, abnf)).toEqual([]);
    // Neither goes on where the other has stopped, so the offset of a fault is the same as well.
    expect(walk(table, abnf).partings).toEqual([]);
    told(`strict = the ABNF, ${start}`, table, abnf);
  });

  // The generator refuses a grammar by which a sentence has two ways, so the tables have none. The ABNF has some.
  test('unambiguous: what has two derivations in the ABNF is a code alone', () => {
    const abnf = machineOfAbnf('Status-Line');
    const merging = walk(abnf, abnf).pairs.flatMap(({ a, input }) =>
      [...plainFirst, 'end' as const]
        .filter((octet) => abnf.merges(a, octet))
        .map((octet) => input + (octet === 'end' ? '' : String.fromCharCode(octet))),
    );
    expect(merging.filter((input) => !/^SIP\/0\.0 [1-6]\d\d$/.test(input))).toEqual([]);
    // One for each code that the ABNF names, which is an extension-code too.
    expect(merging.length).toBe(rfc3261.match(/"\d{3}"/g)?.length);
  });

  test.each(profiles)('the automaton that is written by hand accepts the same, %s', (profile) => {
    const table = filtered(machineOf(automatonOf(profile), 'statusLine', fields), () => []);
    const byHand = machineOfOracle(oracles[profile]);
    expect(differences(table, byHand)).toEqual([]);
    expect(walk(table, byHand).partings).toEqual([]);
    told(`by hand = ${profile}`, table, byHand);
  });

  test('superset: lenient without its deviations is strict, with the same fields', () => {
    const undeviating = filtered(lenient, (notes) =>
      notes.some(({ name }) => name.startsWith('!')) ? undefined : notes,
    );
    expect(differences(strict, undeviating)).toEqual([]);
    // So what lenient adds is what its deviations name, and there is such.
    const added = differences(strict, lenient);
    expect(added.filter(({ acceptedBy }) => acceptedBy !== 'b')).toEqual([]);
    expect(added.length).toBeGreaterThan(5);
    told('strict = lenient without deviations', strict, undeviating);
  });

  test('safe: no strict line holds CR, LF or NUL but in the CRLF at its end', () => {
    // 0: nothing of the kind yet; 1: CR; 2: CRLF; 3: anything else of the kind.
    const controls: Machine<number> = {
      start: { state: 0, notes: [] },
      step(state, octet) {
        if (state === 0 && octet === 0x0d) return { state: 1, notes: [] };
        if (state === 1 && octet === 0x0a) return { state: 2, notes: [] };
        return { state: state === 0 && octet !== 0x0a && octet !== 0x00 ? 0 : 3, notes: [] };
      },
      end: () => [],
      farthest: 0,
    };
    const lines = filtered(strict, () => []);
    const { pairs } = walk(lines, controls);
    const unsafe = pairs.filter(({ a, b }) => lines.end(a) !== undefined && b !== 0 && b !== 2);
    expect(unsafe.map(({ input }) => input)).toEqual([]);
    told('safe', lines, controls);
  });

  describe.each(profiles)('%s', (profile) => {
    test.each(starts)('prefix: from every state that is reached some input leads to the end, %s', (start) => {
      const table = machineOf(automatonOf(profile), start, fields);
      const states = statesOf(table);
      const restOf = shortestRests(table);
      expect(states.filter((state) => restOf(state) === undefined)).toEqual([]);
      // A line that ends with CRLF is over there: nothing leads on, so no line is a proper prefix of it.
      const { isOver } = automatonOf(profile);
      expect(states.filter((state) => isOver[state]).length).toBe(1);
    });

    test('every state of the table is reached', () => {
      const reached = starts.flatMap((start) => statesOf(machineOf(automatonOf(profile), start, fields)));
      expect(new Set(reached).size).toBe(automatonOf(profile).atEnd.length - 1);
    });
  });
});

describe.each(profiles)('the expressions that text begins with lead where the table does, %s', (profile) => {
  const { next, actions, starts: known } = automatonOf(profile);
  test.each(starts)('%s', (rule) => {
    const { lead, state: first, actions: noted } = known[rule] as Start & { lead: Lead };
    const registers: number[] = [];
    const note = (some: readonly Action[], index: number): void => {
      for (const { register, report, back } of some) {
        expect(report).toBeUndefined();
        registers.push(register, index - back);
      }
    };
    note(noted, 0);
    const classes = [...lead.expression.source.matchAll(/(\[(?:\\.|[^\]])*\]|\\.|[^[\\])(\*?)/g)];
    expect(classes.map(([text]) => text).join('')).toBe(lead.expression.source);
    let state = first;
    for (const [index, [, units = '', star]] of classes.entries()) {
      // All units of a class have the same entry, so one walk decides all texts.
      const isIn = new RegExp(`^${units}$`, 's');
      const entries = new Set(
        ascii.filter((unit) => isIn.test(String.fromCharCode(unit))).map((unit) => next[(state << 8) | unit]),
      );
      expect(entries.size).toBe(1);
      const [entry = 0] = entries;
      if (star === '*') expect([entry, index]).toEqual([state, classes.length - 1]);
      else note(actions[entry >> 8] as readonly Action[], index + 1);
      state = entry & 0xff;
    }
    expect(lead.state).toBe(state);
    expect(lead.registers).toEqual(registers);
    expect(lead.expression.flags).toBe('y');
  });

  test('from a state to itself', () => {
    for (const [state, loop] of automatonOf(profile).loops.entries()) {
      const units = ascii.filter((unit) => next[(state << 8) | unit] === state && state !== 0);
      // Where the units are few, an expression costs more than it saves.
      if (loop === undefined) expect(units.length).toBeLessThan(16);
      else {
        const class_ = new RegExp(`^${loop.source}$`);
        expect(ascii.filter((unit) => class_.test(String.fromCharCode(unit)))).toEqual(units);
        expect(loop.source).toMatch(/^\[[^\]]*\]\*$/);
        expect(loop.flags).toBe('y');
      }
    }
  });
});

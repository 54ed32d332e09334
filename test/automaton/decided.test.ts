// Laws that are decided: two automata are walked at once, so each holds for every octet string of any length.
import { describe, expect, test } from 'vitest';
import type { Noted, State } from '../../grammar/automaton/determinize.ts';
import { statusLineAutomaton } from '../../grammar/generate-automata.ts';
import { inheriting } from '../../src/ohm/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../../src/ohm/recipes.ts';
import { type Oracle, next as oracleNext, oracles } from '../oracles/automaton.ts';

const strict = statusLineAutomaton(statusLineRecipe, 'strict');
const lenient = statusLineAutomaton(inheriting(lenientStatusLineRecipe, statusLineRecipe), 'lenient');
const octets = Array.from({ length: 256 }, (_, octet) => octet);

interface Machine<S> {
  readonly start: S;
  step(state: S, octet: number): S | undefined;
}

const machineOf = ({ starts, states }: typeof strict, start = 'statusLine'): Machine<State> => ({
  start: states[starts[start]?.target ?? -1] as State,
  step: (state, octet) => states[state.transitions[octet]?.target ?? -1],
});

const machineOfOracle = (oracle: Oracle): Machine<string> => ({
  start: 'start',
  step: (state, octet) => oracleNext(oracle, state, String.fromCharCode(octet)),
});

/** Every pair of states that some input leads two machines to, each with its shortest input. */
function pairsOf<A, B>(a: Machine<A>, b: Machine<B>): readonly { a: A | undefined; b: B | undefined; input: string }[] {
  const numbers = new Map<unknown, number>([[undefined, 0]]);
  const numberOf = (state: unknown): number => {
    if (!numbers.has(state)) numbers.set(state, numbers.size);
    return numbers.get(state) as number;
  };
  const seen = new Set<string>();
  const pairs: { a: A | undefined; b: B | undefined; input: string }[] = [];
  const reach = (one: A | undefined, other: B | undefined, input: string): void => {
    const key = `${numberOf(one)} ${numberOf(other)}`;
    if (seen.has(key) || (one === undefined && other === undefined)) return;
    seen.add(key);
    pairs.push({ a: one, b: other, input });
  };
  reach(a.start, b.start, '');
  for (const pair of pairs) {
    for (const octet of octets) {
      reach(
        pair.a === undefined ? undefined : a.step(pair.a, octet),
        pair.b === undefined ? undefined : b.step(pair.b, octet),
        pair.input + String.fromCharCode(octet),
      );
    }
  }
  return pairs;
}

const isFinal = (state: State | undefined): boolean => state?.atEnd !== undefined;

function told(law: string, states: readonly number[], pairs: number): void {
  console.log(`decided: ${law}: ${states.join(' and ')} states, ${pairs} pairs`);
}

describe('decided for every octet string', () => {
  test.each([
    ['strict', strict],
    ['lenient', lenient],
  ] as const)('the automaton that is written by hand accepts the same, %s', (profile, automaton) => {
    const pairs = pairsOf(machineOf(automaton), machineOfOracle(oracles[profile]));
    const differ = pairs.filter(
      ({ a, b }) => isFinal(a) !== (b !== undefined && oracles[profile].accepting.includes(b)),
    );
    expect(differ.map(({ input }) => input)).toEqual([]);
    // Neither goes on where the other has stopped, so the offset of a fault is the same as well.
    expect(pairs.filter(({ a, b }) => (a === undefined) !== (b === undefined)).map(({ input }) => input)).toEqual([]);
    told(`by hand = ${profile}`, [automaton.states.length, Object.keys(oracles[profile].arrows).length], pairs.length);
  });

  test('superset: lenient accepts what strict accepts, with the same fields and no deviation', () => {
    // Fields may be noted later in lenient, so what is compared is where each note belongs.
    interface Noting {
      readonly state: State;
      /** The notes of the last octets, by how far back they belong. */
      readonly recent: string;
    }
    const keyOf = ({ note, back }: Noted): string => `${note.kind} ${note.name}@${back}`;
    const known = new Map<string, Noting>();
    const noting = (automaton: typeof strict): Machine<Noting> => {
      const of = (state: State, recent: readonly string[]): Noting => {
        const key = `${automaton === strict} ${automaton.states.indexOf(state)} ${recent}`;
        const made = known.get(key) ?? { state, recent: recent.join() };
        known.set(key, made);
        return made;
      };
      const older = (recent: string): readonly string[] =>
        (recent === '' ? [] : recent.split(',')).flatMap((text) => {
          const [name, back] = text.split('@') as [string, string];
          return Number(back) < 8 ? [`${name}@${Number(back) + 1}`] : [];
        });
      const start = automaton.starts.statusLine;
      return {
        start: of(automaton.states[start?.target ?? -1] as State, start?.notes.map(keyOf) ?? []),
        step({ state, recent }, octet) {
          const transition = state.transitions[octet];
          if (transition === undefined) return undefined;
          const notes = [...older(recent), ...transition.notes.map(keyOf)].sort();
          return of(automaton.states[transition.target] as State, notes);
        },
      };
    };
    const atEnd = ({ state, recent }: Noting): string =>
      [...(recent === '' ? [] : recent.split(',')), ...(state.atEnd ?? []).map(keyOf)].sort().join();
    const pairs = pairsOf(noting(strict), noting(lenient));
    // No note looks back further than six octets, so what is seven octets back is settled in both.
    const settled = ({ recent }: Noting): string =>
      recent
        .split(',')
        .filter((note) => note.endsWith('@7'))
        .join();
    expect(pairs.filter(({ a }) => a !== undefined).filter(({ b }) => b === undefined)).toEqual([]);
    expect(pairs.filter(({ a, b }) => a && b && settled(a) !== settled(b)).map(({ input }) => input)).toEqual([]);
    const both = pairs.filter(({ a }) => isFinal(a?.state));
    expect(both.filter(({ b }) => !isFinal(b?.state)).map(({ input }) => input)).toEqual([]);
    expect(both.filter(({ a, b }) => a && b && atEnd(a) !== atEnd(b)).map(({ input }) => input)).toEqual([]);
    expect(both.length).toBeGreaterThan(3);
    told('strict within lenient, with fields', [strict.states.length, lenient.states.length], pairs.length);
  });

  test('safe: no strict line holds CR, LF or NUL but in the CRLF at its end', () => {
    // 0: nothing of the kind yet; 1: CR; 2: CRLF; 3: anything else of the kind.
    const controls: Machine<number> = {
      start: 0,
      step: (state, octet) => {
        if (state === 0 && octet === 0x0d) return 1;
        if (state === 1 && octet === 0x0a) return 2;
        return state === 0 && octet !== 0x0a && octet !== 0x00 ? 0 : 3;
      },
    };
    const pairs = pairsOf(machineOf(strict), controls);
    expect(pairs.filter(({ a, b }) => isFinal(a) && b !== 0 && b !== 2).map(({ input }) => input)).toEqual([]);
    told('safe', [strict.states.length, 4], pairs.length);
  });

  test.each([
    ['strict', strict],
    ['lenient', lenient],
  ] as const)('prefix: from every state that is reached some input leads to the end, %s', (_, automaton) => {
    const { states } = automaton;
    const alive = new Set(states.filter(isFinal));
    for (let count = -1; count < alive.size; ) {
      count = alive.size;
      for (const state of states) {
        if (state.transitions.some((to) => to !== undefined && alive.has(states[to.target] as State))) alive.add(state);
      }
    }
    expect(alive.size).toBe(states.length);
    // A line that ends with CRLF is over there: nothing leads on, so no line is a proper prefix of it.
    const over = states.filter((state) => state.transitions.every((to) => to === undefined));
    expect(over.length).toBe(1);
  });
});

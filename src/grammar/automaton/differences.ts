// Two machines walked at once. Every pair of states that some input leads to is met, once, with a shortest input that
// leads there. What holds of all pairs therefore holds of every input, whatever its length.
import type { Action, Automaton } from '../../automaton/automaton.ts';

/** Something noted, and how many octets before the index that has been reached it belongs. */
export interface Noted {
  readonly name: string;
  readonly back: number;
}

export interface Step<State> {
  readonly state: State;
  readonly notes: readonly Noted[];
}

/** A deterministic machine over octets. Equal states are one value. */
export interface Machine<State> {
  readonly start: Step<State>;
  /** Undefined where nothing leads on. */
  step(state: State, octet: number): Step<State> | undefined;
  /** What is noted where the input ends; undefined where it may not. */
  end(state: State): readonly Noted[] | undefined;
  /** How many octets back a note may belong. */
  readonly farthest: number;
}

/** A table as a machine. Its notes are named as in the file that it is made of: `+field`, `-field`, `!report`. */
export function machineOf(automaton: Automaton, startRule: string, fields: readonly string[]): Machine<number> {
  const noted = ({ register, report, back }: Action): Noted => ({
    name: report === undefined ? `${register % 2 === 0 ? '+' : '-'}${fields[register >> 1]}` : `!${report}`,
    back,
  });
  const actions = automaton.actions.map((some) => some.map(noted));
  const atEnd = automaton.atEnd.map((some) => some?.map(noted));
  const start = automaton.starts[startRule];
  if (start === undefined) throw new Error(`the automaton does not start with ${startRule}`);
  return {
    start: { state: start.state, notes: start.actions.map(noted) },
    step(state, octet) {
      const entry = automaton.next[(state << 8) | octet] as number;
      return entry === 0 ? undefined : { state: entry & 0xff, notes: actions[entry >> 8] as readonly Noted[] };
    },
    end: (state) => atEnd[state],
    farthest: Math.max(0, ...[...actions, ...atEnd].flatMap((some = []) => some.map(({ back }) => back))),
  };
}

export interface Pair<A, B> {
  readonly a: A;
  readonly b: B;
  /**
   * What one machine has noted and the other has not, or not yet: where it belongs is what counts, not when it is noted.
   * Farther back than any note may belong it is owed for good, and how far is not told any more, so pairs are finite.
   */
  readonly owed: readonly Owed[];
  /** A character an octet. */
  readonly input: string;
}

interface Owed extends Noted {
  readonly by: 'a' | 'b';
}

/** An octet by which one machine goes on from a pair, and the other does not. */
export interface Parting<A, B> {
  readonly pair: Pair<A, B>;
  readonly octet: number;
  readonly a: A | undefined;
  readonly b: B | undefined;
}

export interface Walk<A, B> {
  readonly pairs: readonly Pair<A, B>[];
  readonly partings: readonly Parting<A, B>[];
}

export function walk<A, B>(a: Machine<A>, b: Machine<B>): Walk<A, B> {
  const farthest = Math.max(a.farthest, b.farthest);
  const pairs = new Map<string, Pair<A, B>>();
  const partings: Parting<A, B>[] = [];
  const [numberOfA, numberOfB] = [numbering<A>(), numbering<B>()];

  function reach(before: readonly Owed[], one: Step<A>, other: Step<B>, input: string): void {
    const owed = settled(before, one.notes, other.notes);
    const key = `${numberOfA(one.state)} ${numberOfB(other.state)} ${owed.map(keyOf).sort()}`;
    if (!pairs.has(key)) pairs.set(key, { a: one.state, b: other.state, owed, input });
  }
  function aged(owed: readonly Owed[]): readonly Owed[] {
    const older = owed.map((one) => ({ ...one, back: Math.min(one.back, farthest) + 1 }));
    return older.filter(
      (one, index) => one.back <= farthest || older.findIndex((other) => keyOf(other) === keyOf(one)) === index,
    );
  }

  reach([], a.start, b.start, '');
  for (const pair of pairs.values()) {
    const older = aged(pair.owed);
    for (const octet of plainFirst) {
      const [one, other] = [a.step(pair.a, octet), b.step(pair.b, octet)];
      if (one && other) reach(older, one, other, pair.input + String.fromCharCode(octet));
      else if (one || other) partings.push({ pair, octet, a: one?.state, b: other?.state });
    }
  }
  return { pairs: [...pairs.values()], partings };
}

/** An input that two machines read differently, a shortest one of its kind. */
export interface Difference {
  /** Which machine accepts it. Where both do, they note something different. */
  readonly acceptedBy: 'a' | 'b' | 'both';
  /** A character an octet. */
  readonly input: string;
  /** What one notes and the other does not, or elsewhere. */
  readonly notes: readonly string[];
}

/**
 * Every kind of input that two machines read differently, the shortest first; none where they are equivalent. One kind
 * are the inputs that the machines part over at one pair of states, or that they note the same things of differently.
 */
export function differences<A, B>(a: Machine<A>, b: Machine<B>): readonly Difference[] {
  const { pairs, partings } = walk(a, b);
  const [restOfA, restOfB] = [shortestRests(a), shortestRests(b)];
  const shortest = new Map<string, Difference>();
  const differ = (
    kind: string,
    acceptedBy: Difference['acceptedBy'],
    input: string,
    notes: readonly string[],
  ): void => {
    const known = shortest.get(kind);
    if (known === undefined || input.length < known.input.length) shortest.set(kind, { acceptedBy, input, notes });
  };
  const [numberOfA, numberOfB] = [numbering<A>(), numbering<B>()];
  const place = ({ a, b }: Pair<A, B>): string => `${numberOfA(a)} ${numberOfB(b)}`;

  for (const pair of pairs) {
    const [one, other] = [a.end(pair.a), b.end(pair.b)];
    if (one && other) {
      const notes = [...new Set(settled(pair.owed, one, other).map(({ name }) => name))].sort();
      if (notes.length > 0) differ(`notes ${notes}`, 'both', pair.input, notes);
    } else if (one) differ(`a ends ${place(pair)}`, 'a', pair.input, []);
    else if (other) differ(`b ends ${place(pair)}`, 'b', pair.input, []);
  }
  for (const { pair, octet, a: one, b: other } of partings) {
    const rest = one === undefined ? restOfB(other as B) : restOfA(one);
    const by = one === undefined ? 'b' : 'a';
    if (rest !== undefined)
      differ(`${by} goes on ${place(pair)}`, by, pair.input + String.fromCharCode(octet) + rest, []);
  }
  return [...shortest.values()].sort((x, y) => x.input.length - y.input.length);
}

/** From a state, a shortest input that ends well; undefined where none does. */
export function shortestRests<State>({ step, end }: Machine<State>): (from: State) => string | undefined {
  const known = new Map<State, string | undefined>();
  function search(from: State): string | undefined {
    const inputs = new Map([[from, '']]);
    for (const [state, input] of inputs) {
      if (end(state) !== undefined) return input;
      for (const octet of plainFirst) {
        const next = step(state, octet)?.state;
        if (next !== undefined && !inputs.has(next)) inputs.set(next, input + String.fromCharCode(octet));
      }
    }
    return undefined;
  }
  return (from) => {
    if (!known.has(from)) known.set(from, search(from));
    return known.get(from);
  };
}

/** All octets, those first that are read best. */
export const plainFirst: readonly number[] = Array.from({ length: 256 }, (_, octet) => octet).sort(
  (a, b) => strangeness(a) - strangeness(b) || a - b,
);

function strangeness(octet: number): number {
  const character = String.fromCharCode(octet);
  const kinds = [/[0-9]/, /[A-Z]/, /[a-z]/, /[ -~]/, /[\t\r\n]/, /[\0-\xff]/];
  return kinds.findIndex((kind) => kind.test(character));
}

/** What is owed once both have noted something more. Two equal notes that belong to one place settle each other. */
function settled(owed: readonly Owed[], ofA: readonly Noted[], ofB: readonly Noted[]): readonly Owed[] {
  const left = [...owed];
  for (const [by, notes] of [
    ['a', ofA],
    ['b', ofB],
  ] as const) {
    for (const { name, back } of notes) {
      const other = left.findIndex((one) => one.by !== by && one.name === name && one.back === back);
      if (other === -1) left.push({ by, name, back });
      else left.splice(other, 1);
    }
  }
  return left;
}

function keyOf({ name, back, by }: Owed): string {
  return `${by} ${name} ${back}`;
}

function numbering<T>(): (value: T) => number {
  const numbers = new Map<T, number>();
  return (value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
}

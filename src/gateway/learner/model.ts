import { automatonOf } from '../../automaton/profiles.ts';
import { octetsOfLatin1 } from '../../text/latin-1.ts';

/** What a target does with a line: it takes it as it is, takes it for something else, or does not take it. */
export type Label = 'taken' | 'changed' | 'refused';

/** Each {@link Label}. */
export const labels: readonly Label[] = ['taken', 'changed', 'refused'];

/** A language as it was learned: an automaton over octets. State 0 is the first. */
export interface LearnedModel {
  /** By state, the label of what leads there. */
  readonly labels: readonly Label[];
  /** By state and octet, `state << 8 | octet`: the next state. */
  readonly next: readonly number[];
  /** By state, a shortest line that leads there, in base64. */
  readonly access: readonly string[];
}

/** Something that has states and takes octets, and says of each state what it does with what led there. */
export interface Machine {
  readonly start: number;
  step(state: number, octet: number): number;
  labelOf(state: number): Label;
}

/** A line with which two machines do not do the same: the shortest one of those that differ for the same reason. */
export interface LanguageDifference {
  readonly octets: Uint8Array;
  /** What the first does with it, and the second. */
  readonly first: Label;
  readonly second: Label;
  /** Which of the two takes it, as it is or for something else; `neither` alone where both do. */
  readonly only: 'first' | 'second' | 'neither';
}

/** A profile as a machine: what a model is held against. */
export function machineOfProfile(profile: 'strict' | 'lenient'): Machine {
  const { next, atEnd, starts } = automatonOf(profile);
  return {
    start: starts.statusLine?.state ?? 0,
    step: (state, octet) => (next[(state << 8) | octet] as number) & 0xff,
    labelOf: (state) => (atEnd[state] === undefined ? 'refused' : 'taken'),
  };
}

/** A model as a machine, which languageDifferences compares. */
export function machineOf({ labels, next }: LearnedModel): Machine {
  return {
    start: 0,
    step: (state, octet) => next[(state << 8) | octet] as number,
    labelOf: (state) => labels[state] as Label,
  };
}

/** The same for lines that have none of some octets: those that have are refused. */
export function machineWithout(machine: Machine, octets: readonly number[]): Machine {
  const nowhere = 65_535;
  return {
    start: machine.start,
    step: (state, octet) => (state === nowhere || octets.includes(octet) ? nowhere : machine.step(state, octet)),
    labelOf: (state) => (state === nowhere ? 'refused' : machine.labelOf(state)),
  };
}

/**
 * Where two machines part, walked at once: for each pair of states where an octet leads one of them to where nothing is taken
 * any more, and for each pair of which one takes what led there and the other does not, the shortest line. None where they
 * have one language.
 *
 * @param most how many are wanted
 */
export function differencesOf(first: Machine, second: Machine, most: number): readonly LanguageDifference[] {
  const ends = [endsOf(first), endsOf(second)] as const;
  const keyOf = (one: number, other: number): number => one * 65_536 + other;
  const words = new Map([[keyOf(first.start, second.start), '']]);
  const found = new Map<string, LanguageDifference>();
  const add = (key: string, word: string): void => {
    if (found.has(key)) return;
    const octets = octetsOfLatin1(word);
    const [one, other] = [first, second].map((machine) =>
      machine.labelOf(octets.reduce((state, octet) => machine.step(state, octet), machine.start)),
    ) as [Label, Label];
    const only = other === 'refused' ? 'first' : one === 'refused' ? 'second' : 'neither';
    found.set(key, { octets, first: one, second: other, only });
  };
  for (const [key, word] of words) {
    const [one, other] = [Math.floor(key / 65_536), key % 65_536];
    if (first.labelOf(one) !== second.labelOf(other)) add(String(key), word);
    for (const octet of plainFirst) {
      const [a, b] = [first.step(one, octet), second.step(other, octet)];
      const [endOfFirst, endOfSecond] = [ends[0].get(a), ends[1].get(b)];
      const longer = word + String.fromCharCode(octet);
      if (endOfFirst !== undefined && endOfSecond !== undefined) {
        const next = keyOf(a, b);
        if (!words.has(next)) words.set(next, longer);
      } else if (endOfFirst !== undefined) add(`${key} first ${a}`, longer + endOfFirst);
      else if (endOfSecond !== undefined) add(`${key} second ${b}`, longer + endOfSecond);
    }
  }
  return [...found.values()].sort((a, b) => a.octets.length - b.octets.length).slice(0, most);
}

/** By state, the shortest word that leads from it to what is taken; left out where none does. */
function endsOf(machine: Machine): ReadonlyMap<number, string> {
  const states = new Set([machine.start]);
  const before = new Map<number, Map<number, number>>();
  for (const state of states) {
    for (const octet of plainFirst) {
      const to = machine.step(state, octet);
      states.add(to);
      const arrivals = before.get(to) ?? new Map<number, number>();
      if (!arrivals.has(state)) arrivals.set(state, octet);
      before.set(to, arrivals);
    }
  }
  const ends = new Map([...states].filter((state) => machine.labelOf(state) !== 'refused').map((state) => [state, '']));
  for (const [state, end] of ends) {
    for (const [from, octet] of before.get(state) ?? []) {
      if (!ends.has(from)) ends.set(from, String.fromCharCode(octet) + end);
    }
  }
  return ends;
}

const plainFirst = [
  ...new Set([
    ...[...'SIP/2.0 486Busy'].map((character) => character.charCodeAt(0)),
    ...Array.from({ length: 0x5f }, (_, index) => 0x20 + index),
    ...Array.from({ length: 256 }, (_, octet) => octet),
  ]),
];

import { octetsOfLatin1 } from '../text/latin-1.ts';
import type { Automaton, Start } from './automaton.ts';

/** What of an automaton says which inputs it accepts. */
export interface Acceptor extends Pick<Automaton, 'next' | 'atEnd'> {
  readonly starts: Readonly<Record<string, Pick<Start, 'state'>>>;
  /** By state, what else tells what ends there from what ends elsewhere. Default: nothing but whether it is accepted. */
  readonly labels?: readonly string[];
}

export interface CompleteSuiteOptions {
  /**
   * `all`: every octet is tried at every state. `classes`: one octet of each class, where a class are octets that no
   * state tells apart; what is said of the suite then holds of programs that do not tell them apart either. Default: `all`.
   */
  readonly octets?: 'all' | 'classes' | undefined;
  /** How many states more than the automaton a program may have. Each makes the suite longer by the octets tried. Default: 0. */
  readonly extraStates?: 0 | 1 | 2 | undefined;
  /** A sentence, with one character an octet. Where there is a choice, the lines look like it. */
  readonly sentence?: string | undefined;
}

/** The lines, made as they are asked for, and what is to be known of them. */
export interface CompleteSuite extends Iterable<Uint8Array> {
  /** The states of the least automaton with this language, the one from which nothing is accepted among them. */
  readonly states: number;
  /** The classes of octets that none of these states tells apart. */
  readonly classes: number;
  /** The number of states up to which a program that answers every line rightly has the language. */
  readonly bound: number;
  /** The number of lines. */
  readonly lines: number;
}

/**
 * The lines that tell the language of an automaton from every other of so many states: a conformance test by harmonised
 * state identifiers (Luo, Petrenko and Bochmann 1994).
 *
 * To each state leads an access word, and each has some separating words: any two states have one in common that is
 * accepted from one of them alone. A line is an access word, up to `extraStates` + 1 octets, and a separating word of the
 * state that is reached by then. A deterministic program that accepts and refuses these lines as the automaton does has
 * its language, if it has no more than `bound` states, or if an access word and at most `extraStates` octets lead to each
 * of its states, however many they are. A program that counts farther, or knows a word by heart, may still differ.
 *
 * The states take turns, and each tries one octet of every class before the others: whoever stops early has not tried
 * one part of a sentence alone.
 *
 * @param startRule the start rule whose sentences are the language
 * @throws {TypeError} when the automaton does not have the rule, or the sentence a character that is no octet
 */
export function completeSuite(
  automaton: Acceptor,
  startRule: string,
  { octets = 'all', extraStates = 0, sentence = '' }: CompleteSuiteOptions = {},
): CompleteSuite {
  const start = automaton.starts[startRule]?.state;
  if (start === undefined) throw new TypeError(`the automaton does not have the start rule ${startRule}`);
  if (/[^\0-\xff]/.test(sentence)) throw new TypeError('the sentence has a character that is no octet');
  // A word is a string with a character an octet.
  const plainFirst = [...new Set([...sentence, ...printable, ...allOctets])];
  const { step, separatingWords } = leastMachine(automaton, start, sentence, plainFirst);

  // Each word is another with one octet more, so the lines of one state are not made at the next one again.
  const accessWords = new Map([[start, '']]);
  const lead = (from: number, octet: string): number => {
    const to = step(from, octet);
    if (!accessWords.has(to)) accessWords.set(to, accessWords.get(from) + octet);
    return to;
  };
  [...sentence].reduce(lead, start);
  for (const state of accessWords.keys()) for (const octet of plainFirst) lead(state, octet);
  const accessed = new Set(accessWords.values());

  const classes = new Map<string, string[]>();
  for (const octet of plainFirst) {
    const column = [...accessWords.keys()].map((state) => step(state, octet)).join();
    classes.set(column, [...(classes.get(column) ?? []), octet]);
  }
  const inputs = new Map(
    [...accessWords].map(([state, word]) => {
      const first = [...classes.values()].map((some) => some.find((octet) => accessed.has(word + octet)) ?? some[0]);
      return [state, [...new Set([...first, ...(octets === 'all' ? plainFirst : [])])] as readonly string[]];
    }),
  );
  const inputsOf = (state: number): readonly string[] => inputs.get(state) as readonly string[];
  const longest = extraStates + 1;

  /** The separating words with which a line may end, but for those that more octets and a shorter word come to as well. */
  function endsOf(from: number, octetsLeft: number): readonly string[] {
    return separatingWords(from).filter((word) => {
      let state = from;
      for (const [index, octet] of [...word].slice(0, octetsLeft).entries()) {
        if (!inputsOf(state).includes(octet)) return true;
        state = step(state, octet);
        if (separatingWords(state).includes(word.slice(index + 1))) return false;
      }
      return true;
    });
  }

  /** All words of a length that are tried at a state, and where they lead. */
  function* triedFrom(state: number, length: number): Generator<readonly [word: string, state: number]> {
    if (length === 0) yield ['', state];
    else {
      for (const octet of inputsOf(state)) {
        for (const [rest, reached] of triedFrom(step(state, octet), length - 1)) yield [octet + rest, reached];
      }
    }
  }

  function* linesFrom(state: number, accessWord: string): Generator<string> {
    for (let length = 0; length <= longest; length += 1) {
      for (const [word, reached] of triedFrom(state, length)) {
        if (length > 0 && accessed.has(accessWord + word.charAt(0))) continue;
        for (const end of endsOf(reached, longest - length)) yield accessWord + word + end;
      }
    }
  }

  const counts = new Map<string, number>();
  /** How many lines go on from a state that is reached with so many octets left to try. */
  function countFrom(state: number, octetsLeft: number, tried = inputsOf(state)): number {
    const key = `${state} ${octetsLeft} ${tried.length}`;
    let count = counts.get(key) ?? endsOf(state, octetsLeft).length;
    if (!counts.has(key) && octetsLeft > 0) {
      for (const octet of tried) count += countFrom(step(state, octet), octetsLeft - 1);
    }
    counts.set(key, count);
    return count;
  }

  return {
    states: accessWords.size,
    classes: classes.size,
    bound: accessWords.size + extraStates,
    lines: [...accessWords]
      .map(([state, word]) =>
        countFrom(
          state,
          longest,
          inputsOf(state).filter((octet) => !accessed.has(word + octet)),
        ),
      )
      .reduce((sum, count) => sum + count),
    *[Symbol.iterator]() {
      const open = new Set([...accessWords].map(([state, word]) => linesFrom(state, word)));
      while (open.size > 0) {
        for (const lines of open) {
          const { done, value } = lines.next();
          if (done) open.delete(lines);
          else yield octetsOfLatin1(value as string);
        }
      }
    },
  };
}

const printable = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));
const allOctets = Array.from({ length: 256 }, (_, octet) => String.fromCharCode(octet));

interface LeastMachine {
  step(state: number, octet: string): number;
  /** Any two states have one of these in common that is accepted from one of them alone. */
  separatingWords(state: number): readonly string[];
}

/** The least automaton of a language: of all states that accept the same, one stands for the others. */
function leastMachine(
  { next, atEnd, labels }: Acceptor,
  start: number,
  sentence: string,
  plainFirst: readonly string[],
): LeastMachine {
  const step = (state: number, octet: string): number => (next[(state << 8) | octet.charCodeAt(0)] as number) & 0xff;
  const refused = Symbol('refused');
  /** What an input comes to that ends there. */
  const endOf = (state: number, word: string): unknown => {
    const end = [...word].reduce(step, state);
    return atEnd[end] === undefined ? refused : labels?.[end];
  };
  const states = new Set([start]);
  for (const state of states) for (const octet of plainFirst) states.add(step(state, octet));

  let groups: readonly (readonly number[])[] = [[...states]];
  const separating = new Set<string>();
  function separate(word: string): void {
    groups = groups.flatMap((group) => {
      const ends = new Map<unknown, number[]>();
      for (const state of group) ends.set(endOf(state, word), [...(ends.get(endOf(state, word)) ?? []), state]);
      if (ends.size > 1) separating.add(word);
      // Those that are accepted first.
      return [...ends].sort(([a], [b]) => Number(a === refused) - Number(b === refused)).map(([, some]) => some);
    });
  }

  // What the sentence goes on with at a state comes first there: separating words look like the rest of it.
  const onward: (readonly [state: number, octet: string])[] = [];
  [...sentence].reduce((state, octet) => {
    onward.push([state, octet]);
    return step(state, octet);
  }, start);

  // What a word of some length separates, no shorter one does: those that did in one turn, with an octet before them,
  // are all that can in the next one.
  separate('');
  for (let last = ['']; last.length > 0; ) {
    const known = separating.size;
    for (const rest of last) {
      for (const [state, octet] of onward) if (endOf(state, octet + rest) !== refused) separate(octet + rest);
      for (const octet of plainFirst) separate(octet + rest);
    }
    last = [...separating].slice(known);
  }

  const standIns = new Map(groups.flatMap((group) => group.map((state) => [state, group[0] as number])));
  const leastStep = (state: number, octet: string): number => standIns.get(step(state, octet)) as number;
  const words = new Map(groups.map(([state]) => [state as number, new Set([''])]));
  const wordsOf = (state: number): Set<string> => words.get(state) as Set<string>;
  const tells = (word: string, one: number, other: number): boolean => endOf(one, word) !== endOf(other, word);
  const isTold = (one: number, other: number): boolean =>
    [...wordsOf(one)].some((word) => wordsOf(other).has(word) && tells(word, one, other));
  const arrivals = (state: number): number =>
    [...words.keys()].reduce(
      (sum, from) => sum + plainFirst.filter((octet) => leastStep(from, octet) === state).length,
      0,
    );
  // The words of a state make a line each time that an octet leads there: where most do, words are chosen first.
  for (const one of [...words.keys()].sort((a, b) => arrivals(b) - arrivals(a))) {
    for (;;) {
      const untold = [...words.keys()].filter((other) => other !== one && !isTold(one, other));
      if (untold.length === 0) break;
      const toldBy = (word: string): readonly number[] => untold.filter((other) => tells(word, one, other));
      const best = [...separating].reduce((a, b) => (toldBy(b).length > toldBy(a).length ? b : a));
      for (const state of [one, ...toldBy(best)]) wordsOf(state).add(best);
    }
  }
  return { step: leastStep, separatingWords: (state) => [...wordsOf(state)] };
}

// A deterministic automaton of a term. A state is a set of threads: where in the grammar one may be, what must still
// hold there, and what is still to be noted. What all threads that can lead to the end agree on is noted at once.
import { byteClasses } from './byte-classes.ts';
import type { Note, Position, Term, Terms } from './terms.ts';

/** A note, and how many octets before the index that has been reached it belongs. */
export interface Noted {
  readonly note: Note;
  readonly back: number;
}

export interface Transition {
  readonly target: number;
  readonly notes: readonly Noted[];
}

/** What is reported where no transition leads on: the last part that could stand there, and all that could. */
export interface Expected {
  /** The part that the state is in: the first of those that could go on or begin. */
  readonly place: string;
  readonly part: string;
  readonly isPartStart: boolean;
  readonly expected: readonly string[];
}

export interface State extends Expected {
  /** By octet; undefined where no sentence goes on so. */
  readonly transitions: readonly (Transition | undefined)[];
  /** What is noted where the input ends here; undefined where it may not. */
  readonly atEnd: readonly Noted[] | undefined;
}

export interface Automaton {
  /** Where each start rule begins, and what is noted before the first octet. */
  readonly starts: Readonly<Record<string, Transition>>;
  readonly states: readonly State[];
}

export interface Limits {
  readonly states: number;
  /** How many octets back a note may belong. */
  readonly back: number;
}

interface Thread {
  readonly main: Extract<Term, { kind: 'octet' | 'end' }>;
  /** In the order in which they are met: what is tried first must hold before the next is tried. */
  readonly guards: readonly Term[];
  readonly pending: readonly Noted[];
  /** The notes that are made once and have been. */
  readonly made: string;
}

/**
 * Determinises the start rules together.
 *
 * @param parts in the order of a sentence: of several parts that are due, the last is reported
 * @throws {Error} beyond the limits, and for two ways through
 */
export function determinize(
  terms: Terms,
  startRules: readonly string[],
  parts: readonly string[],
  limits: Limits,
): Automaton {
  const startTerms = startRules.map((rule) => [rule, terms.of(rule)] as const);
  const classes = byteClasses(terms.octetSets);
  const representatives = [...new Set(classes)];
  const living = livenessOf(terms, representatives);
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const waiting: (readonly Thread[])[] = [];

  /** All threads that a term begins with. */
  function threadsOf(term: Term, before: Omit<Thread, 'main'>): readonly Thread[] {
    switch (term.kind) {
      case 'or':
        return term.terms.flatMap((one) => threadsOf(one, before));
      case 'guarded':
        return threadsOf(term.main, { ...before, guards: guardsWith(before.guards, term.guard) });
      case 'loop':
        return threadsOf(term.target, before);
      case 'note': {
        const { note, next } = term;
        const name = ` ${note.name}`;
        if (note.once && before.made.includes(name)) return threadsOf(next, before);
        return threadsOf(next, {
          ...before,
          pending: [...before.pending, { note, back: 0 }],
          made: note.once ? before.made + name : before.made,
        });
      }
      case 'octet':
      case 'end':
        return living(term, before.guards) ? [{ main: term, ...before }] : [];
      case 'none':
        return [];
      default:
        throw new Error(`a way through the grammar cannot go on with a term of kind ${term.kind}`);
    }
  }

  function transitionTo(threads: readonly Thread[]): Transition | undefined {
    const [first] = threads;
    if (first === undefined) return undefined;
    const notes = first.pending.filter((noted) =>
      threads.every(({ pending }) => pending.some((one) => same(one, noted))),
    );
    const rest = threads.map((thread) => ({
      ...thread,
      pending: thread.pending.filter((one) => !notes.some((noted) => same(one, noted))),
    }));
    return { target: numberOf(rest), notes };
  }

  function numberOf(threads: readonly Thread[]): number {
    const places = threads.map(({ main, guards }) => `${main.id}:${guards.map(({ id }) => id)}`);
    if (new Set(places).size < places.length) throw new Error(twoWays);
    for (const { note, back } of threads.flatMap(({ pending }) => pending)) {
      if (back > limits.back)
        throw new Error(`${note.name} would have to be noted more than ${limits.back} octets later`);
    }
    const key = threads
      .map(({ pending, made }, index) => `${places[index]}/${pending.map(keyOf)}/${made}`)
      .sort()
      .join(';');
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      if (number >= limits.states) throw new Error(`the automaton has more than ${limits.states} states`);
      numbers.set(key, number);
      waiting.push(threads);
    }
    return number;
  }

  function stateOf(threads: readonly Thread[]): State {
    const transitionBy = (octet: number): Transition | undefined =>
      transitionTo(
        threads.flatMap(({ main, guards, pending, made }) => {
          if (main.kind === 'end' || main.has[octet] === 0) return [];
          const left = guards.map((guard) => terms.derivative(guard, octet)).reduce<readonly Term[]>(guardsWith, []);
          return threadsOf(main.next, {
            guards: left,
            pending: pending.map(({ note, back }) => ({ note, back: back + 1 })),
            made,
          });
        }),
      );
    const byClass = new Map(representatives.map((octet) => [octet, transitionBy(octet)]));
    const transitions = classes.map((octet) => byClass.get(octet));
    const ended = threads.filter(
      ({ main, guards }) => main.kind === 'end' && guards.every((one) => terms.isNullable(one)),
    );
    if (ended.length > 1) throw new Error(twoWays);
    return { ...expectedOf(threads, terms, parts), transitions, atEnd: ended[0]?.pending };
  }

  const starts = Object.fromEntries(
    startTerms.map(([rule, term]) => {
      const start = transitionTo(threadsOf(term, { guards: [], pending: [], made: '' }));
      if (start === undefined) throw new Error(`the rule ${rule} has no sentence`);
      return [rule, start];
    }),
  );
  for (const threads of waiting) states.push(stateOf(threads));
  return { starts, states };
}

/** Two ways of one sentence meet at a place, or both are at the end; where none do, no sentence has two. */
const twoWays = 'a sentence has two ways through the grammar';

function guardsWith(guards: readonly Term[], guard: Term): readonly Term[] {
  if (guard.kind === 'all' || guards.includes(guard)) return guards;
  return [...guards, guard];
}

function same(a: Noted, b: Noted): boolean {
  return a.note.kind === b.note.kind && a.note.name === b.note.name && a.back === b.back;
}

export function keyOf({ note, back }: Noted): string {
  return `${note.kind} ${note.name} ${back}`;
}

/** Whether some input leads from a place in the grammar to the end, with all that must hold there. */
function livenessOf(terms: Terms, octets: readonly number[]): (main: Term, guards: readonly Term[]) => boolean {
  const known = new Map<string, boolean>();
  const keyOfPlace = (main: Term, guards: readonly Term[]): string => `${main.id}:${guards.map(({ id }) => id)}`;

  function ends(main: Term, guards: readonly Term[]): boolean {
    return terms.isNullable(main) && guards.every((guard) => terms.isNullable(guard));
  }

  return (main, guards) => {
    const from = new Map<string, readonly [Term, readonly Term[]]>();
    const key = keyOfPlace(main, guards);
    const found = known.get(key);
    if (found !== undefined) return found;
    from.set(key, [main, guards]);
    let alive = false;
    for (const [place, ofPlace] of from.values()) {
      alive = ends(place, ofPlace) || known.get(keyOfPlace(place, ofPlace)) === true;
      if (alive) break;
      for (const octet of octets) {
        const next = terms.derivative(place, octet);
        const left = ofPlace.map((guard) => terms.derivative(guard, octet)).reduce<readonly Term[]>(guardsWith, []);
        if (next.kind === 'none' || left.some(({ kind }) => kind === 'none')) continue;
        from.set(keyOfPlace(next, left), [next, left]);
      }
    }
    known.set(key, alive);
    return alive;
  };
}

/** What could stand at a state. Where something must hold first, that alone is tried there. */
function expectedOf(threads: readonly Thread[], terms: Terms, parts: readonly string[]): Expected {
  const numbers = new Set<number>();
  for (const { main, guards } of threads) {
    const tried = guards.map(positionsOf).find((ofGuard) => ofGuard.length > 0) ?? [main.position];
    for (const number of tried) numbers.add(number);
  }
  const isEnd = (number: number): number => Number(terms.positions[number]?.part === 'end');
  const positions = [...numbers]
    .sort((a, b) => isEnd(a) - isEnd(b) || a - b)
    .map((number) => terms.positions[number] as Position);
  const order = (part: string): number => (part === 'end' ? parts.length : parts.indexOf(part));
  const part = positions.reduce((last, one) => (order(one.part) > order(last) ? one.part : last), '');
  return {
    place: positions[0]?.part ?? '',
    part,
    isPartStart: positions.some((one) => one.part === part && one.isPartStart),
    expected: [...new Set(positions.map(({ expected }) => expected))],
  };
}

/** The positions at the front of what must hold. What must not hold is not expected. */
function positionsOf(term: Term): readonly number[] {
  switch (term.kind) {
    case 'octet':
    case 'end':
      return [term.position];
    case 'or':
    case 'and':
      return term.terms.flatMap(positionsOf);
    case 'guarded':
      return [...positionsOf(term.guard), ...positionsOf(term.main)];
    case 'loop':
      return positionsOf(term.target);
    default:
      return [];
  }
}

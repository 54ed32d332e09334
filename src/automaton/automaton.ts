/** An automaton as it is generated from a grammar: named states, with ranges of octets and notes in words. */
export interface AutomatonSource {
  /** By start rule: the first state, and what is noted before the first octet. */
  readonly starts: Readonly<Record<string, string>>;
  readonly states: readonly (readonly [
    name: string,
    part: string,
    expected: string,
    transitions: Readonly<Record<string, string>>,
    atEnd?: string,
  ])[];
}

/** Something to note, and how many octets before the index that has been reached it belongs. */
export type Action =
  | { readonly register: number; readonly report: undefined; readonly back: number }
  | { readonly register: -1; readonly report: string; readonly back: number };

/** What could have stood where no transition leads on. */
export interface Expected {
  /** The part that was due; of several, the last in the order of the sentence. */
  readonly part: string;
  /** Whether that part was to begin there, rather than to go on. */
  readonly begins: boolean;
  /** What was tried there, without repeats, in the order in which the grammar first names it. Frozen. */
  readonly expected: readonly string[];
}

export interface Start {
  readonly state: number;
  readonly actions: readonly Action[];
}

/** An automaton as it runs. State 0 is refusal: nothing leads out of it. */
export interface Automaton {
  /** By state and octet, `state << 8 | octet`: the next state in the low octet, the number of its actions above it. */
  readonly next: Uint16Array;
  readonly actions: readonly (readonly Action[])[];
  readonly starts: Readonly<Record<string, Start>>;
  readonly expected: readonly Expected[];
  /** What is noted where the input ends; undefined where it may not. */
  readonly atEnd: readonly (readonly Action[] | undefined)[];
  /** Whether a sentence is over: the input may end, and nothing may follow. */
  readonly isOver: readonly boolean[];
  /** The ASCII units that lead from a state to itself, as a sticky expression; undefined where they are few. */
  readonly loops: readonly (RegExp | undefined)[];
}

/**
 * Makes the table.
 *
 * @param fields the fields by register: field n starts at register 2 n and ends at register 2 n + 1
 */
export function tableOf({ starts, states }: AutomatonSource, fields: readonly string[]): Automaton {
  const numbers = new Map(states.map(([name], index) => [name, index + 1]));
  const known = new Map<string, number>();
  const actions: (readonly Action[])[] = [[]];
  const next = new Uint16Array((states.length + 1) << 8);

  const actionsOf = (notes: string): readonly Action[] =>
    notes === '' ? [] : notes.split(' ').map((note) => actionOf(note, fields));
  const split = (target: string): readonly [state: number, notes: string] => {
    const [name, ...notes] = target.split(' ');
    return [numbers.get(name as string) as number, notes.join(' ')];
  };

  for (const [index, [, , , transitions]] of states.entries()) {
    for (const [ranges, target] of Object.entries(transitions)) {
      const [state, notes] = split(target);
      let number = notes === '' ? 0 : known.get(notes);
      if (number === undefined) {
        number = actions.push(actionsOf(notes)) - 1;
        known.set(notes, number);
      }
      for (const range of ranges.split(' ')) {
        const [first, last = first] = range.split('-').map((octet) => Number.parseInt(octet, 16)) as [number, number?];
        const row = (index + 1) << 8;
        next.fill((number << 8) | state, row | first, (row | last) + 1);
      }
    }
  }
  return {
    next,
    actions,
    loops: [undefined, ...states.map((_, index) => loopOf(next, index + 1))],
    starts: Object.fromEntries(
      Object.entries(starts).map(([rule, target]) => {
        const [state, notes] = split(target);
        return [rule, { state, actions: actionsOf(notes) }];
      }),
    ),
    expected: [
      { part: '', begins: false, expected: [] },
      ...states.map(([, part, expected]) => ({
        part: part.replace('^', ''),
        begins: part.startsWith('^'),
        expected: Object.freeze(expected.split(' ')),
      })),
    ],
    atEnd: [undefined, ...states.map(([, , , , atEnd]) => (atEnd === undefined ? undefined : actionsOf(atEnd)))],
    isOver: [
      false,
      ...states.map(([, , , transitions, atEnd]) => atEnd !== undefined && Object.keys(transitions).length === 0),
    ],
  };
}

/** An expression asks once how a text is held, and a loop asks for each unit: for long runs it takes half the time. */
function loopOf(next: Uint16Array, state: number): RegExp | undefined {
  let units = '';
  let count = 0;
  for (let octet = 0; octet < 0x80; octet += 1) {
    if (next[(state << 8) | octet] !== state) continue;
    units += `\\x${octet.toString(16).padStart(2, '0')}`;
    count += 1;
  }
  return count < 16 ? undefined : new RegExp(`[${units}]*`, 'y');
}

function actionOf(note: string, fields: readonly string[]): Action {
  const [name, back = '0'] = note.slice(1).split('~') as [string, string?];
  if (note.startsWith('!')) return { register: -1, report: name, back: Number(back) };
  return { register: 2 * fields.indexOf(name) + Number(note.startsWith('-')), report: undefined, back: Number(back) };
}

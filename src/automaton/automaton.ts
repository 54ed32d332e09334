/** An automaton as it is generated from a grammar: named states, with ranges of octets and notes in words. */
export interface AutomatonSource {
  /** By start rule: the first state, and what is noted before the first octet. */
  readonly starts: Readonly<Record<string, string>>;
  /** By start rule: a sticky expression, the state that it leads to, and the fields on the way with their indexes. */
  readonly leads: Readonly<Record<string, readonly [expression: RegExp, target: string]>>;
  /** By state: a sticky expression of what leads from it to itself. */
  readonly loops: Readonly<Record<string, RegExp>>;
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
  readonly lead: Lead | undefined;
}

/**
 * The shortest way in ASCII from a start to a state that most of ASCII leads to itself, and on as long as it does. An
 * expression asks once how a text is held, and a loop asks for each unit: an expression takes half the time.
 */
export interface Lead {
  /** Sticky. */
  readonly expression: RegExp;
  /** The state that the expression leads to. */
  readonly state: number;
  /** The registers that are set on the way, each followed by its index after the start. */
  readonly registers: readonly number[];
}

/** An automaton as it runs. State 0 is refusal: nothing leads out of it. */
export interface Automaton {
  /** By state and octet, `state << 8 | octet`: the next state in the low octet, the number of its actions above it. */
  readonly next: Uint16Array;
  readonly actions: readonly (readonly Action[])[];
  /** By number of actions: where they set one register and no more, the register, and how many octets back above it; else -1. */
  readonly stores: Int32Array;
  readonly starts: Readonly<Record<string, Start>>;
  readonly expected: readonly Expected[];
  /** What is noted where the input ends; undefined where it may not. */
  readonly atEnd: readonly (readonly Action[] | undefined)[];
  /** Whether a sentence is over: the input may end, and nothing may follow. */
  readonly isOver: readonly boolean[];
  /** By state: the ASCII that leads from it to itself, as a sticky expression; undefined where that is little. */
  readonly loops: readonly (RegExp | undefined)[];
}

/**
 * Makes the table.
 *
 * @param fields the fields by register: field n starts at register 2 n and ends at register 2 n + 1
 */
export function tableOf({ starts, leads, loops, states }: AutomatonSource, fields: readonly string[]): Automaton {
  const numbers = new Map(states.map(([name], index) => [name, index + 1]));
  const known = new Map<string, number>();
  const actions: (readonly Action[])[] = [[]];
  const next = new Uint16Array((states.length + 1) << 8);

  const actionsOf = (notes: string): readonly Action[] => (notes === '' ? [] : notes.split(' ').map(actionOf));
  const split = (target: string): readonly [state: number, notes: string] => {
    const [name, ...notes] = target.split(' ');
    return [numbers.get(name as string) as number, notes.join(' ')];
  };

  const registerOf = (note: string, name: string): number => 2 * fields.indexOf(name) + Number(note.startsWith('-'));
  const actionOf = (note: string): Action => {
    const [name, back = '0'] = note.slice(1).split('~') as [string, string?];
    if (note.startsWith('!')) return { register: -1, report: name, back: Number(back) };
    return { register: registerOf(note, name), report: undefined, back: Number(back) };
  };
  const leadOf = (expression: RegExp, state: number, notes: string): Lead => ({
    expression,
    state,
    registers: notes.split(' ').flatMap((note) => {
      const [name, index] = note.slice(1).split('@') as [string, string];
      return [registerOf(note, name), Number(index)];
    }),
  });

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
    stores: Int32Array.from(actions, ([first, ...more]) =>
      first?.report === undefined && first !== undefined && more.length === 0 ? (first.back << 8) | first.register : -1,
    ),
    loops: [undefined, ...states.map(([name]) => loops[name])],
    starts: Object.fromEntries(
      Object.entries(starts).map(([rule, target]) => {
        const [state, notes] = split(target);
        const lead = leads[rule];
        return [rule, { state, actions: actionsOf(notes), lead: lead && leadOf(lead[0], ...split(lead[1])) }];
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

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
  readonly lead: Lead;
}

/**
 * The shortest way from a start to a state that most of ASCII leads to itself, and on as long as it does. An expression
 * asks once how a text is held, and a loop asks for each unit: an expression takes half the time.
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
  const loops = states.map((_, index) => loopOf(next, index + 1));
  return {
    next,
    actions,
    loops: [undefined, ...loops.map((loop) => (loop === undefined ? undefined : new RegExp(loop, 'y')))],
    starts: Object.fromEntries(
      Object.entries(starts).map(([rule, target]) => {
        const [state, notes] = split(target);
        const start = { state, actions: actionsOf(notes) };
        return [rule, { ...start, lead: leadOf(start, next, actions, loops) }];
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

/** The ASCII units that lead from a state to itself, as an expression; undefined where they are few. */
function loopOf(next: Uint16Array, state: number): string | undefined {
  const units = asciiOf(next, state).get(state) ?? [];
  return units.length < 16 ? undefined : `${classOf(units)}*`;
}

function leadOf(
  { state, actions: first }: Omit<Start, 'lead'>,
  next: Uint16Array,
  actions: Automaton['actions'],
  loops: readonly (string | undefined)[],
): Lead {
  const seen = new Set<number>();
  const registersOf = (noted: readonly Action[], index: number): readonly number[] =>
    noted.flatMap(({ register, back }) => [register, index - back]);
  const ways = [{ state, index: 0, source: '', registers: registersOf(first, 0) }];
  for (const { state: from, index, source, registers } of ways) {
    const loop = loops[from - 1];
    if (loop !== undefined) return { expression: new RegExp(source + loop, 'y'), state: from, registers };
    for (const [entry, units] of asciiOf(next, from)) {
      const noted = actions[entry >> 8] as readonly Action[];
      const to = entry & 0xff;
      if (seen.has(to) || noted.some(({ report }) => report !== undefined)) continue;
      seen.add(to);
      const more = registersOf(noted, index + 1);
      ways.push({ state: to, index: index + 1, source: source + classOf(units), registers: [...registers, ...more] });
    }
  }
  return { expression: /(?!)/y, state, registers: [] };
}

/** By entry of the table, the ASCII units that lead there from a state. */
function asciiOf(next: Uint16Array, state: number): ReadonlyMap<number, readonly number[]> {
  const units = new Map<number, number[]>();
  for (let unit = 0; unit < 0x80; unit += 1) {
    const entry = next[(state << 8) | unit] as number;
    if (entry === 0) continue;
    const known = units.get(entry);
    if (known === undefined) units.set(entry, [unit]);
    else known.push(unit);
  }
  return units;
}

function classOf(units: readonly number[]): string {
  return `[${units.map((unit) => `\\x${unit.toString(16).padStart(2, '0')}`).join('')}]`;
}

function actionOf(note: string, fields: readonly string[]): Action {
  const [name, back = '0'] = note.slice(1).split('~') as [string, string?];
  if (note.startsWith('!')) return { register: -1, report: name, back: Number(back) };
  return { register: 2 * fields.indexOf(name) + Number(note.startsWith('-')), report: undefined, back: Number(back) };
}

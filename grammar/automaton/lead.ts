// Text is read by an expression as far as one can: an expression asks once how a string is held, a loop asks for each unit.
import type { Automaton, Noted, Transition } from '../../src/grammar/automaton/determinize.ts';

export interface Lead {
  /** Sticky. */
  readonly expression: RegExp;
  /** The state that it leads to. */
  readonly state: number;
  /** What is noted on the way, each at its index after the start. */
  readonly notes: readonly { readonly note: Noted['note']; readonly index: number }[];
}

/** So many units make an expression worth its call. */
const many = 16;

/**
 * The shortest way in ASCII from a start to a state that loops, and on as long as it does. A way on which something is
 * reported is none. Undefined where there is no way.
 */
export function leadOf({ states }: Automaton, start: Transition): Lead | undefined {
  const at = (notes: readonly Noted[], index: number): Lead['notes'] =>
    notes.map(({ note, back }) => ({ note, index: index - back }));
  const seen = new Set<number>();
  const ways = [{ state: start.target, index: 0, source: '', notes: at(start.notes, 0) }];
  for (const { state, index, source, notes } of ways) {
    const loop = loopOf({ states }, state);
    if (loop !== undefined) return { expression: new RegExp(source + loop.source, 'y'), state, notes };
    for (const [{ target, notes: noted }, units] of asciiOf(states, state)) {
      if (seen.has(target) || noted.some(({ note }) => note.kind === 'report')) continue;
      seen.add(target);
      ways.push({
        state: target,
        index: index + 1,
        source: source + classOf(units),
        notes: [...notes, ...at(noted, index + 1)],
      });
    }
  }
  return undefined;
}

/** The ASCII units that lead from a state to itself and note nothing; undefined where they are few. */
export function loopOf({ states }: Pick<Automaton, 'states'>, state: number): RegExp | undefined {
  const units = asciiOf(states, state).find(([{ target, notes }]) => target === state && notes.length === 0)?.[1] ?? [];
  return units.length < many ? undefined : new RegExp(`${classOf(units)}*`, 'y');
}

/** The transitions of a state by ASCII units, with the units that take each. */
function asciiOf(states: Automaton['states'], state: number): readonly (readonly [Transition, number[]])[] {
  const byTransition = new Map<string, [Transition, number[]]>();
  for (const [unit, transition] of states[state]?.transitions.slice(0, 0x80).entries() ?? []) {
    if (transition === undefined) continue;
    const key = JSON.stringify(transition);
    const known = byTransition.get(key);
    if (known === undefined) byTransition.set(key, [transition, [unit]]);
    else known[1].push(unit);
  }
  return [...byTransition.values()];
}

function classOf(units: readonly number[]): string {
  let text = '';
  for (let first = 0; first < units.length; ) {
    let last = first;
    while (units[last + 1] === (units[last] as number) + 1) last += 1;
    text += escaped(units[first] as number);
    if (last > first + 1) text += '-';
    if (last > first) text += escaped(units[last] as number);
    first = last + 1;
  }
  return units.length === 1 ? text : `[${text}]`;
}

function escaped(unit: number): string {
  if (unit < 0x20 || unit === 0x7f) return `\\x${unit.toString(16).padStart(2, '0')}`;
  return String.fromCharCode(unit).replace(/[\\\]^$.*+?()[{}|/-]/, '\\$&');
}

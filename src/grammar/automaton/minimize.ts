import { type Automaton, keyOf, type Noted, type State, type Transition } from './determinize.ts';

/**
 * The least automaton that reports the same: states are equal when they end alike, expect the same, and lead by each
 * octet to equal states with equal notes. The states come in the order in which they are reached from the starts.
 */
export function minimize({ starts, states }: Automaton): Automaton {
  const notesKey = (notes: readonly Noted[] | undefined): string =>
    notes === undefined ? '-' : notes.map(keyOf).join();
  const transitionKey = (transition: Transition | undefined, blocks: readonly number[]): string =>
    transition === undefined ? '' : `${blocks[transition.target]} ${notesKey(transition.notes)}`;

  let blocks: readonly number[] = states.map(() => 0);
  for (let count = 0; ; ) {
    const keys = new Map<string, number>();
    const refined = states.map((state) => {
      const { part, isPartStart, expected, atEnd, transitions } = state;
      const key = JSON.stringify([
        part,
        isPartStart,
        expected,
        notesKey(atEnd),
        transitions.map((transition) => transitionKey(transition, blocks)),
      ]);
      if (!keys.has(key)) keys.set(key, keys.size);
      return keys.get(key) as number;
    });
    blocks = refined;
    if (keys.size === count) break;
    count = keys.size;
  }

  const order: number[] = [];
  const reach = (block: number): void => {
    if (!order.includes(block)) order.push(block);
  };
  for (const { target } of Object.values(starts)) reach(blocks[target] as number);
  const representative = (block: number): State => states[blocks.indexOf(block)] as State;
  for (const block of order) {
    for (const transition of representative(block).transitions) {
      if (transition !== undefined) reach(blocks[transition.target] as number);
    }
  }
  const renumbered = ({ target, notes }: Transition): Transition => ({
    target: order.indexOf(blocks[target] as number),
    notes,
  });
  return {
    starts: Object.fromEntries(Object.entries(starts).map(([rule, start]) => [rule, renumbered(start)])),
    states: order.map((block) => {
      const state = representative(block);
      return { ...state, transitions: state.transitions.map((one) => one && renumbered(one)) };
    }),
  };
}

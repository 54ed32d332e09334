/** All octets that lead from one state to another, as ranges. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly octets: string;
}

/** States of an automaton, and what leads from one to another. */
export interface Graph {
  /** The first state first. */
  readonly states: readonly number[];
  readonly arrows: readonly Arrow[];
}

/** @param step the next state by state and octet; what leads to any but the states is left out */
export function graphOf(states: readonly number[], step: (state: number, octet: number) => number): Graph {
  const arrows = states.flatMap((from) => {
    const ranges = new Map<number, [number, number][]>();
    for (let octet = 0; octet < 256; octet += 1) {
      const to = step(from, octet);
      const known = ranges.get(to) ?? [];
      const last = known.at(-1);
      if (last !== undefined && last[1] === octet - 1) last[1] = octet;
      else known.push([octet, octet]);
      ranges.set(to, known);
    }
    return [...ranges]
      .filter(([to]) => states.includes(to))
      .map(([to, some]) => ({ from, to, octets: some.map(rangeText).join(' ') }));
  });
  return { states, arrows };
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? octetText(first) : `${octetText(first)}-${octetText(last)}`;
}

function octetText(octet: number): string {
  return octet > 0x20 && octet < 0x7f && octet !== 0x2d
    ? String.fromCharCode(octet)
    : octet.toString(16).padStart(2, '0');
}

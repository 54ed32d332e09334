import type { LearnedModel } from '../../gateway/learner/model.ts';

/** All octets that lead from one state to another, as ranges. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly octets: string;
}

/** The states of a model from which something is still taken, and what leads from one to another. */
export interface Graph {
  readonly states: readonly number[];
  readonly arrows: readonly Arrow[];
}

export function graphOf({ labels, next }: LearnedModel): Graph {
  const isTrap = (state: number): boolean =>
    labels[state] === 'refused' && next.slice(state << 8, (state + 1) << 8).every((to) => to === state);
  const states = labels.flatMap((_, state) => (isTrap(state) ? [] : [state]));
  const arrows = states.flatMap((from) => {
    const ranges = new Map<number, [number, number][]>();
    for (let octet = 0; octet < 256; octet += 1) {
      const to = next[(from << 8) | octet] as number;
      const known = ranges.get(to) ?? [];
      const last = known.at(-1);
      if (last !== undefined && last[1] === octet - 1) last[1] = octet;
      else known.push([octet, octet]);
      ranges.set(to, known);
    }
    return [...ranges]
      .filter(([to]) => !isTrap(to))
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

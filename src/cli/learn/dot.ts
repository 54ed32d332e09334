import type { LearnedModel } from '../../gateway/learner/model.ts';

/** An automaton as a graph for Graphviz: an arrow for all octets that lead from a state to another. */
export function dotOf({ labels, next }: LearnedModel): string {
  const trap = labels.findIndex(
    (label, state) => label === 'refused' && next.slice(state << 8, (state + 1) << 8).every((to) => to === state),
  );
  const nodes = labels.flatMap((label, state) =>
    state === trap ? [] : [`  s${state} [shape=${label === 'refused' ? 'circle' : 'doublecircle'}];`],
  );
  const arrows = labels.flatMap((_, state) => {
    const ranges = new Map<number, [number, number][]>();
    for (let octet = 0; octet < 256; octet += 1) {
      const to = next[(state << 8) | octet] as number;
      const known = ranges.get(to) ?? [];
      const last = known.at(-1);
      if (last !== undefined && last[1] === octet - 1) last[1] = octet;
      else known.push([octet, octet]);
      ranges.set(to, known);
    }
    return [...ranges]
      .filter(([to]) => state !== trap && to !== trap)
      .map(([to, some]) => `  s${state} -> s${to} [label=${JSON.stringify(some.map(rangeText).join(' '))}];`);
  });
  return [
    'digraph language {',
    '  rankdir=LR;',
    '  start [shape=point];',
    '  start -> s0;',
    ...nodes,
    ...arrows,
    '}',
    '',
  ].join('\n');
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? octetText(first) : `${octetText(first)}-${octetText(last)}`;
}

function octetText(octet: number): string {
  return octet > 0x20 && octet < 0x7f && octet !== 0x2d
    ? String.fromCharCode(octet)
    : octet.toString(16).padStart(2, '0');
}

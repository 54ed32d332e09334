// An automaton as a TypeScript file that a person can read: a row a state, with its name, what is expected there, and
// where each octet leads. `src/automaton/automaton.ts` makes a table of it.
import type { Automaton, Noted, Transition } from './determinize.ts';

/** @param header what stands at the top of the file, as comment lines */
export function emit({ starts, states }: Automaton, name: string, header: readonly string[]): string {
  const names = stateNames(states.map(({ place }) => place));
  const target = (to: Transition): string => [names[to.target] as string, ...to.notes.map(written)].join(' ');

  const rows = states.map(({ part, isPartStart, expected, transitions, atEnd }, index) => {
    const edges = new Map<string, number[]>();
    for (const [octet, transition] of transitions.entries()) {
      if (transition === undefined) continue;
      const text = target(transition);
      edges.set(text, [...(edges.get(text) ?? []), octet]);
    }
    const cells = [
      quote(names[index] as string),
      quote(isPartStart ? `^${part}` : part),
      quote(expected.join(' ')),
      `{ ${[...edges].map(([to, octets]) => `${quote(rangesOf(octets))}: ${quote(to)}`).join(', ')} }`.replace(
        '{  }',
        '{}',
      ),
    ];
    if (atEnd !== undefined) cells.push(quote(atEnd.map(written).join(' ')));
    return `    [${cells.join(', ')}],`;
  });
  return `${header.map((line) => `// ${line}`).join('\n')}
import type { AutomatonSource } from './automaton.ts';

export const ${name}: AutomatonSource = {
  starts: { ${Object.entries(starts)
    .map(([rule, start]) => `${rule}: ${quote(target(start))}`)
    .join(', ')} },
  // The state; the part that is reported where no octet leads on, with ^ where it was to begin; what is expected;
  // by octets, in hexadecimal, the next state and what is noted; and what is noted where the input may end.
  states: [
${rows.join('\n')}
  ],
};
`;
}

/** A part with several states has them numbered. */
function stateNames(places: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return places.map((place) => {
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return places.filter((other) => other === place).length === 1 ? place : `${place}.${count}`;
  });
}

/** `+field` where a field starts, `-field` where it ends, `!code` for what is reported; `~2`: two octets before. */
function written({ note, back }: Noted): string {
  const sign = { start: '+', end: '-', report: '!' }[note.kind];
  return `${sign}${note.name}${back === 0 ? '' : `~${back}`}`;
}

function rangesOf(octets: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const octet of octets) {
    const last = ranges.at(-1);
    if (last?.[1] === octet - 1) last[1] = octet;
    else ranges.push([octet, octet]);
  }
  const hexadecimal = (octet: number): string => octet.toString(16).toUpperCase().padStart(2, '0');
  return ranges
    .map(([first, last]) => (first === last ? hexadecimal(first) : `${hexadecimal(first)}-${hexadecimal(last)}`))
    .join(' ');
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

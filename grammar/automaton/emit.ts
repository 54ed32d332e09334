// An automaton as a TypeScript file that a person can read: a row a state, with its name, what is expected there, and
// where each octet leads. `src/automaton/automaton.ts` makes a table of it.
import type { AutomatonSource } from '../../src/automaton/automaton.ts';
import type { Automaton, Noted, Transition } from '../../src/grammar/automaton/determinize.ts';
import { leadOf, loopOf } from './lead.ts';

/** The automaton in names and words, as `emit` writes it. */
export function sourceOf(automaton: Automaton): AutomatonSource {
  const { starts, states } = automaton;
  const names = stateNames(states.map(({ place }) => place));
  const target = (to: Transition): string => [names[to.target] as string, ...to.notes.map(written)].join(' ');
  const present = <T>(entries: readonly (readonly [string, T | undefined])[]): Readonly<Record<string, T>> =>
    Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));

  return {
    starts: Object.fromEntries(Object.entries(starts).map(([rule, start]) => [rule, target(start)])),
    leads: present(
      Object.entries(starts).map(([rule, start]) => {
        const lead = leadOf(automaton, start);
        const notes = lead?.notes.map(({ note, index }) => `${written({ note, back: 0 })}@${index}`);
        return [rule, lead && ([lead.expression, [names[lead.state], ...(notes ?? [])].join(' ')] as const)];
      }),
    ),
    loops: present(states.map((_, index) => [names[index] as string, loopOf(automaton, index)])),
    states: states.map(({ part, isPartStart, expected, transitions, atEnd }, index) => {
      const edges = new Map<string, number[]>();
      for (const [octet, transition] of transitions.entries()) {
        if (transition === undefined) continue;
        const text = target(transition);
        edges.set(text, [...(edges.get(text) ?? []), octet]);
      }
      const row = [
        names[index] as string,
        isPartStart ? `^${part}` : part,
        expected.join(' '),
        Object.fromEntries([...edges].map(([to, octets]) => [rangesOf(octets), to])),
      ] as const;
      return atEnd === undefined ? row : [...row, atEnd.map(written).join(' ')];
    }),
  };
}

/** @param header what stands at the top of the file, as comment lines */
export function emit(
  { starts, leads, loops, states }: AutomatonSource,
  name: string,
  header: readonly string[],
): string {
  const members = (entries: Readonly<Record<string, unknown>>, value: (of: never) => string): string =>
    Object.entries(entries)
      .map(([key, of]) => `${/^\w+$/.test(key) ? key : quote(key)}: ${value(of as never)}`)
      .join(', ');
  const rows = states.map(([state, part, expected, transitions, atEnd]) => {
    const edges = Object.entries(transitions).map(([octets, to]) => `${quote(octets)}: ${quote(to)}`);
    const cells = [quote(state), quote(part), quote(expected), edges.length === 0 ? '{}' : `{ ${edges.join(', ')} }`];
    if (atEnd !== undefined) cells.push(quote(atEnd));
    return `    [${cells.join(', ')}],`;
  });
  return `${header.map((line) => `// ${line}`).join('\n')}
import type { AutomatonSource } from './automaton.ts';

export const ${name}: AutomatonSource = {
  starts: { ${members(starts, quote)} },
  // The ASCII that leads from a start to a state which most of ASCII leads to itself, and where the fields are in it.
  leads: {
${Object.entries(leads)
  .map(([rule, [expression, to]]) => `    ${rule}: [${expression}, ${quote(to)}],\n`)
  .join('')}  },
  // The ASCII that leads from such a state to itself.
  loops: {
${Object.entries(loops)
  .map(([state, loop]) => `    ${quote(state)}: ${loop},\n`)
  .join('')}  },
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

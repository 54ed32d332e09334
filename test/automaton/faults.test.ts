// Every fault that a profile has, in one file to read: for each state, one shortest input for each fault that an octet
// makes there, and for the end of the input. `npx vitest run --config test/vitest.config.ts test/automaton/faults -u`
// writes the files anew.
import { expect, test } from 'vitest';
import { fields } from '../../grammar/generate-automata.ts';
import { lenient } from '../../src/automaton/lenient.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';
import { strict } from '../../src/automaton/strict.ts';
import { machineOf, plainFirst, walk } from '../../src/grammar/automaton/differences.ts';
import { explainFault, safeParseStatusLine } from '../../src/index.ts';
import { octetsOfLatin1 } from '../../src/text/latin-1.ts';

const sources = { strict, lenient } as const;

test.each(['strict', 'lenient'] as const)('the faults of %s', async (profile) => {
  const automaton = automatonOf(profile);
  const machine = machineOf(automaton, 'statusLine', fields);
  const inputs = new Map(walk(machine, machine).pairs.map(({ a, input }) => [a, input]));
  const sections: string[] = [];
  for (const [index, [name]] of sources[profile].states.entries()) {
    const state = index + 1;
    const input = inputs.get(state);
    // What only a stream comes to.
    if (input === undefined) continue;
    const refused = plainFirst.filter((octet) => automaton.next[(state << 8) | octet] === 0);
    const lines = [
      ...(automaton.atEnd[state] === undefined ? [''] : []),
      ...refused.map((o) => String.fromCharCode(o)),
    ];
    const shown = new Map<string, string>();
    for (const octet of lines) {
      const octets = octetsOfLatin1(input + octet);
      const { fault } = safeParseStatusLine(octets, { profile });
      if (fault === undefined) throw new Error(`accepted: ${JSON.stringify(input + octet)}`);
      expect(fault.offset).toBe(input.length);
      const key = `${fault.code} ${fault.rule}`;
      if (shown.has(key)) continue;
      const { code, rule, expected } = fault;
      shown.set(key, `${explainFault(fault, octets)}\n\n${code}, ${rule}: ${expected.join(' ')}`);
    }
    if (shown.size > 0) sections.push(`## ${name}\n\n${[...shown.values()].join('\n\n')}`);
  }
  const heading = `# The faults of the ${profile} profile, by state\n`;
  await expect(`${heading}\n${sections.join('\n\n')}\n`).toMatchFileSnapshot(`faults-${profile}.txt`);
});

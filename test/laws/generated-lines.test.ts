// `npm run test:million` runs this with a million lines of each kind.
import type fc from 'fast-check';
import { expect, test } from 'vitest';
import { malformedStatusLine, statusLineOctets } from '../../src/arbitraries/index.ts';
import { cases } from '../../src/arbitraries/test-run/test-case.ts';
import { type Profile, safeParseStatusLine } from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';

const count = Number(import.meta.env.LINES ?? 2000);
const seed = Number(import.meta.env.FC_SEED ?? 1);

/** Shows some lines to both engines, and says how many of them Ohm would not take because of their length. */
function judge(arbitrary: fc.Arbitrary<Uint8Array>, profile: Profile, isAccepted: boolean): number {
  let tooLong = 0;
  const lines = cases(arbitrary, seed);
  for (let n = 0; n < count; n += 1) {
    const { address, value: octets } = lines.next().value;
    const byAutomaton = safeParseStatusLine(octets, { profile });
    if ((byAutomaton.fault === undefined) !== isAccepted) throw new Error(`the automaton errs at ${address}`);
    const byOhm = parseWithOhm(octets, { profile });
    if (byOhm.fault?.code === 'too-long') {
      expect(octets.length, address).toBeGreaterThan(65_536);
      tooLong += 1;
    } else if ((byOhm.fault === undefined) !== isAccepted) throw new Error(`Ohm errs at ${address}`);
  }
  return tooLong;
}

const malformed = (profile: Profile): fc.Arbitrary<Uint8Array> =>
  malformedStatusLine({ profile }).map(({ octets }) => octets);

test.each([
  ['strict', 'valid', 'accepted', statusLineOctets()],
  ['strict', 'malformed', 'refused', malformed('strict')],
  ['lenient', 'malformed', 'refused', malformed('lenient')],
] as const)('%s: generated lines that are %s are %s by both engines', (profile, _, verdict, arbitrary) => {
  expect(judge(arbitrary, profile, verdict === 'accepted')).toBeLessThan(count / 100);
});

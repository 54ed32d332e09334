import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lenientStatusLine, malformedStatusLine, statusLineOctets } from '../../src/arbitraries/index.ts';

test('a line of octets is printed as text where it makes a property fail', () => {
  const report = (arbitrary: fc.Arbitrary<unknown>, parameters: object = {}): string =>
    fc.defaultReportMessage(
      fc.check(
        fc.property(arbitrary, () => false),
        { seed: 1, ...parameters },
      ),
    ) ?? '';
  expect(report(statusLineOctets())).toMatch(/Counterexample: \[octets of "SIP\/\d+\.\d+ \d{3} [^"]*"\]/i);
  expect(report(malformedStatusLine({ kinds: ['number-too-short'] }))).toMatch(
    /Counterexample: \[\{ octets of "[^"]*", defect: \{"rule":"statusCode","kind":"number-too-short","offset":\d+\} \}\]/,
  );
  expect(report(lenientStatusLine())).toMatch(/Counterexample: \[\{ octets of "[^"]*", deviations: \[\{/);
  // One that was given, too.
  const examples = [[new TextEncoder().encode('SIP/2.0 486 Busy Here')]];
  expect(report(statusLineOctets(), { examples })).toContain('[octets of "SIP/2.0 ');
});

test('and it is what it was for whoever compares it', () => {
  const [line] = fc.sample(statusLineOctets(), { seed: 1, numRuns: 1 });
  expect(line).toEqual(new Uint8Array(line as Uint8Array));
  const [one] = fc.sample(malformedStatusLine(), { seed: 1, numRuns: 1 });
  expect(Object.keys(one as object)).toEqual(['octets', 'defect']);
  expect(structuredClone(one)).toEqual(one);
});

test('families that are left out do not come', () => {
  const kinds = new Set(
    fc
      .sample(malformedStatusLine({ without: ['look-alike', 'too-few'] }), { seed: 1, numRuns: 3000 })
      .map(({ defect }) => defect.kind),
  );
  expect(kinds).toContain('number-wraps');
  expect(kinds).not.toContain('look-alike');
  expect(kinds).not.toContain('too-few');
  expect(() => malformedStatusLine({ kinds: ['nul'], without: ['nul'] })).toThrow(RangeError);
});

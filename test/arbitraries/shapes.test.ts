// What the field meets most is drawn soon: each shape of it within 1,000 cases, in the median of 20 seeds.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lenientStatusLine } from '../../src/arbitraries/lenient-status-line.ts';
import { malformedStatusLine } from '../../src/arbitraries/malformed-status-line.ts';
import { statusLineOctets } from '../../src/arbitraries/status-line-octets.ts';
import shapes from './shapes.json' with { type: 'json' };

const drawnBy: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  statusLineOctets: statusLineOctets(),
  lenientStatusLine: lenientStatusLine().map(({ octets }) => octets),
  malformedStatusLine: malformedStatusLine().map(({ octets }) => octets),
};
const seeds = 20;
const cases = 1000;

/** By seed, the lines of an arbitrary, one character an octet. */
const samples = new Map(
  Object.entries(drawnBy).map(([name, arbitrary]) => [
    name,
    Array.from({ length: seeds }, (_, seed) =>
      fc.sample(arbitrary, { seed, numRuns: cases }).map((octets) => Buffer.from(octets).toString('latin1')),
    ),
  ]),
);

describe.each(Object.keys(drawnBy))('%s', (name) => {
  const owed = shapes.filter((shape) => shape.drawnBy.includes(name));
  test.each(owed.map(({ id, latin1, why }) => [id, why, latin1]))('%s: %s', (_, __, latin1) => {
    const pattern = new RegExp(latin1);
    const firsts = (samples.get(name) ?? []).map((lines) => lines.findIndex((line) => pattern.test(line)));
    const sorted = firsts.map((first) => (first === -1 ? Number.POSITIVE_INFINITY : first)).sort((a, b) => a - b);
    expect(sorted[seeds / 2]).toBeLessThan(cases);
  });
});

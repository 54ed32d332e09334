// The corpus in a few tests: Stryker names to Vitest each test that a mutant needs, and thousands of names take longer
// than the tests.
import { describe, expect, test } from 'vitest';
import { type Profile, safeParseStatusLine } from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { engines } from '../contract/engines.ts';
import { expectAsLabelled } from '../contract/expect-as-labelled.ts';
import { corpus } from '../corpus/corpus.ts';

const profiles: readonly Profile[] = ['strict', 'lenient'];

// Ohm takes seconds for the longest, and the contract has long lines of its own.
const lines = corpus.filter(({ line: { length } }) => length < 1000);

describe.each(engines)('corpus: $name', ({ parse }) => {
  test.each(profiles)('%s', (profile) => {
    for (const row of lines) expectAsLabelled(parse, row, profile);
  });
});

test.each(profiles)('corpus: the main entry and Ohm say the same, the whole fault included, %s', (profile) => {
  for (const { line, id } of lines) {
    const octets = Uint8Array.of(...line, 0x0d, 0x0a);
    for (const input of [line, octets, decodeOctets(octets)]) {
      expect(safeParseStatusLine(input, { profile }), id).toEqual(parseWithOhm(input, { profile }));
    }
  }
});

import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/index.ts';
import { corpus, type LabelledLine } from '../corpus/corpus.ts';
import { engines } from './engines.ts';
import { expectAsLabelled } from './expect-as-labelled.ts';

const profiles: readonly Profile[] = ['strict', 'lenient'];

test('the corpus is whole', () => {
  expect(corpus.length).toBe(626);
  expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
});

/** Judges all rows, and names each that fails; the first of them is shown in full. */
function expectEach(rows: readonly LabelledLine[], judge: (row: LabelledLine) => void): void {
  const errors = new Map<string, unknown>();
  for (const row of rows) {
    try {
      judge(row);
    } catch (error) {
      errors.set(row.id, error);
    }
  }
  if (errors.size === 0) return;
  const ids = [...errors.keys()].join(', ');
  throw new Error(`${errors.size} of ${rows.length} rows: ${ids}`, { cause: [...errors.values()][0] });
}

describe.each(engines)('$name', ({ name, parse }) => {
  describe.each(profiles)('%s', (profile) => {
    test('each row is what its labels say', () => expectEach(corpus, (row) => expectAsLabelled(parse, row, profile)));

    test('so is each valid row with its CRLF', () => {
      const whole = corpus
        .filter((row) => row[profile] === 'accept' && ![0x0a, 0x0d].includes(row.line.at(-1) ?? 0))
        // Ohm takes as long for the few long rows as for all others; one-language.test.ts asks it about their CRLF.
        .filter(({ line }) => name !== 'ohm' || line.length <= 1000);
      expect(whole.length).toBeGreaterThan(100);
      expectEach(whole, (row) => {
        expectAsLabelled(parse, { ...row, line: Uint8Array.of(...row.line, 0x0d, 0x0a) }, profile);
      });
    });
  });
});

import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/index.ts';
import { corpus } from '../corpus/corpus.ts';
import { engines } from './engines.ts';
import { expectAsLabelled } from './expect-as-labelled.ts';

const profiles: readonly Profile[] = ['strict', 'lenient'];

test('the corpus is whole', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(416);
  expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
});

describe.each(engines)('$name', ({ parse }) => {
  describe.each(profiles)('%s', (profile) => {
    test.each(corpus)('$id $text', (row) => expectAsLabelled(parse, row, profile));

    const whole = corpus.filter((row) => row[profile] === 'accept' && ![0x0a, 0x0d].includes(row.line.at(-1) ?? 0));
    test.each(whole)('$id $text, with its CRLF', (row) => {
      expectAsLabelled(parse, { ...row, line: Uint8Array.of(...row.line, 0x0d, 0x0a) }, profile);
    });
  });
});

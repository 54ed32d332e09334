import { describe, expect, test } from 'vitest';
import type { ParseResult, Profile } from '../../src/index.ts';
import { decodeOctets, unitAtOctet } from '../../src/octets.ts';
import { corpus, type LabelledLine, phraseOf } from '../corpus/corpus.ts';
import { engines } from './engines.ts';

const profiles: readonly Profile[] = ['strict', 'lenient'];
const crlf = Uint8Array.of(0x0d, 0x0a);

test('the corpus is whole', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(416);
  expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
});

describe.each(engines)('$name', ({ parse }) => {
  describe.each(profiles)('%s', (profile) => {
    test.each(corpus)('$id $text', (row) => {
      const text = decodeOctets(row.line);
      expect(verdictOf(parse(row.line, { profile }))).toEqual(labelOf(row, profile, (offset) => offset));
      expect(verdictOf(parse(text, { profile }))).toEqual(labelOf(row, profile, (offset) => unitAtOctet(text, offset)));
    });

    const whole = corpus.filter((row) => row[profile] === 'accept' && ![0x0a, 0x0d].includes(row.line.at(-1) ?? 0));
    test.each(whole)('$id $text, with its CRLF', (row) => {
      const line = Uint8Array.of(...row.line, ...crlf);
      expect(verdictOf(parse(line, { profile }))).toEqual(labelOf(row, profile, (offset) => offset));
    });
  });
});

/** What the labels speak of: the value with its deviations, or the fault's code and offset. */
function verdictOf({ statusLine, deviations, fault }: ParseResult): object {
  return fault === undefined ? { statusLine, deviations } : { code: fault.code, offset: fault.offset };
}

function labelOf(row: LabelledLine, profile: Profile, unitAt: (offset: number) => number): object {
  const { parsed, deviations = [], faults } = row;
  if (row[profile] === 'reject' || parsed === undefined) {
    const { code, offset } = faults?.[profile] ?? {};
    return { code, offset: unitAt(offset ?? Number.NaN) };
  }
  return {
    statusLine: { sipVersion: parsed.sipVersion, statusCode: parsed.statusCode, reasonPhrase: phraseOf(row) },
    deviations: profile === 'strict' ? [] : deviations.map(({ code, offset }) => ({ code, offset: unitAt(offset) })),
  };
}

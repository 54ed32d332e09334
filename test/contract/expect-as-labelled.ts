import { expect } from 'vitest';
import type { ParseResult, Profile } from '../../src/index.ts';
import { utf16OffsetOf } from '../../src/text/offsets.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { type LabelledLine, phraseOf } from '../corpus/corpus.ts';
import type { engines } from './engines.ts';

type Parse = (typeof engines)[number]['parse'];

/** An engine says of a line, as octets and as text, what the corpus says of it. */
export function expectAsLabelled(parse: Parse, row: LabelledLine, profile: Profile): void {
  const text = decodeOctets(row.line);
  expect(verdictOf(parse(row.line, { profile })), row.id).toEqual(labelOf(row, profile, (offset) => offset));
  expect(verdictOf(parse(text, { profile })), row.id).toEqual(
    labelOf(row, profile, (offset) => utf16OffsetOf(text, offset)),
  );
}

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

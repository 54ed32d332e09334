import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CaseRecord, FindingRecord } from '../../src/gateway/index.ts';
import {
  type AcceptedFinding,
  baselineOf,
  changesFrom,
  goneFrom,
  knownIn,
  readBaselines,
  updatedBaseline,
  writeBaselines,
} from '../../src/gateway/results/baseline.ts';

const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = (address: string, verdict: string, statusCode?: number): CaseRecord =>
  ({ type: 'case', transport: 'udp', address, verdict, octets: '', ...(statusCode && { statusCode }) }) as CaseRecord;

test('a baseline is written and read, and names the version that it is of', () => {
  const file = join(folder, 'baseline.json');
  const lines = Array.from({ length: 20 }, (_, n) => record(`corpus:S${String(n).padStart(3, '0')}`, 'dropped'));
  const before = updatedBaseline(undefined, [...lines, record('corpus:S100', 'accepted-as', 486)], [], '5.6.3');
  writeBaselines(file, { 'relay udp': before });
  expect(readBaselines(file, false)).toEqual({ 'relay udp': before });
  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(20);

  const after = [
    record('corpus:S000', 'dropped'),
    record('corpus:S100', 'accepted-as', 200),
    record('corpus:S999', 'dropped'),
  ];
  expect(changesFrom(before, after)).toEqual([
    {
      ...{ type: 'change', transport: 'udp', address: 'corpus:S100', octets: '' },
      ...{ was: 'accepted-as 486', is: 'accepted-as 200', baselineVersion: '5.6.3' },
    },
  ]);
  expect(changesFrom(updatedBaseline(before, after, [], '5.7'), after)).toEqual([]);
});

test('a finding is known by its cause, until the day that is written beside it', () => {
  const found = (cause: string): FindingRecord =>
    ({ cause, smallest: Buffer.from('SIP/2.0 400 \u001b[2J').toString('base64') }) as FindingRecord;
  const first = updatedBaseline(undefined, [], [found('changed: phrase'), found('leaked: a plain line')], undefined);
  expect(first.findings).toEqual([
    { cause: 'changed: phrase', line: 'SIP/2.0 400 \\x1B[2J' },
    { cause: 'leaked: a plain line', line: 'SIP/2.0 400 \\x1B[2J' },
  ]);
  const [one, other] = first.findings ?? [];
  const byHand = {
    ...first,
    findings: [
      { ...one, note: 'ticket 12', expires: '2027-01-31' },
      { ...other, note: 'for ever' },
    ] as AcceptedFinding[],
  };
  expect(knownIn(byHand, 'changed: phrase', '2027-01-31')).toEqual({ isKnown: true, note: 'ticket 12' });
  expect(knownIn(byHand, 'changed: phrase', '2027-02-01')).toEqual({ note: 'known until 2027-01-31: ticket 12' });
  expect(knownIn(byHand, 'leaked: a plain line', '2100-01-01')).toEqual({ isKnown: true, note: 'for ever' });
  expect(knownIn(byHand, 'changed: code 488 -> 500', '2027-01-01')).toEqual({});
  // What was written by hand stays, and what is gone is told.
  expect(updatedBaseline(byHand, [], [found('changed: phrase')], undefined).findings).toMatchObject([
    { cause: 'changed: phrase', note: 'ticket 12', expires: '2027-01-31' },
  ]);
  expect(goneFrom(byHand, [found('changed: phrase')], 'udp')).toEqual([
    { type: 'gone', transport: 'udp', cause: 'leaked: a plain line', note: 'for ever' },
  ]);
});

test.each([
  ['', /is not a baseline: it is empty/],
  ['{"relay udp": {"verdicts": {"dropped": ["corpus:S001"', /is not a baseline: .*JSON/],
  ['[]', /: it is no object/],
  ['{"relay udp": {"corpus:S001": "dropped"}}', /"relay udp"\.verdicts is no list/],
  ['{"relay udp": {"verdicts": {"dropped": "corpus:S001"}}}', /"relay udp"\.verdicts is no list/],
  ['{"relay udp": {"verdicts": {}, "findings": [{"note": "x"}]}}', /"relay udp"\.findings\[0\]\.cause is no text/],
  ['{"relay udp": {"verdicts": {}, "findings": [{"cause": "x", "expires": "soon"}]}}', /\.expires is no day/],
  ['{"__proto__": {"verdicts": 3}}', /"__proto__"\.verdicts is no list/],
])('%s is refused', (text, why) => {
  const file = join(folder, 'other.json');
  writeFileSync(file, text);
  expect(() => readBaselines(file, false)).toThrow(why);
});

test('a baseline that is not there, or has nothing about a run, is an error unless it is written', () => {
  const none = join(folder, 'none.json');
  expect(() => readBaselines(none, false)).toThrow(/none\.json is not there; --update-baseline writes it/);
  expect(readBaselines(none, true)).toEqual({});
  expect(() => baselineOf({}, 'relay udp', none)).toThrow(/has nothing about relay udp/);
  expect(() => baselineOf({ 'relay udp': { verdicts: {} } }, 'relay udp', none)).toThrow(/has nothing about relay udp/);
  expect(() => baselineOf({}, 'toString', none)).toThrow(/has nothing about toString/);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CaseRecord } from '../../src/gateway/index.ts';
import { changesFrom, readBaselines, updatedBaseline, writeBaselines } from '../../src/gateway/results/baseline.ts';

const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = (address: string, verdict: string, statusCode?: number): CaseRecord =>
  ({ type: 'case', transport: 'udp', address, verdict, octets: '', ...(statusCode && { statusCode }) }) as CaseRecord;

test('a baseline is written and read, and names the version that it is of', () => {
  const file = join(folder, 'baseline.json');
  const lines = Array.from({ length: 20 }, (_, n) => record(`corpus:S${String(n).padStart(3, '0')}`, 'dropped'));
  const before = updatedBaseline(undefined, [...lines, record('corpus:S100', 'accepted-as', 486)], '5.6.3');
  writeBaselines(file, { 'relay udp': before });
  expect(readBaselines(file)).toEqual({ 'relay udp': before });
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
  expect(changesFrom(updatedBaseline(before, after, '5.7'), after)).toEqual([]);
});

test('a file of another kind is refused', () => {
  const file = join(folder, 'other.json');
  writeFileSync(file, JSON.stringify({ 'relay udp': { 'corpus:S001': 'dropped' } }));
  expect(() => readBaselines(file)).toThrow(/is not a baseline of this version/);
  expect(readBaselines(join(folder, 'none.json'))).toEqual({});
});

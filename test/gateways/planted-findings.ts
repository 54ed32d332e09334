import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  type CaseKind,
  type CaseRecord,
  type FindingRecord,
  fuzz,
  type SkippedRecord,
  type Transport,
  type WatchedRecord,
} from '../../src/gateway/index.ts';
import { freePort } from '../../src/gateway/sip/free-port.ts';

const proxy = fileURLToPath(new URL('planted-proxy.mjs', import.meta.url));

/** Fuzzes a planted proxy, and gives what was found with the least lines made text. */
export async function findings(
  fault: string,
  {
    transport = 'udp',
    kinds,
    runs = 3000,
    shrinkMilliseconds = 20_000,
  }: { transport?: Transport; kinds?: readonly CaseKind[]; runs?: number; shrinkMilliseconds?: number } = {},
) {
  const port = await freePort('127.0.0.1');
  const records: (CaseRecord | FindingRecord | SkippedRecord | WatchedRecord)[] = [];
  const summary = await fuzz({
    mode: 'relay',
    target: {
      transport,
      address: { host: '127.0.0.1', port },
      command: [process.execPath, proxy, String(port), fault],
    },
    ...(kinds === undefined ? {} : { kinds }),
    runs,
    seed: 1,
    caseMilliseconds: 300,
    shrinkMilliseconds,
    report: (record) => {
      records.push(record);
    },
  });
  const found = records.filter((record): record is FindingRecord => record.type === 'finding');
  expect(summary.findings).toBe(found.length);
  expect(records.filter(({ type }) => type === 'case').length).toBe(summary.cases);
  return found.map((one) => ({ ...one, line: Buffer.from(one.smallest, 'base64').toString('latin1') }));
}

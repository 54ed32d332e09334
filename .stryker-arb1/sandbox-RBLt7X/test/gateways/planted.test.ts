import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type CaseKind,
  type CaseRecord,
  type FindingRecord,
  fuzz,
  type SkippedRecord,
  type Transport,
} from '../../src/gateway/index.ts';
import { freePort } from './free-port.ts';

const proxy = fileURLToPath(new URL('planted-proxy.mjs', import.meta.url));

/** Fuzzes a planted proxy, and gives what was found with the least lines made text. */
async function findings(
  fault: string,
  {
    transport = 'udp',
    kinds,
    runs = 3000,
    shrinkMilliseconds = 20_000,
  }: { transport?: Transport; kinds?: readonly CaseKind[]; runs?: number; shrinkMilliseconds?: number } = {},
) {
  const port = await freePort();
  const records: (CaseRecord | FindingRecord | SkippedRecord)[] = [];
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

describe.each(['udp', 'tcp'] as const)('%s', (transport) => {
  test('a proxy without a fault', async () => {
    expect((await findings('none', { transport, runs: 1500 })).map(({ log: _, ...one }) => one)).toEqual([]);
  }, 60_000);

  test('wraps the code at 16 bits', async () => {
    const found = await findings('wraps the code at 16 bits', { transport });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['changed']));
    expect(found.some(({ line }) => /^SIP\/2\.0 \d{5} $/.test(line))).toBe(true);
  }, 60_000);

  test('changes the phrase', async () => {
    const found = await findings('changes the phrase', { transport });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['changed']));
    expect(found.map(({ line }) => line)).toContain('SIP/2.0 000  ');
  }, 60_000);

  test('takes 000 for a request', async () => {
    const found = await findings('takes 000 for a request', { transport, kinds: ['valid'] });
    expect(found.map(({ verdict, line }) => [verdict, line])).toEqual([['transaction-stuck', 'SIP/2.0 000 ']]);
  }, 60_000);

  test('deaf after a NUL', async () => {
    const found = await findings('deaf after a NUL', {
      transport,
      kinds: ['malformed'],
      runs: 100,
      shrinkMilliseconds: 2000,
    });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['channel-poisoned']));
    expect(found.map(({ line }) => line)).toContain('\0');
  }, 60_000);
});

test('decodes %0d%0a', async () => {
  const found = await findings('decodes %0d%0a');
  expect(found[0]?.verdict).toBe('changed');
  expect(found[0]?.line).toMatch(/^SIP\/2\.0 \d{3} %0d%0a$/i);
}, 60_000);

test('crashes at a phrase of 16,384 octets: the length to the octet', async () => {
  const found = await findings('crashes at a phrase of 16,384 octets', { kinds: ['valid'], runs: 10_000 });
  expect(found.map(({ verdict, detail, line }) => ({ verdict, detail, length: line.length }))).toEqual([
    { verdict: 'server-crashed', detail: 'SIGSEGV', length: 'SIP/2.0 000 '.length + 16_384 },
  ]);
}, 60_000);

test('hangs at a CR of its own', async () => {
  const found = await findings('hangs at a CR of its own', {
    kinds: ['malformed'],
    runs: 60,
    shrinkMilliseconds: 20_000,
  });
  expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['server-hung']));
  expect(found[0]?.line).toMatch(/^.?\r.?$/s);
}, 120_000);

test('dies on the 200th case only: the fewest cases', async () => {
  const found = await findings('dies on the 200th case', { kinds: ['valid'], runs: 300 });
  expect(found[0]?.verdict).toBe('server-crashed');
  expect(found[0]?.sequence?.length).toBe(200);
}, 60_000);

test.each(['udp', 'tcp'] as const)(
  'leaks a connection a case: %s',
  async (transport) => {
    const found = await findings('leaks a connection a case', { transport, kinds: ['valid'], runs: 1100 });
    expect(found.map(({ verdict, line, sequence }) => ({ verdict, line, sequence }))).toEqual([
      { verdict: 'leaked', line: '', sequence: undefined },
    ]);
    expect(found[0]?.detail).toMatch(/^\d+ more (files open|connections)/);
  },
  60_000,
);

test('answers late', async () => {
  const found = await findings('answers late', { kinds: ['valid'], runs: 3000 });
  expect(found.map(({ verdict }) => verdict)).toEqual(['transaction-stuck']);
  expect(found[0]?.line).toMatch(/^SIP\/2\.0 \d{3} ;$/);
}, 60_000);

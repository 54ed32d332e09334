// Faults that end or exhaust the proxy, or that time alone shows.
import { expect, test } from 'vitest';
import { findings } from './planted-findings.ts';

test('decodes %0d%0a', async () => {
  const found = await findings('decodes %0d%0a');
  expect(found[0]?.verdict).toBe('changed');
  expect(found[0]?.line).toMatch(/^SIP\/2\.0 \d{3} %0d%0a$/i);
}, 60_000);

test('crashes at a phrase of 16,384 octets: the length to the octet', async () => {
  // All kinds, and as many cases as there are unless somebody says otherwise.
  const found = await findings('crashes at a phrase of 16,384 octets', { runs: 1000 });
  expect(found.map(({ verdict, detail, line }) => ({ verdict, detail, length: line.length }))).toEqual([
    { verdict: 'server-crashed', detail: 'SIGSEGV', length: 'SIP/2.0 000 '.length + 16_384 },
  ]);
}, 60_000);

test('hangs at a CR of its own', async () => {
  const found = await findings('hangs at a CR of its own', {
    kinds: ['malformed'],
    runs: 60,
    shrinkMilliseconds: 12_000,
  });
  expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['server-hung']));
  expect(found[0]?.line).toMatch(/^.?\r.?$/s);
}, 120_000);

test('dies on the 200th case only: the fewest cases', async () => {
  const found = await findings('dies on the 200th case', { kinds: ['valid'], runs: 300, shrinkMilliseconds: 10_000 });
  expect(found[0]?.verdict).toBe('server-crashed');
  expect(found[0]?.sequence?.length).toBe(200);
}, 60_000);

test.each(['udp', 'tcp'] as const)(
  'leaks a connection a case: %s',
  async (transport) => {
    const found = await findings('leaks a connection a case', { transport, kinds: ['valid'], runs: 600 });
    // A plain line does it, and the line stays as valid as it was.
    expect(found.map(({ verdict, line, sequence }) => ({ verdict, line, sequence }))).toEqual([
      { verdict: 'leaked', line: expect.stringMatching(/^SIP\/\d\.\d [1-9]00 x?$/i), sequence: undefined },
    ]);
    expect(found[0]?.detail).toMatch(/^\d+ more (files open|connections)/);
  },
  60_000,
);

test('answers late', async () => {
  const found = await findings('answers late', { kinds: ['valid'], runs: 600, shrinkMilliseconds: 10_000 });
  expect(found.map(({ verdict }) => verdict)).toEqual(['transaction-stuck']);
  expect(found[0]?.line).toMatch(/^SIP\/2\.0 \d{3} ;$/);
}, 60_000);

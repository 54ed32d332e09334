import { describe, expect, test } from 'vitest';
import { findings } from './planted-findings.ts';

test('a line that says how long its body is takes octets of the next message with it, and that is no fault of the next', async () => {
  const found = await findings('goes by the first Content-Length', { transport: 'tcp', kinds: ['malformed'] });
  expect(found.map(({ log: _, ...one }) => one)).toEqual([]);
}, 60_000);

describe.each(['udp', 'tcp'] as const)('%s', (transport) => {
  test('a proxy without a fault', async () => {
    expect((await findings('none', { transport, runs: 1500 })).map(({ log: _, ...one }) => one)).toEqual([]);
  }, 60_000);

  test('wraps the code at 16 bits', async () => {
    const found = await findings('wraps the code at 16 bits', { transport, kinds: ['malformed'], runs: 1500 });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['changed']));
    expect(found.some(({ line }) => /^SIP\/2\.0 \d{5} $/.test(line))).toBe(true);
  }, 60_000);

  test('changes the phrase', async () => {
    const found = await findings('changes the phrase', { transport });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['changed']));
    expect(found.map(({ cause }) => cause)).toEqual(['changed: blanks in the phrase']);
    expect(found[0]?.line).toMatch(/^SIP\/2\.0 [1-9]00 {2}$/);
  }, 60_000);

  test('takes 000 for a request', async () => {
    const found = await findings('takes 000 for a request', { transport, kinds: ['valid'], runs: 600 });
    expect(found.map(({ verdict, line }) => [verdict, line])).toEqual([['transaction-stuck', 'SIP/2.0 000 x']]);
  }, 60_000);

  test('deaf after a NUL', async () => {
    const found = await findings('deaf after a NUL', {
      transport,
      kinds: ['malformed'],
      runs: 62,
      shrinkMilliseconds: 2000,
    });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['channel-poisoned']));
    for (const { line, cause } of found)
      expect([line.includes('\0'), cause.includes('octet 0x00')]).toEqual([true, true]);
  }, 60_000);
});

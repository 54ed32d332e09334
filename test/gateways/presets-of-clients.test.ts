// The whole corpus as the answer to what real clients ask.
import { describe, expect } from 'vitest';
import { corpus, fuzz, onPreset } from './presets.ts';

describe.each(['sipp', 'baresip', 'sofia'])('%s', (name) => {
  onPreset(name, 'uas over UDP', async () => {
    const { cases, findings } = await corpus(name, 'accepted-as', name);
    expect(cases.length).toBe(626);
    // Two of them take a code that is too long for another number than it is.
    const known = 'accepted-as: a code that is too long -> another one';
    expect(findings.map(({ cause }) => cause)).toEqual(name === 'sipp' ? [] : [known]);
  });

  // Lines without an end leave a connection dead, and each of those takes its time.
  onPreset(name, 'uas over TCP, a part of it: a channel that a case poisons is no dead server', async () => {
    const { cases, findings } = await corpus(
      name,
      'accepted-as',
      ...[name, '--transport', 'tcp', '--shard', '1/16', '--case-timeout', '500', '--shrink-time', '0'],
    );
    expect(cases.length).toBe(40);
    const verdicts = new Set(findings.map(({ verdict }) => verdict));
    expect(
      [...verdicts].filter((verdict) => verdict !== 'channel-poisoned' && verdict !== 'transaction-stuck'),
    ).toEqual([]);
  });
});

onPreset('sofia', 'over IPv6', async () => {
  const { status, cases } = await fuzz('sofia', '--ipv6', '-n', '40', '--kind', 'valid');
  expect(status).toBe(0);
  expect(cases.filter(({ verdict }) => verdict === 'accepted-as').length).toBeGreaterThan(20);
});

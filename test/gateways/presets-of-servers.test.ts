// The whole corpus, and generated lines, through a real proxy and into a real dissector.
import { accessSync, constants } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { corpus, fuzz, onPreset, presets } from './presets.ts';

describe('the corpus', () => {
  onPreset('kamailio', 'relay over UDP and TCP', async () => {
    const { cases, findings, plainOnes } = await corpus('kamailio', 'relayed', 'kamailio', '--transport', 'udp,tcp');
    expect({ cases: cases.length, findings, plain: plainOnes.length }).toEqual({ cases: 1252, findings: [], plain: 2 });
  });

  onPreset('kamailio', 'inject', async () => {
    const { cases, findings } = await corpus('kamailio', 'relayed', 'inject', '--preset', 'kamailio');
    expect({ cases: cases.length, findings }).toEqual({ cases: 626, findings: [] });
  });

  onPreset('tshark', 'dissect', async () => {
    const { cases, findings } = await corpus('tshark', 'accepted-as', 'tshark');
    expect({ cases: cases.length, findings }).toEqual({ cases: 626, findings: [] });
  });
});

onPreset('kamailio', 'no finding in generated cases, and the same verdicts each time', async () => {
  const run = async (): Promise<readonly string[]> => {
    const { status, summary, cases } = await fuzz('kamailio', '--transport', 'udp,tcp', '-n', '3000,1000');
    expect(status).toBe(0);
    expect(summary).toMatchObject({ findings: 0, isComplete: true });
    return cases.map(({ transport, address, verdict }) => `${transport} ${address} ${verdict}`).sort();
  };
  expect(await run()).toEqual(await run());
});

onPreset('kamailio', 'over IPv6', async () => {
  const { status, cases } = await fuzz('kamailio', '--ipv6', '--transport', 'udp,tcp', '-n', '300', '--kind', 'valid');
  expect(status).toBe(0);
  expect(cases.filter(({ verdict }) => verdict === 'relayed').length).toBeGreaterThan(400);
});

onPreset('kamailio', 'INVITE, with the line after provisional answers and PRACK', async () => {
  const early = ['--method', 'INVITE', '--provisional', '183,199', '--reliable'];
  const { status, cases } = await fuzz('kamailio', ...early, '-n', '300', '--kind', 'valid');
  expect(status).toBe(0);
  expect(cases.filter(({ verdict }) => verdict === 'relayed').length).toBeGreaterThan(200);
});

test('doctor names programs that can be run', () => {
  for (const { path } of presets.values()) {
    if (path !== null) accessSync(path, path.endsWith('package.json') ? constants.R_OK : constants.X_OK);
  }
  expect([...presets.keys()]).toEqual([
    ...['kamailio', 'sipp', 'baresip', 'sofia', 'tshark', 'linphonec', 'twinkle', 'jssip', 'sip.js'],
  ]);
});

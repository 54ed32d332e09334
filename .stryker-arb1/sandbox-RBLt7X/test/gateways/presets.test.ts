// The whole corpus against real servers and clients, each verdict held against what it was when it was last looked at.
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cli, ndjson } from '../cli/cli.ts';

const { presets } = await cli(['fuzz', 'doctor', '--json']).then(({ stdout }) => ({
  presets: new Map(
    (JSON.parse(stdout) as { name: string; path: string | null; debianPackage: string }[]).map((row) => [
      row.name,
      row,
    ]),
  ),
}));

/** A test that is skipped, with a plain word, where the program is not installed. */
function onPreset(name: string, title: string, run: () => Promise<void>): void {
  const preset = presets.get(name);
  const isInstalled = preset?.path != null;
  const missing = `${name} is not installed (apt-get install ${preset?.debianPackage})`;
  test.skipIf(!isInstalled)(isInstalled ? `${name}: ${title}` : `${title}: ${missing}`, run, 240_000);
}

const baseline = (name: string): string => fileURLToPath(new URL(`baselines/${name}.json`, import.meta.url));

/** Fuzzes, and gives the records and the summary of it. */
async function fuzz(...args: readonly string[]) {
  const outcome = await cli(['fuzz', ...args, '--seed', '1', '--json']);
  expect(outcome.stderr).toBe('');
  const records = ndjson(outcome);
  return {
    status: outcome.status,
    summary: records.at(-1),
    cases: records.filter(({ type }) => type === 'case'),
    findings: records.filter(({ type }) => type === 'finding'),
    changes: records.filter(({ type }) => type === 'change'),
  };
}

const plain = Buffer.from('SIP/2.0 486 Busy Here').toString('base64');

/** Every case has its verdict and none has changed; a plain 486 is understood whatever came before it. */
async function corpus(name: string, verdict: string, ...args: readonly string[]) {
  const { summary, cases, changes, findings } = await fuzz(...args, '--kind', 'corpus', '--baseline', baseline(name));
  expect(changes).toEqual([]);
  expect(summary).toMatchObject({ isComplete: true, changes: 0 });
  const plainOnes = cases.filter(({ octets }) => octets === plain);
  for (const one of plainOnes) {
    expect(one).toMatchObject({ verdict, ...(verdict === 'accepted-as' ? { statusCode: 486 } : {}) });
  }
  return { cases, findings, plainOnes };
}

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

  for (const name of ['sipp', 'baresip', 'sofia']) {
    onPreset(name, 'uas over UDP', async () => {
      const { cases, findings } = await corpus(name, 'accepted-as', name);
      expect({ cases: cases.length, findings }).toEqual({ cases: 626, findings: [] });
    });

    // Lines without an end leave a connection dead, and each of those takes its time.
    onPreset(name, 'uas over TCP, a part of it: a channel that a case poisons is no dead server', async () => {
      const { cases, findings } = await corpus(
        name,
        'accepted-as',
        ...[name, '--transport', 'tcp', '--shard', '1/8', '--case-timeout', '500', '--shrink-time', '0'],
      );
      expect(cases.length).toBe(79);
      const verdicts = new Set(findings.map(({ verdict }) => verdict));
      expect(
        [...verdicts].filter((verdict) => verdict !== 'channel-poisoned' && verdict !== 'transaction-stuck'),
      ).toEqual([]);
    });
  }
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

onPreset('sofia', 'over IPv6', async () => {
  const { status, cases } = await fuzz('sofia', '--ipv6', '-n', '40', '--kind', 'valid');
  expect(status).toBe(0);
  expect(cases.filter(({ verdict }) => verdict === 'accepted-as').length).toBeGreaterThan(20);
});

test('doctor names programs that can be run', () => {
  for (const { path } of presets.values()) if (path !== null) accessSync(path, constants.X_OK);
  expect([...presets.keys()]).toEqual(['kamailio', 'sipp', 'baresip', 'sofia', 'tshark']);
});

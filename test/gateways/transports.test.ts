// What is the same over each transport: verdicts of real servers and stacks, and planted faults that pieces show.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { madeCredentials } from '../../src/gateway/sip/credentials.ts';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, isThere, ndjson } from '../cli/cli.ts';
import { corpus, fuzz, onPreset } from './presets.ts';

const client = fileURLToPath(new URL('planted-client.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-transports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['tcp', 'tls', 'ws', 'wss'])('a client over %s', (transport) => {
  const fuzzed = async (fault: string, ...more: readonly string[]) => {
    const command = [process.execPath, client, transport, '{port}', fault];
    const plain = ['--transport', transport, '--kind', 'valid,malformed', '-n', '10', '--seed', '5', '--json'];
    const outcome = await cli(['fuzz', 'uas', ...plain, '--split', 'field', ...more, '--', ...command]);
    const records = ndjson(outcome);
    return {
      ...outcome,
      cases: records.filter(({ type }) => type === 'case'),
      findings: records.filter(({ type }) => type === 'finding'),
    };
  };

  test('that hears pieces as it should has no finding, and says which code it was answered with', async () => {
    const { status, stderr, findings, cases } = await fuzzed('none');
    expect({ status, stderr, findings }).toEqual({ status: 0, stderr: '', findings: [] });
    for (const { octets, verdict } of cases) {
      const line = Buffer.from(String(octets), 'base64').toString('latin1');
      const isTaken = /^SIP\/2\.0 \d{3} [^\r\n]*(?:\r\n)?$/.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isTaken ? 'accepted-as' : 'dropped' });
    }
  }, 60_000);

  test('that takes a piece for a message: what becomes of a line depends on where it is cut', async () => {
    const { status, findings } = await fuzzed('reads a piece as a message', '--shrink-time', '2');
    expect(status).toBe(1);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['split-dependent']));
    expect(findings[0]).toMatchObject({
      isReproducible: true,
      detail: expect.stringMatching(/as a whole .*in pieces/),
    });
  }, 60_000);

  test('that dies of a cut after SIP/: found, made small, seen again by replay and by a script of Python', async () => {
    const output = join(folder, transport);
    const { findings } = await fuzzed('dies where it is cut after the slash', '-o', output);
    // The line does not matter, and one cut is enough.
    expect(findings).toMatchObject([
      { verdict: 'server-crashed', cause: 'server-crashed: a line in pieces', cuts: [4] },
    ]);
    expect(Buffer.from(String(findings[0]?.smallest), 'base64').toString()).toBe('SIP/2.0 486 Busy Here');
    const [found = ''] = readdirSync(join(output, 'findings'));
    const finding = join(output, 'findings', found);
    const command = [process.execPath, client, transport, '{port}', 'dies where it is cut after the slash'];
    const replayed = await cli(['fuzz', 'replay', join(finding, 'finding.json'), '--', ...command]);
    expect(replayed.stdout).toContain('server-crashed');
    if (!isThere('python3')) return;
    const port = await freePort('127.0.0.1');
    const script = spawn('python3', [join(finding, 'replay.py'), `127.0.0.1:${port}`]);
    let said = '';
    script.stdout.on('data', (chunk) => {
      said += chunk;
    });
    script.stderr.on('data', (chunk) => {
      said += chunk;
    });
    try {
      await vi.waitUntil(() => said.includes('waiting for calls'), 10_000);
      const caller = spawn(process.execPath, [client, transport, String(port), 'dies where it is cut after the slash']);
      expect(await once(caller, 'exit')).toEqual([null, 'SIGABRT']);
      await vi.waitFor(() => expect(said).toContain('MESSAGE'));
    } finally {
      script.kill();
    }
  }, 60_000);
});

test('a client that trusts one certificate calls whoever shows that one', async () => {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = madeCredentials();
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
  const run = (...options: readonly string[]) =>
    cli(
      [
        ...['fuzz', 'uas', '--transport', 'tls', '--kind', 'valid', '-n', '5', '--seed', '5', '--json', ...options],
        ...['--', process.execPath, client, 'tls', '{port}', 'none'],
      ],
      '',
      { CA: cert },
    );
  const { status, stdout } = await run('--cert', cert, '--key', key);
  expect(status).toBe(0);
  expect(stdout).toContain('accepted-as');
  expect(await run()).toMatchObject({ status: 3, stdout: '' });
  expect(await run('--cert', cert)).toMatchObject({ status: 2, stderr: expect.stringContaining('together') });
  expect(await run('--cert', key, '--key', cert)).toMatchObject({ status: expect.any(Number), stdout: '' });
}, 60_000);

test('a page that calls by itself over a WebSocket, and hears each octet in a frame of its own', async () => {
  const port = await freePort('127.0.0.1');
  const where = ['--listen', `ws:127.0.0.1:${port}`, '--split', 'octet'];
  const run = cli(['fuzz', 'uas', ...where, '--kind', 'valid', '-n', '6', '--seed', '5', '--json']);
  let isOver = false;
  run.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const env = { ...process.env, METHOD: 'INVITE' };
    const call = spawn(process.execPath, [client, 'ws', `${port}`, 'none'], { env, stdio: 'ignore' });
    await once(call, 'exit');
  }
  const outcome = await run;
  const cases = ndjson(outcome).filter(({ type }) => type === 'case');
  expect({ status: outcome.status, stderr: outcome.stderr, count: cases.length }).toEqual({
    ...{ status: 0, stderr: '', count: 6 },
  });
  for (const { octets, verdict } of cases) {
    const line = Buffer.from(String(octets), 'base64').toString('latin1');
    const isTaken = /^SIP\/2\.0 [02-9]\d\d [^\r\n]*(?:\r\n)?$/.test(line);
    expect({ line, verdict }).toEqual({ line, verdict: isTaken ? 'accepted-as' : 'dropped' });
  }
}, 60_000);

describe('a proxy', () => {
  // Over each of them a line is what it is over UDP.
  const verdicts = async (transport: string): Promise<readonly string[]> => {
    const { status, cases } = await fuzz(...['kamailio', '--transport', transport, '--kind', 'valid,lenient']);
    expect(status).toBe(0);
    return cases.map(({ octets, verdict }) => `${verdict} ${octets}`).sort();
  };

  onPreset('kamailio', 'ws and wss: the verdicts of UDP', async () => {
    const expected = await verdicts('udp');
    expect(await verdicts('ws')).toEqual(expected);
    expect(await verdicts('wss')).toEqual(expected);
  });
  onPreset('kamailio', 'tls: the verdicts of TCP', async () => {
    expect(await verdicts('tls')).toEqual(await verdicts('tcp'));
  });
});

describe.each(['jssip', 'sip.js'])('%s', (name) => {
  onPreset(name, 'the corpus over ws, as in its baseline', async () => {
    const { plainOnes, findings } = await corpus(name, 'accepted-as', name, '--transport', 'ws');
    expect(plainOnes.length).toBeGreaterThan(0);
    // They die of a code of no class.
    expect(findings.map(({ cause }) => cause)).toEqual(['server-crashed: a code of no class']);
  });

  onPreset(name, 'wss, in pieces', async () => {
    const { cases } = await fuzz(
      name,
      ...['--transport', 'wss', '--split', 'random', '--kind', 'corpus', '--shard', '1/20'],
    );
    expect(cases.filter(({ verdict }) => verdict === 'accepted-as').length).toBeGreaterThan(5);
    expect(cases.filter(({ verdict }) => verdict === 'split-dependent')).toEqual([]);
  });
});

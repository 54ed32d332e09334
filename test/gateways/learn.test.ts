// What live targets read, learned. The models of real programs are baselines, with the versions that they came from.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawingOf } from '../../src/cli/learn/drawing.ts';
import {
  languageDifferences,
  learnTarget,
  type Machine,
  machineOfModel,
  machineOfProfile,
  machineWithout,
} from '../../src/gateway/index.ts';
import { madeCredentials } from '../../src/gateway/sip/credentials.ts';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, main } from '../cli/cli.ts';
import { onPreset, presets } from './presets.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const proxy = path('planted-proxy.mjs');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'learned-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const latin1 = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');
const withoutLineEnds = (profile: 'strict' | 'lenient') => machineWithout(machineOfProfile(profile), [0x0d, 0x0a]);

async function learned(fault: string, transport: 'udp' | 'tcp' = 'udp', maxMilliseconds = 60_000) {
  const address = { host: '127.0.0.1', port: await freePort('127.0.0.1') };
  const command = [process.execPath, proxy, `${address.port}`, fault] as const;
  return learnTarget({
    mode: 'relay',
    target: { transport, address, command },
    octets: 'classes',
    maxMilliseconds,
    caseMilliseconds: 300,
  });
}

/** What the planted proxy takes, by hand: it looks for a code of three digits after `SIP/2.0 `, and for what no phrase has. */
const isTaken = (line: string): boolean => /^SIP\/2\.0 \d{3} [^\r\n\0]*$/i.test(line);

describe('a proxy of which the source is there', () => {
  test.each(['udp', 'tcp'] as const)(
    'over %s: each difference from RFC 3261 is as its source says',
    async (transport) => {
      const { ending, model, harms, questions } = await learned('', transport);
      expect({ ending, harms }).toEqual({ ending: 'learned', harms: [] });
      expect(questions).toBeGreaterThan(1000);
      const differences = languageDifferences(machineOfModel(model), withoutLineEnds('strict'), 100);
      expect(differences.length).toBeGreaterThan(3);
      for (const { octets, first, only } of differences) {
        expect({ line: latin1(octets), first }).toEqual({
          line: latin1(octets),
          first: isTaken(latin1(octets)) ? 'taken' : 'refused',
        });
        expect(only).toBe(first === 'taken' ? 'first' : 'second');
      }
    },
    60_000,
  );

  test('over tls and ws it is the same language, and as its source says', async () => {
    const { cert, key } = madeCredentials();
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key);
    const machines = [];
    for (const transport of ['tls', 'ws'] as const) {
      const address = { host: '127.0.0.1', port: await freePort('127.0.0.1') };
      const relay = [process.execPath, path('strangers/carries.mjs')] as const;
      const command = [...relay, transport, `${address.port}`, keyFile, certFile] as const;
      const target = { transport, address, command };
      const { ending, model } = await learnTarget({
        mode: 'relay',
        target,
        octets: 'classes',
        maxMilliseconds: 90_000,
      });
      expect({ transport, ending }).toEqual({ transport, ending: 'learned' });
      machines.push(machineOfModel(model));
    }
    const [overTls, overWs] = machines as [Machine, Machine];
    expect(languageDifferences(overTls, overWs, 10)).toEqual([]);
    const differences = languageDifferences(overWs, withoutLineEnds('strict'), 100);
    expect(differences.length).toBeGreaterThan(3);
    for (const { octets, first } of differences) {
      const line = latin1(octets);
      expect({ line, first }).toEqual({ line, first: /^SIP\/2\.0 \d{3} [^\r\n]*$/.test(line) ? 'taken' : 'refused' });
    }
  }, 180_000);

  test('what it changes has a label of its own', async () => {
    const { ending, model } = await learned('changes the phrase');
    expect(ending).toBe('learned');
    expect(new Set(model.labels)).toEqual(new Set(['taken', 'changed', 'refused']));
    const differences = languageDifferences(machineOfModel(model), withoutLineEnds('strict'), 100);
    const changed = differences.filter(({ first, only }) => first === 'changed' && only === 'neither');
    expect(changed.length).toBeGreaterThan(0);
    for (const { octets } of changed) expect(latin1(octets)).toMatch(/ {2}$/);
  }, 60_000);

  test('what harms it is told, and is no end where it can be started again; by its length it cannot be learned', async () => {
    const { ending, harms, harmful } = await learned('crashes at a phrase of 16,384 octets', 'udp', 15_000);
    expect(ending).toBe('too-long');
    expect(harms).toMatchObject([{ outcome: { verdict: 'server-crashed', detail: 'SIGSEGV' } }]);
    expect(harms[0]?.octets.length).toBeGreaterThan(16_384);
    expect(harmful).toBeGreaterThan(2);
  }, 120_000);
});

test('a target that is not ours and dies ends the learning, with a line that was under way', async () => {
  const port = await freePort('127.0.0.1');
  const relay = spawn(process.execPath, [path('strangers/falls-over.mjs'), `${port}`], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const target = ['--target', `udp:127.0.0.1:${port}`, '--octets', 'classes'];
    const outcome = await cli(['learn', 'relay', ...target]);
    expect(outcome).toMatchObject({ status: 3, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^sip-status-line: nobody listens any more .*cannot start it again; it was asked "SIP\/2\.0 .*"\n$/,
    );
  } finally {
    relay.kill();
  }
});

test('a client that tells nothing cannot be learned', async () => {
  const program = ['python3', path('strangers/tells-by-status.py'), '{uri}', 'anything'];
  expect(await cli(['learn', 'uas', '--', ...program])).toEqual({
    status: 3,
    stdout: '',
    stderr:
      'sip-status-line: nothing tells what the target takes from what it refuses, so nothing can be learned of it\n',
  });
});

test('an interrupted run goes on where it was, and a model is held against another', async () => {
  const port = await freePort('127.0.0.1');
  const [one, other] = [join(folder, 'one.json'), join(folder, 'other.json')];
  const words = (file: string): readonly string[] => [
    ...['learn', 'relay', '--target', `udp:127.0.0.1:${port}`, '--octets', 'classes', '--json', '-o', file],
  ];
  const program = ['--', process.execPath, proxy, `${port}`];
  const child = spawn(process.execPath, [main, ...words(one), ...program], { stdio: 'ignore' });
  const over = new Promise((resolve) => child.once('close', resolve));
  const answers = (): number => (existsSync(`${one}.answers`) ? readFileSync(`${one}.answers`, 'latin1').length : 0);
  await expect.poll(answers, { timeout: 20_000 }).toBeGreaterThan(10_000);
  child.kill('SIGINT');
  expect(await over).toBe(130);
  expect(JSON.parse(readFileSync(one, 'utf8'))).toMatchObject({ type: 'model', ending: 'interrupted' });

  const [resumed, fresh] = [
    await cli([...words(one), '--resume', ...program]),
    await cli([...words(other), ...program]),
  ];
  const [after, whole] = [resumed, fresh].map(({ stdout }) => JSON.parse(stdout));
  expect([after.ending, whole.ending]).toEqual(['learned', 'learned']);
  expect(after.questions).toBeLessThan(whole.questions);
  expect(existsSync(`${one}.answers`)).toBe(false);
  expect(await cli(['learn', '--compare', one, other])).toMatchObject({ status: 0 });
  const against = await cli([
    'learn',
    'relay',
    '--target',
    `udp:127.0.0.1:${port}`,
    '--octets',
    'classes',
    '--against',
    one,
    ...program,
  ]);
  expect(against).toMatchObject({ status: 0, stderr: '' });
  expect(against.stdout).toMatch(/^udp:127\.0\.0\.1:\d+, relay over udp {2}learned: \d+ states, /);
}, 120_000);

describe('real programs read what they read when they were last looked at', () => {
  const names = process.env.LEARNED ? ['tshark', 'kamailio', 'sofia', 'sipp'] : ['tshark'];
  test('the models say what they came from', () => {
    for (const name of ['tshark', 'kamailio', 'sofia', 'sipp']) {
      const { type, command, ending } = JSON.parse(readFileSync(path(`baselines/learned/${name}.json`), 'utf8'));
      expect({ type, ending }).toEqual({ type: 'model', ending: 'learned' });
      expect(command).toMatch(new RegExp(`^${name}`));
    }
  });

  test('the picture in the README is drawn from the model', () => {
    const { command, model } = JSON.parse(readFileSync(path('baselines/learned/kamailio.json'), 'utf8'));
    const picture = readFileSync(path('../../src/docs/kamailio.svg'), 'utf8');
    expect(picture).toBe(drawingOf(model, `What ${command} reads of a Status-Line`, true).text);
  });

  for (const name of names) {
    const slow = name === 'sofia' || name === 'sipp' ? ['--octets', 'classes', '--timeout', '400'] : [];
    const run = async (): Promise<void> => {
      const baseline = path(`baselines/learned/${name}.json`);
      const outcome = await cli(['learn', name, ...slow, '--max-time', '1800', '--against', baseline]);
      expect(outcome.stdout).toContain(`no difference from ${baseline}`);
    };
    onPreset(name, 'the model', run, 1_800_000);
  }
  test('they are installed, or that is said', () => {
    for (const name of names) expect(presets.has(name)).toBe(true);
  });
});

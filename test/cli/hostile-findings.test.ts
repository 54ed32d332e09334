import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const finding = {
  type: 'finding',
  address: '1:2:3',
  kind: 'valid',
  family: 'valid',
  verdict: 'server-crashed',
  target: 'udp:127.0.0.1:5060',
  mode: 'relay',
  transport: 'udp',
  octets: 'U0lQLzIuMCAyMDAgT0s=',
  smallest: 'U0lQLzIuMCAyMDAgT0s=',
  cause: 'server-crashed: a plain line',
  families: [{ kind: 'valid', family: 'valid' }],
  ...{ seed: 1, at: '2026-11-28T00:00:00.000Z', log: '', count: 1, setAside: 0, milliseconds: 1, isReproducible: true },
  setup: { mode: 'relay', transport: 'udp', target: 'udp:127.0.0.1:1' },
};
const withSetup = (setup: object): object => ({ ...finding, setup: { ...finding.setup, ...setup } });

async function replayed(content: unknown, ...options: readonly string[]): Promise<string> {
  const path = join(folder, 'hostile.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const { status, stdout, stderr } = await cli(['fuzz', 'replay', ...options, path]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(stderr).toContain(path);
  return stderr;
}

test.each([
  ['a command', { command: ['touch', '/nowhere/\u001b[31m'] }, 'setup.command is "touch /nowhere/'],
  ['a command that starts it again', { restartCommand: 'reboot' }, 'setup.restartCommand is "reboot"'],
  ['a trigger', { mode: 'uas', trigger: 'curl x' }, 'setup.trigger is "curl x"'],
])('%s in the file of a stranger is shown and not run', async (_, setup, message) => {
  const said = await replayed(withSetup(setup));
  expect(said).toContain(message);
  expect(said).toContain('which is not run without --run-recorded-commands');
});

test.each([
  ['another machine', 'udp:198.51.100.1:5060', '198.51.100.1'],
  ['every address', 'udp:0.0.0.0:5060', '0.0.0.0'],
  ['an address of IPv4 in IPv6', 'tcp:[::ffff:198.51.100.1]:5060', '::ffff:198.51.100.1'],
])('%s is not contacted', async (_, target, host) => {
  expect(await replayed(withSetup({ target }))).toContain(`setup.target is ${host}, which is not this machine`);
  expect(await replayed(withSetup({ mode: 'uas', listen: target }))).toContain(`setup.listen is ${host}`);
  expect(await replayed(withSetup({ target }), '--i-own-this-target', '127.0.0.1')).toContain(host);
});

test.each([
  ['half a file', '{"type":"fin', 'cannot be read'],
  ['no object', '[]', 'is not a finding'],
  ['null', 'null', 'is not a finding'],
  ['another kind of record', { ...finding, type: 'case' }, 'is not a finding'],
  ['no setup', { ...finding, setup: 'x' }, 'setup is not'],
  ['a mode that there is not', withSetup({ mode: '\u001b[2J' }), 'setup.mode is not'],
  ['a transport that there is not', withSetup({ transport: 'sctp' }), 'setup.transport is not'],
  ['a preset that there is not', withSetup({ preset: '__proto__' }), 'setup.preset is not'],
  ['a target that is no address', withSetup({ target: 'udp:\u001b[2J:5060' }), 'setup.target is not'],
  ['a name for a target', withSetup({ target: 'udp:localhost:5060' }), 'setup.target is not'],
  ['a list for a target', withSetup({ target: ['udp:127.0.0.1:5060'] }), 'setup.target is not'],
  ['a port that there is not', withSetup({ listen: 'udp:127.0.0.1:99999' }), 'setup.listen is not'],
  ['a preset elsewhere', withSetup({ preset: 'kamailio', host: '198.51.100.1' }), 'setup.host is not'],
  ['a command that is no list', withSetup({ command: 'touch x' }), 'setup.command is not'],
  ['a command of nothing', withSetup({ command: [] }), 'setup.command is not'],
  ['numbers in a command', withSetup({ command: ['a', 1] }), 'setup.command is not'],
  ['a final answer before the line', withSetup({ early: { provisional: [200] } }), 'setup.early is not'],
  [
    'answers without end before the line',
    withSetup({ early: { provisional: Array(11).fill(183) } }),
    'setup.early is not',
  ],
  ['a text for what is reliable', withSetup({ early: { isReliable: '' } }), 'setup.early is not'],
  ['a list for what stands before the line', withSetup({ early: [] }), 'setup.early is not'],
  ['a line that is no base64', { ...finding, smallest: '\u0000' }, 'smallest is not'],
  ['a sequence of other things', { ...finding, sequence: [1] }, 'sequence is not'],
  ['a very long field', { ...finding, family: 'x'.repeat(200_000) }, 'family is not'],
])('%s is an error that names the file and the field', async (_, content, message) => {
  expect(await replayed(content)).toContain(message);
});

test.each(['127.1', '2130706433', '0x7f000001', 'fe80::1%lo', 'localhost', '127.0.0.1.'])(
  '%s is no address',
  async (host) => {
    const { status, stderr } = await cli(['fuzz', 'relay', '--target', `udp:${host}:5060`]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/is not a target such as|is not this machine/);
  },
);

const run = {
  ...{
    type: 'run',
    mode: 'relay',
    transport: 'udp',
    target: 'kamailio',
    seed: 1,
    runs: 10,
    kinds: 'valid',
    shard: '1/1',
  },
};
const one = {
  ...{ type: 'case', transport: 'udp', address: '1:0:0', kind: 'valid', family: 'valid', octets: '', milliseconds: 1 },
  ...{ verdict: 'relayed', isFinding: false },
};
const { setup: _, ...found } = finding;

async function merged(...records: readonly unknown[]) {
  const path = join(folder, 'hostile.ndjson');
  const lines = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
  writeFileSync(path, `${lines.join('\n')}\n`);
  const outcome = await cli(['fuzz', 'merge', path]);
  expect(outcome.stdout + outcome.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  return { ...outcome, path };
}

test('a run that says that it had 1,000,000,000 cases is merged at once, and what is missing is told', async () => {
  const { status, stderr } = await merged({ ...run, runs: 1_000_000_000 }, one);
  expect(status).toBe(4);
  expect(stderr).toContain('999999999 cases are missing: 1:0:1, 1:0:2, 1:0:3, …');
});

test('escape sequences in a run reach no terminal', async () => {
  const sequence = '\u001b[2J\u202e';
  const { status, stdout } = await merged(
    { ...run, target: sequence, version: sequence, kinds: sequence, runs: 0 },
    { ...one, family: sequence, address: sequence, section: sequence, isLegalRefused: true },
    {
      ...found,
      cause: sequence,
      detail: sequence,
      log: sequence,
      note: sequence,
      families: [{ kind: 'valid', family: sequence }],
    },
    {
      type: 'change',
      transport: 'udp',
      address: sequence,
      octets: '',
      was: sequence,
      is: sequence,
      baselineVersion: sequence,
    },
    { type: 'gone', transport: 'udp', cause: sequence, note: sequence },
  );
  expect(status).toBe(1);
  expect(stdout).not.toContain('\u202e');
});

test.each([
  ['half a line', '{"type":"ca', 'line 2 of', 'is not JSON'],
  ['no record', [1], 'line 2 of', 'type is not what a record has'],
  ['a record of no kind', { type: 'toString' }, 'line 2 of', 'type is not'],
  ['a prototype', '{"type":"case","__proto__":{"verdict":"relayed"}}', 'line 2 of', 'transport is not'],
  ['a verdict that there is not', { ...one, verdict: '__proto__' }, 'line 2 of', 'verdict is not'],
  ['octets that are no base64', { ...one, octets: '\u001b' }, 'line 2 of', 'octets is not'],
  ['more cases than anybody runs', { ...run, runs: 1e10 }, 'line 2 of', 'runs is not'],
  ['a shard of none', { ...run, shard: '1/0' }, 'line 2 of', 'shard is not'],
  ['a finding of no families', { ...found, families: 'valid' }, 'line 2 of', 'families is not'],
  ['a count that is none', { ...found, count: -1 }, 'line 2 of', 'count is not'],
])('%s in a run is an error that names the line and the field', async (_what, record, ...words) => {
  const { status, stdout, stderr, path } = await merged(run, record);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  for (const word of [path, ...words]) expect(stderr).toContain(word);
});

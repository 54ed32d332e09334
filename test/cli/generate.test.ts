import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { safeParseStatusLine } from '../../src/index.ts';
import { cli, ndjson } from './cli.ts';

const kinds = 'valid,lenient,malformed';

/** The lines that the tool printed in base64. */
async function lines(...args: readonly string[]): Promise<readonly Uint8Array[]> {
  const { stdout, stderr, status } = await cli(['generate', '--format', 'base64', '--seed', '1', ...args]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => new Uint8Array(Buffer.from(line, 'base64')));
}

test.each([
  ['valid', (octets: Uint8Array) => safeParseStatusLine(octets).fault === undefined],
  ['lenient', (octets: Uint8Array) => safeParseStatusLine(octets, { profile: 'lenient' }).deviations.length > 0],
  ['malformed', (octets: Uint8Array) => safeParseStatusLine(octets).fault !== undefined],
])('%s lines', async (kind, isAsSaid) => {
  const some = await lines('--kind', kind, '-n', '2500');
  expect(some.length).toBe(2500);
  expect(some.filter((octets) => !isAsSaid(octets))).toEqual([]);
});

test('ten lines when no number is given, with the seed told that gives them again', async () => {
  const { stdout, stderr, status } = await cli(['generate', '--format', 'hex']);
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n').length).toBe(10);
  const [, seed] = /^--seed (\d+)\n$/.exec(stderr) as unknown as [string, string];
  expect(await cli(['generate', '--format', 'hex', '--seed', seed])).toEqual({ status: 0, stdout, stderr: '' });
});

test('the same seed gives the same lines on every platform, more of them when more are asked for', async () => {
  const { stdout } = await cli(['generate', '--kind', kinds, '--seed', '1', '-n', '1500', '--format', 'hex']);
  expect(createHash('sha256').update(stdout).digest('hex')).toBe(
    'c70855a5874de545d6e039ce1078f5e4eb67706b2e13d1fd98e12b57bfe44eca',
  );
  const fewer = await cli(['generate', '--kind', kinds, '--seed', '1', '-n', '20', '--format', 'hex']);
  expect(stdout.startsWith(fewer.stdout)).toBe(true);
  const others = await cli(['generate', '--kind', kinds, '--seed', '2', '-n', '20', '--format', 'hex']);
  expect(others.stdout).not.toBe(fewer.stdout);
});

describe('formats', () => {
  test('text: the octets as they are, an LF after each line', async () => {
    const { stdout } = await cli(['generate', '--seed', '1', '-n', '30']);
    const octets = await lines('-n', '30');
    expect(stdout).toBe(octets.map((line) => `${Buffer.from(line)}\n`).join(''));
  });

  test('text goes through parse', async () => {
    for (const more of [[], ['--crlf']]) {
      const { stdout } = await cli(['generate', '--seed', '4', '-n', '200', ...more]);
      const results = ndjson(await cli(['parse', '--json'], stdout));
      expect(results.length).toBe(200);
      // The tool itself takes no line of more than 65,536 octets, with its version and all.
      const faults = results.flatMap(({ fault }) => (fault === null ? [] : [(fault as { code: string }).code]));
      expect(faults.filter((code) => code !== 'too-long')).toEqual([]);
      expect(faults.length).toBeLessThan(3);
    }
  });

  test('json: what is known of a line', async () => {
    const objects = ndjson(await cli(['generate', '--kind', kinds, '--seed', '1', '-n', '300', '--format', 'json']));
    const octets = await lines('--kind', kinds, '-n', '300');
    for (const [index, object] of objects.entries()) {
      const line = octets[index] as Uint8Array;
      expect(object).toMatchObject({ address: `1:0:${index}`, octets: Buffer.from(line).toString('base64') });
      const { fault, deviations } = safeParseStatusLine(line, {
        profile: object.kind === 'lenient' ? 'lenient' : 'strict',
      });
      expect(object.deviations).toEqual(deviations);
      expect(object.statusLine === null).toBe(fault !== undefined);
      expect(object.defect === null).toBe(object.kind !== 'malformed');
    }
    expect(new Set(objects.map(({ kind }) => kind)).size).toBe(3);
  });

  test('hex', async () => {
    const { stdout } = await cli(['generate', '--seed', '1', '-n', '30', '--format', 'hex']);
    expect(stdout).toBe((await lines('-n', '30')).map((line) => `${Buffer.from(line).toString('hex')}\n`).join(''));
  });

  test('sipp-csv: as many lines as were asked for, each one field', async () => {
    const { stdout } = await cli(['generate', '--kind', kinds, '--seed', '1', '-n', '200', '--format', 'sipp-csv']);
    const [heading, ...rows] = stdout.split('\n');
    expect(heading).toBe('SEQUENTIAL');
    expect(rows.pop()).toBe('');
    expect(rows.length).toBe(200);
    expect(rows.filter((row) => /[;\r\0]/.test(row))).toEqual([]);
  });

  test('afl-dictionary: names and strings, as its readers want them', async () => {
    const { stdout } = await cli(['generate', '--format', 'afl-dictionary']);
    const tokens = stdout.trimEnd().split('\n');
    for (const token of tokens) expect(token).toMatch(/^\w+="(?:[ !#-[\]-~]|\\x[0-9A-F]{2}){1,128}"$/);
    expect(new Set(tokens.map((token) => token.split('=')[0])).size).toBe(tokens.length);
    expect(stdout).toContain('="Busy Here"\n');
    expect(stdout).toContain('="SIP/2.0"\n');
    expect(stdout).toContain('="\\x0D\\x0A"\n');
    expect(stdout).toContain('="\\xEF\\xBB\\xBF"\n');
  });

  test('files: one a line', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
    try {
      const output = join(directory, 'seeds');
      const outcome = await cli([
        'generate',
        '--kind',
        kinds,
        '--seed',
        '1',
        '-n',
        '30',
        '--format',
        'files',
        '-o',
        output,
      ]);
      expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
      const names = readdirSync(output);
      expect(names.length).toBe(30);
      const octets = names
        .toSorted((a, b) => a.slice(-6).localeCompare(b.slice(-6)))
        .map((name) => new Uint8Array(readFileSync(join(output, name))));
      expect(octets).toEqual(await lines('--kind', kinds, '-n', '30'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

test.each([
  [['--kind', 'odd'], /--kind must be some of valid, lenient, malformed/],
  [['--format', 'xml'], /--format must be text, json/],
  [['--format', 'toString'], /--format must be/],
  [['-n', '1.5'], /-n must be a whole number/],
  [['-n=-1'], /-n must be a whole number/],
  [['--seed', 'x'], /--seed must be an integer/],
  [['--seed', '4294967296'], /--seed must be an integer of 32 bits/],
  [['--format', 'files'], /--format files needs -o DIR/],
  [['-o', 'x'], /--format files needs -o DIR/],
  [['486'], /generate takes no arguments/],
])('wrong usage: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli(['generate', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('a reader that has seen enough ends it', async () => {
  const { spawnSync } = await import('node:child_process');
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" dist/cli/main.js generate -n 1000000000 --seed 1 | head -n 1`],
    { encoding: 'utf8', timeout: 20_000 },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^SIP/i);
});

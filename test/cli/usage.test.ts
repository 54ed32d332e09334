import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cli } from './cli.ts';

test('--version', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await cli(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help, of the tool and of each verb', async () => {
  const { status, stdout } = await cli(['--help']);
  expect(status).toBe(0);
  for (const verb of ['parse', 'build', 'lookup']) {
    expect(stdout).toContain(`sip-status-line ${verb} `);
    const help = await cli([verb, '--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^Usage: sip-status-line ${verb} [^]*--json`));
  }
});

test.each([
  [[], 'missing command'],
  [['prase'], 'unknown command "prase"'],
  [['constructor'], 'unknown command "constructor"'],
  [['parse', '--strict'], undefined],
  [['build', '--sip-version'], undefined],
  [['parse', '--json=yes', 'x'], undefined],
])('wrong usage: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^sip-status-line: .+\nTry: sip-status-line --help\n$/);
  if (message !== undefined) expect(stderr).toContain(`: ${message}\n`);
});

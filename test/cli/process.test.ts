// The built tool as a process. All else of it is tested in this process: see cli.ts.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cliProcess } from './cli.ts';

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await cliProcess(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('standard input is read, and the exit status says that a line is wrong', async () => {
  const { status, stdout, stderr } = await cliProcess(['parse', '--json'], 'SIP/2.0 200 OK\nSIP/2.0 20 OK\n');
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout.split('\n').map((line) => line.slice(0, 24))).toEqual([
    '{"line":"SIP/2.0 200 OK"',
    '{"line":"SIP/2.0 20 OK",',
    '',
  ]);
});

test('wrong usage goes to standard error', async () => {
  expect(await cliProcess(['prase'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'sip-status-line: unknown command "prase"; did you mean parse?\nTry: sip-status-line --help\n',
  });
});

test('no colours where standard output is not a terminal', async () => {
  const { stdout } = await cliProcess(['lookup', '486']);
  expect(stdout).toMatch(/^486 Busy Here {3}client-error/);
});

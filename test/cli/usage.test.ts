import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, isThere } from './cli.ts';

test('--version', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const flag of ['--version', '-v']) {
    expect(await cli([flag])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  }
});

test('--help, of the tool and of each verb', async () => {
  const { status, stdout } = await cli(['--help']);
  expect(status).toBe(0);
  for (const flag of ['help', '-h']) expect(await cli([flag])).toEqual({ status: 0, stdout, stderr: '' });
  for (const verb of ['parse', 'build', 'lookup']) {
    expect(stdout).toContain(`\n  ${verb} `);
    const help = await cli([verb, '--help']);
    for (const other of [
      ['help', verb],
      [verb, '-h'],
    ])
      expect(await cli(other)).toEqual(help);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^Usage: sip-status-line ${verb} [^]*--json`));
  }
});

test.each([
  [[], 'missing command'],
  [['prase'], 'unknown command "prase"; did you mean parse?'],
  [['lokup'], 'unknown command "lokup"; did you mean lookup?'],
  [['help', 'fuz'], 'unknown command "fuz"; did you mean fuzz?'],
  [['\x1b[31m'], 'unknown command "\\u001b[31m"'],
  [['parse', '--jsn'], 'unknown option --jsn; did you mean --json?'],
  [
    ['parse', 'SIP/2.0', '486', "It's", 'busy'],
    "a line is one argument: sip-status-line parse 'SIP/2.0 486 It'\\''s busy'",
  ],
  [['completion', 'csh'], 'completion needs a shell: bash, zsh or fish'],
  [['constructor'], 'unknown command "constructor"'],
  [['parse', '--strict'], undefined],
  [['build', '--sip-version'], undefined],
  [['parse', '--json=yes', 'x'], undefined],
])('wrong usage: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^sip-status-line: .+\nTry: sip-status-line (?:--help|help [a-z]+)\n$/);
  if (message !== undefined) expect(stderr).toContain(`: ${message}\n`);
});

describe('what is made of the same data as the help', () => {
  const verbs = ['parse', 'build', 'lookup', 'generate', 'conform', 'scan', 'fuzz', 'learn', 'answer', 'playground'];

  test('each verb has examples, each of which begins with the verb', async () => {
    for (const verb of verbs) {
      const { stdout } = await cli(['help', verb]);
      const [, examples = ''] = stdout.split('\nExamples:\n');
      const lines = examples.trim().split('\n');
      expect(lines.length, verb).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(new RegExp(`sip-status-line ${verb} `));
    }
  });

  test('the manual page: no line of it is taken for a request that it is not', async () => {
    const { stdout } = await cli(['help', '--man']);
    for (const verb of verbs) expect(stdout).toContain(`.SH ${verb.toUpperCase()}\n`);
    expect(new Set([...stdout.matchAll(/^\.(\w+)/gm)].map(([, name]) => name))).toEqual(
      new Set(['TH', 'SH', 'B', 'I', 'PP', 'TP', 'nf', 'fi', 'RS', 'RE']),
    );
    expect(stdout).not.toMatch(/^'/m);
  });

  test.skipIf(!isThere('mandoc') && !isThere('groff'))('the manual page is formatted without a warning', async () => {
    const { stdout } = await cli(['help', '--man']);
    const checked = isThere('groff')
      ? spawnSync('groff', ['-man', '-ww', '-Tutf8', '-z'], { input: stdout, encoding: 'utf8' })
      : spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: stdout, encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
  });

  const completed = async (words: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await cli(['completion', 'bash']);
    const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _sip_status_line; printf '%s\n' "\${COMPREPLY[@]}"`;
    const { stdout: said, stderr } = spawnSync('bash', ['-c', `${stdout}\n${ask}`], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return said.trim().split('\n');
  };

  test.skipIf(!isThere('bash'))('bash completes verbs and options', async () => {
    expect(await completed(['sip-status-line', 'pa'])).toEqual(['parse']);
    expect(await completed(['sip-status-line', 'parse', '--l'])).toEqual(['--lenient']);
    expect(await completed(['sip-status-line', 'help', 'fu'])).toEqual(['fuzz']);
  });

  test.each(['bash', 'zsh', 'fish'])(
    'the completions of %s name each verb, and its shell reads them',
    async (shell) => {
      const { status, stdout } = await cli(['completion', shell]);
      expect(status).toBe(0);
      for (const verb of verbs) expect(stdout).toContain(verb);
      if (!isThere(shell)) return;
      const file = join(mkdtempSync(join(tmpdir(), 'completion-')), 'script');
      writeFileSync(file, stdout);
      expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      rmSync(dirname(file), { recursive: true });
    },
  );

  test.skipIf(!isThere('shellcheck'))('shellcheck has nothing to say of the completions of bash', async () => {
    const { stdout } = await cli(['completion', 'bash']);
    const { status, stdout: said } = spawnSync('shellcheck', ['-s', 'bash', '-'], { input: stdout, encoding: 'utf8' });
    expect({ status, said }).toEqual({ status: 0, said: '' });
  });
});

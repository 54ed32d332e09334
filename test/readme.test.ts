import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claiming, examples } from './examples.ts';

// As they run from the sources. From the tarball they run in test/package.
test.each(examples)('$name does what it says', (example) => {
  // The package knows itself by its name, so this runs what users import.
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module'], {
    input: `import { deepStrictEqual as claim } from 'node:assert/strict';\n${claiming(example)}`,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('there are examples, and claims in them', () => {
  const inReadme = examples.filter(({ name }) => name.startsWith('README.md'));
  expect(inReadme.length).toBeGreaterThanOrEqual(4);
  expect(
    inReadme
      .map(claiming)
      .join('')
      .match(/^claim\(/gm)?.length,
  ).toBeGreaterThanOrEqual(15);
  // A comment that is not understood would be a claim that nobody checks.
  for (const example of examples) expect(claiming(example)).not.toContain('// =>');
});

test('the transcript of the tool is what it prints', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, transcript = ''] = /^```\n(\$ npx sip-status-line .*?)^```$/ms.exec(readme) ?? [];
  const calls = [...transcript.matchAll(/^\$ npx sip-status-line (.*)\n((?:(?!\$ ).*\n)*)/gm)];
  expect(calls).toHaveLength(2);
  for (const [, command = '', printed] of calls) {
    const { stdout } = spawnSync('sh', ['-c', `"${process.execPath}" dist/cli/main.js ${command}`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(printed);
  }
});

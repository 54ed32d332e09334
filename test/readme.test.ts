import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { claiming, examples, transcript, withRequire } from './examples.ts';

// As they run from the sources, in one process: each start of one takes longer than what it runs. From the tarball they
// run in test/package, each in its own.
let failures: Record<string, string> = {};

beforeAll(() => {
  const functions = examples.map((example) => `${JSON.stringify(example.name)}: ${withRequire(claiming(example))}`);
  // The package knows itself by its name, so this runs what users import.
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs'], {
    input: `const { deepStrictEqual: claim } = require('node:assert/strict');
      (async () => {
        const failures = {};
        const examples = {${functions}};
        for (const name in examples) await examples[name]().then(() => 'none', String).then((failure) => { failures[name] = failure; });
        console.log(JSON.stringify(failures));
      })();`,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  failures = JSON.parse(stdout) as Record<string, string>;
}, 60_000);

test.each(examples)('$name does what it says', ({ name }) => {
  expect(failures[name]).toBe('none');
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
  expect(transcript).toHaveLength(2);
  for (const { command, printed } of transcript) {
    const { stdout } = spawnSync('sh', ['-c', `"${process.execPath}" dist/cli/main.js ${command}`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(printed);
  }
});

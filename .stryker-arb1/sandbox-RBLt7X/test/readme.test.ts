import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const guides = readdirSync('src/docs').map((name) => `src/docs/${name}`);

/** The TypeScript in a document. */
function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code as string);
}

const blocks = blocksOf(readme);

/** A block as a program that fails where an expression is not what the comment behind it says. */
function program(block: string): string {
  const checked = block.replace(
    /^(?!import|const)(.+?); \/\/ => (.+)$/gm,
    (_, expression, value) => `assert.deepStrictEqual(${expression}, ${value});`,
  );
  return `import assert from 'node:assert/strict';\n${checked}`;
}

const documents = ['README.md', ...guides].filter((path) => blocksOf(readFileSync(path, 'utf8')).length > 0);

describe.each(documents)('each example of %s does what it says', (path) => {
  test.each(blocksOf(readFileSync(path, 'utf8')))('%s', (block) => {
    // The package knows itself by its name, so this runs what users import.
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module'], {
      input: program(block),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

test('there are examples, and claims in them', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  expect(blocks.join('').match(/ \/\/ => /g)?.length).toBeGreaterThanOrEqual(15);
});

test('the transcript of the tool is what it prints', () => {
  const [, command = '', printed] = /^```\n\$ npx sip-status-line (.*?)\n(.*?)^```$/ms.exec(readme) ?? [];
  const { stdout } = spawnSync('sh', ['-c', `"${process.execPath}" dist/cli/main.js ${command}`], { encoding: 'utf8' });
  expect(stdout).toBe(printed);
});

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A copy of the project in which somebody changes one rule.
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  for (const path of [
    'src',
    'grammar',
    'bench/results',
    'test/platforms/results.json',
    'README.md',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(path, join(copy, path), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function npm(...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...args], { cwd: copy, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

function accepts(line: string): boolean {
  const code = `import { safeParseStatusLine } from './dist/index.js'; console.log(safeParseStatusLine(${JSON.stringify(line)}).fault === undefined)`;
  return (
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: copy, encoding: 'utf8' }).trim() ===
    'true'
  );
}

test('a rule that is changed changes what the main entry accepts, with no other edit', () => {
  expect(npm('generate', '--', '--check').status).toBe(0);

  const grammar = join(copy, 'grammar/status-line.ohm');
  const before = readFileSync(grammar, 'utf8');
  const after = before.replace('  mark = "-" |', '  mark = "#" | "-" |');
  expect(after).not.toBe(before);
  writeFileSync(grammar, after);

  const { status, output } = npm('generate', '--', '--check');
  expect(status).toBe(1);
  expect(output).toContain('src/automaton/strict.ts is stale: run npm run generate');

  expect(npm('generate').status).toBe(0);
  expect(npm('generate', '--', '--check').status).toBe(0);
  expect(npm('build').status).toBe(0);
  expect(accepts('SIP/2.0 200 #1')).toBe(true);
  expect(accepts('SIP/2.0 200 "1"')).toBe(false);
});

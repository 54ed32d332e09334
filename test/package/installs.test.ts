// What users of other package managers, of other majors of fast-check, and of none of it, have after an install.
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';

const tarball = inject('tarball');
const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-installs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const managers = {
  npm: ['npm', 'install', '--no-audit', '--no-fund'],
  pnpm: ['npx', '--yes', 'pnpm@9', 'add'],
  yarn: ['npx', '--yes', 'yarn@1', 'add', '--silent'],
} as const;

function installed(manager: keyof typeof managers, ...packages: readonly string[]): string {
  const project = mkdtempSync(join(folder, `${manager}-`));
  writeFileSync(join(project, 'package.json'), '{ "private": true, "license": "MIT" }');
  const [command, ...words] = managers[manager];
  execFileSync(command, [...words, tarball, ...packages], { cwd: project, stdio: 'pipe' });
  return project;
}

function run(project: string, file: string, code: string): string {
  writeFileSync(join(project, file), code);
  return execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
}

const parsing = `console.log(parseStatusLine('SIP/2.0 486 Busy Here').statusCode)`;

function parses(project: string): void {
  expect(run(project, 'parse.mjs', `import { parseStatusLine } from 'sip-status-line'; ${parsing}`)).toBe('486\n');
  expect(run(project, 'parse.cjs', `const { parseStatusLine } = require('sip-status-line'); ${parsing}`)).toBe('486\n');
}

function octetsIn(path: string): number {
  // A link is no copy.
  const { size } = lstatSync(path);
  if (!lstatSync(path).isDirectory()) return size;
  return readdirSync(path).reduce((sum, name) => sum + octetsIn(join(path, name)), 0);
}

test('without fast-check it is two packages of some four megabytes, and parsing needs no more', () => {
  const project = installed('npm');
  const packages = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
  const megabytes = octetsIn(join(project, 'node_modules')) / 1e6;
  console.log(`npm install sip-status-line: ${packages.join(', ')}; ${megabytes.toFixed(2)} MB`);
  expect(packages).toEqual(['ohm-js', 'sip-status-line']);
  expect(megabytes).toBeLessThan(4);
  parses(project);
  const tool = (...args: readonly string[]) =>
    spawnSync(join(project, 'node_modules/.bin/sip-status-line'), args, { encoding: 'utf8' });
  expect(tool('parse', 'SIP/2.0 486 Busy Here').status).toBe(0);
  const { status, stderr } = tool('generate', '-n', '1', '--seed', '1');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'sip-status-line: this needs the package fast-check: npm install fast-check\n',
  });
});

test.each(['3', '4'])('beside fast-check %s its arbitraries are those of the project', (major) => {
  const project = installed('npm', `fast-check@${major}`);
  parses(project);
  const printed = run(
    project,
    'sample.mjs',
    `import fc from 'fast-check';
     import { malformedStatusLine, statusLineText } from 'sip-status-line/arbitraries';
     import { safeParseStatusLine } from 'sip-status-line';
     fc.assert(fc.property(statusLineText(), (line) => safeParseStatusLine(line).fault === undefined));
     fc.assert(fc.property(malformedStatusLine(), ({ octets }) => safeParseStatusLine(octets).fault !== undefined));
     console.log(fc.__version);`,
  );
  expect(printed).toMatch(new RegExp(`^${major}\\.`));
});

test.each(['pnpm', 'yarn'] as const)('with %s', (manager) => {
  parses(installed(manager, 'fast-check'));
});

test.each([
  ['nodenext', 'nodenext'],
  ['node16', 'node16'],
  ['esnext', 'bundler'],
])('TypeScript finds its types: module %s, resolution %s', (module, moduleResolution) => {
  const project = mkdtempSync(join(inject('project'), 'types-'));
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const compilerOptions = {
    module,
    moduleResolution,
    strict: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2022'],
    types: [],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(
    join(project, 'src/index.ts'),
    `import { parseStatusLine, type StatusLine, lookupStatusCode } from 'sip-status-line';
     import { canonicalReasonPhrase } from 'sip-status-line/registry';
     const line: StatusLine = parseStatusLine('SIP/2.0 486 Busy Here');
     export const phrase: string | undefined = canonicalReasonPhrase(line.statusCode);
     export const advice = lookupStatusCode(486).reasonPhrase;`,
  );
  const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['-p', project], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('main and types stand beside exports, for tools that read those', () => {
  const { main, types, exports, man } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(main).toBe(exports['.']);
  expect(readFileSync(types, 'utf8')).toContain('parseStatusLine');
  expect(readFileSync(man, 'utf8')).toContain('.TH SIP-STATUS-LINE 1');
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { missingChromium, startChromium } from '../chromium.mjs';
import { blocksOf, claiming, documents, type Example, examples, transcript, withRequire } from '../examples.ts';
import { pcapng } from '../wire/captures.ts';

// Each example of the README and of the guides, as a new user tries it: from the tarball, in an empty project.
const project = inject('project');

/** What needs Node.js says so by what it imports. */
const needsNode = ({ code }: Example): boolean => /from '(?:sip-status-line\/gateway|node:\w+)'/.test(code);

test('there are examples for Node alone, and others', () => {
  expect(examples.filter(needsNode).length).toBeGreaterThan(0);
  expect(examples.length).toBeGreaterThan(10);
});

function fileOf(example: Example, ending: string): string {
  return `example-${examples.indexOf(example)}.${ending}`;
}

function run(file: string, code: string): void {
  writeFileSync(join(project, file), code);
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', file], { cwd: project, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}

test.each(examples)('ESM: $name', (example) => {
  run(fileOf(example, 'mjs'), `import { deepStrictEqual as claim } from 'node:assert/strict';\n${claiming(example)}`);
});

test.each(examples)('require: $name', (example) => {
  const code = withRequire(claiming(example));
  expect(code).not.toMatch(/^import/m);
  run(fileOf(example, 'cjs'), `const { deepStrictEqual: claim } = require('node:assert/strict');\n(${code})();`);
});

describe('TypeScript', () => {
  const types = join(project, 'types');

  beforeAll(() => {
    for (const example of examples) writeFileSync(join(project, fileOf(example, 'mts')), example.code);
    mkdirSync(types);
    symlinkSync(realpathSync('node_modules/@types/node'), join(types, 'node'));
  });

  const errorsIn = (some: readonly Example[], compiler: string, ...options: readonly string[]): string => {
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(process.cwd(), 'node_modules', compiler),
        ...[...strict, '--target', 'es2022', ...options],
        ...some.map((example) => fileOf(example, 'mts')),
      ],
      { cwd: project, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return status === 0 ? '' : stdout;
  };

  const typescript7 = '@typescript/native/bin/tsc';
  const typescript6 = 'typescript/bin/tsc6';
  const ofNode = ['--typeRoots', types, '--types', 'node'];
  const nodenext = ['--module', 'nodenext'];
  const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];

  test.each([
    ['nodenext', nodenext],
    ['bundler', bundler],
  ])('7, %s: examples that need no types of Node', (_, modules) => {
    const some = examples.filter((example) => !needsNode(example));
    expect(errorsIn(some, typescript7, ...modules)).toBe('');
  });

  test('7, nodenext: with @types/node', () => {
    expect(errorsIn(examples, typescript7, ...nodenext, ...ofNode)).toBe('');
  });

  test('6, nodenext: with @types/node', () => {
    expect(errorsIn(examples, typescript6, ...nodenext, ...ofNode)).toBe('');
  });
});

const skipped = missingChromium === undefined ? '' : `: ${missingChromium}`;

describe.skipIf(skipped !== '')(`a page that Vite built${skipped}`, () => {
  const inPage = examples.filter((example) => !needsNode(example));
  let server: PreviewServer;
  let browser: Browser;
  let page: Page;
  let errors: string[] = [];

  beforeAll(async () => {
    const root = join(project, 'page');
    mkdirSync(root);
    for (const example of inPage) {
      writeFileSync(join(root, fileOf(example, 'js')), claiming(example));
      // What is claimed is compared here, where the tests are; the example is the same as anywhere else.
      writeFileSync(
        join(root, fileOf(example, 'html')),
        `<!doctype html>
<link rel="icon" href="data:,">
<script>
  globalThis.claims = [];
  globalThis.claim = (actual, expected) => claims.push({ actual, expected });
  for (const failure of ['error', 'unhandledrejection']) addEventListener(failure, () => (globalThis.isOver = true));
</script>
<script type="module">
  import './${fileOf(example, 'js')}';
  globalThis.isOver = true;
</script>`,
      );
    }
    const input = inPage.map((example) => join(root, fileOf(example, 'html')));
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: { target: 'es2022', rollupOptions: { input } },
    });
    server = await preview({
      configFile: false,
      root,
      logLevel: 'error',
      preview: { host: '127.0.0.1', port: 0 },
    });
    browser = await startChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each(inPage)('$name', async (example) => {
    errors = [];
    const [origin] = server.resolvedUrls?.local ?? [];
    await page.goto(`${origin}${fileOf(example, 'html')}`);
    await page.waitForFunction('globalThis.isOver');
    const claims = await page.evaluate<readonly { actual: unknown; expected: unknown }[]>('claims');
    expect(errors).toEqual([]);
    expect(claims).toHaveLength(claiming(example).match(/^claim\(/gm)?.length ?? 0);
    for (const { actual, expected } of claims) expect(actual).toStrictEqual(expected);
  });
});

describe('the commands of the README and of the guides', () => {
  /** What answers, fuzzes or waits for somebody needs that somebody. */
  const needsPeer = /^npx sip-status-line (answer|playground|fuzz (?!doctor)|learn (kamailio|relay|uas) )/;
  const commands = documents.flatMap((path) =>
    blocksOf(path, 'sh').flatMap((block) => block.match(/^npx sip-status-line .*$/gm) ?? []),
  );
  const alone = [...new Set(commands)].filter((command) => !needsPeer.test(command));
  const needs = (command: string, program: string): boolean =>
    command.includes(` ${program} `) && spawnSync(program, ['--version']).error !== undefined;

  const folder = join(project, 'commands');

  beforeAll(() => {
    mkdirSync(folder);
    const line = 'SIP/2.0 486 Busy Here';
    const capture = pcapng([{ payload: `${line}\r\nl: 0\r\n\r\n` }]);
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'monday.pcapng': capture,
      'trunk.pcapng': capture,
      'proxy.log': `${line}\n`,
      'adapter.py': blocksOf('src/docs/conform.md', 'python')[0] ?? '',
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    copyFileSync('test/cli/parsers/strict.py', join(folder, 'your_parser.py'));
    // What one machine says of its part, for the command that adds the parts up.
    for (const day of ['monday', 'tuesday']) shell(`npx sip-status-line scan --json proxy.log > ${day}.json`);
  });

  function shell(command: string): { status: number | null; stdout: string } {
    return spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  test('there are such commands', () => {
    expect(alone.length).toBeGreaterThan(5);
  });

  for (const command of alone) {
    test.skipIf(needs(command, 'python3'))(command, () => {
      const { status, stdout } = shell(command);
      expect(status).toBe(0);
      const [, count] = / -n (\d+) .*--format base64/.exec(command) ?? [];
      if (count !== undefined) expect(stdout.match(/\n/g)).toHaveLength(Number(count));
      // What a command is said to write is there, and is not empty.
      for (const [, name = ''] of command.matchAll(/(?:--report|>|-o) (\S+)/g)) {
        const path = join(folder, name);
        const written = readdirSync(folder, { withFileTypes: true }).find((entry) => entry.name === name);
        if (written?.isDirectory()) expect(readdirSync(path).length).toBeGreaterThan(0);
        else expect(readFileSync(path).length).toBeGreaterThan(0);
      }
    });
  }

  test('the transcript of the README', () => {
    for (const { command, printed } of transcript) {
      expect(shell(`npx sip-status-line ${command}`).stdout).toBe(printed);
    }
  });
});

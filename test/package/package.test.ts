import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, inject, test } from 'vitest';

// What `npm pack` makes, installed in an empty project.
const project = inject('project');
const packed = inject('packed');

function run(file: string, code: string): string {
  writeFileSync(join(project, file), code);
  return execFileSync(process.execPath, ['--no-warnings', file], { cwd: project, encoding: 'utf8' });
}

test('holds what users need and nothing else', () => {
  const folders = new Set(packed.map((path) => path.split('/')[0]));
  expect([...folders].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'grammar',
    'package.json',
    'test',
  ]);
  expect(packed.filter((path) => path.startsWith('test/'))).toEqual(['test/corpus/status-lines.json']);
  expect(packed.filter((path) => path.startsWith('grammar/')).sort()).toEqual([
    'grammar/response-codes.json',
    'grammar/status-line-lenient.ohm',
    'grammar/status-line.ohm',
  ]);
  expect(packed.filter((path) => /tsconfig|tsbuildinfo/.test(path))).toEqual([]);
});

test('ESM: the main entry and every subpath', () => {
  const printed = run(
    'esm.mjs',
    `import { parseStatusLine } from 'sip-status-line';
     import { canonicalReasonPhrase } from 'sip-status-line/registry';
     import { parseWithOhm } from 'sip-status-line/ohm';
     import { statusLineText } from 'sip-status-line/arbitraries';
     import { readResponse, searchStatusLines } from 'sip-status-line/wire';
     import fc from 'fast-check';
     import corpus from 'sip-status-line/corpus.json' with { type: 'json' };
     import codes from 'sip-status-line/response-codes.json' with { type: 'json' };
     import manifest from 'sip-status-line/package.json' with { type: 'json' };
     import { readFileSync } from 'node:fs';
     import { createRequire } from 'node:module';
     const grammar = readFileSync(createRequire(import.meta.url).resolve('sip-status-line/grammar/status-line.ohm'), 'utf8');
     console.log(JSON.stringify([
       parseStatusLine('SIP/2.0 486 Busy Here').statusCode, canonicalReasonPhrase(603),
       parseWithOhm('SIP/2.0 200 OK').statusLine.reasonPhrase, codes.registered.length, manifest.name,
       /statusCode = digit digit digit/.test(grammar), corpus.length,
       fc.sample(statusLineText(), 1).map((line) => typeof parseStatusLine(line).statusCode),
       readResponse(new TextEncoder().encode('SIP/2.0 200 OK\\r\\n\\r\\n')).type,
       (await searchStatusLines(Buffer.from('x\\nSIP/2.0 200 OK')).next()).value.offset,
     ]));`,
  );
  const rows = JSON.parse(readFileSync('test/corpus/status-lines.json', 'utf8')).length;
  expect(JSON.parse(printed)).toEqual([
    486,
    'Decline',
    'OK',
    75,
    'sip-status-line',
    true,
    rows,
    ['number'],
    'response',
    2,
  ]);
});

test('the check that runs on every platform', { timeout: 120_000 }, () => {
  copyFileSync('test/platforms/check.mjs', join(project, 'check.mjs'));
  const printed = run(
    'platform.mjs',
    "import { check } from './check.mjs'; console.log(JSON.stringify(await check()));",
  );
  const { passed, failures, digest } = JSON.parse(printed);
  expect(failures).toEqual([]);
  expect(Object.keys(passed)).toEqual(
    expect.arrayContaining(['octets', 'text', 'ohm', 'build', 'registry', 'reading', 'streams', 'generated']),
  );
  expect(passed.octets).toBe(2 * JSON.parse(readFileSync('test/corpus/status-lines.json', 'utf8')).length);
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
});

test('require', () => {
  const printed = run(
    'cjs.cjs',
    `const { parseStatusLine, StatusLineSyntaxError } = require('sip-status-line');
     const { lookupStatusCode } = require('sip-status-line/registry');
     let thrown;
     try { parseStatusLine('SIP'); } catch (error) { thrown = error instanceof StatusLineSyntaxError; }
     console.log(JSON.stringify([parseStatusLine('SIP/2.0 486 Busy Here'), lookupStatusCode('Decline').statusCode, thrown]));`,
  );
  expect(JSON.parse(printed)).toEqual([
    { sipVersion: 'SIP/2.0', statusCode: 486, reasonPhrase: 'Busy Here' },
    603,
    true,
  ]);
});

test('the tool', () => {
  const printed = execFileSync(join(project, 'node_modules/.bin/sip-status-line'), ['build', '486'], {
    encoding: 'utf8',
  });
  expect(printed).toBe('SIP/2.0 486 Busy Here\n');
  execFileSync(join(project, 'node_modules/.bin/sip-status-line'), ['playground', '-o', join(project, 'site')]);
  expect(readFileSync(join(project, 'site/index.html'), 'utf8')).toContain('<title>SIP Status-Line playground</title>');
});

/** What a bundler makes of some code that uses the installed package. */
async function bundled(code: string): Promise<string> {
  const entry = join(project, 'entry.mjs');
  writeFileSync(entry, code);
  const result = await build({
    configFile: false,
    root: project,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  });
  const outputs = [result].flat() as { output: readonly { code?: string }[] }[];
  return outputs.flatMap(({ output }) => output.map(({ code: text }) => text ?? '')).join('');
}

describe('bundles hold what they need', () => {
  // Words that stay as they are, whatever a bundler renames.
  const traces = {
    ohm: 'getRightmostFailures',
    fastCheck: 'constantFrom expects',
    automaton: 'illegalReasonOctet',
    registry: 'Max-Breadth is used up',
  };
  const tracesOf = (text: string): readonly string[] =>
    Object.entries(traces).flatMap(([name, trace]) => (text.includes(trace) ? [name] : []));

  test.each([
    ['the main entry', "export * from 'sip-status-line';", ['automaton', 'registry']],
    ['parse alone', "export { parseStatusLine } from 'sip-status-line';", ['automaton']],
    ['the registry', "export * from 'sip-status-line/registry';", ['registry']],
    ['phrases alone', "export { canonicalReasonPhrase, StatusCode } from 'sip-status-line/registry';", []],
    ['the readers of streams and datagrams', "export * from 'sip-status-line/wire';", ['automaton']],
    ['the reference engine', "export * from 'sip-status-line/ohm';", ['ohm', 'automaton']],
    ['the search', "export { searchStatusLines } from 'sip-status-line/wire';", ['automaton']],
    ['the generators', "export * from 'sip-status-line/arbitraries';", ['fastCheck', 'automaton', 'registry']],
  ])('%s', async (_, code, expected) => {
    expect(tracesOf(await bundled(code))).toEqual(expected);
  });
});

test('the main entry imports nothing from outside', () => {
  const dist = join(project, 'node_modules/sip-status-line/dist');
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, from] of readFileSync(path, 'utf8').matchAll(/^(?:import|export) [^;]*?["']([^"']+)["'];/gm)) {
      expect(from).toMatch(/^\./);
      visit(join(path, '..', from as string));
    }
  };
  visit(join(dist, 'index.js'));
  expect(seen.size).toBeGreaterThan(1);
});

test('the declarations name no type that is not there', () => {
  const dist = join(project, 'node_modules/sip-status-line/dist');
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.d.ts'),
  );
  expect(declarations).toContain('index.d.ts');
  // The tool and the gateway fuzzer run on Node only.
  for (const path of declarations.filter((name) => !/^(cli|gateway)\//.test(name))) {
    expect(readFileSync(join(dist, path), 'utf8'), path).not.toMatch(/\bBuffer\b|from 'node:/);
  }
});

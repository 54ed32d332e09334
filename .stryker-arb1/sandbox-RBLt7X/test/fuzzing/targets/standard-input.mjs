// The tool's standard input: its verbs in this process, on streams that stand for its own.
import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { safeParseStatusLine } from 'sip-status-line';
import { build } from 'vite';

export const maxLength = 8192;

// The tool as one file runs as soon as it is imported, so its verbs are built apart.
const built = new URL('../../../node_modules/.cache/sip-status-line-fuzzing/', import.meta.url);
const verb = (name) => fileURLToPath(new URL(`../../../src/cli/${name}.ts`, import.meta.url));
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: fileURLToPath(built),
    emptyOutDir: true,
    minify: false,
    target: 'es2022',
    lib: { formats: ['es'], entry: { parse: verb('parse'), build: verb('build') } },
    rollupOptions: { external: [/^node:/], output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
  },
});

let input = new Uint8Array();
let printed = '';
const output = new Writable({
  write(chunk, _, done) {
    printed += chunk;
    done();
  },
});
Object.defineProperty(process, 'stdin', { get: () => input, configurable: true });
Object.defineProperty(process, 'stdout', { get: () => output, configurable: true });

export function isWatched(url) {
  return url.includes('sip-status-line-fuzzing');
}

const usages = [
  ['parse', { json: true }],
  ['parse', { json: true, lenient: true }],
  ['parse', {}],
  ['parse', { lenient: true }],
  ['build', { json: true }],
  ['build', { json: true, escape: true }],
  ['build', {}],
];
const verbs = {
  parse: (await import(new URL('parse.mjs', built).href)).parse,
  build: (await import(new URL('build.mjs', built).href)).build,
};

/** The lines that the tool sees: split at LF, the CR before it is the terminal's. */
function linesOf(octets) {
  const lines = Buffer.from(octets).toString('latin1').split('\n');
  const last = lines.pop();
  return [...lines.map((line) => line.replace(/\r$/, '')), ...(last === '' ? [] : [last])];
}

export async function run(octets) {
  const lines = linesOf(octets);
  for (const [name, options] of usages) {
    // In pieces, as a pipe gives them.
    const cut = octets.length >> 1;
    input = Readable.from([octets.subarray(0, cut), octets.subarray(cut)].map((piece) => Buffer.from(piece)));
    syncBuiltinESMExports();
    printed = '';
    let status;
    try {
      status = await verbs[name].run([], options);
    } catch (error) {
      // A name that is no code's is wrong usage, which ends the run.
      if (name === 'build' && error.constructor.name === 'UsageError') continue;
      throw error;
    }
    judge(name, options, lines, status);
  }
}

function judge(name, { json, lenient }, lines, status) {
  // JSON may hold a DEL, a terminal should not see one.
  assert.doesNotMatch(printed, json ? /[\0-\x09\x0b-\x1f\ud800-\udfff]/u : /[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]/u);
  if (!json) return;
  const objects = printed
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  assert.equal(objects.length, lines.length);
  if (name === 'build') {
    assert.equal(status, objects.some(({ error }) => error !== null) ? 1 : 0);
    for (const { line, octets, statusLine, error } of objects) {
      const written = octets === undefined ? line : new Uint8Array(Buffer.from(octets, 'base64'));
      if (error === null) assert.equal(safeParseStatusLine(written).statusLine?.statusCode, statusLine.statusCode);
    }
    return;
  }
  const profile = lenient ? 'lenient' : 'strict';
  const expected = lines.map((line) => safeParseStatusLine(new Uint8Array(Buffer.from(line, 'latin1')), { profile }));
  assert.deepEqual(
    objects.map(({ fault, deviations }) => ({ fault, deviations })),
    expected.map(({ fault, deviations }) => ({ fault: fault ?? null, deviations })),
  );
  assert.equal(status, expected.some(({ fault }) => fault !== undefined) ? 1 : 0);
}

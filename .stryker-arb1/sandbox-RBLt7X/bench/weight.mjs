// What does it weigh? The time that an import takes, and the size of what a bundler makes of it.
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Milliseconds that a fresh process spends in an import: the least of some runs. */
function importTime(specifier) {
  const code = `const begin = performance.now(); await import(${JSON.stringify(specifier)}); console.log(performance.now() - begin);`;
  const run = () =>
    Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout);
  return Math.min(...Array.from({ length: 15 }, run));
}

/** The octets of a minified bundle of a module, as it is and gzipped. */
export async function bundleSize(code) {
  const entry = 'virtual:entry';
  const { output } = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) => (id === `\0${entry}` ? code : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  });
  const text = output.map((chunk) => chunk.code ?? '').join('');
  return { octets: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length, text };
}

export async function weight() {
  const empty = importTime(new URL('empty.mjs', import.meta.url).href);
  const imports = [
    ['sip-status-line', 'sip-status-line'],
    ['sip-status-line/registry', 'sip-status-line/registry'],
    ['sip-status-line/ohm', 'sip-status-line/ohm'],
    ['jssip', 'jssip/lib/Grammar.js'],
    ['sip.js', 'sip.js/lib/grammar/grammar.js'],
    ['sip', 'sip'],
    ['drachtio-sip', 'drachtio-sip'],
    ['ohm-js', 'ohm-js'],
  ].map(([name, specifier]) => ({ name, milliseconds: importTime(specifier) - empty }));
  const bundles = [];
  for (const [name, code] of [
    ['parse alone', "export { parseStatusLine } from 'sip-status-line';"],
    ['parse, strict and safe', "export { parseStatusLine, safeParseStatusLine } from 'sip-status-line';"],
    ['canonicalReasonPhrase alone', "export { canonicalReasonPhrase } from 'sip-status-line/registry';"],
    ['the main entry', "export * from 'sip-status-line';"],
    ['the Ohm engine', "export * from 'sip-status-line/ohm';"],
    ['jssip, its grammar', "import grammar from 'jssip/lib/Grammar.js'; export { grammar };"],
    ['sip.js, its grammar', "export { Grammar } from 'sip.js/lib/grammar/grammar.js';"],
  ]) {
    const { octets, gzipped } = await bundleSize(code);
    bundles.push({ name, octets, gzipped });
  }
  return { imports, bundles };
}

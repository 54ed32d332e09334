// What a function costs whoever imports it alone, as Rollup cuts the installed package. `npm run size` asks esbuild.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rollup } from 'rollup';
import { minify } from 'vite';
import { expect, inject, test } from 'vitest';

const main = join(inject('project'), 'node_modules/sip-status-line/dist/index.js');
const entry = '\0entry';

async function gzippedSize(name: string): Promise<number> {
  const bundle = await rollup({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? `export { ${name} } from ${JSON.stringify(main)};` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  const { code } = await minify('bundle.js', output[0].code, { module: true });
  return gzipSync(code, { level: 9 }).length;
}

test.each([
  ['isFinal', 250],
  ['displayReasonPhrase', 400],
  ['canonicalReasonPhrase', 1_100],
  ['q850CauseForStatusCode', 450],
  ['validateStatusLine', 2_200],
  ['explainFault', 3_800],
  ['escapeReasonPhrase', 3_700],
  ['buildStatusLine', 5_200],
  ['readStatusLine', 6_000],
  ['parseStatusLine', 9_300],
])('%s alone is at most %i octets, minified and compressed', async (name, limit) => {
  const size = await gzippedSize(name);
  expect(size).toBeLessThan(limit);
  // A bundle of nothing would pass too.
  expect(size).toBeGreaterThan(limit / 3);
});

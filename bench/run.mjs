// npm run bench: the same lines for everyone, side by side in one process, answers checked first.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chart } from './chart.mjs';
import { coverage } from './coverage.mjs';
import { planted, summary } from './planted.mjs';
import { time } from './time.mjs';
import { verdicts } from './verdicts.mjs';
import { weight } from './weight.mjs';

const { rows, figures } = time();
const results = {
  date: new Date().toISOString().slice(0, 10),
  processor: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
  runtime: `Node ${process.versions.node}`,
  time: rows.map(({ name, nanoseconds, octetsAllocated }) => ({
    name,
    nanoseconds: rounded(nanoseconds),
    octetsAllocated: Math.round(octetsAllocated),
  })),
  verdicts: verdicts(),
  ...(await weight()),
  planted: await planted(),
  coverage: await coverage(),
  figures: [],
};

const bundled = (name) => results.bundles.find((bundle) => bundle.name === name).gzipped;
const imported = results.imports.find(({ name }) => name === 'sip-status-line').milliseconds;
results.figures = [
  ...figures,
  {
    figure: 'parse alone, bundled, minified and gzipped (octets)',
    value: bundled('parse alone'),
    reach: 4000,
    least: false,
  },
  { figure: 'import of the main entry over an empty module (ms)', value: imported, reach: 3, least: false },
].map(({ figure, value, reach, least }) => ({
  figure,
  value: rounded(value),
  ...(reach === undefined
    ? {}
    : { reach: `${least ? '≥' : '≤'} ${reach}`, reached: least ? value >= reach : value <= reach }),
}));

function rounded(value) {
  return value >= 100 ? Math.round(value) : Number(value.toFixed(value >= 10 ? 1 : 2));
}

console.log(`${results.date}, ${results.processor}, ${results.runtime}\n\nPer line, the least disturbed of 31 slices`);
console.table(results.time);
console.log('\nWhat each makes of the labelled lines that are text');
console.table(results.verdicts);
console.log('\nImports in a fresh process, over an empty module');
console.table(results.imports.map(({ name, milliseconds }) => ({ name, milliseconds: rounded(milliseconds) })));
console.log('\nBundled and minified');
console.table(results.bundles);
console.log('\nCases until a planted fault is found: the median of 20 seeds, null beyond 10,000');
console.table(results.planted);
console.table(summary(results.planted));
console.log('\nWhat lines of each kind show: pairs of features, every octet at every place, planted parsers');
console.table(results.coverage);
console.log('\nFigures: ratios are medians of 31 rounds in which all took their turn');
console.table(results.figures);

results.imports = results.imports.map(({ name, milliseconds }) => ({ name, milliseconds: rounded(milliseconds) }));
const folder = new URL('results/', import.meta.url);
writeFileSync(new URL('latest.json', folder), `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(new URL('latest.svg', folder), await chart(results));
console.log('\nWritten to bench/results. npm run generate puts them into the documents.');

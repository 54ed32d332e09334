// Fuzzes in a thread of its own, so that the thread that started it can end it when an input hangs.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { lenientStatusLine, malformedStatusLine, statusLineOctets } from 'sip-status-line/arbitraries';
import { explore } from './explore.mjs';

const { target, seed, until, shared, dictionary } = workerData;
const { isWatched, maxLength, run } = await import(target);

const state = new Int32Array(shared, 0, 2);
const current = new Uint8Array(shared, 8);

/** Shows the other thread what is being tried, and that something is. */
function trying(input) {
  current.set(input.subarray(0, current.length));
  Atomics.store(state, 1, input.length);
  Atomics.add(state, 0, 1);
}

const corpus = JSON.parse(readFileSync(new URL('../corpus/status-lines.json', import.meta.url), 'utf8'));
const sample = (arbitrary) => fc.sample(arbitrary, { seed, numRuns: 300 });
const seeds = [
  ...corpus.map(({ octets }) => new Uint8Array(Buffer.from(octets, 'base64'))),
  ...sample(statusLineOctets()),
  ...sample(lenientStatusLine()).map(({ octets }) => octets),
  ...sample(malformedStatusLine()).map(({ octets }) => octets),
].filter(({ length }) => length <= maxLength);

let told = Date.now();
const outcome = await explore({
  run,
  seeds,
  dictionary,
  isWatched,
  seed,
  maxLength,
  trying,
  goesOn(progress) {
    if (Date.now() - told > 5000) {
      told = Date.now();
      parentPort.postMessage({ type: 'progress', ...progress });
    }
    return Date.now() < until;
  },
  found: (input, error) => parentPort.postMessage({ type: 'finding', input, message: error?.stack ?? String(error) }),
});
parentPort.postMessage({ type: 'end', ...outcome });

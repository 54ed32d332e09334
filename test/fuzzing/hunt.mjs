import { Worker } from 'node:worker_threads';

/** @typedef {{ executions: number, corpus: number, functions: number, spans: number }} Progress */

/**
 * Fuzzes a target in a thread and reports what it finds. An input that hangs is a finding; the thread is ended and
 * another one goes on with the next seed.
 *
 * @param {object} options
 * @param {string} options.target URL of a module with `run`, `isWatched` and `maxLength`
 * @param {number} options.seed
 * @param {number} options.milliseconds
 * @param {number} [options.patience] milliseconds that one input may take
 * @param {readonly Uint8Array[]} options.dictionary
 * @param {(progress: Progress) => void} [options.progress]
 * @param {(input: Uint8Array, message: string) => unknown} options.found returns false when no more is to be found
 * @returns {Promise<Progress>}
 */
export async function hunt({
  target,
  seed,
  milliseconds,
  patience = 5000,
  dictionary,
  progress = () => {},
  found: tell,
}) {
  const until = Date.now() + milliseconds;
  let isOver = false;
  const found = (input, message) => {
    if (!isOver && tell(input, message) === false) isOver = true;
    return !isOver;
  };
  let outcome = { executions: 0, corpus: 0, functions: 0, spans: 0 };
  for (let round = 0; !isOver && Date.now() < until; round += 1) {
    const { executions } = outcome;
    const ended = await huntOnce({ target, seed: seed + round, until, patience, dictionary, progress, found });
    outcome = { ...ended, executions: executions + ended.executions };
  }
  return outcome;
}

function huntOnce({ target, seed, until, patience, dictionary, progress, found }) {
  const shared = new SharedArrayBuffer(8 + (1 << 17));
  const state = new Int32Array(shared, 0, 2);
  const worker = new Worker(new URL('worker.mjs', import.meta.url), {
    workerData: { target, seed, until, shared, dictionary },
  });
  return new Promise((resolve, reject) => {
    let last = { executions: 0, corpus: 0, functions: 0, spans: 0 };
    let tried = -1;
    const watch = setInterval(() => {
      const count = Atomics.load(state, 0);
      if (count === tried && count > 0) {
        const input = new Uint8Array(shared, 8).slice(0, Atomics.load(state, 1));
        found(input, `hangs: no end in ${patience} ms`);
        end({ ...last, executions: count });
      }
      tried = count;
    }, patience);
    const end = (outcome) => {
      clearInterval(watch);
      worker.terminate().then(() => resolve(outcome), reject);
    };
    worker.on('message', ({ type, input, message, ...outcome }) => {
      if (type === 'finding') {
        if (!found(input, message)) end(last);
      } else if (type === 'end') end(outcome);
      else {
        last = outcome;
        progress(outcome);
      }
    });
    worker.on('error', (error) => {
      // What ends the thread is a finding as well, if something was being tried.
      const count = Atomics.load(state, 0);
      clearInterval(watch);
      if (count === 0) reject(error);
      else {
        found(new Uint8Array(shared, 8).slice(0, Atomics.load(state, 1)), error.stack ?? String(error));
        resolve({ ...last, executions: count });
      }
    });
  });
}

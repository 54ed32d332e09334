import { BlockCoverage } from './block-coverage.mjs';
import { mutate } from './mutate.mjs';
import { Random } from './random.mjs';

/** Inputs that are tried before coverage is taken: taking it costs what some inputs do. */
const batchSize = 16;

/**
 * Mutates inputs and keeps those that run a block of the target for the first time, for as long as it is told to.
 *
 * @param {object} options
 * @param {(input: Uint8Array) => void | Promise<void>} options.run throws when the target is wrong about an input
 * @param {readonly Uint8Array[]} options.seeds
 * @param {readonly Uint8Array[]} options.dictionary
 * @param {(url: string) => boolean} options.isWatched which scripts are the target
 * @param {number} options.seed
 * @param {number} options.maxLength octets of the longest input
 * @param {(state: { executions: number, corpus: number, functions: number, spans: number }) => boolean} options.goesOn asked after each batch
 * @param {(input: Uint8Array, error: unknown) => void} options.found
 * @param {(input: Uint8Array) => void} [options.trying] told of each input before it is run
 * @param {boolean} [options.isGuided] whether coverage decides what is kept
 */
export async function explore(options) {
  const {
    run,
    seeds,
    dictionary,
    isWatched,
    seed,
    maxLength,
    goesOn,
    found,
    trying = () => {},
    isGuided = true,
  } = options;
  const random = new Random(seed);
  const coverage = new BlockCoverage(isWatched);
  const corpus = [...seeds];
  let executions = 0;

  const attempt = async (input) => {
    executions += 1;
    trying(input);
    try {
      await run(input);
    } catch (error) {
      found(input, error);
    }
  };

  for (const input of seeds) await attempt(input);
  coverage.add(coverage.ran());
  while (goesOn({ executions, corpus: corpus.length, ...coverage.size })) {
    const batch = Array.from({ length: batchSize }, () =>
      mutate(chosen(corpus, random), random.from(corpus), dictionary, random, maxLength),
    );
    for (const input of batch) await attempt(input);
    if (!coverage.isNews(coverage.ran()) || !isGuided) continue;
    // One of the batch got where none was before. Each is tried again, alone.
    for (const input of batch) {
      await attempt(input);
      const ran = coverage.ran();
      if (!coverage.isNews(ran)) continue;
      coverage.add(ran);
      corpus.push(input);
    }
  }
  coverage.stop();
  return { executions, corpus: corpus.length, ...coverage.size };
}

/** Half of the time one of the newest, which are at the border of what is known. */
function chosen(corpus, random) {
  const newest = random.below(2) === 0 ? 4 : corpus.length;
  return corpus[Math.max(0, corpus.length - 1 - random.below(newest))];
}

/**
 * A contender: what it is called, and how it does a piece of work once per input.
 *
 * @typedef {{ name: string, inputs: readonly unknown[], work: (input: any) => number }} Contender
 */

const rounds = 31;
const sliceNanoseconds = 3e6;
let sink = 0;

/**
 * Measures contenders side by side: in each round every one of them works for a slice of a few milliseconds, so that
 * what disturbs the machine disturbs all alike. Gives nanoseconds per input: the least disturbed slice of each, and
 * the ratio of each to a reference as the median over the rounds.
 *
 * @param {readonly Contender[]} contenders
 */
export function measure(contenders) {
  const state = contenders.map((contender) => ({ ...contender, next: 0, passes: 1, slices: [] }));
  for (const contender of state) warmUp(contender);
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of state) contender.slices.push(slice(contender));
  }
  const bySlice = new Map(state.map(({ name, slices }) => [name, slices]));
  return {
    sink,
    nanoseconds: (name) => Math.min(...bySlice.get(name)),
    /** How many times longer `name` takes than `reference`. */
    ratio: (name, reference) => median(bySlice.get(name).map((time, round) => time / bySlice.get(reference)[round])),
  };
}

/** Runs until the optimiser has settled, and finds how many inputs fill a slice. */
function warmUp(contender) {
  const until = process.hrtime.bigint() + 300_000_000n;
  let done = 0;
  const begin = process.hrtime.bigint();
  while (process.hrtime.bigint() < until) {
    run(contender, 50);
    done += 50;
  }
  const each = Number(process.hrtime.bigint() - begin) / done;
  contender.count = Math.max(20, Math.round(sliceNanoseconds / each));
}

function slice(contender) {
  const begin = process.hrtime.bigint();
  run(contender, contender.count);
  return Number(process.hrtime.bigint() - begin) / contender.count;
}

function run(contender, count) {
  const { inputs, work, next } = contender;
  contender.loop ??= ownLoop();
  sink += contender.loop(inputs, work, next, count);
  contender.next = (next + count) % inputs.length;
}

/**
 * The loop around a contender's work. Each has one of its own, made anew, so that the optimiser knows what is called
 * in it. In one loop for all, the call alone would cost as much as a fifth of the fastest contender.
 */
function ownLoop() {
  return new Function(
    'inputs',
    'work',
    'next',
    'count',
    `let sum = 0;
     for (let done = 0; done < count; done += 1) {
       sum += work(inputs[next]);
       next += 1;
       if (next === inputs.length) next = 0;
     }
     return sum;`,
  );
}

/** Octets that a contender allocates per input. Needs --expose-gc. */
export function allocated({ inputs, work }) {
  const measureOnce = (count) => {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    let sum = 0;
    for (let index = 0; index < count; index += 1) sum += work(inputs[index % inputs.length]);
    const after = process.memoryUsage().heapUsed;
    sink += sum;
    return (after - before) / count;
  };
  for (let warm = 0; warm < 3; warm += 1) measureOnce(200);
  // Few enough not to be collected while they are counted.
  const count = Math.max(20, Math.min(20_000, Math.floor(4e6 / Math.max(1, measureOnce(20)))));
  return median(Array.from({ length: 9 }, () => measureOnce(count)));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

import { Session } from 'node:inspector';

/**
 * How much of some scripts has run: V8's own block coverage, taken through the inspector of this very thread.
 *
 * V8 tells of a function which parts of it ran how often, and merges neighbours that ran equally often. So a part has
 * no name that two runs share, and what is kept of each function is which characters of it have never run.
 */
export class BlockCoverage {
  #session = new Session();
  #isWatched;
  /** Each function that has ran, with the spans of its source that never did: [from, to, from, to, …]. */
  #unseen = new Map();

  /** @param {(url: string) => boolean} isWatched which scripts count */
  constructor(isWatched) {
    this.#isWatched = isWatched;
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    this.ran();
  }

  /** How many functions have run, and how many spans of them never have. */
  get size() {
    let spans = 0;
    for (const unseen of this.#unseen.values()) spans += unseen.length / 2;
    return { functions: this.#unseen.size, spans };
  }

  /** What ran since this was last called: each function with the spans of it that did not. */
  ran() {
    const functions = new Map();
    for (const script of this.#post('Profiler.takePreciseCoverage').result) {
      if (!this.#isWatched(script.url)) continue;
      for (const { ranges, isBlockCoverage } of script.functions) {
        const [whole] = ranges;
        if (whole.count === 0) continue;
        functions.set(`${script.scriptId} ${whole.startOffset}`, isBlockCoverage ? idleSpans(ranges) : []);
      }
    }
    return functions;
  }

  /** Whether something ran that never ran before. */
  isNews(functions) {
    for (const [name, idle] of functions) {
      const unseen = this.#unseen.get(name);
      if (unseen === undefined || length(common(unseen, idle)) < length(unseen)) return true;
    }
    return false;
  }

  add(functions) {
    for (const [name, idle] of functions) {
      const unseen = this.#unseen.get(name);
      this.#unseen.set(name, unseen === undefined ? idle : common(unseen, idle));
    }
  }

  stop() {
    this.#post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  /** In the thread that it inspects, an answer comes before the call returns. */
  #post(method, parameters) {
    let answer;
    this.#session.post(method, parameters, (error, result) => {
      if (error) throw new Error(`${method}: ${error.message}`);
      answer = result;
    });
    return answer;
  }
}

/** The spans that did not run. Ranges stand in one another, each inner one after the one that it is in. */
function idleSpans(ranges) {
  const borders = [...new Set(ranges.flatMap(({ startOffset, endOffset }) => [startOffset, endOffset]))].sort(
    (a, b) => a - b,
  );
  const spans = [];
  for (let n = 0; n + 1 < borders.length; n += 1) {
    const innermost = ranges.findLast(
      ({ startOffset, endOffset }) => startOffset <= borders[n] && borders[n] < endOffset,
    );
    if (innermost?.count !== 0) continue;
    if (spans.at(-1) === borders[n]) spans[spans.length - 1] = borders[n + 1];
    else spans.push(borders[n], borders[n + 1]);
  }
  return spans;
}

/** What two lists of spans have in common. */
function common(some, others) {
  const spans = [];
  for (let a = 0, b = 0; a < some.length && b < others.length; ) {
    const from = Math.max(some[a], others[b]);
    const to = Math.min(some[a + 1], others[b + 1]);
    if (from < to) spans.push(from, to);
    if (some[a + 1] < others[b + 1]) a += 2;
    else b += 2;
  }
  return spans;
}

function length(spans) {
  let sum = 0;
  for (let n = 0; n < spans.length; n += 2) sum += spans[n + 1] - spans[n];
  return sum;
}

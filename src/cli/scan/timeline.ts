/** Responses over time. */
export interface Times {
  /** How many seconds are counted together: the first step with which there are few enough. */
  readonly step: number;
  /** From the second since 1970 that they begin with to how many responses of each class there are, 1xx to 6xx. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
}

/** From a second to 52 weeks, each a multiple of the one before; what lies farther apart is counted in tens of those, and so on. */
const steps = [1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 31_449_600];
const mostTimes = 1000;

/**
 * Counts over time with as fine a step as gives few enough of them, in the memory of those few. What comes of the same counts in
 * any order is the same: a step that gives too many gives too many whatever comes after.
 */
export class Timeline {
  #step: number;
  #counts = new Map<number, number[]>();

  /** @param least no step is finer */
  constructor(least = 1) {
    this.#step = least;
  }

  /** The counts of the time that a second is in, to be added to; it may be another one after the next second. */
  at(second: number): number[] {
    const begin = Math.floor(second / this.#step) * this.#step;
    const known = this.#counts.get(begin);
    if (known !== undefined) return known;
    if (this.#counts.size === mostTimes) {
      this.#coarsen();
      return this.at(second);
    }
    const counts = [0, 0, 0, 0, 0, 0];
    this.#counts.set(begin, counts);
    return counts;
  }

  add(second: number, counts: readonly number[]): void {
    const sum = this.at(second);
    for (let n = 0; n < sum.length; n += 1) sum[n] = (sum[n] ?? 0) + (counts[n] ?? 0);
  }

  get times(): Times {
    return { step: this.#step, counts: Object.fromEntries([...this.#counts].sort(([a], [b]) => a - b)) };
  }

  #coarsen(): void {
    const before = this.#counts;
    this.#step = steps.find((step) => step > this.#step) ?? this.#step * 10;
    this.#counts = new Map();
    for (const [second, counts] of before) this.add(second, counts);
  }
}

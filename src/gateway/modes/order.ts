/** Milliseconds that a sentinel may wait, the least first. */
const delays: readonly number[] = [20, 80, 320];

/** Milliseconds that a case which its sentinel has overtaken is waited for, where nothing has been overtaken so far. */
const patience = 5;

/**
 * How long a sentinel waits after its case. A target with threads or several processes may let it overtake the case,
 * which then looks as if it had been dropped.
 */
export class Order {
  /** Milliseconds. */
  delay: number;
  #isBroken = false;

  constructor(delay: number) {
    this.delay = delay;
  }

  /** Waits for a case that may be on its way after its sentinel. */
  async lookBack(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.max(this.delay, patience)));
  }

  /** A case has come through after its sentinel. */
  overtaken(): void {
    this.#isBroken = true;
  }

  /** Whether that has happened since this was asked the last time. */
  wasBroken(): boolean {
    const wasBroken = this.#isBroken;
    this.#isBroken = false;
    return wasBroken;
  }

  /** Has sentinels wait longer from now on; false where they wait as long as they may. */
  slower(): boolean {
    const next = delays.find((delay) => delay > this.delay);
    this.delay = next ?? this.delay;
    return next !== undefined;
  }
}

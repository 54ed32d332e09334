import type { FuzzCase } from '../cases/fuzz-case.ts';
import type { Mode } from '../modes/mode.ts';
import type { Target } from '../target/target.ts';
import type { Health } from './health.ts';
import { isFinding, type Outcome, type Verdict } from './verdict.ts';

/** Runs cases while nothing else is under way, so that what happens is their doing. */
export class Isolation {
  readonly #target: Target;
  readonly #mode: Mode;
  readonly #health: Health;

  constructor(target: Target, mode: Mode, health: Health) {
    this.#target = target;
    this.#mode = mode;
    this.#health = health;
  }

  /** Starts the target again where it has ended or hangs. */
  ensureAlive(): Promise<void> {
    return this.#health.ensureAlive();
  }

  /** Where a line of the run is cut into pieces; undefined where it is not. */
  cutsOf(octets: Uint8Array): readonly number[] | undefined {
    return this.#health.cutsOf(octets);
  }

  /** The verdict of one case alone. It leaves a target that has ended or hangs as it is. */
  async run(fuzzCase: FuzzCase): Promise<Outcome> {
    await this.#health.ensureAlive();
    const channel = await this.#mode.openChannel();
    this.#health.remember(fuzzCase);
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#health.attempt(channel, fuzzCase);
      // Who calls by itself, and has closed its connection, may not come back.
      if (outcome?.verdict === 'closed' && this.#mode.channels === 'one')
        outcome = (await this.#health.check()) ?? outcome;
      // The process may be gone a moment after its answer.
      if (this.#target.ended === undefined && outcome !== undefined) return outcome;
      outcome = await this.#health.diagnoseCase(channel, fuzzCase);
      return outcome;
    } finally {
      if (outcome?.verdict === 'dropped') await this.#mode.order?.lookBack();
      channel.close();
      // What is stuck stays in the target, and could be the next case's fault.
      const isStuck = outcome?.verdict === 'transaction-stuck' || outcome?.verdict === 'channel-poisoned';
      if (isStuck && this.#target.canRestart) await this.#health.restart();
    }
  }

  /** Runs some cases, each alone. The first that is a finding counts, or what is wrong with the target after all. */
  async runAll(cases: readonly FuzzCase[]): Promise<Outcome & { readonly isFinding: boolean }> {
    let last: Outcome = { verdict: 'dropped' };
    for (const fuzzCase of cases) {
      last = await this.run(fuzzCase);
      if (isFinding(fuzzCase.octets, last)) return { ...last, isFinding: true };
    }
    await this.#health.ensureAlive();
    const after = await this.#health.check();
    if (after !== undefined) return { ...after, isFinding: true };
    if (await this.#health.isLeaking(cases)) {
      return { verdict: 'leaked', detail: this.#health.leaks.detail, isFinding: true };
    }
    return { ...last, isFinding: false };
  }

  /** Whether some cases, one after the other, have an effect on a target that has just been started. */
  async reproduces(sequence: readonly FuzzCase[], verdict: Verdict): Promise<boolean> {
    if (!this.#target.canRestart) return false;
    await this.#health.restart();
    if (verdict === 'leaked') return this.#health.isLeaking(sequence);
    let channel = await this.#mode.openChannel();
    try {
      for (const one of sequence) {
        await this.#health.attempt(channel, one);
        if (this.#target.ended !== undefined) return verdict === 'server-crashed';
        if (this.#mode.channels !== 'per-case' && !channel.isDirty) continue;
        channel.close();
        channel = await this.#mode.openChannel();
      }
      if (verdict === 'server-crashed') {
        await this.#target.ping();
        return this.#target.ended !== undefined;
      }
    } finally {
      channel.close();
    }
    return (await this.#health.check())?.verdict === verdict;
  }
}

import type { FuzzCase } from './fuzz-case.ts';
import { Leaks } from './leaks.ts';
import type { Lane, Mode } from './modes/mode.ts';
import { type Target, TargetError } from './target.ts';
import { isFinding, type Outcome, type Verdict } from './verdict.ts';

/** What a case came to. */
export interface CaseResult extends FuzzCase, Outcome {
  /** Whether the verdict is a fault of the target. */
  readonly isFinding: boolean;
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
}

/** An outcome that only a sequence of cases causes; `sequence` is in send order. */
export interface SequenceResult extends Outcome {
  readonly sequence: readonly FuzzCase[];
}

/** Something that stops a run because its results could not be trusted. */
export class UnsoundRunError extends Error {}

export interface CampaignOptions {
  /** How many cases are under way at once. */
  readonly lanes: number;
  /** The most cases a second. Default: as many as can be. */
  readonly rate?: number;
  /** Asked before each case: false ends the run in good order. */
  goesOn(): boolean;
  /** Ends the run at once: what has no verdict by then has none, as if it had not had its turn. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each case that has its verdict. */
  judged(result: CaseResult): void | Promise<void>;
  /** Called with each case that this mode cannot send to a target. */
  skipped(fuzzCase: FuzzCase): void | Promise<void>;
  /** Called with each outcome that takes more than one case. */
  found(result: SequenceResult): void | Promise<void>;
}

const control = new TextEncoder().encode('SIP/2.0 486 Busy Here');

/** How many cases may wait to be run alone before the others wait for them. */
const mostSuspects = 16;

/** After how many cases a plain line has to come through again, and the files that the target has open are counted. */
const casesPerControl = 500;

/** How many cases of a sequence are remembered: those since the target was started, up to so many. */
const memory = 1000;

/** Runs cases against a target, some at once, and each one alone whose verdict could be the fault of the others. */
export class Campaign {
  readonly #target: Target;
  readonly #mode: Mode;
  readonly #options: CampaignOptions;
  readonly #leaks: Leaks;
  /** What the target was sent since it was started, in order. */
  #sent: FuzzCase[] = [];
  #isHung = false;
  #paceAt = 0;

  constructor(target: Target, mode: Mode, options: CampaignOptions) {
    this.#target = target;
    this.#mode = mode;
    this.#options = options;
    this.#leaks = new Leaks(target);
  }

  /** @throws {TargetError} when not even a plain 486 has the effect that it should have */
  async begin(): Promise<void> {
    const lane = await this.#mode.openLane();
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#attempt(lane, control);
    } finally {
      lane.close();
    }
    if (this.#mode.isThrough(outcome)) return;
    const { verdict = 'nothing came of it', detail } = outcome ?? {};
    throw new TargetError(
      `the target does not take a plain 486 in mode ${this.#mode.name}: ${verdict}${detail === undefined ? '' : `, ${detail}`}`,
    );
  }

  async run(cases: Iterable<FuzzCase>): Promise<void> {
    const iterator = cases[Symbol.iterator]();
    for (let isOver = false; !isOver; ) {
      const suspects: FuzzCase[] = [];
      let left = casesPerControl;
      const lane = async (): Promise<void> => {
        let own: Lane | undefined;
        let attempts = 0;
        while (left > 0 && suspects.length < mostSuspects && this.#target.ended === undefined) {
          const next = this.#options.goesOn() ? iterator.next() : undefined;
          if (next === undefined || next.done) {
            isOver = true;
            break;
          }
          if (next.value.octets.length > this.#mode.maxOctets) {
            await this.#options.skipped(next.value);
            continue;
          }
          left -= 1;
          await this.#pace();
          own ??= await this.#mode.openLane();
          this.#remember(next.value);
          const begun = performance.now();
          const outcome = await this.#attempt(own, next.value.octets);
          attempts += 1;
          // Overload looks the same as a fault. The lane is left to what the case has left in it.
          const isSuspect =
            outcome === undefined || outcome.verdict === 'replaced' || outcome.verdict === 'server-crashed';
          if (isSuspect) suspects.push(next.value);
          else await this.#tell(next.value, outcome, begun);
          if (isSuspect || this.#mode.isLanePerCase || own.isSpent) {
            own.close();
            own = undefined;
            attempts = 0;
          }
        }
        if (own !== undefined) this.#leaks.laneEnds(own, attempts);
        own?.close();
      };
      await Promise.all(Array.from({ length: this.#options.lanes }, lane));
      await this.#settle(suspects);
      await this.#check();
    }
  }

  /** Runs each suspect alone. Where the target has ended and none of them is the cause, all that it was sent is. */
  async #settle(suspects: readonly FuzzCase[]): Promise<void> {
    const { ended } = this.#target;
    const before = this.#sent;
    let isExplained = ended === undefined;
    for (const suspect of suspects) {
      if (this.#options.signal?.aborted) return;
      const begun = performance.now();
      const outcome = await this.judgeAlone(suspect);
      isExplained ||= outcome.verdict === 'server-crashed';
      await this.#tell(suspect, outcome, begun);
    }
    if (isExplained || before.length === 0 || this.#options.signal?.aborted) return;
    await this.#options.found({ verdict: 'server-crashed', detail: ended ?? '', sequence: before });
    await this.#revive();
  }

  /** Whether the target is as well as it was, after some cases of which each one alone was no harm. */
  async #check(): Promise<void> {
    if (this.#sent.length === 0 || this.#options.signal?.aborted) return;
    await this.#revive();
    const sequence = this.#sent;
    const outcome = await this.#controlOutcome();
    if (outcome !== undefined) {
      await this.#options.found({ ...outcome, sequence });
      await this.#revive();
    } else if (this.#leaks.isSuspected(sequence.length)) {
      // Where each case leaks, few of them show it.
      for (const part of [sequence.slice(-50), sequence]) {
        if (!(await this.#isLeaking(part))) continue;
        await this.#options.found({ verdict: 'leaked', detail: this.#leaks.detail, sequence: part });
        return;
      }
    }
  }

  /** What is wrong where a plain line does not come through; undefined where it does. */
  async #controlOutcome(): Promise<Outcome | undefined> {
    const lane = await this.#mode.openLane();
    try {
      if (this.#mode.isThrough(await this.#attempt(lane, control))) return undefined;
      return await this.#diagnose(lane);
    } finally {
      lane.close();
    }
  }

  /** The verdict of one case while nothing else is under way. Afterwards the target is alive. */
  async judgeAlone(fuzzCase: FuzzCase): Promise<Outcome> {
    await this.#revive();
    const lane = await this.#mode.openLane();
    this.#remember(fuzzCase);
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#attempt(lane, fuzzCase.octets);
      // The process may be gone a moment after its answer.
      if (this.#target.ended === undefined && outcome !== undefined) return outcome;
      outcome = await this.#diagnose(lane);
      return outcome;
    } finally {
      lane.close();
      // What is stuck stays in the target, and could be the next case's fault.
      const isStuck = outcome?.verdict === 'transaction-stuck' || outcome?.verdict === 'channel-poisoned';
      if (isStuck && this.#target.isOurs) await this.#restart();
      else await this.#revive();
    }
  }

  /** What becomes of some cases, each judged alone. The first that is a finding counts, or what is wrong after all. */
  async replay(cases: readonly FuzzCase[]): Promise<Outcome & { readonly isFinding: boolean }> {
    let last: Outcome = { verdict: 'dropped' };
    for (const fuzzCase of cases) {
      last = await this.judgeAlone(fuzzCase);
      if (isFinding(fuzzCase.octets, last)) return { ...last, isFinding: true };
    }
    const after = await this.#controlOutcome();
    if (after !== undefined) return { ...after, isFinding: true };
    if (await this.#isLeaking(cases)) return { verdict: 'leaked', detail: this.#leaks.detail, isFinding: true };
    return { ...last, isFinding: false };
  }

  /** Whether some cases, one after the other, have an effect on a target that has just been started. */
  async endsLike(sequence: readonly FuzzCase[], verdict: Verdict): Promise<boolean> {
    if (!this.#target.isOurs) return false;
    await this.#restart();
    if (verdict === 'leaked') return this.#isLeaking(sequence);
    let lane = await this.#mode.openLane();
    try {
      for (const { octets } of sequence) {
        await this.#attempt(lane, octets);
        if (this.#target.ended !== undefined) return verdict === 'server-crashed';
        if (!this.#mode.isLanePerCase && !lane.isSpent) continue;
        lane.close();
        lane = await this.#mode.openLane();
      }
      if (verdict === 'server-crashed') {
        await this.#target.ping();
        return this.#target.ended !== undefined;
      }
    } finally {
      lane.close();
    }
    return (await this.#controlOutcome())?.verdict === verdict;
  }

  /** Whether the target keeps something open for each time that it is sent some cases, beyond what plain lines need. */
  async #isLeaking(sequence: readonly FuzzCase[]): Promise<boolean> {
    const times = Math.ceil(16 / sequence.length);
    if (this.#target.isOurs) await this.#restart();
    const lane = await this.#mode.openLane();
    try {
      for (let warmUp = 0; warmUp < 3; warmUp += 1) await this.#attempt(lane, control);
      const before = this.#leaks.held(lane);
      for (let time = 0; time < times; time += 1) {
        for (const { octets } of sequence) await this.#attempt(lane, octets);
      }
      return await this.#leaks.hasGrown(before, lane, Math.max(times / 2, 4));
    } finally {
      lane.close();
    }
  }

  /** After a timeout: finds the smallest scope that is broken (transaction, channel, server). */
  async #diagnose(lane: Lane): Promise<Outcome> {
    const crashed = (): Outcome | undefined =>
      this.#target.ended === undefined ? undefined : { verdict: 'server-crashed', detail: this.#target.ended };
    if (crashed()) return crashed() as Outcome;
    const isThrough = async (one: Lane): Promise<boolean> => this.#mode.isThrough(await this.#attempt(one, control));
    const fresh = async (): Promise<boolean> => {
      const other = await this.#mode.openLane();
      const isFine = await isThrough(other);
      other.close();
      return isFine;
    };
    const { channel } = lane;
    // All at once, because each of them may have to wait for nothing.
    const [isLaneFine, isTargetFine, isAnswering] = await Promise.all([
      this.#mode.canGoOn && isThrough(lane),
      !this.#mode.isSingleLane && fresh(),
      this.#target.ping(),
    ]);
    if (crashed()) return crashed() as Outcome;
    // A target may take another connection for the next call: then the first one is of no use any more.
    if (isLaneFine && lane.channel === channel) return { verdict: 'transaction-stuck' };
    if (isLaneFine || isTargetFine) return { verdict: 'channel-poisoned' };
    this.#isHung = true;
    return {
      verdict: 'server-hung',
      detail: isAnswering ? 'it answers OPTIONS and nothing comes through' : 'it answers nothing',
    };
  }

  /** Starts the target again where it has ended or hangs. @throws {UnsoundRunError} for a target that this tool cannot start */
  async #revive(): Promise<void> {
    if (!this.#isHung && this.#target.ended === undefined && (await this.#target.ping())) return;
    if (!this.#target.isOurs) {
      throw new UnsoundRunError('the target does not answer any more, and this tool cannot start it again');
    }
    await this.#restart();
  }

  async #restart(): Promise<void> {
    this.#isHung = false;
    this.#sent = [];
    this.#leaks.forget();
    await this.#target.restart();
  }

  /** What cannot be tried has no outcome: a target that has ended takes no connection. */
  async #attempt(lane: Lane, octets: Uint8Array): Promise<Outcome | undefined> {
    try {
      return await lane.attempt(octets);
    } catch (error) {
      if (error instanceof TargetError) throw error;
      return undefined;
    }
  }

  async #pace(): Promise<void> {
    const { rate } = this.#options;
    if (rate === undefined) return;
    const now = performance.now();
    this.#paceAt = Math.max(now, this.#paceAt + 1000 / rate);
    const wait = this.#paceAt - now;
    if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  #remember(fuzzCase: FuzzCase): void {
    this.#sent.push(fuzzCase);
    if (this.#sent.length > memory) this.#sent.shift();
  }

  async #tell(fuzzCase: FuzzCase, outcome: Outcome, begun: number): Promise<void> {
    await this.#options.judged({
      ...fuzzCase,
      ...outcome,
      isFinding: isFinding(fuzzCase.octets, outcome),
      milliseconds: Math.round(performance.now() - begun),
    });
  }
}

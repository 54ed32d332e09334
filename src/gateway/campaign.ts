import type { FuzzCase } from './fuzz-case.ts';
import type { Lane, Mode } from './mode.ts';
import type { Target } from './target.ts';
import { isFinding, type Outcome } from './verdict.ts';

/** What a case came to. */
export interface CaseResult extends FuzzCase, Outcome {
  readonly isFinding: boolean;
  /** What the target was sent before, where no case alone has this effect. The case itself comes last. */
  readonly sequence?: readonly FuzzCase[];
}

/** Something that stops a run because its results could not be trusted. */
export class UnsoundRunError extends Error {}

export interface CampaignOptions {
  /** How many cases are under way at once. */
  readonly lanes: number;
  /** Asked before each case: false ends the run in good order. */
  goesOn(): boolean;
  /** Told of each case that has its verdict. */
  judged(result: CaseResult): void | Promise<void>;
}

const control = new TextEncoder().encode('SIP/2.0 486 Busy Here');

/** How many cases may wait to be run alone before the others wait for them. */
const mostSuspects = 16;

/** How many cases of a sequence are remembered: those since the target was started, up to so many. */
const memory = 1000;

/** Runs cases against a target, some at once, and each one alone whose verdict could be the fault of the others. */
export class Campaign {
  readonly #target: Target;
  readonly #mode: Mode;
  readonly #options: CampaignOptions;
  /** What the target was sent since it was started, in order. */
  #sent: FuzzCase[] = [];
  #isHung = false;

  constructor(target: Target, mode: Mode, options: CampaignOptions) {
    this.#target = target;
    this.#mode = mode;
    this.#options = options;
  }

  async run(cases: Iterable<FuzzCase>): Promise<void> {
    const iterator = cases[Symbol.iterator]();
    for (let isOver = false; !isOver; ) {
      const suspects: FuzzCase[] = [];
      const lane = async (): Promise<void> => {
        let own: Lane | undefined;
        while (suspects.length < mostSuspects && this.#target.ended === undefined) {
          const next = this.#options.goesOn() ? iterator.next() : undefined;
          if (next === undefined || next.done) {
            isOver = true;
            break;
          }
          if (next.value.octets.length > this.#mode.maxOctets) continue;
          own ??= await this.#mode.openLane();
          this.#remember(next.value);
          const outcome = await own.attempt(next.value.octets);
          if (outcome === undefined || outcome.verdict === 'replaced') {
            // Overload looks the same as a fault. What the case has left behind in the lane is left there.
            suspects.push(next.value);
            own.close();
            own = undefined;
          } else {
            await this.#tell(next.value, outcome);
          }
        }
        own?.close();
      };
      await Promise.all(Array.from({ length: this.#options.lanes }, lane));
      await this.#settle(suspects);
    }
  }

  /** Runs each suspect alone. Where the target has ended and none of them is the cause, all that it was sent is. */
  async #settle(suspects: readonly FuzzCase[]): Promise<void> {
    const { ended } = this.#target;
    const before = this.#sent;
    let isExplained = ended === undefined;
    for (const suspect of suspects) {
      const outcome = await this.judgeAlone(suspect);
      isExplained ||= outcome.verdict === 'server-crashed';
      await this.#tell(suspect, outcome);
    }
    if (isExplained) return;
    const last = before.at(-1);
    if (last === undefined) return;
    const outcome: Outcome = { verdict: 'server-crashed', detail: ended ?? '' };
    await this.#options.judged({ ...last, ...outcome, isFinding: true, sequence: before });
    await this.#revive();
  }

  /** The verdict of one case while nothing else is under way. Afterwards the target is alive. */
  async judgeAlone(fuzzCase: FuzzCase): Promise<Outcome> {
    await this.#revive();
    const lane = await this.#mode.openLane();
    this.#remember(fuzzCase);
    try {
      const outcome = await lane.attempt(fuzzCase.octets);
      // The process may be gone a moment after its answer.
      if (this.#target.ended === undefined && outcome !== undefined) return outcome;
      return await this.#diagnose(lane);
    } finally {
      lane.close();
      await this.#revive();
    }
  }

  /** Whether some cases, one after the other, end a target that has just been started. */
  async endsWith(sequence: readonly FuzzCase[]): Promise<boolean> {
    await this.#restart();
    const lane = await this.#mode.openLane();
    try {
      for (const { octets } of sequence) {
        await lane.attempt(octets);
        if (this.#target.ended !== undefined) return true;
      }
      await this.#target.ping();
      return this.#target.ended !== undefined;
    } finally {
      lane.close();
    }
  }

  /** Nothing came of a case: how much is broken, from the smallest to the largest. */
  async #diagnose(lane: Lane): Promise<Outcome> {
    const crashed = (): Outcome | undefined =>
      this.#target.ended === undefined ? undefined : { verdict: 'server-crashed', detail: this.#target.ended };
    if (crashed()) return crashed() as Outcome;
    const isThrough = async (one: Lane): Promise<boolean> => (await one.attempt(control))?.verdict === 'relayed';
    const fresh = async (): Promise<boolean> => {
      const other = await this.#mode.openLane();
      const isFine = await isThrough(other);
      other.close();
      return isFine;
    };
    // All at once, because each of them may have to wait for nothing.
    const [isLaneFine, isTargetFine, isAnswering] = await Promise.all([isThrough(lane), fresh(), this.#target.ping()]);
    if (crashed()) return crashed() as Outcome;
    if (isLaneFine) return { verdict: 'transaction-stuck' };
    if (isTargetFine) return { verdict: 'channel-poisoned' };
    this.#isHung = true;
    return {
      verdict: 'server-hung',
      detail: isAnswering ? 'it answers OPTIONS and relays nothing' : 'it answers nothing',
    };
  }

  /** Starts the target again where it has ended or hangs. @throws {UnsoundRunError} where that is not ours to do */
  async #revive(): Promise<void> {
    if (!this.#isHung && this.#target.ended === undefined && (await this.#target.ping())) return;
    if (!this.#target.isOurs) {
      throw new UnsoundRunError('the target does not answer any more, and it is not ours to start again');
    }
    await this.#restart();
  }

  async #restart(): Promise<void> {
    this.#isHung = false;
    this.#sent = [];
    await this.#target.restart();
  }

  #remember(fuzzCase: FuzzCase): void {
    this.#sent.push(fuzzCase);
    if (this.#sent.length > memory) this.#sent.shift();
  }

  async #tell(fuzzCase: FuzzCase, outcome: Outcome): Promise<void> {
    await this.#options.judged({ ...fuzzCase, ...outcome, isFinding: isFinding(fuzzCase.octets, outcome) });
  }
}

import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type FuzzCase, hasLineEndWithin, isOfExam } from '../cases/fuzz-case.ts';
import type { Channel, Mode } from '../modes/mode.ts';
import { type Target, TargetError } from '../target/target.ts';
import type { Cause } from './causes.ts';
import type { Control } from './controls.ts';
import { demandedBy, isLegalRefused } from './expectation.ts';
import { Health, TargetLost } from './health.ts';
import { Isolation } from './isolation.ts';
import { isFinding, type Outcome, verdicts } from './verdict.ts';

/** What a case came to. */
export interface CaseResult extends FuzzCase, Outcome {
  /** Whether the verdict is a fault of the target. */
  readonly isFinding: boolean;
  /** The section that has it so, where a valid line is treated in a way of its own. */
  readonly section?: string | undefined;
  /** Whether RFC 3261 has the line, and the target does not read it. */
  readonly isLegalRefused: boolean;
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
}

/** An outcome that only a sequence of cases causes; `sequence` is in send order. */
export interface SequenceResult extends Outcome {
  readonly sequence: readonly FuzzCase[];
}

export type CampaignEvent =
  /** A case has its verdict. */
  | { readonly type: 'case'; readonly result: CaseResult }
  /** The mode cannot bring a case to a target. */
  | { readonly type: 'skipped'; readonly fuzzCase: FuzzCase; readonly reason: 'too-long' | 'line-end' }
  /** What the case will do is known, and costs a start of the target each time. */
  | { readonly type: 'set-aside'; readonly fuzzCase: FuzzCase; readonly cause: Cause }
  | { readonly type: 'sequence'; readonly result: SequenceResult };

export interface CampaignOptions {
  /** How many cases are under way at once. */
  readonly parallel: number;
  /** The most cases a second. Default: as many as can be. */
  readonly rate?: number | undefined;
  /** No case is begun after it, on the clock of `performance.now()`. */
  readonly deadline?: number;
  /** Ends the run at once: a case without a verdict by then has none, as if it had not had its turn. */
  readonly signal?: AbortSignal | undefined;
  /** The cause that a line is known to fall under, which is set aside then. */
  readonly foreseen?: (octets: Uint8Array) => Cause | undefined;
}

/** How many cases may wait for a sentinel that comes late, while others take their place. */
const mostWaiting = 32;

/** How many cases may wait to be run alone before the others wait for them. */
const mostSuspects = 16;

/** After how many cases a plain line has to come through again, and the files that the target has open are counted. */
const casesPerCheck = 500;

/** Runs cases against a target, some at once, and each one alone whose verdict could be the fault of the others. */
export class Campaign {
  readonly isolation: Isolation;
  readonly #health: Health;
  readonly #target: Target;
  readonly #mode: Mode;
  readonly #options: CampaignOptions;
  #parallel: number;
  #isComplete = true;
  #paceAt = 0;
  #lost: string | undefined;
  /** The lines of which one has to be the cause, should the target be lost. */
  #candidates: readonly FuzzCase[] = [];

  constructor(target: Target, mode: Mode, options: CampaignOptions) {
    this.#target = target;
    this.#mode = mode;
    this.#options = options;
    this.#parallel = options.parallel;
    this.#health = new Health(target, mode, options.signal);
    this.isolation = new Isolation(target, mode, this.#health);
  }

  /** Whether all cases had their turn. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** What became of lines of which it is known what they are, where only that tells what signs mean. */
  get controls(): readonly Control[] {
    return this.#health.controls;
  }

  /** Why the run could not go on: the target is gone, and cannot be started again. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** @throws {TargetError} when not even a plain 486 has the effect that it should have */
  async begin(): Promise<void> {
    await this.#health.begin();
    const { channels, calibrate } = this.#mode;
    if (channels === 'one' || this.#parallel === 1) this.#parallel = 1;
    else if (calibrate !== undefined && !(await this.#health.isThroughAtOnce(this.#parallel))) this.#parallel = 1;
  }

  /** Runs the cases, and waits where nobody takes its events. */
  async *run(cases: Iterable<FuzzCase>): AsyncGenerator<CampaignEvent> {
    const events = new PassThrough({ objectMode: true, highWaterMark: 1 });
    const emit = async (event: CampaignEvent): Promise<void> => {
      if (!events.write(event)) await once(events, 'drain');
    };
    // What has been emitted is taken before an error is thrown.
    let failure: { readonly error: unknown } | undefined;
    const running = this.#runAll(cases[Symbol.iterator](), emit)
      .catch(async (error: unknown) => {
        if (this.#options.signal?.aborted) this.#isComplete = false;
        else if (error instanceof TargetLost || error instanceof TargetError) await this.#lose(error, emit);
        else failure = { error };
      })
      .finally(() => events.end());
    yield* events as AsyncIterable<CampaignEvent>;
    await running;
    if (failure !== undefined) throw failure.error;
  }

  async #runAll(cases: Iterator<FuzzCase>, emit: (event: CampaignEvent) => Promise<void>): Promise<void> {
    for (let isOver = false; !isOver; ) {
      // A target that has ended begins no case, so that nothing else below would end the run.
      this.#options.signal?.throwIfAborted();
      const suspects: FuzzCase[] = [];
      let left = casesPerCheck;
      const lanes: Promise<void>[] = [];
      let failure: { readonly error: unknown } | undefined;
      const startLane = (): void => {
        const lane = runSome().catch((error: unknown) => {
          failure ??= { error };
        });
        lanes.push(lane);
      };
      let waiting = 0;
      // One more in a row than there are lanes: it may well take nothing any more, and each would wait in vain.
      let silent = 0;
      const runSome = async (): Promise<void> => {
        let channel: Channel | undefined;
        let attempts = 0;
        try {
          while (
            left > 0 &&
            suspects.length < mostSuspects &&
            silent <= this.#parallel &&
            this.#target.ended === undefined &&
            failure === undefined
          ) {
            const next = this.#mayBegin() ? cases.next() : undefined;
            if (next === undefined || next.done) {
              isOver = true;
              break;
            }
            const fuzzCase = next.value;
            if (fuzzCase.octets.length > this.#mode.maxOctets) {
              await emit({ type: 'skipped', fuzzCase, reason: 'too-long' });
              continue;
            }
            if (isOfExam(fuzzCase.kind) && hasLineEndWithin(fuzzCase.octets)) {
              await emit({ type: 'skipped', fuzzCase, reason: 'line-end' });
              continue;
            }
            const cause = this.#options.foreseen?.(fuzzCase.octets);
            if (cause !== undefined) {
              await emit({ type: 'set-aside', fuzzCase, cause });
              continue;
            }
            left -= 1;
            await this.#pace();
            channel ??= await this.#mode.openChannel();
            this.#health.remember(fuzzCase);
            // While this one waits, another lane goes on in its place.
            const isSlow =
              this.#parallel > 1 && waiting < mostWaiting && (this.#mode.isSlow?.(fuzzCase.octets) ?? false);
            if (isSlow) {
              waiting += 1;
              startLane();
            }
            const begun = performance.now();
            const outcome = await this.#health.attempt(channel, fuzzCase.octets);
            attempts += 1;
            silent = outcome === undefined ? silent + 1 : 0;
            // Overload looks the same as a fault. The channel is left to what the case has left in it.
            const isSuspect =
              outcome === undefined || outcome.verdict === 'replaced' || outcome.verdict === 'server-crashed';
            // Should it have died of one of the lines that are under way, they are all that there is to go by.
            if (outcome === undefined && !this.#target.canRestart) left = 0;
            if (isSuspect) suspects.push(fuzzCase);
            else await emit({ type: 'case', result: this.#resultOf(fuzzCase, outcome, begun) });
            if (isSuspect || this.#mode.channels === 'per-case' || channel.isDirty) {
              channel.close();
              channel = undefined;
              attempts = 0;
            }
            if (!isSlow) continue;
            waiting -= 1;
            break;
          }
        } catch (error) {
          channel?.close();
          throw error;
        }
        if (channel !== undefined) this.#health.leaks.closeChannel(channel, attempts);
        channel?.close();
      };
      for (let lane = 0; lane < this.#parallel; lane += 1) startLane();
      // More of them may begin meanwhile.
      for (let n = 0; n < lanes.length; n += 1) await lanes[n];
      if (failure !== undefined) throw failure.error;
      await this.#rerunSuspects(suspects, emit);
      await this.#check(emit);
    }
  }

  /**
   * Runs each suspect alone. Where the target has ended or takes nothing any more, and none of them is the cause, what it
   * was sent before is.
   */
  async #rerunSuspects(suspects: readonly FuzzCase[], emit: (event: CampaignEvent) => Promise<void>): Promise<void> {
    const [first] = suspects;
    if (first === undefined && this.#target.ended === undefined) return;
    const { sent } = this.#health;
    this.#candidates = suspects;
    const wrong = await this.#wrongBefore(suspects);
    const before =
      wrong?.verdict === 'server-hung' && first !== undefined ? sent.slice(0, sent.indexOf(first) + 1) : sent;
    let isExplained = false;
    for (const suspect of suspects) {
      const begun = performance.now();
      const outcome = await this.isolation.run(suspect);
      isExplained ||= outcome.verdict === wrong?.verdict;
      // What it does alone is its own doing.
      this.#candidates = [];
      await emit({ type: 'case', result: this.#resultOf(suspect, outcome, begun) });
    }
    this.#candidates = before;
    if (wrong === undefined || isExplained || before.length === 0) return;
    await emit({ type: 'sequence', result: { ...wrong, sequence: before } });
    await this.#health.ensureAlive();
  }

  /** What is wrong with the target before the suspects are run again: it would look like the fault of each of them. */
  async #wrongBefore(suspects: readonly FuzzCase[]): Promise<Outcome | undefined> {
    const { ended, canRestart } = this.#target;
    if (ended !== undefined) return { verdict: 'server-crashed', detail: ended };
    if (!canRestart || suspects.length === 0) return undefined;
    const wrong = await this.#health.check();
    return wrong?.verdict === 'server-hung' || wrong?.verdict === 'server-crashed' ? wrong : undefined;
  }

  /** The target is gone: what may have been the cause is told, and the run is over. */
  async #lose(error: Error, emit: (event: CampaignEvent) => Promise<void>): Promise<void> {
    this.#isComplete = false;
    this.#lost = error.message;
    const sequence = this.#candidates;
    if (sequence.length === 0) return;
    const verdict = error instanceof TargetLost && error.isListening ? 'server-hung' : 'server-crashed';
    const one = sequence.length === 1 ? 'this line was' : `these ${sequence.length} lines were`;
    await emit({ type: 'sequence', result: { verdict, detail: `${error.message}; ${one} sent last`, sequence } });
  }

  /** Whether the target is as well as it was, after some cases of which each one alone was no harm. */
  async #check(emit: (event: CampaignEvent) => Promise<void>): Promise<void> {
    if (this.#health.sent.length === 0) return;
    this.#candidates = this.#health.sent.slice(-casesPerCheck);
    await this.#health.ensureAlive();
    const sequence = this.#health.sent;
    const outcome = await this.#health.check();
    if (outcome !== undefined) {
      await emit({ type: 'sequence', result: { ...outcome, sequence } });
      await this.#health.ensureAlive();
    } else if (this.#health.leaks.isSuspected(sequence.length)) {
      // Where each case leaks, few of them show it.
      for (const part of [sequence.slice(-50), sequence]) {
        if (!(await this.#health.isLeaking(part))) continue;
        const { detail } = this.#health.leaks;
        await emit({ type: 'sequence', result: { verdict: 'leaked', detail, sequence: part } });
        return;
      }
    }
  }

  #mayBegin(): boolean {
    const { deadline = Number.POSITIVE_INFINITY, signal } = this.#options;
    this.#isComplete = !signal?.aborted && performance.now() < deadline;
    return this.#isComplete;
  }

  async #pace(): Promise<void> {
    const { rate } = this.#options;
    if (rate === undefined) return;
    const now = performance.now();
    this.#paceAt = Math.max(now, this.#paceAt + 1000 / rate);
    const wait = this.#paceAt - now;
    if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  #resultOf(fuzzCase: FuzzCase, seen: Outcome, begun: number): CaseResult {
    const { octets } = fuzzCase;
    // What shows of a response and of what is none shows nothing.
    const isShown = this.#health.isTold || verdicts.indexOf(seen.verdict) >= verdicts.indexOf('changed');
    const { ended: _, ...outcome }: Outcome = isShown ? seen : { ...seen, verdict: 'unjudged' };
    const way = { mode: this.#mode.name, method: this.#mode.method };
    const section = demandedBy(octets, outcome, way);
    return {
      ...fuzzCase,
      ...outcome,
      isFinding: section === undefined && isFinding(octets, outcome),
      section,
      isLegalRefused: isLegalRefused(octets, outcome, way),
      milliseconds: Math.round(performance.now() - begun),
    };
  }
}

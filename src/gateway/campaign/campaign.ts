import { asciiOf } from '../../text/utf-8.ts';
import { type FuzzCase, hasLineEndWithin, isOfExam } from '../cases/fuzz-case.ts';
import type { Split } from '../modes/in-pieces.ts';
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

/** Takes an event. Whatever is under way elsewhere goes on meanwhile. */
type Take = (event: CampaignEvent) => void | Promise<void>;

/** Cases that are the next to be run, in their order. */
interface Next {
  readonly quick: FuzzCase[];
  /** Those whose sentinel comes late. */
  readonly slow: FuzzCase[];
}

/** A case of which nothing but the sentinel has come. */
interface Dropped {
  readonly fuzzCase: FuzzCase;
  readonly result: CaseResult;
}

/** What the lanes know of each other, from one look at the target to the next. */
interface Batch {
  /** What is to be run again alone. */
  readonly suspects: FuzzCase[];
  /** Their sentinels may have overtaken them. */
  readonly dropped: Dropped[];
  /** How many cases in a row have had no effect. */
  silent: number;
  isStopped: boolean;
  failure?: { readonly error: unknown };
}

export interface CampaignOptions {
  /** How many cases are under way at once. */
  readonly parallel: number;
  /** How each line is cut into pieces, after it has come as a whole. Default: it is not. */
  readonly split?: Split | undefined;
  /** The most cases a second. Default: as many as can be. */
  readonly rate?: number | undefined;
  /** No case is begun after it, on the clock of `performance.now()`. */
  readonly deadline?: number;
  /** Ends the run at once: a case without a verdict by then has none, as if it had not had its turn. */
  readonly signal?: AbortSignal | undefined;
  /** The cause that a line is known to fall under, which is set aside then. */
  readonly foreseen?: (octets: Uint8Array) => Cause | undefined;
}

/** How many lanes there may be for cases whose sentinel comes late: they wait, while the others go on. */
const mostSlowLanes = 32;

/** How many cases may wait to be run alone before the others wait for them. */
const mostSuspects = 16;

/** After how many cases a plain line has to come through again, and the files that the target has open are counted. */
const casesPerCheck = 500;

/** How many plain lines that were dropped are tried again with a sentinel that comes later. */
const mostPlain = 3;

/** Whether nothing is odd about a line that RFC 3261 has. */
function isPlain(octets: Uint8Array): boolean {
  return /^SIP\/2\.0 [2-6]\d\d [\w .-]+$/.test(asciiOf(octets, 0, Math.min(octets.length, 100)).trimEnd());
}

/** Whether an outcome may be the fault of what was under way beside it, or not all that becomes of the case. */
function isDoubtful({ verdict }: Outcome, { channels }: Mode): boolean {
  // Who calls by itself may not come back.
  if (verdict === 'closed') return channels === 'one';
  return verdict === 'replaced' || verdict === 'split-dependent' || verdict === 'server-crashed';
}

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
    this.#health = new Health(target, mode, options);
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
    this.#health.leaks.begin();
  }

  /** Runs the cases, and waits until each of their events is taken. */
  async run(cases: Iterable<FuzzCase>, take: Take): Promise<void> {
    const all = cases[Symbol.iterator]();
    const next: Next = { quick: [], slow: [] };
    try {
      // A target that has ended begins no case, so that nothing but the signal would end the run.
      for (;;) {
        this.#options.signal?.throwIfAborted();
        this.#takeNext(all, next);
        if (next.quick.length + next.slow.length === 0 || !this.#mayBegin()) break;
        await this.#runNext(next, take);
      }
    } catch (error) {
      if (this.#options.signal?.aborted) this.#isComplete = false;
      else if (error instanceof TargetLost || error instanceof TargetError) await this.#lose(error, take);
      else throw error;
    }
  }

  /** Those that have to wait for a sentinel that comes late begin first, so that nothing waits for them at the end. */
  #takeNext(all: Iterator<FuzzCase>, { quick, slow }: Next): void {
    while (quick.length + slow.length < casesPerCheck) {
      const { done, value } = all.next();
      if (done) return;
      (this.#parallel > 1 && this.#mode.isSlow?.(value.octets) ? slow : quick).push(value);
    }
  }

  /** Runs some cases in lanes, then each alone that might be to blame, and looks whether the target is well. */
  async #runNext({ quick, slow }: Next, take: Take): Promise<void> {
    const batch: Batch = { suspects: [], dropped: [], silent: 0, isStopped: false };
    const lanes = (count: number, some: FuzzCase[]): Promise<void>[] =>
      Array.from({ length: Math.min(count, some.length) }, () =>
        this.#runLane(some, batch, take).catch((error: unknown) => {
          batch.failure ??= { error };
          batch.isStopped = true;
        }),
      );
    await Promise.all([
      ...lanes(Math.min(mostSlowLanes, Math.ceil(slow.length / 2)), slow),
      ...lanes(this.#parallel, quick),
    ]);
    const { dropped, failure } = batch;
    try {
      while (failure === undefined && (await this.#isOutOfOrder(dropped)) && this.#mayBegin()) {
        await this.#rerunDropped(dropped, take);
      }
    } finally {
      for (const { result } of dropped) await take({ type: 'case', result });
    }
    if (failure !== undefined) throw failure.error;
    await this.#rerunSuspects(batch.suspects, take);
    await this.#check(take);
  }

  /** Whether sentinels have overtaken cases. If so, they wait longer from now on. */
  async #isOutOfOrder(dropped: readonly Dropped[]): Promise<boolean> {
    const { order } = this.#mode;
    if (order === undefined) return false;
    if (order.wasBroken()) return order.slower();
    // A target that remembers what it has answered drops what comes later, so that nobody sees it.
    const plain = dropped.filter(({ result }) => result.isLegalRefused && isPlain(result.octets));
    const { delay } = order;
    if (plain.length === 0 || !order.slower()) return false;
    for (const { fuzzCase } of plain.slice(0, mostPlain)) {
      if (this.#target.ended === undefined && this.#mode.isThrough(await this.isolation.run(fuzzCase))) return true;
    }
    order.delay = delay;
    return false;
  }

  /** Runs each case alone that nothing came of. Those of which something comes are none of them any more. */
  async #rerunDropped(dropped: Dropped[], take: Take): Promise<void> {
    for (const one of [...dropped]) {
      if (!this.#mayBegin()) return;
      const begun = performance.now();
      const outcome = await this.isolation.run(one.fuzzCase);
      if (outcome.verdict === 'dropped') continue;
      dropped.splice(dropped.indexOf(one), 1);
      await take({ type: 'case', result: this.#resultOf(one.fuzzCase, outcome, begun) });
    }
  }

  /** Runs one case after the other on a channel of its own, while there are some and the target shows signs of life. */
  async #runLane(cases: FuzzCase[], batch: Batch, take: Take): Promise<void> {
    let channel: Channel | undefined;
    let attempts = 0;
    const leave = (): void => {
      channel?.close();
      channel = undefined;
      attempts = 0;
    };
    try {
      while (
        !batch.isStopped &&
        batch.suspects.length < mostSuspects &&
        // One more in a row than there are lanes: it may well take nothing any more, and each would wait in vain.
        batch.silent <= this.#parallel &&
        this.#target.ended === undefined &&
        cases.length > 0 &&
        this.#mayBegin()
      ) {
        const fuzzCase = cases.shift() as FuzzCase;
        const leftOut = this.#leftOut(fuzzCase);
        if (leftOut !== undefined) {
          await take(leftOut);
          continue;
        }
        await this.#pace();
        channel ??= await this.#mode.openChannel();
        this.#health.remember(fuzzCase);
        const begun = performance.now();
        const outcome = await this.#health.attempt(channel, fuzzCase);
        attempts += 1;
        batch.silent = outcome === undefined ? batch.silent + 1 : 0;
        // Should it have died of one of the lines that are under way, they are all that there is to go by.
        if (outcome === undefined && !this.#target.canRestart) batch.isStopped = true;
        // Overload looks the same as a fault. The channel is left to what the case has left in it.
        if (outcome === undefined || isDoubtful(outcome, this.#mode)) {
          batch.suspects.push(fuzzCase);
          leave();
        } else {
          const result = this.#resultOf(fuzzCase, outcome, begun);
          if (outcome.verdict === 'dropped') batch.dropped.push({ fuzzCase, result });
          else await take({ type: 'case', result });
          if (this.#mode.channels === 'per-case' || channel.isDirty) leave();
        }
      }
      if (channel !== undefined) this.#health.leaks.closeChannel(channel, attempts);
      if (channel !== undefined && batch.dropped.length > 0) await this.#mode.order?.lookBack();
    } finally {
      channel?.close();
    }
  }

  /** Why a case is not run; undefined for one that is. */
  #leftOut(fuzzCase: FuzzCase): CampaignEvent | undefined {
    const { octets, kind } = fuzzCase;
    if (octets.length > this.#mode.maxOctets) return { type: 'skipped', fuzzCase, reason: 'too-long' };
    if (isOfExam(kind) && hasLineEndWithin(octets)) return { type: 'skipped', fuzzCase, reason: 'line-end' };
    const cause = this.#options.foreseen?.(octets);
    return cause === undefined ? undefined : { type: 'set-aside', fuzzCase, cause };
  }

  /**
   * Runs each suspect alone. Where the target has ended or takes nothing any more, and none of them is the cause, what it
   * was sent before is.
   */
  async #rerunSuspects(suspects: readonly FuzzCase[], take: Take): Promise<void> {
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
      await take({ type: 'case', result: this.#resultOf(suspect, outcome, begun) });
    }
    this.#candidates = before;
    if (wrong === undefined || isExplained || before.length === 0) return;
    await take({ type: 'sequence', result: { ...wrong, sequence: before } });
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
  async #lose(error: Error, take: Take): Promise<void> {
    this.#isComplete = false;
    this.#lost = error.message;
    const sequence = this.#candidates;
    if (sequence.length === 0) return;
    const verdict = error instanceof TargetLost && error.isListening ? 'server-hung' : 'server-crashed';
    const one = sequence.length === 1 ? 'this line was' : `these ${sequence.length} lines were`;
    await take({ type: 'sequence', result: { verdict, detail: `${error.message}; ${one} sent last`, sequence } });
  }

  /** Whether the target is as well as it was, after some cases of which each one alone was no harm. */
  async #check(take: Take): Promise<void> {
    if (this.#health.sent.length === 0) return;
    this.#candidates = this.#health.sent.slice(-casesPerCheck);
    await this.#health.ensureAlive();
    const sequence = this.#health.sent;
    const outcome = await this.#health.check();
    if (outcome !== undefined) {
      await take({ type: 'sequence', result: { ...outcome, sequence } });
      await this.#health.ensureAlive();
    } else if (this.#health.leaks.isSuspected(sequence.length)) {
      // Where each case leaks, few of them show it.
      for (const part of [sequence.slice(-50), sequence]) {
        if (!(await this.#health.isLeaking(part))) continue;
        const { detail } = this.#health.leaks;
        await take({ type: 'sequence', result: { verdict: 'leaked', detail, sequence: part } });
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
    const cuts = outcome.isCut && this.#health.cutsOf(octets);
    return {
      ...fuzzCase,
      ...(cuts && { cuts }),
      ...outcome,
      isFinding: section === undefined && isFinding(octets, outcome),
      section,
      isLegalRefused: isLegalRefused(octets, outcome, way),
      milliseconds: Math.round(performance.now() - begun),
    };
  }
}

import { setMaxListeners } from 'node:events';
import type { FuzzCase } from '../cases/fuzz-case.ts';
import { cutsOf, isFinal, type Split, splitOutcome } from '../modes/in-pieces.ts';
import type { Channel, Mode } from '../modes/mode.ts';
import { type Target, TargetError } from '../target/target.ts';
import type { CampaignOptions } from './campaign.ts';
import { areTold, type Control, canaryLine, noResponses, octetsOfLine, otherResponses } from './controls.ts';
import { crashed } from './crash.ts';
import { unlessAborted } from './interruption.ts';
import { LeakDetector } from './leak-detector.ts';
import type { Outcome } from './verdict.ts';

/** The target is gone, and this tool cannot start it again. */
export class TargetLost extends Error {
  /** Whether somebody still listens where it listened. */
  readonly isListening: boolean;

  constructor(isListening: boolean) {
    super(
      isListening
        ? 'the target does not answer any more, and this tool cannot start it again'
        : 'nobody listens any more where the target did, and this tool cannot start it again',
    );
    this.isListening = isListening;
  }
}

const canary = octetsOfLine(canaryLine);

/** Milliseconds after the end of the target in which a case may still show its effect. */
const lastWords = 20;

/** How many plain lines a target that has just been started may miss. */
const mostTries = 3;

/** How often pieces may end a target before it is known that they do, and lines come as a whole alone. */
const mostHarms = 3;

/** How many cases of a sequence are remembered: those since the target was started, up to so many. */
const memory = 1000;

/** Whether a target is well, what is wrong with it where it is not, and how it gets well again. */
export class Health {
  readonly leaks: LeakDetector;
  readonly #target: Target;
  readonly #mode: Mode;
  #sent: FuzzCase[] = [];
  readonly #signal: AbortSignal | undefined;
  #isHung = false;
  #controls: readonly Control[] = [];

  readonly #split: Split | undefined;
  /** Cases after which, in pieces, the target took nothing any more. */
  readonly #endedByCuts = new WeakSet<object>();
  #harms = 0;

  /**
   * @param options `signal` ends whatever is under way: it rejects with what the signal was aborted with; `split` has each
   *   case sent in pieces too, and plain lines as a whole alone
   */
  constructor(target: Target, mode: Mode, options: Pick<CampaignOptions, 'signal' | 'split'>) {
    const { signal, split } = options;
    this.#target = target;
    this.#mode = mode;
    this.#signal = signal;
    this.#split = split;
    if (mode.isSignOfLife) target.livesIf(() => this.#isFreshFine());
    // Each case that is under way listens to it.
    if (signal !== undefined) setMaxListeners(0, signal);
    this.leaks = new LeakDetector(target);
  }

  /** What the target was sent since it was started, in order. */
  get sent(): readonly FuzzCase[] {
    return this.#sent;
  }

  remember(fuzzCase: FuzzCase): void {
    this.#sent.push(fuzzCase);
    if (this.#sent.length > memory) this.#sent.shift();
  }

  /** What became of lines of which it is known what they are, before the run. */
  get controls(): readonly Control[] {
    return this.#controls;
  }

  /** Whether something tells what the target takes from what it does not. */
  get isTold(): boolean {
    return areTold(this.#controls);
  }

  /** @throws {TargetError} when not even the canary has the effect that it should have */
  async begin(): Promise<void> {
    const outcome = await this.#tryOnce(canary);
    if (!this.#mode.isThrough(outcome)) {
      const { verdict = 'nothing came of it', detail } = outcome ?? {};
      const { name, expects, advice } = this.#mode;
      throw new TargetError(
        `the target does not take a plain 486 in mode ${name}: ${verdict}${detail === undefined ? '' : `, ${detail}`}
sent: ${canaryLine}
expected: ${expects}
try: ${advice}`,
      );
    }
    if (this.#mode.calibrate === undefined) return;
    const controls: Control[] = [{ line: canaryLine, isResponse: true, outcome }];
    for (const line of [...otherResponses, ...noResponses]) {
      await this.ensureAlive();
      const isResponse = otherResponses.includes(line);
      controls.push({ line, isResponse, outcome: await this.#tryOnce(octetsOfLine(line)) });
    }
    this.#controls = this.#mode.calibrate(controls);
  }

  /** Whether plain lines come through some channels at once: programs may all want the same port. */
  async isThroughAtOnce(count: number): Promise<boolean> {
    const outcomes = await Promise.all(Array.from({ length: count }, () => this.#tryOnce(canary)));
    return outcomes.every((outcome) => this.#mode.isThrough(outcome));
  }

  async #tryOnce(octets: Uint8Array): Promise<Outcome | undefined> {
    // The first channel may have to wait until what was there before is over.
    const channel = await unlessAborted(this.#signal, () => this.#mode.openChannel());
    try {
      return await this.#attempt(channel, octets);
    } finally {
      channel.close();
    }
  }

  /** Tries a case, in pieces too where it was asked for: what comes of it must not change. */
  async attempt(channel: Channel, fuzzCase: Pick<FuzzCase, 'octets' | 'cuts'>): Promise<Outcome | undefined> {
    const { octets } = fuzzCase;
    const whole = await this.#attempt(channel, octets);
    const cuts = fuzzCase.cuts ?? (this.#harms < mostHarms ? this.cutsOf(octets) : undefined);
    if (cuts === undefined || whole === undefined || isFinal(whole)) return whole;
    const isSpent = this.#mode.channels === 'per-case' || channel.isDirty;
    const other = isSpent ? await this.#mode.openChannel() : channel;
    try {
      const pieces = await this.#attempt(other, octets, cuts);
      // What takes nothing any more, as a whole neither, is looked at by whoever looks at those.
      if (pieces === undefined && (await this.#tryOnce(octets)) === undefined) {
        this.#endedByCuts.add(fuzzCase);
        return undefined;
      }
      return splitOutcome(whole, pieces) ?? whole;
    } finally {
      if (isSpent) other.close();
    }
  }

  /** Where a line of the run is cut; undefined where it is not. */
  cutsOf(octets: Uint8Array): readonly number[] | undefined {
    return this.#split && cutsOf(octets, this.#split);
  }

  /** What is wrong after a case had no effect, and whether its pieces are to blame. */
  async diagnoseCase(channel: Channel, fuzzCase: FuzzCase): Promise<Outcome> {
    const outcome = await this.diagnose(channel);
    if (!this.#endedByCuts.has(fuzzCase)) return outcome;
    this.#harms += 1;
    return { ...outcome, isCut: true };
  }

  /** Where a plain line is dropped, its sentinel may have overtaken it. */
  async #attempt(channel: Channel, octets: Uint8Array, cuts?: readonly number[]): Promise<Outcome | undefined> {
    const outcome = await this.#bring(channel, octets, cuts);
    const { order } = this.#mode;
    if (octets !== canary || outcome?.verdict !== 'dropped' || order === undefined) return outcome;
    const { delay } = order;
    while (order.slower()) {
      const again = await this.#bring(channel, octets, cuts);
      if (this.#mode.isThrough(again)) return again;
    }
    order.delay = delay;
    return outcome;
  }

  /** What cannot be tried has no outcome: a target that has ended takes no connection. */
  async #bring(channel: Channel, octets: Uint8Array, cuts?: readonly number[]): Promise<Outcome | undefined> {
    if (this.#target.ended !== undefined) return undefined;
    let forget = (): void => {};
    const ended = new Promise<undefined>((resolve) => {
      // What it has sent may still be on its way.
      forget = this.#target.onEnd(() => setTimeout(() => resolve(undefined), lastWords));
    });
    try {
      const outcome = await unlessAborted(this.#signal, () => Promise.race([channel.attempt(octets, cuts), ended]));
      if (outcome?.verdict !== 'closed' || !this.#target.isStartedHere) return outcome;
      // The end of a process closes its connections first.
      await new Promise((resolve) => setTimeout(resolve, lastWords));
      return this.#target.ended === undefined ? outcome : undefined;
    } catch (error) {
      if (error instanceof TargetError || this.#signal?.aborted) throw error;
      return undefined;
    } finally {
      forget();
    }
  }

  /** What is wrong where the canary does not come through; undefined where it does. */
  async check(): Promise<Outcome | undefined> {
    const channel = await this.#mode.openChannel();
    try {
      return (await this.#isThrough(channel)) ? undefined : await this.diagnose(channel);
    } finally {
      channel.close();
    }
  }

  /** After a timeout: finds the smallest scope that is broken (transaction, channel, server). */
  async diagnose(channel: Channel): Promise<Outcome> {
    const { connection } = channel;
    if (this.#target.ended !== undefined) return this.#crash(this.#target.ended);
    // All at once, because each of them may have to wait for nothing.
    const [isChannelFine, isTargetFine, isAnswering] = await Promise.all([
      this.#mode.canReuseAfterTimeout && this.#isThrough(channel),
      this.#mode.channels !== 'one' && this.#isFreshFine(),
      this.#target.ping(),
    ]);
    if (this.#target.ended !== undefined) return this.#crash(this.#target.ended);
    // A target may take another connection for the next call: then the first one is of no use any more.
    if (isChannelFine && channel.connection === connection) return { verdict: 'transaction-stuck' };
    if (isChannelFine) return { verdict: 'channel-poisoned' };
    if (isTargetFine) {
      // Silence may be that of a slow machine, so it is asked once more before anything is concluded from it.
      const isLate = this.#mode.canReuseAfterTimeout && (await this.#isThrough(channel));
      return { verdict: isLate && channel.connection === connection ? 'transaction-stuck' : 'channel-poisoned' };
    }
    this.#isHung = true;
    return {
      verdict: 'server-hung',
      detail: isAnswering ? 'it answers OPTIONS and nothing comes through' : 'it answers nothing',
    };
  }

  /** Whether the target keeps something open for each time that it is sent some cases, beyond what plain lines need. */
  async isLeaking(sequence: readonly FuzzCase[]): Promise<boolean> {
    const times = Math.ceil(16 / sequence.length);
    if (this.#target.canRestart) await this.restart();
    const channel = await this.#mode.openChannel();
    try {
      for (let warmUp = 0; warmUp < 3; warmUp += 1) await this.#attempt(channel, canary);
      const before = this.leaks.held(channel);
      for (let time = 0; time < times; time += 1) {
        for (const one of sequence) await this.attempt(channel, one);
      }
      return await this.leaks.hasGrown(before, channel, Math.max(times / 2, 4));
    } finally {
      channel.close();
    }
  }

  /** Starts the target again where it has ended or hangs. @throws {TargetLost} for a target that this tool cannot start */
  async ensureAlive(): Promise<void> {
    if (!this.#isHung && this.#target.ended === undefined && (await this.#target.ping())) return;
    if (!this.#target.canRestart) throw new TargetLost(await this.#target.isListening());
    await this.restart();
  }

  async restart(): Promise<void> {
    this.#isHung = false;
    this.#sent = [];
    await unlessAborted(this.#signal, () => this.#target.restart());
    this.#mode.restarted?.();
    // What calls when it is told to may answer OPTIONS before it takes a command.
    if (this.#mode.channels === 'per-case') {
      for (let tries = 0; tries < mostTries && !(await this.#isFreshFine()); tries += 1);
    }
    this.leaks.begin();
  }

  /** What the target wrote last is read before it is started again. */
  #crash(how: string): Outcome {
    return crashed(how, this.#target.log);
  }

  async #isFreshFine(): Promise<boolean> {
    return this.#mode.isThrough(await this.#tryOnce(canary));
  }

  async #isThrough(channel: Channel): Promise<boolean> {
    return this.#mode.isThrough(await this.#attempt(channel, canary));
  }
}

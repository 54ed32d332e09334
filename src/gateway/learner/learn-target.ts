import { escapedLine } from '../../text/escaped-line.ts';
import { Health, TargetLost } from '../campaign/health.ts';
import { Isolation } from '../campaign/isolation.ts';
import { type Outcome, verdicts } from '../campaign/verdict.ts';
import type { FuzzCase } from '../cases/fuzz-case.ts';
import { codeOf } from '../cases/lenient-reading.ts';
import { type FuzzOptions, type ModeOptions, modeOf } from '../fuzz.ts';
import type { Channel, Mode } from '../modes/mode.ts';
import type { Method } from '../sip/message.ts';
import { Target, TargetError } from '../target/target.ts';
import { type Learned, type LearnOptions, learnLanguage } from './learn.ts';
import type { Label } from './model.ts';

/** What is learned of, and how it is reached: as it is fuzzed, with the limits of learning. */
export type LearnTargetOptions = LearnOptions & ModeOptions & Pick<FuzzOptions, 'target'>;

/** A line that did a target harm while it was asked. */
export interface Harm {
  readonly octets: Uint8Array;
  readonly outcome: Outcome;
}

/** What learning came to, and what broke on the way. */
export interface LearnedTarget extends Learned {
  /** The version of the program, where it is known. */
  readonly version: string | undefined;
  /** The method of the requests that were answered. */
  readonly method: Method;
  /** The first line of each kind of harm. Such lines count as refused. */
  readonly harms: readonly Harm[];
  /** How many lines did harm. */
  readonly harmful: number;
}

/**
 * Learns what a server or a client takes for a response, before the line end: CR and LF end the line, and nothing that has
 * one is asked. A line that came through as it was is `taken`; one that came as something else, `changed`.
 *
 * @throws {TargetError} when the target does not start, does not answer, does not take a plain 486, or shows nothing by which
 * responses are told from what is none; when it ends, and cannot be started again
 */
export async function learnTarget(options: LearnTargetOptions): Promise<LearnedTarget> {
  const target = new Target(options.target);
  const mode = modeOf(target, options);
  const health = new Health(target, mode, { signal: options.signal });
  let asking: Asking | undefined;
  try {
    await mode.prepare?.();
    await target.start();
    await health.begin();
    if (!health.isTold) {
      throw new TargetError(
        'nothing tells what the target takes from what it refuses, so nothing can be learned of it',
      );
    }
    const asks = new Asking(target, mode, health, options.parallel ?? 8);
    asking = asks;
    const learned = await learnLanguage((octets) => asks.ask(octets), { ...options, parallel: asks.parallel });
    return {
      ...learned,
      version: target.version,
      method: mode.method,
      harms: [...asks.harms.values()],
      harmful: asks.harmful,
    };
  } finally {
    asking?.close();
    mode.close?.();
    await target.close();
  }
}

/** Asks some lines at once, and again alone those of which it is not clear whose doing the outcome is. */
class Asking {
  readonly parallel: number;
  readonly harms = new Map<string, Harm>();
  harmful = 0;
  readonly #mode: Mode;
  readonly #health: Health;
  readonly #isolation: Isolation;
  readonly #free: Channel[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #isClosed = false;
  /** What is alone, one after the other. Those beside it wait. */
  #alone: Promise<unknown> = Promise.resolve();
  #isAlone = 0;

  constructor(target: Target, mode: Mode, health: Health, parallel: number) {
    this.#mode = mode;
    this.#health = health;
    this.#isolation = new Isolation(target, mode, health);
    this.parallel = mode.channels === 'one' ? 1 : parallel;
  }

  async ask(octets: Uint8Array): Promise<Label> {
    if (octets.includes(0x0d) || octets.includes(0x0a) || octets.length > this.#mode.maxOctets) return 'refused';
    await this.#begin();
    if (this.#isClosed) throw new Error('nothing is asked any more');
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#attempt(octets);
    } finally {
      this.#busy -= 1;
      this.#next();
    }
    if (outcome === undefined || outcome.verdict === 'replaced') outcome = await this.#askAlone(octets);
    return this.#labelOf(octets, outcome);
  }

  /** Nothing is asked any more: what waits for its turn opens no channel. */
  close(): void {
    this.#isClosed = true;
    this.#closeChannels();
  }

  #closeChannels(): void {
    for (const channel of this.#free.splice(0)) channel.close();
  }

  #begin(): Promise<void> | undefined {
    if (this.#busy < this.parallel && this.#isAlone === 0) {
      this.#busy += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #next(): void {
    while (this.#busy < this.parallel && this.#isAlone === 0) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#busy += 1;
      next();
    }
    if (this.#busy === 0) this.#idle();
  }

  #idle = (): void => {};

  async #attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    const channel = this.#free.pop() ?? (await this.#mode.openChannel());
    let isOfUse = false;
    try {
      const outcome = await this.#health.attempt(channel, { octets });
      isOfUse = outcome !== undefined && this.#mode.channels !== 'per-case' && !channel.isDirty && !this.#isClosed;
      return outcome;
    } finally {
      if (isOfUse) this.#free.push(channel);
      else channel.close();
    }
  }

  /** Others wait meanwhile, so that overload is no verdict. */
  #askAlone(octets: Uint8Array): Promise<Outcome> {
    this.#isAlone += 1;
    const turn = this.#alone.then(async () => {
      if (this.#busy > 0) {
        await new Promise<void>((resolve) => {
          this.#idle = resolve;
        });
      }
      const line: FuzzCase = { address: 'learn', kind: 'file', family: 'learn', octets };
      try {
        const outcome = await this.#isolation.run(line);
        if (isHarm(outcome)) {
          // Whoever is asked next must find it alive.
          this.#closeChannels();
          await this.#isolation.ensureAlive();
        }
        return outcome;
      } catch (error) {
        if (!(error instanceof TargetLost)) throw error;
        throw new TargetError(`${error.message}; it was asked ${JSON.stringify(escapedLine(octets))}`);
      } finally {
        this.#isAlone -= 1;
        this.#next();
      }
    });
    this.#alone = turn.catch(() => {});
    return turn;
  }

  #labelOf(octets: Uint8Array, outcome: Outcome): Label {
    const { verdict, statusCode } = outcome;
    if (verdict === 'relayed') return 'taken';
    if (verdict === 'changed') return 'changed';
    if (verdict === 'accepted-as')
      return statusCode === undefined || statusCode === codeOf(octets) ? 'taken' : 'changed';
    if (isHarm(outcome)) {
      this.harmful += 1;
      if (!this.harms.has(verdict)) this.harms.set(verdict, { octets, outcome });
    }
    return 'refused';
  }
}

/** Whether nothing more comes through somewhere, or the target has ended. */
function isHarm({ verdict }: Outcome): boolean {
  return verdicts.indexOf(verdict) > verdicts.indexOf('changed');
}

import type { Control } from '../campaign/controls.ts';
import type { Outcome } from '../campaign/verdict.ts';
import type { Method } from '../sip/message.ts';
import type { Order } from './order.ts';

/** A way to bring lines to a target and to see what it does with them. */
export interface Mode {
  readonly name: ModeName;
  /** The method of the requests that are answered, where the RFCs make a difference by it. */
  readonly method: Method;
  /** The longest line that it can bring: a UDP datagram holds no more than 65,507 octets with all header fields. */
  readonly maxOctets: number;
  /**
   * - `one`: there is only one channel, because there is only one port that a target calls
   * - `per-case`: each case needs a channel of its own, because what it leaves in a target would change the next
   * - `shared`: a channel takes case after case, and there are as many as are asked for
   */
  readonly channels: 'one' | 'per-case' | 'shared';
  /** Whether a channel can take a second line after one that had no effect, so that it shows whether the channel is dead. */
  readonly canReuseAfterTimeout: boolean;
  /** Whether a plain line that comes through shows that the target is alive. */
  readonly isSignOfLife?: boolean;
  /** How long sentinels wait, where they come to the target by the same way as the cases before them. */
  readonly order?: Order;
  /** Whether a case waits longer than others, so that it gets a channel beside theirs. */
  isSlow?(octets: Uint8Array): boolean;
  /** What shows that a line was taken, for whoever is told that nothing did. */
  readonly expects: string;
  /** What to try where it was not, for the same. */
  readonly advice: string;
  /** Opens what a target may call before anything else is done. */
  prepare?(): Promise<void>;
  /** Told what became of some lines before a run, where only that tells what signs mean. Gives what they mean. */
  calibrate?(controls: readonly Control[]): readonly Control[];
  /** Sends a line alone, with no sentinel, and tells what requests come within some milliseconds; then the call is ended. */
  watch?(octets: Uint8Array, milliseconds: number): Promise<readonly string[]>;
  /** Opens a channel, which shares no port and no connection with others. */
  openChannel(): Promise<Channel>;
  /** Told that the target has been started again. */
  restarted?(): void;
  /** Whether a plain 486 had the effect that it has on a target that is well. */
  isThrough(outcome: Outcome | undefined): boolean;
  close?(): void;
}

/**
 * How the lines get to a target: through a proxy or a user agent, at a proxy, as the answer to a client, as what a client is
 * notified of, to a dissector.
 */
export const modeNames = ['relay', 'b2bua', 'inject', 'uas', 'sipfrag', 'dissect'] as const;

/** Whether a target calls us in a mode, by itself or by a command. */
export function isCalled(mode: ModeName): boolean {
  return mode === 'uas' || mode === 'sipfrag';
}

/** One of {@link modeNames}, or `parser`, which is for functions and no mode of the tool. */
export type ModeName = (typeof modeNames)[number] | 'parser';

/** Takes one line at a time. */
export interface Channel {
  /**
   * Sends a line, and after it in the same transaction a valid one. Undefined where neither shows any effect in time.
   *
   * @param cuts where the line is cut into pieces that are sent one by one, over what is no UDP
   */
  attempt(octets: Uint8Array, cuts?: readonly number[]): Promise<Outcome | undefined>;
  /** What the last line went through, where a target may choose another connection for the next one. */
  readonly connection?: object | undefined;
  /** Connections of the target to this channel that are open, where that can be seen. */
  readonly connections?: number;
  /** Whether a line may have left octets in its connections, which would stand before the next message. */
  readonly isDirty?: boolean;
  close(): void;
}

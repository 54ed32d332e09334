import type { Outcome } from '../verdict.ts';

/** A way to bring lines to a target and to see what it does with them. */
export interface Mode {
  readonly name: ModeName;
  /** The longest line that it can bring: a UDP datagram holds no more than 65,507 octets with all header fields. */
  readonly maxOctets: number;
  /** Whether each case needs a lane of its own, because what it leaves in a target would change the next. */
  readonly isLanePerCase: boolean;
  /** Whether a lane can take a second line after one that had no effect, so that it shows whether the lane is dead. */
  readonly canGoOn: boolean;
  /** Whether there is only one lane, because there is only one port that a target calls. */
  readonly isSingleLane?: boolean;
  /** Opens a way of its own, which shares no port and no connection with others. */
  openLane(): Promise<Lane>;
  /** Whether a plain 486 had the effect that it has on a target that is well. */
  isThrough(outcome: Outcome | undefined): boolean;
  close?(): void;
}

/** How the lines get to a target: through a proxy, at a proxy, as the answer to a client, to a dissector. */
export const modeNames = ['relay', 'inject', 'uas', 'dissect'] as const;

/** One of {@link modeNames}, or `parser`, which is for functions and no mode of the tool. */
export type ModeName = (typeof modeNames)[number] | 'parser';

/** Takes one line at a time. */
export interface Lane {
  /** Sends a line, and after it in the same transaction a valid one. Undefined where neither shows any effect in time. */
  attempt(octets: Uint8Array): Promise<Outcome | undefined>;
  /** What the last line went through, where a target may choose another connection for the next one. */
  readonly channel?: object | undefined;
  /** Connections of the target to this lane that are open, where that can be seen. */
  readonly connections?: number;
  /** Whether a line may have left octets in its connections, which would stand before the next message. */
  readonly isSpent?: boolean;
  close(): void;
}

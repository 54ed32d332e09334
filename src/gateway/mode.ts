import type { Outcome } from './verdict.ts';

/** A way to bring lines to a target and to see what it does with them. */
export interface Mode {
  /** The longest line that it can bring: a UDP datagram holds no more than 65,507 octets with all header fields. */
  readonly maxOctets: number;
  /** Opens a way of its own, which shares no port and no connection with others. */
  openLane(): Promise<Lane>;
}

/** Takes one line at a time. */
export interface Lane {
  /** Sends a line, and behind it in the same transaction a valid one. Undefined where neither shows any effect in time. */
  attempt(octets: Uint8Array): Promise<Outcome | undefined>;
  close(): void;
}

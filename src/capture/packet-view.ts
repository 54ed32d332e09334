import type { CapturedPacket } from './captured-packet.ts';

/** A packet as far as it is needed while it is at hand. */
export interface PacketView {
  /** Seconds since 1970-01-01T00:00:00Z; undefined where the file does not say. */
  readonly seconds: number | undefined;
  /** All that is known of it, to be kept. */
  describe(): CapturedPacket;
}

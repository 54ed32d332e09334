import type { Packet } from './packet.ts';
import type { PacketView } from './packet-view.ts';

/** Octets that lie side by side in memory, and where each of them came from. */
export interface Passage {
  readonly octets: Uint8Array;
  /** The offset in the source of the octet at an index. */
  offsetAt(index: number): number;
  /** The packet that brought the octet at an index; undefined where the source is no capture. */
  packetAt(index: number): PacketView | undefined;
}

/** A passage that moves on in its source. */
export interface SourcePassage extends Passage {
  /** The packet that the octets at hand belong to. */
  packet: Packet | undefined;
  /** What has not been read yet, up to `end`. */
  at: number;
  readonly end: number;
  /** The offset in the source of the octet at `at`. */
  readonly offset: number;
}

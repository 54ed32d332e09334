import type { Packet } from '../../capture/packet.ts';
import type { PacketView } from '../../capture/packet-view.ts';
import type { SourcePassage } from '../../capture/passage.ts';
import { context } from './locate.ts';
import type { Passage } from './passage.ts';
import { searchable } from './vector-search.ts';

/** How much is read at a time: about what the caches next to the processor hold, so that it is searched from there. */
const portion = 131_072;

const page = 4096;

/** What is at hand of a source that may have any size. It moves on as the source is read. */
export class Window implements Passage, SourcePassage {
  readonly #searchable: ReturnType<typeof searchable> = searchable(portion * 9);
  readonly octets: Uint8Array = this.#searchable.octets;
  /** The packet that the octets between `at` and `end` belong to. */
  packet: Packet | undefined;
  isIdle = false;
  /** What has not been searched yet. */
  at = 0;
  end = 0;
  #base = 0;

  /** The offset in the source of what has not been searched yet. */
  get offset(): number {
    return this.#base + this.at;
  }

  /** Whether nothing of the source has gone by yet. */
  get isAtStart(): boolean {
    return this.offset === 0;
  }

  /** Where the next octets of the source are to be put. They are taken by {@link grow}. */
  room(): Uint8Array {
    // Where the room begins at a border of pages, the system copies into it in half the time.
    const kept = this.end - Math.ceil((this.end - this.at + context) / page) * page;
    if (kept > 0) {
      this.octets.copyWithin(0, kept, this.end);
      this.#base += kept;
      this.at -= kept;
      this.end -= kept;
    }
    return this.octets.subarray(this.end, this.end + portion);
  }

  grow(count: number): void {
    this.end += count;
  }

  next(from: number, to: number): number {
    return this.#searchable.next(from, to);
  }

  nextCSeq(from: number, to: number): number {
    return this.#searchable.nextCSeq(from, to);
  }

  offsetAt(index: number): number {
    return this.#base + index;
  }

  packetAt(): PacketView | undefined {
    return this.packet;
  }
}

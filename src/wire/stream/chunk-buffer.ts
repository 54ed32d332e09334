import { octetsBetween } from '../../text/uint8-array.ts';
import { cr, lf } from '../message/octet.ts';

/** The octets of a message that the end of a chunk has cut. Memory grows with what has come, by doubling. */
export class ChunkBuffer {
  #room = new Uint8Array(0);
  #length = 0;
  /** How many octets of an empty line, with the LF before it, the octets end with: LF, or LF CR. */
  #matched: 0 | 1 | 2 = 0;

  get length(): number {
    return this.#length;
  }

  /** A view of the octets that stays as it is, whatever is appended. */
  get octets(): Uint8Array {
    return octetsBetween(this.#room, 0, this.#length);
  }

  append(octets: Uint8Array): void {
    const length = this.#length + octets.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(Math.max(length, 2 * this.#room.length, 256));
      room.set(this.octets);
      this.#room = room;
    }
    this.#room.set(octets, this.#length);
    this.#length = length;
    this.#matched = 0;
    for (const octet of this.octets.subarray(-2)) this.#match(octet);
  }

  /** The index after the first LF, from an index of the octets to append on, that ends an empty line; -1 where none does. */
  endOfHead(octets: Uint8Array, from: number): number {
    for (let at = from; at < octets.length; at += 1) {
      if (this.#match(octets[at] as number)) return at + 1;
    }
    return -1;
  }

  /** Drops the first octets. What was handed out stays as it is. */
  dropFirst(count: number): void {
    const rest = octetsBetween(this.#room, count, this.#length);
    this.#room = new Uint8Array(0);
    this.#length = 0;
    this.#matched = 0;
    if (rest.length > 0) this.append(rest);
  }

  /** Whether an octet ends an empty line. */
  #match(octet: number): boolean {
    const isEnd = octet === lf && this.#matched > 0;
    this.#matched = octet === lf ? 1 : octet === cr && this.#matched === 1 ? 2 : 0;
    return isEnd;
  }
}

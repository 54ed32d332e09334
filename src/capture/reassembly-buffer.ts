import type { PacketView } from './packet-view.ts';
import type { Passage } from './passage.ts';

interface Piece {
  /** Where it begins in the gathered octets, and in the source. */
  readonly at: number;
  readonly offset: number;
  readonly packet: PacketView | undefined;
}

/** Octets of a stream that came in several packets. */
export class Gathered implements Passage {
  #room = new Uint8Array(0);
  #start = 0;
  #end = 0;
  #pieces: Piece[] = [];

  get octets(): Uint8Array {
    return this.#room;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** How many octets of memory it takes. */
  get roomOctets(): number {
    return this.#room.length;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  append(octets: Uint8Array, offset: number, packet: PacketView | undefined): void {
    this.#makeRoom(octets.length);
    this.#pieces.push({ at: this.#end, offset, packet });
    this.#room.set(octets, this.#end);
    this.#end += octets.length;
  }

  /** What is before an index is not needed any more. */
  dropBefore(index: number): void {
    this.#start = index;
    const piece = this.#pieceIndex(index);
    if (piece > 0) this.#pieces.splice(0, piece);
    // Of what was large once, most streams keep a few octets.
    if (this.length * 8 < this.#room.length) this.#moveTo(new Uint8Array(this.length * 2));
  }

  offsetAt(index: number): number {
    const { at, offset } = this.#pieces[this.#pieceIndex(index)] as Piece;
    return offset + index - at;
  }

  packetAt(index: number): PacketView | undefined {
    return this.#pieces[this.#pieceIndex(index)]?.packet;
  }

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#room.length) return;
    const needed = this.length + count;
    this.#moveTo(needed > this.#room.length / 2 ? new Uint8Array(needed * 2) : this.#room);
  }

  #moveTo(room: Uint8Array<ArrayBuffer>): void {
    const { length } = this;
    room.set(this.#room.subarray(this.#start, this.#end));
    this.#pieces = this.#pieces.map((piece) => ({ ...piece, at: piece.at - this.#start }));
    this.#room = room;
    this.#start = 0;
    this.#end = length;
  }

  /** The piece that holds the octet at an index. */
  #pieceIndex(index: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle] as Piece).at <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

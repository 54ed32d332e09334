import { cr, lf } from './octet.ts';

/**
 * The beginning of a message that is cut by the end of a chunk, up to its empty line. The pieces are kept as views and are
 * copied once, when they are joined.
 */
export class HeldOctets {
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** How many octets of an empty line, with the LF before it, the pieces end with: LF, or LF CR. */
  #matched: 0 | 1 | 2 = 0;

  get length(): number {
    return this.#length;
  }

  /** Holds the beginning of a message that has no empty line. */
  begin(piece: Uint8Array): void {
    this.hold(piece);
    this.#matched = 0;
    for (const octet of piece.subarray(-2)) this.#match(octet);
  }

  /**
   * Continues with the octets from an index on. Returns the index after the first LF that ends an empty line, or -1: then
   * the octets are to be held too.
   */
  endOfHead(octets: Uint8Array, from: number): number {
    for (let at = from; at < octets.length; at += 1) {
      if (this.#match(octets[at] as number)) return at + 1;
    }
    return -1;
  }

  /** Holds octets that have no empty line in them either. */
  hold(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** Everything that is held and these octets, in one array. Nothing is held any more. */
  joined(last: Uint8Array): Uint8Array {
    const octets = new Uint8Array(this.#length + last.length);
    let at = 0;
    for (const piece of this.#pieces) {
      octets.set(piece, at);
      at += piece.length;
    }
    octets.set(last, at);
    this.#pieces = [];
    this.#length = 0;
    return octets;
  }

  /** Whether an octet ends an empty line. */
  #match(octet: number): boolean {
    const isEnd = octet === lf && this.#matched > 0;
    this.#matched = octet === lf ? 1 : octet === cr && this.#matched === 1 ? 2 : 0;
    return isEnd;
  }
}

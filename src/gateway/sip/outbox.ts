/** Milliseconds between two pieces of a message: the first has been read by then. */
const pieceDelay = 2;

interface Piece {
  readonly piece: Uint8Array;
  readonly isLast: boolean;
  /** What it is a piece of. */
  readonly message: Uint8Array;
}

type Write = (piece: Piece) => void;

/** Sends messages in their order, each as a whole or in pieces that are written one by one. */
export class Outbox {
  readonly #write: Write;
  readonly #waiting: Piece[] = [];
  #isBusy = false;

  constructor(write: Write) {
    this.#write = write;
  }

  /** @param cuts where the message is cut, in rising order */
  send(message: Uint8Array, cuts: readonly number[] = []): void {
    if (!this.#isBusy && cuts.length === 0) {
      this.#write({ piece: message, isLast: true, message });
      return;
    }
    const inner = cuts.filter((cut) => cut > 0 && cut < message.length);
    [0, ...inner].forEach((from, n) => {
      const to = inner[n] ?? message.length;
      this.#waiting.push({ piece: message.subarray(from, to), isLast: to === message.length, message });
    });
    if (!this.#isBusy) this.#next();
  }

  #next(): void {
    const next = this.#waiting.shift();
    this.#isBusy = next !== undefined;
    if (next === undefined) return;
    this.#write(next);
    setTimeout(() => this.#next(), next.isLast ? 0 : pieceDelay);
  }
}

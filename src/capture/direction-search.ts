import { uint32 } from './byte-order.ts';
import { hep3 } from './envelope.ts';
import { HepReader } from './hep.ts';
import type { Passage } from './passage.ts';
import type { PayloadReader, StreamReader } from './payload-reader.ts';
import { beginsWithFrame, WebSocketReader } from './websocket.ts';

/** Finds the messages in one direction of a connection, whatever it is that carries them there: the first octets say so. */
export class DirectionSearch {
  readonly #payloads: PayloadReader;
  readonly #messages: StreamReader;
  #reader: HepReader | WebSocketReader | undefined;
  #isKnown = false;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
    this.#messages = payloads.stream();
  }

  /** As {@link StreamReader.search}. */
  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    if (!this.#isKnown && !this.#open(passage.octets, from, to, isLast)) return from;
    let at = from;
    if (this.#reader !== undefined) {
      at = this.#reader.search(passage, from, to, isLast);
      if (!this.#reader.isOver) return at;
      this.#reader = undefined;
    }
    return this.#messages.search(passage, at, to, isLast);
  }

  /** Octets are missing before what comes next. */
  interrupted(): void {
    this.#reader = undefined;
    this.#isKnown = false;
    this.#messages.interrupted();
  }

  /** Returns whether what the stream is is known. */
  #open(octets: Uint8Array, from: number, to: number, isLast: boolean): boolean {
    if (from === to) return false;
    const first = octets[from] as number;
    if (first === 0x81 || first === 0x82) {
      const isFrame = beginsWithFrame(octets, from, to);
      if (isFrame === undefined && !isLast) return false;
      if (isFrame === true) this.#reader = new WebSocketReader(this.#payloads, true);
    } else if (first === 0x47 || first === 0x48) {
      // `G` and `H`, which few methods of SIP begin with.
      if (to - from < 4 && !isLast) return false;
      const word = uint32(octets, from);
      if (word === get || word === http) this.#reader = new WebSocketReader(this.#payloads, false);
      else if (word === hep3) this.#reader = new HepReader(this.#payloads);
    }
    this.#isKnown = true;
    return true;
  }
}

const get = 0x47455420;
const http = 0x48545450;

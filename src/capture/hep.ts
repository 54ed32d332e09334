import type { Format } from '../wire/search/format.ts';
import { searchDatagram } from '../wire/search/packet-search.ts';
import type { Listener, Passage } from '../wire/search/passage.ts';
import type { Window } from '../wire/search/window.ts';
import { uint32 } from './byte-order.ts';
import { envelope, hep3, hepLength, readHep } from './envelope.ts';
import { Packet } from './packet.ts';
import type { StreamReader } from './stream-reader.ts';

export function isHep(octets: Uint8Array, at: number): boolean {
  return uint32(octets, at) === hep3;
}

/** What a capture agent sends over TCP, as a file: packets of HEP, one after the other. */
export class Hep implements Format {
  readonly #listener: Listener;
  readonly #reader: HepReader;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#reader = new HepReader(listener);
  }

  search(window: Window, isLast: boolean): 'corrupt' | undefined {
    const { at, end } = window;
    window.at = this.#reader.search(window, at, end, isLast);
    this.#listener.searched(window.at - at);
    return this.#reader.isOver ? 'corrupt' : undefined;
  }

  end(): void {}
}

/** Packets of HEP, one after the other. */
export class HepReader implements StreamReader {
  readonly #listener: Listener;
  readonly #packet = new Packet();
  isOver = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    const { octets } = passage;
    for (let at = from; at < to; ) {
      const length = hepLength(octets, at, to);
      if (at + Math.max(length, 6) > to && !isLast) return at;
      if (length === 0) {
        this.isOver = true;
        return at;
      }
      const end = Math.min(to, at + length);
      if (readHep(octets, at, end)) this.#search(passage, end < at + length);
      at = end;
    }
    return to;
  }

  #search(passage: Passage, isCut: boolean): void {
    this.#packet.number += 1;
    this.#packet.open(envelope, passage.octets);
    const packet = this.#packet.snapshot();
    const inner: Passage = {
      octets: passage.octets,
      next: (from, to) => passage.next(from, to),
      offsetAt: (index) => passage.offsetAt(index),
      packetAt: (index) => {
        const outer = passage.packetAt(index)?.describe();
        const described = packet.describe();
        return {
          seconds: packet.seconds,
          describe: () => ({ ...described, number: outer?.number ?? described.number }),
        };
      },
    };
    searchDatagram(inner, envelope.start, envelope.end, isCut, this.#listener);
  }
}

import { uint32 } from './byte-order.ts';
import type { CapturedPacket } from './captured-packet.ts';
import { envelope, hep3, hepLength, readHep } from './envelope.ts';
import type { Format } from './format.ts';
import { Packet } from './packet.ts';
import type { Passage, SourcePassage } from './passage.ts';
import type { PayloadReader } from './payload-reader.ts';

export function isHep(octets: Uint8Array, at: number): boolean {
  return uint32(octets, at) === hep3;
}

/** What a capture agent sends over TCP, as a file: packets of HEP, one after the other. */
export class Hep implements Format {
  readonly #payloads: PayloadReader;
  readonly #reader: HepReader;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
    this.#reader = new HepReader(payloads);
  }

  search(window: SourcePassage, isLast: boolean): 'corrupt' | undefined {
    const { at, end } = window;
    window.at = this.#reader.search(window, at, end, isLast);
    this.#payloads.searched(window.at - at);
    return this.#reader.isOver ? 'corrupt' : undefined;
  }

  end(): void {}
}

/** Packets of HEP, one after the other. */
export class HepReader {
  readonly #payloads: PayloadReader;
  readonly #packet = new Packet();
  isOver = false;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
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
      offsetAt: (index) => passage.offsetAt(index),
      packetAt: (index) => {
        // Where packets of a capture brought it, these are counted.
        const outer = passage.packetAt(index);
        const describe = (): CapturedPacket => {
          const described = packet.describe();
          return { ...described, number: outer?.describe().number ?? described.number };
        };
        return { seconds: packet.seconds, describe };
      },
    };
    this.#payloads.datagram(inner, envelope.start, envelope.end, isCut);
  }
}

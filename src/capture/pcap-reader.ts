import { uint32 } from './byte-order.ts';
import type { Format } from './format.ts';
import type { SourcePassage } from './passage.ts';
import type { PayloadReader } from './payload-reader.ts';
import { Packets } from './udp-tcp.ts';

const fileHeader = 24;
const recordHeader = 16;
/** No program writes longer packets, whatever the file says of the longest. */
export const longestPacket: number = 1 << 18;

/** The magic numbers as they lie in a file, read in big-endian order. */
const magics: ReadonlyMap<number, { isLittle: boolean; perUnit: number }> = /* @__PURE__ */ new Map([
  [0xa1b2c3d4, { isLittle: false, perUnit: 1000 }],
  [0xd4c3b2a1, { isLittle: true, perUnit: 1000 }],
  [0xa1b23c4d, { isLittle: false, perUnit: 1 }],
  [0x4d3cb2a1, { isLittle: true, perUnit: 1 }],
]);

export function isPcap(octets: Uint8Array, at: number): boolean {
  return magics.has(uint32(octets, at, false));
}

/** A pcap file: <https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-03.html> */
export class Pcap implements Format {
  readonly #payloads: PayloadReader;
  readonly #packets: Packets;
  #isLittle = false;
  #linkType = 0;
  /** Nanoseconds to a unit of the times. */
  #perUnit = 1000;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
    this.#packets = new Packets(payloads);
  }

  search(window: SourcePassage, isLast: boolean): 'corrupt' | undefined {
    for (;;) {
      const { octets, at, end } = window;
      // Files are put one after the other, and each has a header.
      if (end - at >= 4 && isPcap(octets, at)) {
        if (end - at < fileHeader) return this.#reportTruncated(window, isLast);
        this.#open(octets, at);
        this.#payloads.framing(fileHeader);
        window.at = at + fileHeader;
        continue;
      }
      if (end - at < recordHeader) return this.#reportTruncated(window, isLast);
      const captured = uint32(octets, at + 8, this.#isLittle);
      if (captured > longestPacket) return 'corrupt';
      const start = at + recordHeader;
      const isCut = end - start < captured;
      if (isCut && !isLast) return undefined;
      this.#payloads.framing(recordHeader);
      const time = {
        seconds: uint32(octets, at, this.#isLittle),
        nanoseconds: uint32(octets, at + 4, this.#isLittle) * this.#perUnit,
      };
      this.#packets.take(window, start, isCut ? end : start + captured, this.#linkType, time);
      window.at = isCut ? end : start + captured;
      if (isCut) this.#payloads.skipped(window.offset, window.offset, 'truncated');
    }
  }

  end(): void {
    this.#packets.end();
  }

  #open(octets: Uint8Array, at: number): void {
    const { isLittle, perUnit } = magics.get(uint32(octets, at, false)) as { isLittle: boolean; perUnit: number };
    this.#isLittle = isLittle;
    this.#perUnit = perUnit;
    // The upper half says, among other things, how many octets of a checksum each frame has.
    this.#linkType = uint32(octets, at + 20, isLittle) & 0xffff;
  }

  /** What is left of a file that ends within a header. */
  #reportTruncated(window: SourcePassage, isLast: boolean): undefined {
    if (!isLast || window.at === window.end) return;
    this.#payloads.skipped(window.offset, window.offsetAt(window.end), 'truncated');
    window.at = window.end;
  }
}

import { uint16, uint32 } from './byte-order.ts';
import type { Format } from './format.ts';
import type { SourcePassage } from './passage.ts';
import type { PayloadReader } from './payload-reader.ts';
import { longestPacket } from './pcap-reader.ts';
import { Packets, type Time } from './udp-tcp.ts';

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;

/** Room for a packet and its options. */
const longestBlock = longestPacket * 2;

/** More interfaces than any machine has, and few enough to remember. */
const mostInterfaces = 65_536;

export function isPcapng(octets: Uint8Array, at: number): boolean {
  return uint32(octets, at, false) === sectionHeader;
}

interface Interface {
  readonly linkType: number;
  /** The longest packet; 0 when there is no limit. */
  readonly snapLength: number;
  /** How many units of the times make a second, and what is to be added in seconds. */
  readonly unitsPerSecond: bigint;
  readonly offsetSeconds: number;
}

/** A pcapng file: <https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html> */
export class Pcapng implements Format {
  readonly #payloads: PayloadReader;
  readonly #packets: Packets;
  #isLittle = false;
  #interfaces: Interface[] = [];
  /** Octets to come of a block that has no packet in it. */
  #toSkip = 0;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
    this.#packets = new Packets(payloads);
  }

  search(window: SourcePassage, isLast: boolean): 'corrupt' | undefined {
    for (;;) {
      if (this.#toSkip > 0) this.#skip(window);
      const { octets, at, end } = window;
      if (end - at < 12) return this.#reportTruncated(window, isLast);
      if (isPcapng(octets, at)) {
        const magic = uint32(octets, at + 8, false);
        if (magic !== 0x1a2b3c4d && magic !== 0x4d3c2b1a) return 'corrupt';
        this.#isLittle = magic === 0x4d3c2b1a;
        this.#interfaces = [];
      }
      const type = uint32(octets, at, this.#isLittle);
      const length = uint32(octets, at + 4, this.#isLittle);
      if (length < 12 || length % 4 !== 0) return 'corrupt';
      const isRead =
        type === interfaceDescription || type === obsoletePacket || type === simplePacket || type === enhancedPacket;
      if (!isRead) {
        this.#toSkip = length;
        continue;
      }
      if (length > longestBlock) return 'corrupt';
      if (end - at < length) {
        if (!isLast) return undefined;
        return this.#reportTruncated(window, isLast);
      }
      if (uint32(octets, at + length - 4, this.#isLittle) !== length) return 'corrupt';
      if (type === interfaceDescription) {
        if (length < 20) return 'corrupt';
        // A packet of one that is too many is of none.
        if (this.#interfaces.length < mostInterfaces) {
          this.#interfaces.push(this.#interface(octets, at, at + length - 4));
        }
        this.#payloads.framing(length);
      } else if (!this.#packet(window, type, at, length)) return 'corrupt';
      window.at = at + length;
    }
  }

  end(): void {
    this.#packets.end();
  }

  #skip(window: SourcePassage): void {
    const count = Math.min(this.#toSkip, window.end - window.at);
    this.#payloads.framing(count);
    this.#toSkip -= count;
    window.at += count;
  }

  /** What is left of a file that ends within a block. */
  #reportTruncated(window: SourcePassage, isLast: boolean): undefined {
    if (!isLast) return;
    const isWithin = window.at < window.end;
    if (isWithin || this.#toSkip > 0) this.#payloads.skipped(window.offset, window.offsetAt(window.end), 'truncated');
    window.at = window.end;
  }

  #interface(octets: Uint8Array, at: number, to: number): Interface {
    let unitsPerSecond = 1_000_000n;
    let offsetSeconds = 0;
    for (let option = at + 16; option + 4 <= to; ) {
      const code = uint16(octets, option, this.#isLittle);
      const length = uint16(octets, option + 2, this.#isLittle);
      const value = option + 4;
      if (code === 0 || value + length > to) break;
      if (code === 9 && length === 1) unitsPerSecond = resolution(octets[value] as number);
      if (code === 14 && length === 8) offsetSeconds = this.#int64(octets, value);
      option = value + Math.ceil(length / 4) * 4;
    }
    return {
      linkType: uint16(octets, at + 8, this.#isLittle),
      snapLength: uint32(octets, at + 12, this.#isLittle),
      unitsPerSecond,
      offsetSeconds,
    };
  }

  /** Whether a block has a packet of an interface that there is. */
  #packet(window: SourcePassage, type: number, at: number, length: number): boolean {
    const { octets } = window;
    const end = at + length - 4;
    const isSimple = type === simplePacket;
    const start = at + (isSimple ? 12 : 28);
    if (start > end) return false;
    const number = isSimple
      ? 0
      : type === obsoletePacket
        ? uint16(octets, at + 8, this.#isLittle)
        : uint32(octets, at + 8, this.#isLittle);
    const from = this.#interfaces[number];
    if (from === undefined) return false;
    const captured = isSimple
      ? Math.min(uint32(octets, at + 8, this.#isLittle), from.snapLength || longestBlock, end - start)
      : uint32(octets, at + 20, this.#isLittle);
    if (start + captured > end) return false;
    const time = isSimple
      ? unknown
      : timeOf(uint32(octets, at + 12, this.#isLittle), uint32(octets, at + 16, this.#isLittle), from);
    this.#payloads.framing(length - captured);
    this.#packets.take(window, start, start + captured, from.linkType, time, number);
    return true;
  }

  #int64(octets: Uint8Array, at: number): number {
    const high = uint32(octets, this.#isLittle ? at + 4 : at, this.#isLittle) | 0;
    return high * 2 ** 32 + uint32(octets, this.#isLittle ? at : at + 4, this.#isLittle);
  }
}

const unknown: Time = { seconds: undefined, nanoseconds: 0 };

/** A power of 10, or of 2 where the first bit is set. */
function resolution(value: number): bigint {
  return value < 0x80 ? 10n ** BigInt(value) : 2n ** BigInt(value & 0x7f);
}

function timeOf(high: number, low: number, { unitsPerSecond, offsetSeconds }: Interface): Time {
  if (unitsPerSecond === 1_000_000n && high < 2 ** 21) {
    const units = high * 2 ** 32 + low;
    const seconds = Math.floor(units / 1e6);
    return { seconds: seconds + offsetSeconds, nanoseconds: (units - seconds * 1e6) * 1000 };
  }
  const units = (BigInt(high) << 32n) | BigInt(low);
  return {
    seconds: Number(units / unitsPerSecond) + offsetSeconds,
    nanoseconds: Number(((units % unitsPerSecond) * 1_000_000_000n) / unitsPerSecond),
  };
}

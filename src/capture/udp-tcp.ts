import { uint16, uint32 } from './byte-order.ts';
import { envelope, hepLength, readExportedPdu, readHep } from './envelope.ts';
import { ipPayload, readIp } from './ip.ts';
import { cutOff, ipHeaderAt, noIp } from './link-layer.ts';
import { Packet } from './packet.ts';
import type { SourcePassage } from './passage.ts';
import type { PayloadReader, SkipReason } from './payload-reader.ts';
import { TcpStreams } from './tcp-reassembly.ts';
import { ipInDatagram, ipInGre } from './tunnel.ts';

/** When a packet was captured: whole seconds since 1970 and the rest; undefined where the file does not say. */
export interface Time {
  readonly seconds: number | undefined;
  readonly nanoseconds: number;
}

/** Finds the status lines in the packets of a capture, whatever file they are in. */
export class Packets {
  readonly #payloads: PayloadReader;
  readonly #streams: TcpStreams;
  readonly #packet = new Packet();

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
    this.#streams = new TcpStreams(payloads);
  }

  /** Takes the packet between two indexes of the window. */
  take(window: SourcePassage, from: number, to: number, linkType: number, time: Time, fromInterface?: number): void {
    this.#packet.number += 1;
    this.#packet.seconds = time.seconds;
    this.#packet.nanoseconds = time.nanoseconds;
    this.#packet.interface = fromInterface;
    const wrong = this.#read(window, from, to, linkType);
    if (wrong !== undefined) this.#payloads.skipped(window.offsetAt(from), window.offsetAt(to), wrong);
  }

  /** Returns why none of it was searched. */
  #read(window: SourcePassage, from: number, to: number, linkType: number): SkipReason | undefined {
    const { octets } = window;
    if (linkType === exportedPdu) {
      if (!readExportedPdu(octets, from, to)) return 'malformed';
      this.#searchEnvelope(window, to - from);
      return undefined;
    }
    for (let header = ipHeaderAt(octets, from, to, linkType); ; ) {
      if (header === noIp) return 'unknown-link';
      if (header === cutOff) return 'truncated';
      const wrong = readIp(octets, header, to);
      if (wrong !== undefined) return wrong;
      const { protocol, start, end } = ipPayload;
      if (ipPayload.isLaterFragment) return 'fragment';
      if (protocol === gre) {
        header = ipInGre(octets, start, end);
        if (header === noIp) return 'unknown-transport';
        continue;
      }
      if (protocol !== udp && protocol !== tcp) return 'unknown-transport';
      const headerOctets = protocol === udp ? 8 : tcpHeaderOctets(octets, start, end);
      if (start + headerOctets > end) return 'truncated';
      const udpLength = protocol === udp ? uint16(octets, start + 4) : 0;
      // A length of 0 stands for one that has no room in the field.
      if (headerOctets === 0 || (udpLength > 0 && udpLength < 8)) return 'malformed';
      const payload = start + headerOctets;
      const payloadEnd = udpLength === 0 ? end : Math.min(end, start + udpLength);
      if (protocol === udp) {
        const inner = ipInDatagram(octets, uint16(octets, start + 2), payload, payloadEnd);
        if (inner >= 0) {
          header = inner;
          continue;
        }
      }
      this.#search(window, { start, payload, end: payloadEnd, isCut: start + udpLength > end }, to - from);
      return undefined;
    }
  }

  /** Searches what UDP or TCP carries, in a frame of so many octets. */
  #search(window: SourcePassage, segment: TransportSegment, frameOctets: number): void {
    const { octets } = window;
    const { start, payload, end, isCut } = segment;
    const { protocol, sourceAt, destinationAt, addressOctets, missing } = ipPayload;
    if (protocol === udp && hepLength(octets, payload, end) === end - payload && readHep(octets, payload, end)) {
      this.#searchEnvelope(window, frameOctets);
      return;
    }
    this.#payloads.framing(frameOctets - (end - payload));
    this.#packet.addresses = octets;
    this.#packet.sourceAt = sourceAt;
    this.#packet.destinationAt = destinationAt;
    this.#packet.addressOctets = addressOctets;
    this.#packet.sourcePort = uint16(octets, start);
    this.#packet.destinationPort = uint16(octets, start + 2);
    this.#packet.transport = protocol === udp ? 'udp' : 'tcp';
    window.packet = this.#packet;
    if (protocol === udp) {
      this.#payloads.searched(end - payload);
      this.#payloads.datagram(window, payload, end, isCut);
    } else {
      const sequence = uint32(octets, start + 4);
      const flags = octets[start + 13] as number;
      this.#streams.take(window, { sequence, flags, start: payload, end, missing });
    }
    window.packet = undefined;
  }

  /** Searches the message in the {@link envelope}, which is whole, in a frame of so many octets. */
  #searchEnvelope(window: SourcePassage, frameOctets: number): void {
    const { start, end } = envelope;
    this.#payloads.framing(frameOctets - (end - start));
    this.#packet.open(envelope, window.octets);
    window.packet = this.#packet;
    this.#payloads.searched(end - start);
    this.#payloads.datagram(window, start, end, false);
    window.packet = undefined;
  }

  /** There are no more. */
  end(): void {
    this.#streams.end();
  }
}

/** What UDP or TCP has made of an IP packet, in indexes of the window. */
interface TransportSegment {
  readonly start: number;
  readonly payload: number;
  readonly end: number;
  /** Whether the capture lacks octets after those that it has. */
  readonly isCut: boolean;
}

const tcp = 6;
const udp = 17;
const gre = 47;
/** The link type of exported messages. */
const exportedPdu = 252;

/** RFC 9293 §3.1; more than there is where even the fixed part is cut off. */
function tcpHeaderOctets(octets: Uint8Array, start: number, end: number): number {
  if (start + 20 > end) return end - start + 1;
  const headerOctets = ((octets[start + 12] as number) >> 4) * 4;
  return headerOctets < 20 ? 0 : headerOctets;
}

import { searchDatagram } from '../wire/search/packet-search.ts';
import type { Listener, SkipReason } from '../wire/search/passage.ts';
import type { Window } from '../wire/search/window.ts';
import { uint16, uint32 } from './byte-order.ts';
import { ipPayload, readIp } from './ip.ts';
import { cutOff, ipHeaderAt, noIp } from './link-layer.ts';
import { Packet } from './packet.ts';
import { TcpStreams } from './tcp-reassembly.ts';

/** When a packet was captured: whole seconds since 1970 and the rest; undefined where the file does not say. */
export interface Time {
  readonly seconds: number | undefined;
  readonly nanoseconds: number;
}

/** Finds the status lines in the packets of a capture, whatever file they are in. */
export class Packets {
  readonly #listener: Listener;
  readonly #streams: TcpStreams;
  readonly #packet = new Packet();

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#streams = new TcpStreams(listener);
  }

  /** Takes the packet between two indexes of the window. */
  take(window: Window, from: number, to: number, linkType: number, time: Time, fromInterface?: number): void {
    this.#packet.number += 1;
    this.#packet.seconds = time.seconds;
    this.#packet.nanoseconds = time.nanoseconds;
    this.#packet.interface = fromInterface;
    const wrong = this.#read(window, from, to, linkType);
    if (wrong !== undefined) this.#listener.skipped(window.offsetAt(from), window.offsetAt(to), wrong);
  }

  /** Returns why none of it was searched. */
  #read(window: Window, from: number, to: number, linkType: number): SkipReason | undefined {
    const { octets } = window;
    const header = ipHeaderAt(octets, from, to, linkType);
    if (header === noIp) return 'unknown-link';
    if (header === cutOff) return 'truncated';
    const wrong = readIp(octets, header, to);
    if (wrong !== undefined) return wrong;
    const { protocol, start, end } = ipPayload;
    if (ipPayload.isLaterFragment) return 'fragment';
    if (protocol !== udp && protocol !== tcp) return 'unknown-transport';
    const headerOctets = protocol === udp ? 8 : tcpHeaderOctets(octets, start, end);
    if (start + headerOctets > end) return 'truncated';
    const udpLength = protocol === udp ? uint16(octets, start + 4) : 0;
    // A length of 0 stands for one that has no room in the field.
    if (headerOctets === 0 || (udpLength > 0 && udpLength < 8)) return 'malformed';

    const payload = start + headerOctets;
    const payloadEnd = udpLength === 0 ? end : Math.min(end, start + udpLength);
    this.#listener.framing(to - from - (payloadEnd - payload));
    this.#packet.octets = octets;
    this.#packet.sourceAt = ipPayload.sourceAt;
    this.#packet.destinationAt = ipPayload.destinationAt;
    this.#packet.addressOctets = ipPayload.addressOctets;
    this.#packet.portsAt = start;
    this.#packet.transport = protocol === udp ? 'udp' : 'tcp';
    window.packet = this.#packet;
    if (protocol === udp) {
      this.#listener.searched(payloadEnd - payload);
      searchDatagram(window, payload, payloadEnd, start + udpLength > end, this.#listener);
    } else {
      const sequence = uint32(octets, start + 4);
      const flags = octets[start + 13] as number;
      const { missing } = ipPayload;
      this.#streams.take(window, { sequence, flags, start: payload, end: payloadEnd, missing });
    }
    window.packet = undefined;
    return undefined;
  }

  /** There are no more. */
  end(): void {
    this.#streams.end();
  }
}

const tcp = 6;
const udp = 17;

/** RFC 9293 §3.1; more than there is where even the fixed part is cut off. */
function tcpHeaderOctets(octets: Uint8Array, start: number, end: number): number {
  if (start + 20 > end) return end - start + 1;
  const headerOctets = ((octets[start + 12] as number) >> 4) * 4;
  return headerOctets < 20 ? 0 : headerOctets;
}

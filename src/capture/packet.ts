import { asciiOf } from '../text/utf-8.ts';
import type { CapturedPacket } from './captured-packet.ts';
import type { Envelope } from './envelope.ts';
import { ipAddress } from './ip-address.ts';
import type { PacketView } from './packet-view.ts';

/** `0.0.0.0`, where a file does not say. */
const unspecified: Uint8Array = /* @__PURE__ */ new Uint8Array(4);

/** The packet at hand. There is one, and it is filled in anew for each. */
export class Packet implements PacketView {
  number = 0;
  seconds: number | undefined;
  nanoseconds = 0;
  interface: number | undefined;
  transport: 'udp' | 'tcp' = 'udp';
  /** The octets that the addresses are in. */
  addresses: Uint8Array = unspecified;
  sourceAt = 0;
  destinationAt = 0;
  addressOctets: 4 | 16 = 4;
  sourcePort = 0;
  destinationPort = 0;

  /** Takes what an envelope says, which knows it better than the packet that the envelope came in. */
  open(envelope: Envelope, octets: Uint8Array): void {
    const hasAddresses = envelope.sourceAt >= 0 && envelope.destinationAt >= 0;
    this.addresses = hasAddresses ? octets : unspecified;
    this.sourceAt = hasAddresses ? envelope.sourceAt : 0;
    this.destinationAt = hasAddresses ? envelope.destinationAt : 0;
    this.addressOctets = hasAddresses ? envelope.addressOctets : 4;
    this.sourcePort = envelope.sourcePort;
    this.destinationPort = envelope.destinationPort;
    this.transport = envelope.transport;
    if (envelope.seconds === undefined) return;
    this.seconds = envelope.seconds;
    this.nanoseconds = envelope.nanoseconds;
  }

  describe(): CapturedPacket {
    return {
      number: this.number,
      time: this.seconds === undefined ? undefined : BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds),
      transport: this.transport,
      source: { address: this.#address(this.sourceAt), port: this.sourcePort },
      destination: { address: this.#address(this.destinationAt), port: this.destinationPort },
      interface: this.interface,
    };
  }

  /** The same, which stays as it is. */
  snapshot(): PacketView {
    const { seconds } = this;
    const described = this.describe();
    return { seconds, describe: () => described };
  }

  /** What tells one direction of a connection from all others. */
  direction(): string {
    return (
      asciiOf(this.addresses, this.sourceAt, this.sourceAt + this.addressOctets) +
      asciiOf(this.addresses, this.destinationAt, this.destinationAt + this.addressOctets) +
      String.fromCharCode(this.sourcePort, this.destinationPort)
    );
  }

  #address(at: number): string {
    return ipAddress(this.addresses.subarray(at, at + this.addressOctets));
  }
}

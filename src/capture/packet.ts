import type { PacketView } from '../wire/search/passage.ts';
import type { CapturedPacket } from './captured-packet.ts';
import { ipAddress } from './ip-address.ts';

/** The packet at hand. There is one, and it is filled in anew for each. */
export class Packet implements PacketView {
  number = 0;
  seconds: number | undefined;
  nanoseconds = 0;
  interface: number | undefined;
  transport: 'udp' | 'tcp' = 'udp';
  /** Where the addresses and the ports are. */
  octets: Uint8Array = new Uint8Array(0);
  sourceAt = 0;
  destinationAt = 0;
  addressOctets: 4 | 16 = 4;
  portsAt = 0;

  describe(): CapturedPacket {
    return {
      number: this.number,
      time: this.seconds === undefined ? undefined : BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanoseconds),
      transport: this.transport,
      source: { address: this.#address(this.sourceAt), port: this.#port(this.portsAt) },
      destination: { address: this.#address(this.destinationAt), port: this.#port(this.portsAt + 2) },
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
      latin1(this.octets, this.sourceAt, this.addressOctets) +
      latin1(this.octets, this.destinationAt, this.addressOctets) +
      latin1(this.octets, this.portsAt, 4)
    );
  }

  #address(at: number): string {
    return ipAddress(this.octets.subarray(at, at + this.addressOctets));
  }

  #port(at: number): number {
    return ((this.octets[at] as number) << 8) | (this.octets[at + 1] as number);
  }
}

function latin1(octets: Uint8Array, from: number, count: number): string {
  let text = '';
  for (let at = from; at < from + count; at += 1) text += String.fromCharCode(octets[at] as number);
  return text;
}

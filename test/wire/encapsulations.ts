import { frame, response } from './captures.ts';
import { joined } from './joined.ts';

// What carries packets of IP, octet by octet, as `captures.ts` makes the packets.

export const busy = response(486, 'Busy Here');
export const uint16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value);
export const uint32 = (value: number): Uint8Array => joined(uint16(value >>> 16), uint16(value & 0xffff));
export const little = (octets: Uint8Array): Uint8Array => octets.slice().reverse();

/** A pcap file of one frame. */
export function fileOf(linkType: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return fileOfNumbers(uint32, linkType, joined(...parts));
}

function fileOfNumbers(number: typeof uint32, linkType: number, octets: Uint8Array): Uint8Array {
  const header = [0xa1b2c3d4, 0, 0, 0, 262_144, linkType, 1_700_000_000, 0, octets.length, octets.length].map(number);
  header[1] = number === uint32 ? Uint8Array.of(0, 2, 0, 4) : Uint8Array.of(2, 0, 4, 0);
  return joined(...header, octets);
}

/** An IPv4 packet of a protocol that is no transport here. */
export function carried(protocol: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const payload = joined(...parts);
  const header = Uint8Array.from([0x45, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0, 203, 0, 113, 1, 203, 0, 113, 2]);
  header.set(uint16(20 + payload.length), 2);
  return joined(header, payload);
}

export function datagram(port: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const payload = joined(...parts);
  return carried(17, uint16(50_000), uint16(port), uint16(8 + payload.length), uint16(0), payload);
}

export const v4 = frame({ link: 'raw', payload: busy });
const v6 = frame({ link: 'raw', payload: busy, ip: 6 });
export const ethernet = frame({ payload: busy });
export const macs = new Uint8Array(12);

/** A capture of one response in each of them, by their names. */
export const encapsulations: readonly (readonly [string, Uint8Array])[] = [
  ['PPP', fileOf(9, uint16(0xff03), uint16(0x0021), v4)],
  ['PPP, with short fields', fileOf(9, Uint8Array.of(0x57), v6)],
  ['PPPoE', fileOf(51, uint32(0x11000001), uint16(v4.length + 2), uint16(0x0021), v4)],
  ['PPPoE in Ethernet', fileOf(1, macs, uint16(0x8864), uint32(0x11000001), uint16(v6.length + 2), uint16(0x57), v6)],
  ['MPLS', fileOf(1, macs, uint16(0x8847), uint32(0x00010040), uint32(0x00020140), v4)],
  [
    'netfilter',
    fileOfNumbers(
      (value) => little(uint32(value)),
      239,
      joined(
        uint32(0x02000000),
        little(uint16(8)),
        little(uint16(1)),
        uint32(0),
        little(uint16(v4.length + 4)),
        little(uint16(9)),
        v4,
        new Uint8Array(-v4.length & 3),
      ),
    ),
  ],
  ['netfilter on a big-endian machine', fileOf(239, uint32(0x0a000000), uint16(v6.length + 4), uint16(9), v6)],
  ['Apple’s tap', fileOf(258, little(uint32(108)), little(uint32(1)), little(uint32(1)), new Uint8Array(96), ethernet)],
  ['GRE', fileOf(101, carried(47, uint16(0), uint16(0x0800), v4))],
  [
    'GRE with a checksum, a key and a number',
    fileOf(101, carried(47, uint16(0xb000), uint16(0x86dd), new Uint8Array(12), v6)),
  ],
  ['GRE with frames', fileOf(101, carried(47, uint16(0), uint16(0x6558), ethernet))],
  ['PPTP', fileOf(101, carried(47, uint16(0x3081), uint16(0x880b), new Uint8Array(12), uint16(0x21), v4))],
  ['ERSPAN, first type', fileOf(101, carried(47, uint16(0), uint16(0x88be), ethernet))],
  [
    'ERSPAN, second type',
    fileOf(101, carried(47, uint16(0x1000), uint16(0x88be), uint32(1), uint32(0x10000000), uint32(0), ethernet)),
  ],
  [
    'ERSPAN, third type',
    fileOf(
      101,
      carried(47, uint16(0x1000), uint16(0x22eb), uint32(1), uint32(0x20000000), uint32(0), uint32(0), ethernet),
    ),
  ],
  ['VXLAN', fileOf(101, datagram(4789, uint32(0x08000000), uint32(0x700), ethernet))],
  ['Geneve', fileOf(101, datagram(6081, Uint8Array.of(1, 0), uint16(0x6558), uint32(0x700), uint32(0), ethernet))],
  ['GTP', fileOf(101, datagram(2152, Uint8Array.of(0x30, 0xff), uint16(v4.length), uint32(7), v4))],
  [
    'GTP with an extension',
    fileOf(
      101,
      datagram(2152, Uint8Array.of(0x34, 0xff), uint16(v6.length + 8), uint32(7), uint32(0x85), uint32(0x01000000), v6),
    ),
  ],
  ['TZSP', fileOf(101, datagram(37_008, uint32(0x01000001), Uint8Array.of(0, 10, 1, 5, 1), ethernet))],
  [
    'one in the other',
    fileOf(101, carried(47, uint16(0), uint16(0x0800), datagram(4789, uint32(0x08000000), uint32(1), ethernet))),
  ],
];

/** How a client begins a WebSocket for SIP. */
export const upgrade = 'GET / HTTP/1.1\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Protocol: sip\r\n\r\n';

/** A frame of RFC 6455 §5.2. */
export function webSocketFrame(
  opcode: number,
  payload: string,
  { mask = [1, 2, 3, 4], isFinal = true } = {},
): Uint8Array {
  const octets = joined(payload);
  const short = octets.length < 126 ? octets.length : octets.length < 65_536 ? 126 : 127;
  const length = short === 126 ? uint16(octets.length) : short === 127 ? joined(uint32(0), uint32(octets.length)) : '';
  return joined(
    Uint8Array.of((isFinal ? 0x80 : 0) | opcode, (mask.length > 0 ? 0x80 : 0) | short),
    length,
    Uint8Array.from(mask),
    octets.map((octet, at) => octet ^ (mask[at & 3] ?? 0)),
  );
}

/** A packet of HEP, version 3, with a payload and nothing else. */
export function hepOf(payload: string): Uint8Array {
  const octets = joined(payload);
  return joined('HEP3', uint16(octets.length + 12), uint16(0), uint16(15), uint16(octets.length + 6), octets);
}

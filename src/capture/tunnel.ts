import { uint16, uint32 } from './byte-order.ts';
import { ipInEthernet, ipOfEtherType, noIp } from './link-layer.ts';

// Port mirrors and overlay networks carry packets within packets. Where what they carry is no IP, they give `noIp` or
// `cutOff`, as frames do.

/** The index of the IP header in a packet of GRE (RFC 2784, RFC 2890), which may be a frame of ERSPAN or PPP (RFC 2637 §4.1). */
export function ipInGre(octets: Uint8Array, at: number, to: number): number {
  if (at + 4 > to) return noIp;
  const flags = uint16(octets, at);
  const type = uint16(octets, at + 2);
  const isPptp = (flags & 7) === 1;
  const options = [0x8000, 0x2000, 0x1000].filter((flag) => (flags & flag) !== 0).length;
  const start = at + 4 + 4 * (options + (isPptp && (flags & 0x80) !== 0 ? 1 : 0));
  if (type === 0x88be) return ipInEthernet(octets, start + ((flags & 0x1000) !== 0 ? 8 : 0), to);
  if (type === 0x22eb) return ipInEthernet(octets, start + (((octets[start + 11] as number) & 1) === 1 ? 20 : 12), to);
  return ipOfEtherType(octets, type, start, to);
}

/**
 * The index of the IP header in a datagram to a port that a tunnel has; {@link noIp} for any other, and where the
 * tunnel's header makes no sense.
 */
export function ipInDatagram(octets: Uint8Array, port: number, at: number, to: number): number {
  if (at + 8 > to) return noIp;
  switch (port) {
    case 4789: // VXLAN, RFC 7348 §5
    case 8472:
      return (uint32(octets, at) & 0xf7ffffff) === 0 && octets[at] === 8 ? ipInEthernet(octets, at + 8, to) : noIp;
    case 6081: // Geneve, RFC 8926 §3.4
      return (octets[at] as number) >> 6 === 0
        ? ipOfEtherType(octets, uint16(octets, at + 2), at + 8 + ((octets[at] as number) & 0x3f) * 4, to)
        : noIp;
    case 2152:
      return ipInGtp(octets, at, to);
    case 37_008:
      return ipInTzsp(octets, at, to);
    default:
      return noIp;
  }
}

/** The user plane of GTP, version 1: 3GPP TS 29.281 §5.1. */
function ipInGtp(octets: Uint8Array, at: number, to: number): number {
  const flags = octets[at] as number;
  if (flags >> 4 !== 3 || octets[at + 1] !== 0xff) return noIp;
  let start = at + 8;
  if ((flags & 7) !== 0) {
    start += 4;
    for (let next = octets[start - 1]; next !== 0 && start < to; next = octets[start - 1]) {
      const length = (octets[start] as number) * 4;
      if (length === 0) return noIp;
      start += length;
    }
  }
  return ipOfEtherType(octets, (octets[start] as number) >> 4 === 4 ? 0x0800 : 0x86dd, start, to);
}

/** TaZmen Sniffer Protocol, which routers send to a monitor. */
function ipInTzsp(octets: Uint8Array, at: number, to: number): number {
  if (octets[at] !== 1 || uint16(octets, at + 2) !== 1) return noIp;
  for (let tag = at + 4; tag < to; ) {
    const type = octets[tag];
    if (type === 1) return ipInEthernet(octets, tag + 1, to);
    tag += type === 0 ? 1 : 2 + (octets[tag + 1] as number);
  }
  return noIp;
}

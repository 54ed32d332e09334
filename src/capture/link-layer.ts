import { uint16 } from './byte-order.ts';
/** No IP header, or none that is known here. */
export const noIp = -1;
/** The frame ends before its IP header. */
export const cutOff = -2;

/**
 * The index of the IP header in a frame. Link types are those of <https://www.tcpdump.org/linktypes.html>.
 *
 * @returns an index, {@link noIp} or {@link cutOff}
 */
export function ipHeaderAt(octets: Uint8Array, from: number, to: number, linkType: number): number {
  switch (linkType) {
    case 1: // Ethernet
      return afterEtherType(octets, from + 12, from + 14, to);
    case 113: // Linux cooked, version 1
      return afterEtherType(octets, from + 14, from + 16, to);
    case 276: // Linux cooked, version 2
      return afterEtherType(octets, from, from + 20, to);
    case 0: // BSD loopback: a number for the protocol, in the byte order of the machine
    case 108:
      return ipVersionAt(octets, from + 4, to);
    case 12: // raw IP, by several names
    case 14:
    case 101:
    case 228:
    case 229:
      return ipVersionAt(octets, from, to);
    default:
      return noIp;
  }
}

/** Tags of virtual networks stand between the type and what it is the type of; each has a type after it. */
function afterEtherType(octets: Uint8Array, typeAt: number, after: number, to: number): number {
  let type = typeAt + 2 > to ? undefined : uint16(octets, typeAt);
  let at = after;
  while (type === 0x8100 || type === 0x88a8 || type === 0x9100) {
    type = at + 4 > to ? undefined : uint16(octets, at + 2);
    at += 4;
  }
  if (type === undefined) return cutOff;
  return type === 0x0800 || type === 0x86dd ? ipVersionAt(octets, at, to) : noIp;
}

function ipVersionAt(octets: Uint8Array, at: number, to: number): number {
  if (at >= to) return cutOff;
  const version = (octets[at] as number) >> 4;
  return version === 4 || version === 6 ? at : noIp;
}

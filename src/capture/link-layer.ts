import { uint16, uint32 } from './byte-order.ts';

/** No IP header, or none that is known here. */
export const noIp = -1;
/** The frame ends before its IP header. */
export const cutOff = -2;

/** The link types that have more than one reader, by their numbers. */
const ethernet = 1;
const ppp = 9;

/**
 * The index of the IP header in a frame. Link types are those of <https://www.tcpdump.org/linktypes.html>.
 *
 * @returns an index, {@link noIp} or {@link cutOff}
 */
export function ipHeaderAt(octets: Uint8Array, from: number, to: number, linkType: number): number {
  switch (linkType) {
    case ethernet:
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
    case ppp:
    case 50: // PPP in HDLC framing
      return afterPpp(octets, from, to);
    case 51: // PPPoE
      return afterPpp(octets, from + 6, to);
    case 239:
      return inNetfilterLog(octets, from, to);
    case 258:
      return inTap(octets, from, to);
    default:
      return noIp;
  }
}

/** The index of the IP header in an Ethernet frame. */
export function ipInEthernet(octets: Uint8Array, from: number, to: number): number {
  return ipHeaderAt(octets, from, to, ethernet);
}

/** The index of the IP header after a type of Ethernet that is known, as tunnels have it. */
export function ipOfEtherType(octets: Uint8Array, type: number, at: number, to: number): number {
  let inner = type;
  let start = at;
  // Tags of virtual networks stand between the type and what it is the type of; each has a type after it.
  while (inner === 0x8100 || inner === 0x88a8 || inner === 0x9100) {
    if (start + 4 > to) return cutOff;
    inner = uint16(octets, start + 2);
    start += 4;
  }
  switch (inner) {
    case 0x0800:
    case 0x86dd:
      return ipVersionAt(octets, start, to);
    case 0x6558: // a frame of Ethernet
      return ipInEthernet(octets, start, to);
    case 0x8864: // PPPoE, RFC 2516 §4
      return afterPpp(octets, start + 6, to);
    case 0x8847: // MPLS, RFC 3032 §2.1
      return afterLabels(octets, start, to);
    case 0x880b:
      return afterPpp(octets, start, to);
    default:
      return noIp;
  }
}

function afterEtherType(octets: Uint8Array, typeAt: number, after: number, to: number): number {
  return typeAt + 2 > to ? cutOff : ipOfEtherType(octets, uint16(octets, typeAt), after, to);
}

function ipVersionAt(octets: Uint8Array, at: number, to: number): number {
  if (at >= to) return cutOff;
  const version = (octets[at] as number) >> 4;
  return version === 4 || version === 6 ? at : noIp;
}

/** RFC 1661 §2, RFC 1662 §3.1: address and control may be left out, and the first octet of the protocol. */
function afterPpp(octets: Uint8Array, from: number, to: number): number {
  const at = octets[from] === 0xff && octets[from + 1] === 0x03 ? from + 2 : from;
  if (at + 2 > to) return cutOff;
  const isShort = ((octets[at] as number) & 1) === 1;
  const protocol = isShort ? octets[at] : uint16(octets, at);
  return protocol === 0x21 || protocol === 0x57 ? ipVersionAt(octets, at + (isShort ? 1 : 2), to) : noIp;
}

function afterLabels(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 4 <= to; at += 4)
    if (((octets[at + 2] as number) & 1) === 1) return ipVersionAt(octets, at + 4, to);
  return cutOff;
}

/** Linux netfilter's log: values with a length and a type in the byte order of the machine; type 9 is the packet. */
function inNetfilterLog(octets: Uint8Array, from: number, to: number): number {
  for (let at = from + 4; at + 4 <= to; ) {
    const isLittle = octets[at + 3] === 0;
    const length = uint16(octets, at, isLittle);
    if (length < 4) return noIp;
    if (uint16(octets, at + 2, isLittle) === 9) return ipVersionAt(octets, at + 4, to);
    at += (length + 3) & ~3;
  }
  return cutOff;
}

/** Apple's tap: a header of its own, and what it says comes after it. Its numbers are little-endian. */
function inTap(octets: Uint8Array, from: number, to: number): number {
  if (from + 12 > to) return cutOff;
  const start = from + uint32(octets, from, true);
  const linkType = uint32(octets, from + 8, true);
  if (start < from + 12 || linkType === 258) return noIp;
  return start > to ? cutOff : ipHeaderAt(octets, start, to, linkType);
}

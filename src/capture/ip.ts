import { uint16 } from './byte-order.ts';
/** What {@link readIp} has found last. All are indexes of the octets but `protocol` and `addressOctets`. */
export interface IpPayload {
  protocol: number;
  sourceAt: number;
  destinationAt: number;
  addressOctets: 4 | 16;
  start: number;
  end: number;
  /** How many octets of the packet are not in the capture, after those that are. */
  missing: number;
  /** Whether it is a fragment but the first. */
  isLaterFragment: boolean;
}

export const ipPayload: IpPayload = {
  protocol: 0,
  sourceAt: 0,
  destinationAt: 0,
  addressOctets: 4,
  start: 0,
  end: 0,
  missing: 0,
  isLaterFragment: false,
};

/**
 * Reads an IP header into {@link ipPayload}. IP in IP is followed inward.
 *
 * @returns undefined, or what is wrong with it
 */
export function readIp(octets: Uint8Array, from: number, to: number): 'truncated' | 'malformed' | undefined {
  ipPayload.isLaterFragment = false;
  let at = from;
  let end = to;
  for (;;) {
    const wrong =
      at >= end
        ? 'truncated'
        : (octets[at] as number) >> 4 === 4
          ? readIpv4(octets, at, end)
          : readIpv6(octets, at, end);
    if (wrong !== undefined) return wrong;
    const { protocol, isLaterFragment } = ipPayload;
    if ((protocol !== ipv4InIp && protocol !== ipv6InIp) || isLaterFragment) return undefined;
    at = ipPayload.start;
    end = ipPayload.end;
  }
}

const ipv4InIp = 4;
const ipv6InIp = 41;

/** RFC 791 §3.1 */
function readIpv4(octets: Uint8Array, at: number, to: number): 'truncated' | 'malformed' | undefined {
  if (at + 20 > to) return 'truncated';
  const headerOctets = ((octets[at] as number) & 0x0f) * 4;
  const total = uint16(octets, at + 2);
  // A packet that the network card is to cut up says 0.
  if (headerOctets < 20 || (total !== 0 && total < headerOctets)) return 'malformed';
  if (at + headerOctets > to) return 'truncated';
  ipPayload.protocol = octets[at + 9] as number;
  ipPayload.sourceAt = at + 12;
  ipPayload.destinationAt = at + 16;
  ipPayload.addressOctets = 4;
  ipPayload.start = at + headerOctets;
  ipPayload.end = total === 0 ? to : Math.min(to, at + total);
  ipPayload.missing = Math.max(0, at + total - to);
  ipPayload.isLaterFragment = (uint16(octets, at + 6) & 0x1fff) !== 0;
  return undefined;
}

/** RFC 8200 §3, and the headers that may follow it (§4). */
function readIpv6(octets: Uint8Array, at: number, to: number): 'truncated' | 'malformed' | undefined {
  if (at + 40 > to) return 'truncated';
  if ((octets[at] as number) >> 4 !== 6) return 'malformed';
  const length = uint16(octets, at + 4);
  const end = length === 0 ? to : Math.min(to, at + 40 + length);
  let protocol = octets[at + 6] as number;
  let start = at + 40;
  while (extensions.has(protocol)) {
    if (start + 8 > end) return 'truncated';
    const isFragment = protocol === fragmentHeader;
    if (isFragment && (uint16(octets, start + 2) & 0xfff8) !== 0) ipPayload.isLaterFragment = true;
    const next = octets[start] as number;
    const units = octets[start + 1] as number;
    start += isFragment ? 8 : protocol === authenticationHeader ? (units + 2) * 4 : (units + 1) * 8;
    protocol = next;
    // What follows in a later fragment is no header.
    if (ipPayload.isLaterFragment) break;
  }
  if (start > end) return 'truncated';
  ipPayload.protocol = protocol;
  ipPayload.sourceAt = at + 8;
  ipPayload.destinationAt = at + 24;
  ipPayload.addressOctets = 16;
  ipPayload.start = start;
  ipPayload.end = end;
  ipPayload.missing = length === 0 ? 0 : Math.max(0, at + 40 + length - to);
  return undefined;
}

const fragmentHeader = 44;
const authenticationHeader = 51;
/** Hop-by-hop options, routing, fragment, authentication, destination options. */
const extensions: ReadonlySet<number> = /* @__PURE__ */ new Set([0, 43, fragmentHeader, authenticationHeader, 60]);

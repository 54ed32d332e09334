import { uint16, uint32 } from './byte-order.ts';

/** What another program says of a message that it hands on. Indexes are those of the octets that it was read from. */
export interface Envelope {
  transport: 'udp' | 'tcp';
  /** -1 where it has no addresses. */
  sourceAt: number;
  destinationAt: number;
  addressOctets: 4 | 16;
  sourcePort: number;
  destinationPort: number;
  /** Seconds since 1970; undefined where it does not say. */
  seconds: number | undefined;
  nanoseconds: number;
  start: number;
  end: number;
}

/** What {@link readHep} or {@link readExportedPdu} has read last. */
export const envelope: Envelope = newEnvelope();

/** What a packet of HEP, version 3, begins with. */
export const hep3 = 0x48455033;
const hepHeader = 6;

/** How long a packet of HEP, version 3, is; 0 when none begins at an index, or less than its header is there. */
export function hepLength(octets: Uint8Array, at: number, to: number): number {
  if (at + hepHeader > to || uint32(octets, at) !== hep3) return 0;
  const length = uint16(octets, at + 4);
  return length < hepHeader ? 0 : length;
}

/**
 * Reads a packet of the Homer Encapsulation Protocol, version 3, as capture agents send it
 * (<https://github.com/sipcapture/HEP>). A payload that is compressed is none.
 *
 * @returns whether it has a payload
 */
export function readHep(octets: Uint8Array, from: number, to: number): boolean {
  Object.assign(envelope, newEnvelope());
  for (let at = from + hepHeader; at + 6 <= to; ) {
    const chunk = uint16(octets, at + 2);
    const length = uint16(octets, at + 4);
    const value = at + 6;
    const end = at + length;
    if (length < 6 || end > to) break;
    // Vendor 0 is the protocol itself.
    if (uint16(octets, at) === 0) readChunk(octets, chunk, value, end);
    at = end;
  }
  return envelope.end > 0;
}

function readChunk(octets: Uint8Array, chunk: number, at: number, end: number): void {
  const count = end - at;
  if (chunk === 2 && count === 1) envelope.transport = octets[at] === 6 ? 'tcp' : 'udp';
  else if ((chunk === 3 && count === 4) || (chunk === 5 && count === 16)) readAddress('sourceAt', at, count);
  else if ((chunk === 4 && count === 4) || (chunk === 6 && count === 16)) readAddress('destinationAt', at, count);
  else if (chunk === 7 && count === 2) envelope.sourcePort = uint16(octets, at);
  else if (chunk === 8 && count === 2) envelope.destinationPort = uint16(octets, at);
  else if (chunk === 9 && count === 4) envelope.seconds = uint32(octets, at);
  else if (chunk === 10 && count === 4) envelope.nanoseconds = uint32(octets, at) * 1000;
  else if (chunk === 15) {
    envelope.start = at;
    envelope.end = end;
  }
}

/**
 * Reads a frame of link type 252, in which tshark puts the messages that it exports. Each is whole, whatever
 * carried it.
 *
 * @returns whether its tags end
 */
export function readExportedPdu(octets: Uint8Array, from: number, to: number): boolean {
  Object.assign(envelope, newEnvelope());
  for (let at = from; at + 4 <= to; ) {
    const tag = uint16(octets, at);
    const count = uint16(octets, at + 2);
    const value = at + 4;
    if (value + count > to) return false;
    if (tag === 0) {
      envelope.start = value;
      envelope.end = to;
      return true;
    }
    if ((tag === 20 && count === 4) || (tag === 22 && count === 16)) readAddress('sourceAt', value, count);
    else if ((tag === 21 && count === 4) || (tag === 23 && count === 16)) readAddress('destinationAt', value, count);
    else if (tag === 24 && count === 4) envelope.transport = uint32(octets, value) === 2 ? 'tcp' : 'udp';
    else if (tag === 25 && count === 4) envelope.sourcePort = uint16(octets, value + 2);
    else if (tag === 26 && count === 4) envelope.destinationPort = uint16(octets, value + 2);
    at = value + count;
  }
  return false;
}

function readAddress(name: 'sourceAt' | 'destinationAt', at: number, count: number): void {
  envelope[name] = at;
  envelope.addressOctets = count === 16 ? 16 : 4;
}

function newEnvelope(): Envelope {
  return {
    transport: 'udp',
    sourceAt: -1,
    destinationAt: -1,
    addressOctets: 4,
    sourcePort: 0,
    destinationPort: 0,
    seconds: undefined,
    nanoseconds: 0,
    start: 0,
    end: 0,
  };
}

import { Buffer } from 'node:buffer';
import { answer } from './message.ts';

/** The longest message that an IPv4 packet has room for. */
export const maxMessageOctets: number = 65_535 - 28;

/** The header of a pcap file whose packets begin with IP: <https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-03.html> */
export function pcapHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x40000, 16); // the longest packet
  header.writeUInt32LE(101, 20); // LINKTYPE_RAW
  return header;
}

/**
 * A response that begins with some octets, in a UDP packet between ports 5060 of two addresses that are for documentation
 * only (RFC 5737).
 *
 * @param index becomes its time, a millisecond for each, and its Call-ID
 */
export function pcapPacket(startLine: Uint8Array, index: number): Buffer {
  const head = {
    method: 'OPTIONS',
    via: [`SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${index}`],
    from: '<sip:fuzz@192.0.2.1>;tag=fuzz',
    to: '<sip:case@192.0.2.2>',
    callId: `case-${index}`,
    cseq: '1 OPTIONS',
  };
  return packet(answer(startLine, head, 'case'), index);
}

function packet(message: Buffer, index: number): Buffer {
  const octets = Buffer.alloc(16 + 28);
  const length = 28 + message.length;
  octets.writeUInt32LE(Math.floor(index / 1000), 0);
  octets.writeUInt32LE((index % 1000) * 1000, 4);
  octets.writeUInt32LE(length, 8);
  octets.writeUInt32LE(length, 12);
  const ip = octets.subarray(16, 36);
  ip[0] = 0x45;
  ip.writeUInt16BE(length, 2);
  ip[8] = 64; // time to live
  ip[9] = 17; // UDP
  ip.set([192, 0, 2, 2], 12);
  ip.set([192, 0, 2, 1], 16);
  ip.writeUInt16BE(checksum(ip), 10);
  const udp = octets.subarray(36);
  udp.writeUInt16BE(5060, 0);
  udp.writeUInt16BE(5060, 2);
  udp.writeUInt16BE(length - 20, 4);
  // A checksum of 0 says that there is none.
  return Buffer.concat([octets, message]);
}

/** RFC 791 §3.1 */
function checksum(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

import { asciiOf } from '../text/utf-8.ts';
import { uint16, uint32 } from './byte-order.ts';
import type { Passage } from './passage.ts';
import type { PayloadReader } from './payload-reader.ts';
import { Gathered } from './reassembly-buffer.ts';

/** A longer handshake or message is none of SIP's. */
const longestHandshake = 16_384;
const longestMessage = 65_535 * 4;
/** So much of a message in several frames is kept: there may be thousands of connections. */
const longestKept = 16_384;

const continuation = 0;
const text = 1;
const binary = 2;

/** A frame (RFC 6455 §5.2). Indexes are those of the octets that it was read from. */
interface Frame {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly isCompressed: boolean;
  /** The index of the masking key; undefined where there is none. */
  readonly maskAt: number | undefined;
  readonly start: number;
  readonly end: number;
}

/**
 * One direction of a WebSocket (RFC 6455), from its handshake on or, where the capture begins later, from a frame on.
 * Each of its messages is one of SIP (RFC 7118 §5). What a client sends is masked, so that no other search finds it.
 */
export class WebSocketReader {
  readonly #payloads: PayloadReader;
  #isOpen: boolean;
  /** The frames of a message of which the last has not come. */
  #message: Gathered | undefined;
  /** Whether what comes is nothing that this reads. */
  isOver = false;

  /** @param isOpen whether the handshake is over */
  constructor(payloads: PayloadReader, isOpen: boolean) {
    this.#payloads = payloads;
    this.#isOpen = isOpen;
  }

  /** As {@link StreamReader.search}. */
  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    let at = from;
    if (!this.#isOpen) {
      const head = asciiOf(passage.octets, from, Math.min(to, from + longestHandshake));
      const end = head.indexOf('\r\n\r\n');
      if (end === -1 || !/\r\nsec-websocket-(?:key|accept)[ \t]*:/i.test(head.slice(0, end))) {
        this.isOver = end !== -1 || isLast || head.length === longestHandshake;
        return from;
      }
      this.#isOpen = true;
      at += end + 4;
    }
    while (at < to) {
      const frame = frameAt(passage.octets, at, to);
      if (frame === undefined && !isLast) return at;
      if (frame === undefined || frame === 'malformed') {
        this.isOver = true;
        return at;
      }
      if (frame.end > to && !isLast) return at;
      this.#take(passage, frame, Math.min(frame.end, to));
      at = Math.min(frame.end, to);
    }
    return at;
  }

  #take(passage: Passage, frame: Frame, to: number): void {
    const { opcode, isFinal, start, end } = frame;
    // What is of no message, a ping or the end, may stand between the frames of one.
    if (opcode !== text && opcode !== binary && opcode !== continuation) return;
    if (opcode !== continuation) this.#message = new Gathered();
    const message = this.#message;
    if (message === undefined || frame.isCompressed) {
      this.#payloads.skipped(passage.offsetAt(start), passage.offsetAt(start), 'unknown-transport');
      this.#message = undefined;
      return;
    }
    if (to > start)
      message.append(unmasked(passage.octets, frame, to), passage.offsetAt(start), passage.packetAt(start));
    if (!isFinal && end === to && message.length <= longestKept) return;
    this.#message = undefined;
    if (message.length > 0) this.#payloads.datagram(message, message.start, message.end, end > to || !isFinal);
  }
}

/** Whether a frame begins at an index whose payload begins as a message of SIP does; undefined when too little is there. */
export function beginsWithFrame(octets: Uint8Array, at: number, to: number): boolean | undefined {
  if (octets[at] !== 0x81 && octets[at] !== 0x82) return false;
  const frame = frameAt(octets, at, to);
  if (frame === 'malformed') return false;
  if (frame === undefined || frame.start + 4 > to) return undefined;
  const payload = unmasked(octets, frame, frame.start + 4);
  return frame.end - frame.start > 4 && payload.every((octet) => (octet >= 0x41 && octet <= 0x5a) || octet === 0x2f);
}

function frameAt(octets: Uint8Array, at: number, to: number): Frame | 'malformed' | undefined {
  if (at + 2 > to) return undefined;
  const first = octets[at] as number;
  const second = octets[at + 1] as number;
  const short = second & 0x7f;
  const lengthOctets = short === 127 ? 8 : short === 126 ? 2 : 0;
  const isMasked = second >> 7 === 1;
  const maskAt = at + 2 + lengthOctets;
  const start = maskAt + (isMasked ? 4 : 0);
  const opcode = first & 0x0f;
  // RFC 6455 §5.2: extensions that are known here use one bit, and opcodes 3 to 7 and 11 to 15 are nobody's.
  if ((first & 0x30) !== 0 || (opcode > binary && opcode < 8) || opcode > 10) return 'malformed';
  if (start > to) return undefined;
  const high = lengthOctets === 8 ? uint32(octets, at + 2) : 0;
  const length = lengthOctets === 8 ? uint32(octets, at + 6) : lengthOctets === 2 ? uint16(octets, at + 2) : short;
  if (high !== 0 || length > longestMessage) return 'malformed';
  return {
    opcode,
    isFinal: first >> 7 === 1,
    isCompressed: (first & 0x40) !== 0,
    maskAt: isMasked ? maskAt : undefined,
    start,
    end: start + length,
  };
}

/** A copy of a frame's payload up to an index, without its mask (RFC 6455 §5.3). */
function unmasked(octets: Uint8Array, { start, maskAt }: Frame, to: number): Uint8Array {
  const payload = octets.slice(start, to);
  if (maskAt !== undefined)
    for (let at = 0; at < payload.length; at += 1)
      payload[at] = (payload[at] as number) ^ (octets[maskAt + (at & 3)] as number);
  return payload;
}

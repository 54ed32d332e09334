import type { MessageFault } from '../../faults/message-fault.ts';
import { octetsBetween } from '../../text/uint8-array.ts';
import { type CompleteFrame, truncated } from '../message/frame.ts';
import { MessageFaultError } from '../message/message-fault-error.ts';
import { type ReceivedMessage, receivedMessage } from '../message/received-message.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { Framing, type FramingRules } from './framing.ts';

export interface MessageStreamRules extends FramingRules {
  readonly yieldsRequests: boolean;
}

/** A message whose head has come. */
interface Announced {
  readonly frame: CompleteFrame;
  /** What the frame was read from, and the offset of its index 0. */
  readonly octets: Uint8Array;
  readonly base: number;
  readonly leadingOctetsAt: number | undefined;
  /** What has come of a body that comes in pieces. */
  readonly body: ChunkBuffer;
}

/**
 * Reads the messages of a stream: feed it a chunk, and take the next message until there is none. It asks for no more
 * octets than it needs, and keeps none but those of one unfinished message.
 */
export class MessageStream {
  readonly #rules: MessageStreamRules;
  readonly #framing: Framing;
  #chunk: Uint8Array = new Uint8Array(0);
  /** The index of the chunk from which on it has not been read, and the offset of its index 0. */
  #at = 0;
  #base = 0;
  /** What has come of a head that a chunk's end has cut; its last octet is the one before `#at`. */
  readonly #held = new ChunkBuffer();
  /** How many octets are to be held before they are looked at again; undefined where an empty line has to come. */
  #needed: number | undefined;
  #announced: Announced | undefined;
  #hasEnded = false;

  constructor(rules: MessageStreamRules) {
    this.#rules = rules;
    this.#framing = new Framing(rules);
  }

  /** Continues with a chunk. There must be no more messages to take from what came before. */
  feed(chunk: Uint8Array): void {
    this.#base += this.#chunk.length;
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** No chunk follows. There may be messages to take, or a fault. */
  end(): void {
    this.feed(new Uint8Array(0));
    this.#hasEnded = true;
  }

  /**
   * The next message; undefined where it takes more octets.
   *
   * @throws {MessageFaultError} where the stream cannot be read on
   */
  next(): ReceivedMessage | undefined {
    for (;;) {
      if (this.#announced !== undefined) {
        const message = this.#readBody(this.#announced);
        if (message === undefined) return undefined;
        if (message.type === 'response' || this.#rules.yieldsRequests) return message;
        this.#rules.skipped({ start: message.offset, end: message.end, why: 'request' });
      } else if (!this.#readHead()) return undefined;
    }
  }

  /** Does the next step towards a head, and says whether there is another to be done. */
  #readHead(): boolean {
    const isHeld = this.#held.length > 0;
    if (isHeld ? !this.#fill() : this.#at === this.#chunk.length && !this.#hasEnded) return false;
    const octets = isHeld ? this.#held.octets : this.#chunk;
    const base = isHeld ? this.#base + this.#at - octets.length : this.#base;
    const isLast = this.#hasEnded && this.#at === this.#chunk.length;
    const step = this.#framing.next(octets, isHeld ? 0 : this.#at, base, isLast);
    switch (step.type) {
      case 'fault':
        throw new MessageFaultError(step.fault);
      case 'more':
        this.#needed = step.until === undefined ? undefined : step.until - step.at;
        if (isHeld) this.#held.dropFirst(step.at);
        else {
          this.#held.append(octetsBetween(octets, step.at, octets.length));
          this.#at = octets.length;
        }
        return !isLast;
      case 'skipped':
        this.#advance(step.end, isHeld);
        this.#reportFaulty(step.fault, base + step.end);
        return true;
      case 'message': {
        const { frame, leadingOctetsAt } = step;
        this.#advance(frame.head.end, isHeld);
        this.#announced = { frame, octets, base, leadingOctetsAt, body: new ChunkBuffer() };
        return true;
      }
    }
  }

  #advance(end: number, isHeld: boolean): void {
    // What is left of it may hold the next one.
    this.#needed = 0;
    if (isHeld) this.#held.dropFirst(end);
    else this.#at = end;
  }

  /** Reads the body of a message. Nothing is held while it comes, for nothing is read beyond a head. */
  #readBody({ frame, octets, base, leadingOctetsAt, body }: Announced): ReceivedMessage | undefined {
    const { contentLength = 0 } = frame.head;
    const from = this.#at;
    const to = Math.min(this.#chunk.length, from + contentLength - body.length);
    const piece = octetsBetween(this.#chunk, from, to);
    this.#at = to;
    if (piece.length === contentLength || body.length + piece.length === contentLength) {
      this.#announced = undefined;
      if (body.length > 0) body.append(piece);
      return receivedMessage(frame, octets, body.length > 0 ? body.octets : piece, base, leadingOctetsAt);
    }
    body.append(piece);
    if (!this.#hasEnded) return undefined;
    this.#announced = undefined;
    const fault = truncated(frame, octets, frame.start, base, frame.head.end + body.length);
    if (!this.#rules.resynchronises) throw new MessageFaultError(fault);
    this.#reportFaulty(fault, fault.offset);
    return undefined;
  }

  #reportFaulty(fault: MessageFault, end: number): void {
    if (end > fault.start) this.#rules.skipped({ start: fault.start, end, why: 'fault', fault });
  }

  /** Holds more octets of the chunk, and says whether they are worth a look. */
  #fill(): boolean {
    const { length } = this.#chunk;
    const from = this.#at;
    let to = length;
    let isEnough = this.#hasEnded;
    if (this.#needed !== undefined) {
      to = Math.min(length, from + Math.max(0, this.#needed - this.#held.length));
      isEnough ||= this.#held.length + to - from >= this.#needed;
    } else {
      const { maxLineOctets, maxHeadOctets } = this.#rules;
      const end = this.#held.endOfHead(this.#chunk, from);
      if (end !== -1) to = end;
      // What is longer than the limits is sure to have a fault.
      isEnough ||= end !== -1 || this.#held.length + to - from > maxLineOctets + maxHeadOctets;
    }
    if (to > from) this.#held.append(octetsBetween(this.#chunk, from, to));
    this.#at = to;
    return isEnough;
  }
}

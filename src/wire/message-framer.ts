import { octetsBetween } from '../text/uint8-array.ts';
import { Gap } from './gap.ts';
import { HeldOctets } from './held-octets.ts';
import type { MessageFault } from './message-fault.ts';
import { MessageFaultError } from './message-fault-error.ts';
import { readMessageFields } from './message-fields.ts';
import { faultOfHead, type InvalidHead, readMessageHead } from './message-head.ts';
import type { MessageRules } from './message-rules.ts';
import { lf } from './octet.ts';
import { type Announced, announced, type ReceivedMessage, receivedMessage } from './received-message.ts';
import { isTokenOctet } from './request-line.ts';
import type { SkippedRange } from './skipped-range.ts';

export interface FramingRules extends MessageRules {
  readonly yieldsRequests: boolean;
  readonly resynchronises: boolean;
  readonly skipped: (range: SkippedRange) => void;
}

/** A fault that the stream has not gone on after yet. */
interface Lost {
  readonly fault: MessageFault;
  /** Behind the faulty message, where its header fields say where that is. Otherwise the next message is searched for. */
  readonly end: number | undefined;
}

/** A body of which some octets have come. */
interface FilledBody {
  readonly octets: Uint8Array;
  filled: number;
}

/**
 * Cuts a stream into messages: feed it a chunk, and take the next message until there is none. It asks for no more
 * octets than it needs, and keeps none but those of one unfinished message.
 */
export class MessageFramer {
  readonly #rules: FramingRules;
  readonly #gap: Gap;
  /** What is read now, from the index `#at` on, and the offset of its index 0 in the stream. */
  #octets: Uint8Array = new Uint8Array(0);
  #at = 0;
  #base = 0;
  /** What comes after `#octets`, where they are a message's beginning that was put together. */
  #rest: Uint8Array | undefined;
  readonly #held = new HeldOctets();
  /** A message whose body has not come, and the body where it comes in pieces. */
  #announced: Announced | undefined;
  #body: FilledBody | undefined;
  #lost: Lost | undefined;
  /** In search of a message: whether the line that is read now begins none. */
  #isLineRefused = false;
  /** Where the first octet stood that was forgiven before the message that is read now. */
  #leadingOctetsAt: number | undefined;
  #hasEnded = false;

  constructor(rules: FramingRules) {
    this.#rules = rules;
    this.#gap = new Gap(rules.profile, rules.skipped);
  }

  /** Goes on with a chunk. There must be no more messages to take from what it had. */
  feed(chunk: Uint8Array): void {
    this.#base += this.#octets.length;
    this.#octets = chunk;
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
      const step = this.#step();
      if (step !== 'more' && step !== 'again') return step;
      if (step === 'more' && !this.#goOnBehind()) {
        if (this.#hasEnded) this.#finish();
        return undefined;
      }
    }
  }

  /** Does the next step: returns a message, or whether all the octets were used. */
  #step(): ReceivedMessage | 'more' | 'again' {
    if (this.#announced !== undefined) return this.#readBody(this.#announced);
    if (this.#lost?.end !== undefined) return this.#skipTo(this.#lost, this.#lost.end);
    if (this.#isLineRefused) return this.#leaveLine();
    if (this.#held.length > 0) return this.#join() ? this.#readHead() : 'more';
    if (this.#lost === undefined && !this.#skipGap()) return 'more';
    return this.#at === this.#octets.length ? 'more' : this.#readHead();
  }

  #goOnBehind(): boolean {
    if (this.#rest === undefined) return false;
    this.feed(this.#rest);
    this.#rest = undefined;
    return true;
  }

  /** Skips what stands before a message, and says whether one begins. */
  #skipGap(): boolean {
    const at = this.#gap.skip(this.#octets, this.#at, this.#base);
    this.#at = Math.max(0, at);
    if (at === this.#octets.length) return false;
    const begun = at < 0 ? this.#gap.begun.subarray(0, -at) : undefined;
    this.#leadingOctetsAt = this.#gap.takeLeadingOctets();
    if (begun === undefined) return true;
    this.#held.begin(begun);
    return this.#join();
  }

  #readHead(): 'more' | 'again' {
    if (this.#lost !== undefined && !isTokenOctet(this.#octets[this.#at])) {
      this.#isLineRefused = true;
      return 'again';
    }
    const head = readMessageHead(this.#octets, this.#at, this.#rules);
    if (head.state === 'partial') return this.#hold();
    if (this.#lost !== undefined) {
      // While resynchronising, only a head with a Content-Length is taken for a message.
      if (head.state === 'invalid' || head.fields.contentLength === undefined) {
        this.#isLineRefused = true;
        return 'again';
      }
      this.#tellLost(this.#lost, this.#base + this.#at);
    }
    if (head.state === 'invalid') return this.#lose(head);
    this.#announced = announced(head, this.#octets, this.#base, this.#leadingOctetsAt);
    this.#at = head.fields.end;
    return 'again';
  }

  /** Keeps a message's beginning, whose end has not come, without copying it. */
  #hold(): 'more' {
    const { length } = this.#octets;
    if (!this.#hasEnded) this.#held.begin(octetsBetween(this.#octets, this.#at, length));
    else this.#truncate(this.#base + this.#at);
    this.#at = length;
    return 'more';
  }

  /** Puts together what is held and what comes after it up to an empty line, and says whether there is one. */
  #join(): boolean {
    const { length } = this.#octets;
    const end = this.#held.endOfHead(this.#octets, this.#at);
    const { maxLineOctets, maxHeadOctets } = this.#rules;
    // What is longer than the limits is sure to have a fault.
    const isEnough = this.#hasEnded || this.#held.length + length - this.#at > maxLineOctets + maxHeadOctets;
    if (end === -1 && !isEnough) {
      this.#held.hold(octetsBetween(this.#octets, this.#at, length));
      this.#at = length;
      return false;
    }
    const to = end === -1 ? length : end;
    this.#base += this.#at - this.#held.length;
    this.#rest = octetsBetween(this.#octets, to, length);
    this.#octets = this.#held.joined(octetsBetween(this.#octets, this.#at, to));
    this.#at = 0;
    return true;
  }

  #readBody(message: Announced): ReceivedMessage | 'more' | 'again' {
    const { contentLength = 0 } = message;
    const available = this.#octets.length - this.#at;
    if (this.#body === undefined) {
      if (available >= contentLength) {
        this.#at += contentLength;
        return this.#deliver(message, octetsBetween(this.#octets, this.#at - contentLength, this.#at));
      }
      if (available === 0) return 'more';
      this.#body = { octets: new Uint8Array(contentLength), filled: 0 };
    }
    const { octets, filled } = this.#body;
    const count = Math.min(available, contentLength - filled);
    octets.set(octetsBetween(this.#octets, this.#at, this.#at + count), filled);
    this.#at += count;
    this.#body.filled += count;
    return this.#body.filled < contentLength ? 'more' : this.#deliver(message, octets);
  }

  #deliver(announced: Announced, body: Uint8Array): ReceivedMessage | 'again' {
    this.#announced = undefined;
    this.#body = undefined;
    const message = receivedMessage(announced, body);
    if (message.type === 'response' || this.#rules.yieldsRequests) return message;
    this.#rules.skipped({ start: message.offset, end: message.end, why: 'request' });
    return 'again';
  }

  #lose(head: InvalidHead): 'more' | 'again' {
    const fault = faultOfHead(head, this.#at, this.#base);
    if (!this.#rules.resynchronises) throw new MessageFaultError(fault);
    const end = head.code === 'invalid-start-line' ? this.#endOfFrame() : undefined;
    if (end === 'partial' && !this.#hasEnded) return this.#hold();
    this.#lost = { fault, end: typeof end === 'number' ? this.#base + end : undefined };
    this.#isLineRefused = this.#lost.end === undefined;
    this.#leadingOctetsAt = undefined;
    return 'again';
  }

  /** Where a message ends whose start-line alone is wrong. Undefined where its header fields do not say so. */
  #endOfFrame(): number | 'partial' | undefined {
    const { maxLineOctets } = this.#rules;
    const line = octetsBetween(this.#octets, this.#at, Math.min(this.#octets.length, this.#at + maxLineOctets));
    const lineEnd = line.indexOf(lf);
    if (lineEnd === -1) return line.length < maxLineOctets ? 'partial' : undefined;
    const fields = readMessageFields(this.#octets, this.#at + lineEnd + 1, this.#rules);
    if (fields.state === 'partial') return 'partial';
    if (fields.state === 'invalid' || fields.contentLength === undefined) return undefined;
    return fields.end + fields.contentLength;
  }

  /** Skips a faulty message whose end is known. */
  #skipTo(lost: Lost, end: number): 'more' | 'again' {
    const to = end - this.#base;
    if (to > this.#octets.length) {
      this.#at = this.#octets.length;
      return 'more';
    }
    this.#at = to;
    this.#tellLost(lost, end);
    return 'again';
  }

  /** Goes on after a line that begins no message. */
  #leaveLine(): 'more' | 'again' {
    const end = this.#octets.indexOf(lf, this.#at);
    this.#isLineRefused = end === -1;
    this.#at = end === -1 ? this.#octets.length : end + 1;
    return end === -1 ? 'more' : 'again';
  }

  #tellLost({ fault }: Lost, end: number): void {
    this.#lost = undefined;
    this.#rules.skipped({ start: fault.start, end, why: 'fault', fault });
  }

  /** The stream is over: what is unfinished is a fault. */
  #finish(): void {
    const end = this.#base + this.#octets.length;
    if (this.#announced !== undefined) this.#truncate(this.#announced.offset);
    else if (this.#lost !== undefined) this.#tellLost(this.#lost, end);
    else {
      const begun = this.#gap.finish(end);
      if (begun > 0) this.#truncate(end - begun);
    }
  }

  #truncate(start: number): void {
    const offset = this.#base + this.#octets.length;
    const fault: MessageFault = { code: 'truncated', offset, start, canResynchronise: false };
    this.#announced = undefined;
    if (!this.#rules.resynchronises) throw new MessageFaultError(fault);
    this.#tellLost(this.#lost ?? { fault, end: undefined }, offset);
  }
}

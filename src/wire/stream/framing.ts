import type { MessageFault } from '../../faults/message-fault.ts';
import { BetweenMessages } from '../message/between-messages.ts';
import {
  type CompleteFrame,
  endOfFaulty,
  faultOfFrame,
  frameAt,
  type InvalidFrame,
  truncated,
} from '../message/frame.ts';
import type { MessageRules } from '../message/limits.ts';
import { colon, cr, isBlank, lf, lowerCase } from '../message/octet.ts';
import { isSipSlash, isTokenOctet } from '../message/request-line.ts';
import type { SkippedRange } from './skipped-range.ts';

export interface FramingRules extends MessageRules {
  readonly resynchronises: boolean;
  readonly maxSkippedOctets: number;
  readonly skipped: (range: SkippedRange) => void;
}

/** What is to be done next with the octets at hand. */
export type Step =
  /**
   * More octets are needed. Those before `at` are done with; `until` is the index up to which they have to come before
   * it is worth while to look again; undefined where that is an empty line.
   */
  | { readonly type: 'more'; readonly at: number; readonly until: number | undefined }
  | {
      readonly type: 'message';
      readonly frame: CompleteFrame;
      /** The index after the body, which may lie beyond the octets at hand. */
      readonly end: number;
      readonly leadingOctetsAt: number | undefined;
    }
  /** Octets up to an index that were skipped after a fault. */
  | { readonly type: 'skipped'; readonly end: number; readonly fault: MessageFault }
  /** The stream cannot be read on. */
  | { readonly type: 'fault'; readonly fault: MessageFault };

/** A fault, after which the next message has not been found. */
interface Lost {
  readonly fault: MessageFault;
  /** The offset after the faulty message, where its header fields say so. Otherwise the next message is searched for. */
  readonly end: number | undefined;
}

/**
 * What stands before an index on its line, as far as it tells whether a Status-Line may begin there: `start` is
 * nothing, `name` what may be a header field's name, `closed` the beginning of a header field, of a continuation line, or
 * of a faulty Status-Line, whose values may quote one.
 */
type Before = 'start' | 'name' | 'name and blanks' | 'closed' | 'other';

/**
 * Cuts a stream into messages, and finds the next one after a fault. It keeps no octets: whoever has them asks for the
 * next step again and again.
 *
 * After a fault, reading goes on after the faulty message, where its Content-Length says where that is: nothing in its
 * body is taken for a message then. Elsewhere it goes on with the next start-line whose header fields are whole and
 * have a Content-Length or, as the lenient profile needs none, a Via, which tells a response from a fragment. It begins
 * a line, or it is a Status-Line that follows octets which are neither a header field nor a Status-Line.
 */
export class Framing {
  readonly #rules: FramingRules;
  readonly #between: BetweenMessages;
  #lost: Lost | undefined;
  #before: Before = 'start';
  /** The offset up to which header fields have been read that belong to no message. */
  #refusedTo = 0;

  constructor(rules: FramingRules) {
    this.#rules = rules;
    this.#between = new BetweenMessages(rules.profile, rules.skipped);
  }

  /** The fault after which the next message has not been found. */
  get lost(): MessageFault | undefined {
    return this.#lost?.fault;
  }

  /**
   * Says what begins at an index.
   *
   * @param base the offset of index 0 in the stream
   * @param isLast whether no more octets come
   */
  next(octets: Uint8Array, from: number, base: number, isLast: boolean): Step {
    if (this.#lost !== undefined) return this.#skip(this.#lost, octets, from, base, isLast);
    const { at, begins } = this.#between.skip(octets, from, base, isLast);
    if (!begins) return { type: 'more', at, until: at === octets.length ? at : octets.length + 1 };

    const frame = frameAt(octets, at, this.#rules);
    if (frame.state === 'invalid') return this.#lose(frame, octets, at, base, isLast);
    if (frame.state === 'complete') {
      const end = frame.head.end + (frame.head.contentLength ?? 0);
      return { type: 'message', frame, end, leadingOctetsAt: this.#between.takeLeadingOctets() };
    }
    if (!isLast) return { type: 'more', at, until: undefined };
    const fault = truncated(frame, octets, at, base);
    return this.#rules.resynchronises ? { type: 'skipped', end: octets.length, fault } : { type: 'fault', fault };
  }

  #lose(frame: InvalidFrame, octets: Uint8Array, at: number, base: number, isLast: boolean): Step {
    const fault = faultOfFrame(frame, at, base);
    const { resynchronises, maxSkippedOctets } = this.#rules;
    if (!resynchronises) return { type: 'fault', fault: { ...fault, canResynchronise: !this.#isFinal(frame, at) } };
    // What begins as anything else may be an end of a message whose Content-Length was too small, with the next after it.
    this.#before = 'start';
    const found = isSipSlash(octets, at) ? 'none' : this.#searchLine(octets, at, base, isLast);
    if (typeof found === 'object') return { type: 'more', at, until: undefined };
    const end = found === 'none' ? endOfFaulty(octets, at, frame, this.#rules) : undefined;
    if (end === 'partial' && !isLast) return { type: 'more', at, until: undefined };
    this.#between.takeLeadingOctets();
    if (typeof end === 'number' && end - at > maxSkippedOctets) {
      return { type: 'fault', fault: { ...fault, canResynchronise: false } };
    }
    this.#lost = { fault, end: typeof end === 'number' ? base + end : undefined };
    this.#before = 'start';
    return this.#skip(this.#lost, octets, at, base, isLast);
  }

  #isFinal({ end }: InvalidFrame, at: number): boolean {
    return end !== undefined && end - at > this.#rules.maxSkippedOctets;
  }

  #skip(lost: Lost, octets: Uint8Array, from: number, base: number, isLast: boolean): Step {
    if (lost.end === undefined) return this.#search(lost, octets, from, base, isLast);
    const end = lost.end - base;
    if (end > octets.length && !isLast) return { type: 'more', at: octets.length, until: octets.length };
    return this.#found(lost, Math.min(end, octets.length));
  }

  #found({ fault }: Lost, end: number): Step {
    this.#lost = undefined;
    return { type: 'skipped', end, fault };
  }

  /** Searches for the next message, from an index on that stands where the last search has come to. */
  #search(lost: Lost, octets: Uint8Array, from: number, base: number, isLast: boolean): Step {
    let at = from;
    while (at < octets.length) {
      const found = this.#searchLine(octets, at, base, isLast);
      if (typeof found === 'object') return { type: 'more', at: found.openAt, until: undefined };
      if (typeof found === 'number') {
        // Its own start is certain, its end may be: then what is faulty in it is skipped as well.
        const frame = frameAt(octets, found, this.#rules);
        if (frame.state !== 'invalid') return this.#found(lost, found);
        const end = endOfFaulty(octets, found, frame, this.#rules);
        this.#lost = { fault: lost.fault, end: base + (end as number) };
        return this.#skip(this.#lost, octets, found, base, isLast);
      }
      at = afterLine(octets, at);
    }
    return isLast ? this.#found(lost, octets.length) : { type: 'more', at: octets.length, until: octets.length };
  }

  /**
   * Searches a line, from an index on, for the beginning of a message. Gives its index, or the one from which on more
   * octets are needed to tell. Where there is `none`, {@link #before} has what stands before the next octet.
   */
  #searchLine(
    octets: Uint8Array,
    from: number,
    base: number,
    isLast: boolean,
  ): number | 'none' | { readonly openAt: number } {
    for (let at = from; at < octets.length; at += 1) {
      const octet = octets[at] as number;
      if (this.#mayBegin(octets, at)) {
        if (!isLast && octets.length - at < 4 && beginsSipSlash(octets, at)) return { openAt: at };
        const isStart = this.#before === 'start';
        if (isStart || isSipSlash(octets, at)) {
          const verdict = isStart || base + at >= this.#refusedTo ? this.#judge(octets, at, base, isLast) : 'refused';
          if (verdict === 'open') return { openAt: at };
          if (verdict === 'begins') return at;
          // The header fields after a line are those of whatever begins on it.
          if (isSipSlash(octets, at) && verdict === 'refused') this.#before = 'closed';
        }
      }
      this.#before = after(this.#before, octet);
      if (octet === lf) return 'none';
    }
    return 'none';
  }

  #mayBegin(octets: Uint8Array, at: number): boolean {
    if (this.#before === 'closed') return false;
    return this.#before === 'start' ? isTokenOctet(octets[at]) : lowerCase(octets[at]) === 0x73;
  }

  /** Whether a message begins at an index, or one that is faulty but says where it ends. */
  #judge(octets: Uint8Array, at: number, base: number, isLast: boolean): 'begins' | 'open' | 'refused' {
    const frame = frameAt(octets, at, this.#rules);
    if (frame.state === 'partial' && !isLast) return 'open';
    if (frame.state === 'complete' && (frame.head.contentLength !== undefined || frame.head.hasVia)) return 'begins';
    const refusedTo =
      frame.state === 'partial' ? octets.length : frame.state === 'complete' ? frame.head.end : frame.offset;
    this.#refusedTo = Math.max(this.#refusedTo, base + refusedTo);
    if (frame.state !== 'invalid') return 'refused';
    // Any line before header fields looks like a faulty message, but one with a version is hardly anything else.
    if (this.#before !== 'start' || !isSipSlash(octets, at)) return 'refused';
    const end = endOfFaulty(octets, at, frame, this.#rules);
    if (end === 'partial') return isLast ? 'refused' : 'open';
    return end !== undefined && end - at <= this.#rules.maxSkippedOctets ? 'begins' : 'refused';
  }
}

/** What stands before the octet after this one. */
function after(before: Before, octet: number): Before {
  if (octet === lf) return 'start';
  if (octet === cr) return 'other';
  switch (before) {
    case 'start':
      return isBlank(octet) ? 'closed' : isTokenOctet(octet) ? 'name' : 'other';
    case 'name':
    case 'name and blanks':
      if (octet === colon) return 'closed';
      if (isBlank(octet)) return 'name and blanks';
      return before === 'name' && isTokenOctet(octet) ? 'name' : 'other';
    default:
      return before;
  }
}

/** Whether the last octets are the first of `SIP/`. */
function beginsSipSlash(octets: Uint8Array, at: number): boolean {
  const letters = [0x73, 0x69, 0x70, 0x2f];
  for (let n = 0; at + n < octets.length; n += 1) if (lowerCase(octets[at + n]) !== letters[n]) return false;
  return true;
}

function afterLine(octets: Uint8Array, at: number): number {
  const end = octets.indexOf(lf, at);
  return end === -1 ? octets.length : end + 1;
}

import type { MessageFault } from '../../faults/message-fault.ts';
import { octetsBetween } from '../../text/uint8-array.ts';
import { messageRulesOf } from '../message/limits.ts';
import { cr, isBlank, lf } from '../message/octet.ts';
import { isRequestLine, isSipSlash } from '../message/request-line.ts';
import { Framing } from '../stream/framing.ts';
import { methodAt } from './cseq.ts';
import type { Listener } from './listener.ts';
import { locate, located, reportLocated } from './locate.ts';
import type { Passage } from './passage.ts';

/**
 * Searches a datagram: RFC 3261 §18.3 has one message in it.
 *
 * @param isCut whether the capture lacks octets after those that it has
 */
export function searchDatagram(passage: Passage, from: number, to: number, isCut: boolean, listener: Listener): void {
  const { octets } = passage;
  const start = afterEmptyLines(octets, from, to);
  const version = afterLeadingOctets(octets, start, to);
  const end = startLineEnd(octets, version, to);
  if (version + 4 <= to && isSipSlash(octets, version)) {
    if (isCut && end === to) listener.skipped(passage.offsetAt(to), passage.offsetAt(to), 'truncated');
    else {
      const head = headEnd(octets, end, to);
      listener.line(passage, start, end, 'message', methodAt(passage, end, head, true));
      listener.message(passage, start, head);
      searchMessage(passage, end, head, to, listener);
    }
  } else if (isRequestLine(octets, start, beforeLineEnd(octets, start, end), 'lenient')) {
    const head = headEnd(octets, end, to);
    listener.message(passage, start, head);
    searchMessage(passage, start, head, to, listener);
  } else searchText(passage, start, to, listener);
}

const rules = /* @__PURE__ */ messageRulesOf(undefined, true);

/**
 * Finds the messages on a stream as `readResponses` does, and in what is not their start-lines, the status lines that
 * start no message.
 */
export class StreamSearch {
  readonly #listener: Listener;
  #framing = newFraming();
  /** The offset in the stream of the first octet at hand, and how many from there have been framed. */
  #offset = 0;
  #framed = 0;
  /** The fault whose line has been reported. */
  #reported: MessageFault | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /**
   * Searches what there is of the stream, and returns the index of the first octet that is still needed.
   *
   * @param isLast whether no more of the stream comes, or octets are missing after those that are there
   */
  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    const octets = octetsBetween(passage.octets, 0, to);
    const base = this.#offset - from;
    let done = from;
    let at = from + this.#framed;
    for (;;) {
      const step = this.#framing.next(octets, at, base, isLast);
      const { lost } = this.#framing;
      if (step.type === 'skipped') {
        done = this.#searchLost(passage, Math.max(done, step.fault.start - base), step.end, step.fault, base, true);
      } else if (lost !== undefined) {
        const reached = step.type === 'more' ? step.at : at;
        done = this.#searchLost(passage, Math.max(done, lost.start - base), reached, lost, base, false);
      } else done = step.type === 'more' ? step.at : at;

      if (step.type === 'message') {
        const { startLine, head, start } = step.frame;
        if (step.end > to && !isLast) {
          done = start;
          at = start;
          break;
        }
        const after = Math.min(step.end, to);
        const isResponse = startLine.statusLine !== undefined;
        if (isResponse) {
          const method = methodAt(passage, startLine.end, head.end, true);
          this.#listener.line(passage, start, startLine.end, 'message', method);
        }
        this.#listener.message(passage, start, head.end);
        searchMessage(passage, startLine.end, head.end, after, this.#listener);
        at = after;
        done = at;
      } else if (step.type === 'skipped') at = step.end;
      else {
        if (step.type === 'more') at = step.at;
        break;
      }
    }
    this.#offset = base + done;
    this.#framed = at - done;
    return done;
  }

  /** Octets are missing before what comes next. */
  interrupted(): void {
    this.#framing = newFraming();
    this.#framed = 0;
  }

  /**
   * Searches what a fault has made the stream skip. Whatever is in there starts no message, but for the faulty line
   * itself.
   */
  #searchLost(passage: Passage, from: number, to: number, fault: MessageFault, base: number, isOver: boolean): number {
    const { octets } = passage;
    let at = from;
    if (this.#reported !== fault) {
      this.#reported = fault;
      const start = fault.start - base;
      if (fault.statusLine === undefined && isSipSlash(octets, start) && start >= from) {
        at = startLineEnd(octets, start, to);
        // Of a line whose end is missing nobody knows what it is.
        if (fault.code !== 'truncated') this.#listener.line(passage, start, at, 'message', -1);
        else {
          const end = passage.offsetAt(to - 1) + 1;
          this.#listener.skipped(end, end, 'truncated');
        }
      } else if (fault.code === 'truncated' && fault.statusLine !== undefined) {
        at = startLineEnd(octets, start, to);
        this.#listener.line(passage, start, at, 'message', methodAt(passage, at, headEnd(octets, at, to), true));
      }
    }
    while (at < to && locate(passage, at, to, from, isOver)) {
      reportLocated(passage, located.where === 'body' ? 'body' : 'text', this.#listener);
      at = located.next;
    }
    return at < to ? located.next : at;
  }
}

function newFraming(): Framing {
  return new Framing({ ...rules, resynchronises: true, maxSkippedOctets: Number.POSITIVE_INFINITY, skipped: () => {} });
}

/** Status lines in a message after its own start-line: in a header field, or in the body. */
function searchMessage(passage: Passage, from: number, body: number, to: number, listener: Listener): void {
  for (let at = from; at < to && locate(passage, at, to, from, true); at = located.next) {
    const { start, where } = located;
    reportLocated(passage, start >= body && where !== 'text' ? 'body' : 'text', listener);
  }
}

/** Status lines in octets of which nothing is known. */
export function searchText(passage: Passage, from: number, to: number, listener: Listener): void {
  for (let at = from; at < to && locate(passage, at, to, from, true); at = located.next)
    reportLocated(passage, located.where, listener);
}

/** RFC 3261 §7.5: any CRLF before the start-line is ignored. */
function afterEmptyLines(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at + 1 < to && octets[at] === cr && octets[at + 1] === lf) at += 2;
  return at;
}

/** The index after what the lenient profile forgives before a version. */
function afterLeadingOctets(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const octet = octets[at];
    if (octet === 0xef && octets[at + 1] === 0xbb && octets[at + 2] === 0xbf) at += 2;
    else if (octet !== cr && octet !== lf && octet !== 0 && !isBlank(octet)) return at;
  }
  return to;
}

/** The index after the line end of a start-line, as the lenient profile has it; `to` when it has none. */
function startLineEnd(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    if (octets[at] === lf) return at + 1;
    if (octets[at] === cr) return octets[at + 1] === lf && at + 1 < to ? at + 2 : at + 1;
  }
  return to;
}

function beforeLineEnd(octets: Uint8Array, from: number, end: number): number {
  let at = end;
  while (at > from && (octets[at - 1] === lf || octets[at - 1] === cr)) at -= 1;
  return at;
}

/** The index after the empty line that ends the header fields; `to` when there is none. */
function headEnd(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    if (octets[at] === lf) return at + 1;
    if (octets[at] === cr && octets[at + 1] === lf && at + 1 < to) return at + 2;
    while (at < to && octets[at] !== lf) at += 1;
    at += 1;
  }
  return to;
}

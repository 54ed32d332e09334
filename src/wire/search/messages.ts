import { locate, located, maxOctets } from './locate.ts';
import type { Listener, Passage } from './passage.ts';

/** Searches a datagram: RFC 3261 §18.3 has one message in it. */
export function searchDatagram(passage: Passage, from: number, to: number, listener: Listener): void {
  const { octets } = passage;
  const start = behindEmptyLines(octets, from, to);
  switch (startAt(octets, start, to, true)) {
    case 'response': {
      const end = startLineEnd(octets, behindLeadingOctets(octets, start, to), to);
      listener.line(passage, start, end, 'message');
      searchMessage(passage, end, end, to, listener);
      break;
    }
    case 'request':
      searchMessage(passage, start, start, to, listener);
      break;
    default:
      searchText(passage, start, to, listener);
  }
}

/**
 * Finds the messages on a stream, one after the other, as long as each one's Content-Length tells where the next one
 * begins (RFC 3261 §18.3). Where none begins, it looks for the next response as in any text, and goes on from there.
 */
export class MessageStream {
  readonly #listener: Listener;
  #isInStep = true;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Searches what there is of the stream. Returns where to go on when there is more. */
  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    const { octets } = passage;
    let at = from;
    while (at < to) {
      if (!this.#isInStep) {
        const isFound = locate(passage, at, to, from, isLast);
        if (!isFound) return located.next;
        if (located.where === 'message') {
          this.#isInStep = true;
          at = located.start;
        } else {
          this.#listener.line(passage, located.start, located.end, located.where);
          at = located.next;
          continue;
        }
      }
      const start = behindEmptyLines(octets, at, to);
      const kind = startAt(octets, start, to, isLast);
      if (kind === 'open') return start;
      if (kind === 'other') {
        this.#isInStep = false;
        at = start;
        continue;
      }
      const first = startLineEnd(octets, behindLeadingOctets(octets, start, to), to);
      const head = headEnd(octets, first, to);
      // A head that does not end is none.
      if (head === none && !isLast && to - start <= maxOctets) return start;
      const bodyOctets = head === none ? 0 : contentLength(octets, first, head);
      const isWhole = head !== none && bodyOctets <= largestBody;
      const end = isWhole ? head + bodyOctets : to;
      if (isWhole && end > to && !isLast) return start;
      if (kind === 'response') this.#listener.line(passage, start, first, 'message');
      at = Math.min(end, to);
      searchMessage(passage, kind === 'response' ? first : start, first, at, this.#listener);
      if (!isWhole) this.#isInStep = false;
    }
    return to;
  }

  /** Tells that octets are missing in front of what comes next. */
  interrupted(): void {
    this.#isInStep = true;
  }
}

/** A body that is larger is not waited for. */
const largestBody = 1 << 20;

const none = -1;

/** Status lines in a message after its own start-line: in a header field, or in the body. */
function searchMessage(passage: Passage, from: number, head: number, to: number, listener: Listener): void {
  let body: number | undefined;
  for (let at = from; at < to && locate(passage, at, to, from, true); at = located.next) {
    const { start, end, where } = located;
    body ??= headEnd(passage.octets, head, to);
    listener.line(passage, start, end, body !== none && start >= body && where !== 'text' ? 'body' : 'text');
  }
}

/** Status lines in octets of which nothing is known. */
export function searchText(passage: Passage, from: number, to: number, listener: Listener): void {
  for (let at = from; at < to && locate(passage, at, to, from, true); at = located.next)
    listener.line(passage, located.start, located.end, located.where);
}

/** RFC 3261 §7.5: any CRLF before the start-line is ignored. */
function behindEmptyLines(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at + 1 < to && octets[at] === 0x0d && octets[at + 1] === 0x0a) at += 2;
  return at;
}

/** What the lenient profile forgives before a version. */
function behindLeadingOctets(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const octet = octets[at];
    if (octet === 0xef && octets[at + 1] === 0xbb && octets[at + 2] === 0xbf) at += 2;
    else if (octet !== 0x0d && octet !== 0x0a && octet !== 0 && octet !== 0x20 && octet !== 0x09) return at;
  }
  return to;
}

/** What begins at an index; `open` when more octets are needed to tell. */
function startAt(
  octets: Uint8Array,
  start: number,
  to: number,
  isLast: boolean,
): 'response' | 'request' | 'other' | 'open' {
  const at = behindLeadingOctets(octets, start, to);
  const seen = versionLetters(octets, at, to);
  if (seen === 4) return 'response';
  const isOpen = !isLast && to - start <= maxOctets;
  if (at + seen === to) return isOpen ? 'open' : 'other';
  if (at !== start || !isLetter(octets[at] as number)) return 'other';
  const limit = Math.min(to, at + maxOctets);
  for (let end = at; end < limit; end += 1) {
    const octet = octets[end] as number;
    if (octet !== 0x0a && octet !== 0x0d) {
      if (octet < 0x20 || octet === 0x7f) return 'other';
      continue;
    }
    return versionLetters(octets, end - 7, end) === 4 && octets[end - 8] === 0x20 ? 'request' : 'other';
  }
  return isOpen ? 'open' : 'other';
}

/** How many of the letters of `SIP/` stand at an index, in any case. */
function versionLetters(octets: Uint8Array, at: number, to: number): number {
  let seen = 0;
  while (seen < 4 && at + seen < to && isSame(octets[at + seen] as number, 'sip/'.charCodeAt(seen))) seen += 1;
  return seen;
}

function isSame(octet: number, lower: number): boolean {
  return octet === lower || (octet | 0x20) === lower;
}

function isLetter(octet: number): boolean {
  return (octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7a;
}

/** The index after the line end of a start-line, as the lenient profile has it on a stream; `to` when it has none. */
function startLineEnd(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    if (octets[at] === 0x0a) return at + 1;
    if (octets[at] === 0x0d) return octets[at + 1] === 0x0a && at + 1 < to ? at + 2 : at + 1;
  }
  return to;
}

/** The index after the empty line that ends the header fields; -1 when it is not there. */
function headEnd(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    if (octets[at] === 0x0a) return at + 1;
    if (octets[at] === 0x0d && octets[at + 1] === 0x0a && at + 1 < to) return at + 2;
    while (at < to && octets[at] !== 0x0a) at += 1;
    at += 1;
  }
  return none;
}

/** What Content-Length says; 0 when it says nothing (RFC 3261 §20.14). */
function contentLength(octets: Uint8Array, from: number, head: number): number {
  for (let at = from; at < head; ) {
    let value = behindName(octets, at, head, 'content-length') || behindName(octets, at, head, 'l');
    if (value !== 0) {
      while (isBlank(octets[value] as number)) value += 1;
      let length = 0;
      while (isDigit(octets[value] as number) && length <= largestBody) {
        length = length * 10 + (octets[value] as number) - 0x30;
        value += 1;
      }
      return length;
    }
    while (at < head && octets[at] !== 0x0a) at += 1;
    at += 1;
  }
  return 0;
}

/** The index after a name and its colon; 0 when another stands there. */
function behindName(octets: Uint8Array, from: number, to: number, name: string): number {
  for (let n = 0; n < name.length; n += 1) {
    if (from + n >= to || !isSame(octets[from + n] as number, name.charCodeAt(n))) return 0;
  }
  let at = from + name.length;
  while (at < to && isBlank(octets[at] as number)) at += 1;
  return octets[at] === 0x3a ? at + 1 : 0;
}

function isBlank(octet: number): boolean {
  return octet === 0x20 || octet === 0x09;
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

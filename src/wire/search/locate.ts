import { headerFieldFollows } from './header-field-follows.ts';
import { sieved } from './next-version.ts';
import type { Passage, Where } from './passage.ts';
import { lengthOfSpeltLineEnd, speltLineEndBefore } from './spelt-line-end.ts';

/** The longest line that is read, as `readStatusLine` has it. */
export const maxOctets = 65_536;

/** How far back one may have to look to tell where a line stands. */
export const context = 4096;

/** The status line that {@link locate} has found last. */
export interface Located {
  start: number;
  /** The index of its line end, which is no part of it: in text it is the text's. */
  end: number;
  where: Where;
  /** Where to go on. What is before needs not be there any more, but for a context. */
  next: number;
}

export const located: Located = { start: 0, end: 0, where: 'text', next: 0 };

/**
 * Finds the next status line in text of any kind: a log, or octets of which it is not known what they are. What it
 * begins with is a version, SP or HTAB and a digit; whether it is one, the grammar says.
 *
 * It ends with its line, or, where something stands before it, with the quotation that it is in. It starts a message
 * when nothing stands before it on its line or when a header field follows, at the beginning of the next line or in
 * the same column. It stands in a body when the lines before it, up to an empty one, have a Content-Type of
 * message/sipfrag (RFC 3420), an empty one separates them from it, and no Via follows.
 *
 * @param floor the index before which there is nothing to look back at
 * @returns whether there is one in {@link located}; `located.next` is set in any case, and is not beyond what more
 *   octets may change the meaning of, unless these are the last
 */
export function locate(passage: Passage, from: number, to: number, floor: number, isLast: boolean): boolean {
  const { octets } = passage;
  for (let at = from; ; ) {
    const start = passage.next(at, to);
    if (start === -1) {
      located.next = isLast ? to : Math.max(at, to - sieved + 1);
      return false;
    }
    // However the octets come in, no decision rests on more of them than these.
    const least = Math.max(floor, start - context);
    const limit = Math.min(to, start + maxOctets + 1);
    const isOpen = !isLast && to - start <= maxOctets;
    const code = codeAt(octets, start, limit);
    if (code === limit && isOpen) return undecided(start);
    if (code === none || code === limit) {
      at = start + 4;
      continue;
    }
    const isPlain = beginsLine(octets, start, least);
    const end = isPlain ? lineEnd(octets, code, limit) : quotationEnd(octets, code, limit, octets[start - 1] as number);
    if (end === limit && isOpen) return undecided(start);
    let startsMessage = isPlain || speltLineEndBefore(octets, start, least) !== none;
    if (!startsMessage) {
      const follows = headerFieldFollows(octets, start, end, to, least);
      if (follows === undefined && !isLast) return undecided(start);
      startsMessage = follows === true;
    }
    // Most lines are told by this, without a look back: a Via is of a message on its way, and a fragment is of none.
    const isOnItsWay = viaFollows(octets, end, to);
    if (isOnItsWay === undefined && !isLast) return undecided(start);
    located.start = start;
    located.end = end;
    located.where = !startsMessage ? 'text' : isOnItsWay || !isSipfrag(octets, start, least) ? 'message' : 'body';
    located.next = end;
    return true;
  }
}

const lf = 0x0a;
const cr = 0x0d;
const none = -1;

function undecided(start: number): false {
  located.next = start;
  return false;
}

/** The index of the digit that a status code begins with, after a version; `to` when it lies beyond; -1 when none does. */
function codeAt(octets: Uint8Array, start: number, to: number): number {
  const major = afterDigits(octets, start + 4, to);
  if (major === start + 4) return none;
  if (major === to) return to;
  if (octets[major] !== 0x2e) return none;
  const minor = afterDigits(octets, major + 1, to);
  if (minor === to) return to;
  if (minor === major + 1) return none;
  let at = minor;
  while (at < to && isBlank(octets[at] as number)) at += 1;
  if (at === to) return to;
  return at > minor && isDigit(octets[at] as number) ? at : none;
}

function afterDigits(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(octets[at] as number)) at += 1;
  return at;
}

/** No line goes on after CR, LF or NUL. */
function lineEnd(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const octet = octets[at] as number;
    if (octet <= cr && (octet === lf || octet === cr || octet === 0)) return at;
  }
  return to;
}

/** Where something stands before a line, its end may be spelt out, or it is quoted. */
function quotationEnd(octets: Uint8Array, from: number, to: number, before: number): number {
  const close = closing.get(before);
  let closed: number | undefined;
  for (let at = from; at < to; at += 1) {
    const octet = octets[at] as number;
    if (octet <= cr && (octet === lf || octet === cr || octet === 0)) return closed ?? at;
    if (lengthOfSpeltLineEnd(octets, at, to) > 0) return at;
    if (octet === close) closed ??= at;
  }
  return closed ?? to;
}

const closing: ReadonlyMap<number, number> = /* @__PURE__ */ new Map(
  ['""', "''", '``', '()', '[]', '<>', '{}'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);

/** Whether the next line begins with `Via:` or `v:`; undefined while there is too little to tell. */
function viaFollows(octets: Uint8Array, end: number, to: number): boolean | undefined {
  const at = end + (octets[end] === cr && octets[end + 1] === lf ? 2 : 1);
  if (at + 4 > to) return undefined;
  if (((octets[at] as number) | 0x20) !== 0x76) return false;
  if (octets[at + 1] === 0x3a) return true;
  return (
    ((octets[at + 1] as number) | 0x20) === 0x69 &&
    ((octets[at + 2] as number) | 0x20) === 0x61 &&
    octets[at + 3] === 0x3a
  );
}

/** Whether nothing but blanks stands before something on its line. */
function beginsLine(octets: Uint8Array, start: number, least: number): boolean {
  let at = start;
  while (at > least && isBlank(octets[at - 1] as number)) at -= 1;
  return at === least || octets[at - 1] === lf || octets[at - 1] === cr;
}

/** Whether an empty line stands before an index, and before that lines that say what comes is a message/sipfrag. */
function isSipfrag(octets: Uint8Array, start: number, least: number): boolean {
  return octets[start - 1] === lf ? isSipfragLine(octets, start, least) : isSpeltSipfrag(octets, start, least);
}

function isSipfragLine(octets: Uint8Array, start: number, least: number): boolean {
  const empty = lineEndBefore(octets, lineEndBefore(octets, start, least), least);
  if (empty === none) return false;
  let end = empty;
  for (let at = empty - 1; at >= least; at -= 1) {
    if (octets[at] !== lf) continue;
    if (isSipfragField(octets, at + 1, end)) return true;
    end = octets[at - 1] === cr ? at - 1 : at;
    if (lineEndBefore(octets, end, least) !== none) return false;
  }
  return isSipfragField(octets, least, end);
}

/** Whether a line says that a body is a message/sipfrag, as `Content-Type` or as `c`. */
function isSipfragField(octets: Uint8Array, from: number, to: number): boolean {
  if (((octets[from] as number) | 0x20) !== 0x63) return false;
  for (let at = from; at <= to - contentType.length; at += 1) if (isContentType(octets, at)) return true;
  return false;
}

function isSpeltSipfrag(octets: Uint8Array, start: number, least: number): boolean {
  const end = speltLineEndBefore(octets, start, least);
  const empty = end === none ? none : speltLineEndBefore(octets, end, least);
  if (empty === none) return false;
  for (let at = empty - 1; at >= least && octets[at] !== lf; at -= 1) {
    if (((octets[at] as number) | 0x20) === 0x6d && isContentType(octets, at)) return true;
    const before = speltLineEndBefore(octets, at, least);
    if (before !== none && speltLineEndBefore(octets, before, least) !== none) return false;
  }
  return false;
}

/** The index of the line end that stands right before an index; -1 when none does. */
function lineEndBefore(octets: Uint8Array, at: number, least: number): number {
  if (at <= least || octets[at - 1] !== lf) return none;
  return at - 1 > least && octets[at - 2] === cr ? at - 2 : at - 1;
}

const contentType = 'message/sipfrag';

function isContentType(octets: Uint8Array, at: number): boolean {
  for (let n = 0; n < contentType.length; n += 1) {
    const octet = octets[at + n] as number;
    if ((octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet) !== contentType.charCodeAt(n)) return false;
  }
  return true;
}

function isBlank(octet: number): boolean {
  return octet === 0x20 || octet === 0x09;
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

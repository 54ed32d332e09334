import { asciiOf } from '../../text/utf-8.ts';
import { cr, isBlank, isDigit, lf } from '../message/octet.ts';
import { methodAt } from './cseq.ts';
import { headerFieldFollows } from './header-field-follows.ts';
import {
  afterColours,
  afterRealLineEnd,
  beforeColours,
  isLineEnd,
  lineEndBeforeField,
  spelledLineEndAt,
  spelledLineEndBefore,
  withoutColours,
  withoutMarks,
} from './line-end.ts';
import type { Listener, Where } from './listener.ts';
import { nextVersion, sieved } from './next-version.ts';
import type { Passage } from './passage.ts';
import { plainString, type Quotation, quotationAt, quotationEnd, unquoted } from './quotation.ts';
import { isSipfrag } from './sipfrag-before.ts';

/** The longest line that is read, as `readStatusLine` has it. */
export const maxOctets = 65_536;

/** How far back one may have to look to tell where a line stands. */
export const context = 4096;

/** The status line that {@link locate} has found last. */
export interface Located {
  start: number;
  /** The index of its line end, which is no part of it: in text it is the text's. */
  end: number;
  /** What encloses it. */
  quotation: Quotation | undefined;
  where: Where;
  /** The index of the method in the CSeq that follows; -1 where none does. */
  method: number;
  /** Where to go on. What is before needs not be there any more, but for a context. */
  next: number;
  /** Where the next version stands after that, as {@link Passage.next} says; undefined where it was not asked. */
  following: number | undefined;
}

export const located: Located = {
  start: 0,
  end: 0,
  quotation: undefined,
  where: 'text',
  method: -1,
  next: 0,
  following: undefined,
};

/**
 * Finds the next status line in text of any kind: a log, or octets of which it is not known what they are. What it
 * begins with is a version, SP or HTAB and a digit; whether it is one, the grammar says.
 *
 * It ends with its line, or, where something stands before it, with the quotation that it is in. It starts a message
 * when nothing stands before it on its line, when what stands before is the label that a dissector gives a start-line,
 * or when a header field follows. It stands in a body when the lines before it, up to an empty one, have a
 * Content-Type of message/sipfrag (RFC 3420), an empty one separates them from it, and no Via follows.
 *
 * @param first where the first version stands, if that is known
 * @param floor the index before which there is nothing to look back at
 * @returns whether there is one in {@link located}; `located.next` is set in any case, and is not beyond what more
 *   octets may change the meaning of, unless these are the last
 */
export function locate(
  passage: Passage,
  from: number,
  to: number,
  floor: number,
  isLast: boolean,
  first?: number,
): boolean {
  const { octets } = passage;
  let known = first;
  for (let at = from; ; ) {
    const start = known ?? next(passage, at, to);
    known = undefined;
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
    const line = lineStart(octets, start, least);
    const isPlain = line === undefined;
    const quotation = isPlain ? undefined : quotationAt(octets, line, start);
    const stop =
      quotation !== undefined
        ? quotationEnd(octets, code, limit, quotation)
        : isPlain
          ? lineEndBeforeField(octets, code, limit)
          : lineEnd(octets, code, limit);
    if (stop === limit && isOpen) return undecided(start);
    const isIdle = passage.isIdle === true;
    const isDue = isLast || (isPlain && isIdle);
    const end = withoutMarks(octets, code, stop, to, isDue);
    if (end === undefined) return undecided(start);
    // Most lines are told by this, without a look back: a Via is of a message on its way, and a fragment is of none.
    const isOnItsWay = viaFollows(octets, stop, to);
    if (isOnItsWay === undefined && !isDue) return undecided(start);
    const hasHead = isOnItsWay === true || headerFieldFollows(octets, start, stop, to, least, isDue);
    if (hasHead === undefined) return undecided(start);
    const startsMessage =
      isPlain || hasHead || isLabelled(octets, start, line) || spelledLineEndBefore(octets, start, least) !== none;
    const isMessage = startsMessage && (isOnItsWay === true || !isSipfrag(octets, start, least));
    const following = isMessage && hasHead ? next(passage, stop, to) : undefined;
    // Where another message begins before a CSeq, it is that one's.
    const most = Math.min(to, stop + mostAfterLine);
    const method =
      following === undefined
        ? none
        : methodAt(
            passage,
            stop,
            following === -1 ? most : Math.min(most, following),
            beginsLine(octets, start, least),
          );
    const mayFollow = isMessage && hasHead && following === -1 && to - stop < mostAfterLine && !isLast && !isIdle;
    if (method === none && mayFollow) return undecided(start);
    located.start = start;
    located.end = end;
    located.method = method;
    located.quotation = quotation;
    located.where = isMessage ? 'message' : startsMessage ? 'body' : 'text';
    located.next = stop;
    located.following = following;
    return true;
  }
}

/** Reports what {@link locate} has found last, as what it stands for where it is quoted. */
export function reportLocated(passage: Passage, where: Where, listener: Listener): void {
  const { start, end, quotation, method } = located;
  const isEscaped = passage.octets[start + 3] === 0x5c;
  const written = isEscaped && quotation?.escapes !== 'string' ? plainString : quotation;
  const octets = passage.octets.subarray(start, end);
  const line = withoutColours((written && unquoted(octets, written)) ?? octets);
  if (line === octets) listener.line(passage, start, end, where, method);
  else {
    const place = {
      octets: line,
      offsetAt: (index: number) => passage.offsetAt(start + index),
      packetAt: () => passage.packetAt(start),
    };
    listener.line(place, 0, line.length, where, none);
  }
}

const none = -1;

/** So far a CSeq is looked for after a line. */
const mostAfterLine = 4096;

function next(passage: Passage, from: number, to: number): number {
  return passage.next === undefined ? nextVersion(passage.octets, from, to) : passage.next(from, to);
}

function undecided(start: number): false {
  located.next = start;
  return false;
}

/** The index of the digit that a status code begins with, after a version; `to` when it lies beyond; -1 when none does. */
function codeAt(octets: Uint8Array, start: number, to: number): number {
  // In a string its slash may have a backslash before it.
  const slash = octets[start + 3] === 0x5c ? start + 4 : start + 3;
  // Nearly all of them are `SIP/2.0`, one SP and a digit.
  if (
    start + 8 < to &&
    octets[start + 7] === 0x20 &&
    octets[start + 6] === 0x30 &&
    octets[start + 5] === 0x2e &&
    octets[start + 4] === 0x32 &&
    isDigit(octets[start + 8])
  )
    return start + 8;
  const major = afterDigits(octets, slash + 1, to);
  if (major === slash + 1) return none;
  if (major === to) return to;
  if (octets[major] !== 0x2e) return none;
  const minor = afterDigits(octets, major + 1, to);
  if (minor === to) return to;
  if (minor === major + 1) return none;
  let at = afterColours(octets, minor, to);
  const blank = at;
  while (at < to && isBlank(octets[at] as number)) at += 1;
  at = afterColours(octets, at, to);
  if (at === to) return to;
  return at > blank && isDigit(octets[at] as number) ? at : none;
}

function afterDigits(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(octets[at] as number)) at += 1;
  return at;
}

function lineEnd(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && !isLineEnd(octets, at, to)) at += 1;
  return at;
}

/** Whether the next line begins with `Via:` or `v:`; undefined while there is too little to tell. */
function viaFollows(octets: Uint8Array, end: number, to: number): boolean | undefined {
  const spelled = spelledLineEndAt(octets, end, to);
  const at = spelled > 0 ? end + spelled : afterRealLineEnd(octets, end, to);
  if (at + 4 > to) return undefined;
  if (((octets[at] as number) | 0x20) !== 0x76) return false;
  if (octets[at + 1] === 0x3a) return true;
  return (
    ((octets[at + 1] as number) | 0x20) === 0x69 &&
    ((octets[at + 2] as number) | 0x20) === 0x61 &&
    octets[at + 3] === 0x3a
  );
}

/** Where the line of an index begins; undefined when nothing but blanks and colours stands before it there. */
function lineStart(octets: Uint8Array, start: number, least: number): number | undefined {
  if (beginsLine(octets, start, least)) return undefined;
  let at = start;
  for (;;) {
    const before = beforeColours(octets, at, least);
    at = before;
    while (at > least && isBlank(octets[at - 1])) at -= 1;
    if (at === before) break;
  }
  // A mark of UTF-8 begins the text, or one of several that were put together.
  if (at - 3 >= least && octets[at - 3] === 0xef && octets[at - 2] === 0xbb && octets[at - 1] === 0xbf) at -= 3;
  if (at === least || octets[at - 1] === lf || octets[at - 1] === cr) return undefined;
  while (at > least && octets[at - 1] !== lf) at -= 1;
  return at;
}

function beginsLine(octets: Uint8Array, at: number, least: number): boolean {
  return at === least || octets[at - 1] === lf;
}

/** Whether a line is what tshark calls a Status-Line, in its text, its JSON or its XML. */
function isLabelled(octets: Uint8Array, start: number, line: number): boolean {
  const before = octets[start - 1];
  if (before !== 0x20 && before !== 0x22) return false;
  return /(?:^|[\s"._])Status-Line\\*"?\s*[:=]\s*\\*"?$/.test(
    asciiOf(octets, Math.max(line, start - longestLabel), start),
  );
}

const longestLabel = 32;

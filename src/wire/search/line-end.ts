import { asciiOf, decodeOctets, encodeText } from '../../text/utf-8.ts';
import { cr, isDigit, lf, sp } from '../message/octet.ts';
import { startsWithHeaderField } from './header-field-start.ts';

// A log has line ends of its own, and may spell out those of the message: as C, JSON and JSON in JSON do, as system
// logs, `cat -v` and XML do, or with the pictures of Unicode for them, U+240D and U+240A.
const spellings: string = /* @__PURE__ */ (() =>
  [
    String.raw`\\+(?:r|015|x0[dD]|u000[dD])(?:\\+(?:n|012|x0[aA]|u000[aA]))?`,
    String.raw`\\+(?:n|012|x0[aA]|u000[aA])`,
    '#015(?:#012)?',
    '#012',
    '&#(?:13|[xX]0?[dD]);(?:&#(?:10|[xX]0?[aA]);)?',
    '&#(?:10|[xX]0?[aA]);',
    '<CR(?:LF)?>(?:<LF>)?',
    '<[bB][rR] ?/?>',
    String.raw`\^M\^J`,
    '\xe2\x90\x8d(?:\xe2\x90\x8a)?',
    '\xe2\x90\x8a',
  ].join('|'))();
const spelling: RegExp = /* @__PURE__ */ (() => new RegExp(`^(?:${spellings})`))();
const endsInSpelling: RegExp = /* @__PURE__ */ (() =>
  new RegExp(String.raw`(?:${spellings}|\^M\$?|\[CR\](?:\[LF\])?)$`))();
/** What is a line end only where a header field or the log's own line end follows. */
const weakSpelling = /^(?:\^M\$?|\[CR\](?:\[LF\])?|\.\.)/;
/** A colour, or what ends one: an escape sequence of a terminal (ECMA-48 §5.4), spelled out or not. */
const colour = String.raw`(?:\x1b|\\+(?:u001[bB]|x1[bB]|033|e)|#033|\^\[)\[[0-9;]*[mK]`;
const endsInColour: RegExp = /* @__PURE__ */ (() => new RegExp(`${colour}$`))();
const startsWithColour: RegExp = /* @__PURE__ */ (() => new RegExp(`^(?:${colour})`))();
const colours: RegExp = /* @__PURE__ */ (() => new RegExp(colour, 'g'))();
const longestSpelling = 32;

/** The kinds of octets that a line of a log may end at. */
const endKinds: Uint8Array = /* @__PURE__ */ (() => {
  const kinds = new Uint8Array(256);
  for (const octet of [cr, lf, 0]) kinds[octet] = 1;
  for (const character of '\\#&<^[.\xe2') kinds[character.charCodeAt(0)] = 2;
  return kinds;
})();

/** The index of the CR, LF or NUL that a line of a log ends at, from an index on; `to` when it has none. */
export function realLineEnd(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && endKinds[octets[at] as number] !== 1) at += 1;
  return at;
}

/** Whether a line ends at an index: a line end of the log, or one that is spelled out. */
export function isLineEnd(octets: Uint8Array, at: number, to: number): boolean {
  const kind = endKinds[octets[at] as number] as number;
  return kind !== 0 && (kind === 1 || spelledLineEndAt(octets, at, to) > 0);
}

/** The index of the first line end; `to` when there is none. A spelling that no header field follows is a part of the line. */
export function lineEndBeforeField(octets: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const kind = endKinds[octets[at] as number];
    if (kind === 1) return at;
    if (kind !== 2) continue;
    const length = spelledLineEndAt(octets, at, to);
    if (length > 0 && startsWithHeaderField(octets, at + length, to)) return at;
  }
  return to;
}

/** The length of the line end that is spelled out at an index; 0 when there is none. */
export function spelledLineEndAt(octets: Uint8Array, at: number, to: number): number {
  if (endKinds[octets[at] as number] !== 2) return 0;
  const text = asciiOf(octets, at, Math.min(to, at + longestSpelling));
  const strong = spelling.exec(text);
  if (strong !== null) return strong[0].length;
  const weak = weakSpelling.exec(text)?.[0].length ?? 0;
  if (weak === 0) return 0;
  const after = octets[at + weak];
  const isBeforeLineEnd = text[0] !== '.' && at + weak < to && (after === cr || after === lf);
  return isBeforeLineEnd || startsWithHeaderField(octets, at + weak, to) ? weak : 0;
}

/** The index of the line end that is spelled out right before another index; -1 when there is none. */
export function spelledLineEndBefore(octets: Uint8Array, at: number, least: number): number {
  if (at - 2 < least || !mayEndSpelling(octets[at - 2] as number, octets[at - 1] as number)) return -1;
  const from = Math.max(least, at - longestSpelling);
  const found = endsInSpelling.exec(asciiOf(octets, from, at));
  return found === null ? -1 : from + found.index;
}

/** Most lines and what is before them end otherwise, and this is asked of each. */
function mayEndSpelling(before: number, last: number): boolean {
  switch (last) {
    case 0x6e: // n
    case 0x72: // r
      return before === 0x5c;
    case 0x32: // 2
    case 0x35: // 5
      return before === 0x31;
    case 0x41: // A
    case 0x44: // D
    case 0x61: // a
    case 0x64: // d
      return before === 0x30;
    case 0x4a: // J
    case 0x4d: // M
      return before === 0x5e;
    case 0x24: // $
      return before === 0x4d;
    case 0x5d: // ]
      return before === 0x46 || before === 0x52;
    case 0x8a: // the last octet of U+240A
    case 0x8d:
      return before === 0x90;
    case 0x3b: // ;
    case 0x3e: // >
      return true;
    default:
      return false;
  }
}

/** The index after a line end of a log: CRLF, CR CR LF as a port in text mode writes it, or one octet. */
export function afterRealLineEnd(octets: Uint8Array, at: number, to: number): number {
  let after = at;
  while (after < to && after < at + 2 && octets[after] === cr) after += 1;
  return after < to && (octets[after] === lf || after === at) ? after + 1 : after;
}

/**
 * The end of a line without what a log puts before its line end: a CR that is spelled out, a colour, or one octet, the
 * dot that ngrep prints for a CR, a blank, a `$`, where the next line ends with the same.
 *
 * @param least the index that is not gone below
 * @returns undefined while there is too little to tell
 */
export function withoutMarks(
  octets: Uint8Array,
  least: number,
  end: number,
  to: number,
  isLast: boolean,
): number | undefined {
  if (!mayBeMark(octets[end - 1] as number)) return end;
  const uncoloured = beforeColours(octets, end, least);
  if (end === to || endKinds[octets[end] as number] !== 1) return uncoloured;
  const spelled = spelledLineEndBefore(octets, uncoloured, least);
  if (spelled !== -1) return beforeColours(octets, spelled, least);
  const last = octets[uncoloured - 1] as number;
  if (uncoloured === least || (last !== 0x2e && last !== sp && last !== 0x24)) return uncoloured;
  const next = afterRealLineEnd(octets, end, to);
  const limit = Math.min(to, next + mostLookedAhead);
  const nextEnd = realLineEnd(octets, next, limit);
  if (nextEnd === to && limit === to && !isLast) return undefined;
  const nextLast = octets[beforeColours(octets, nextEnd, next) - 1];
  return nextEnd > next && nextEnd < limit && nextLast === last ? uncoloured - 1 : uncoloured;
}

/** Most phrases end with another letter. */
function mayBeMark(last: number): boolean {
  return marks[last] === 1;
}

const marks: Uint8Array = /* @__PURE__ */ (() => {
  const table = new Uint8Array(256);
  for (const character of 'mK. $nr25ADadJM;>]\x8a\x8d') table[character.charCodeAt(0)] = 1;
  return table;
})();

/** How far a next line is looked for its end. */
export const mostLookedAhead = 1024;

/** The index of the first octet of the colours that stand right before an index. */
export function beforeColours(octets: Uint8Array, at: number, least: number): number {
  let start = at;
  while (start - 3 >= least && mayEndColour(octets[start - 2] as number, octets[start - 1] as number)) {
    const colour = endsInColour.exec(asciiOf(octets, Math.max(least, start - longestSpelling), start));
    if (colour === null) break;
    start -= colour[0].length;
  }
  return start;
}

/** The index after the colours that begin at an index; `to` while there is too little to tell. */
export function afterColours(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  for (let left = mostColours; left > 0 && at < to && mayBeginColour(octets[at]); left -= 1) {
    const colour = startsWithColour.exec(asciiOf(octets, at, Math.min(to, at + longestSpelling)));
    if (colour === null) return to - at < longestSpelling ? to : at;
    at += colour[0].length;
  }
  return at;
}

/** So many begin and end at one place; without a bound, each octet that comes would have to look at all again. */
const mostColours = 8;

/** A line without the colours in it; the same octets when there are none. */
export function withoutColours(octets: Uint8Array): Uint8Array {
  if (!octets.includes(0x5b)) return octets;
  const text = decodeOctets(octets);
  const plain = text.replace(colours, '');
  return plain === text ? octets : encodeText(plain);
}

function mayBeginColour(octet: number | undefined): boolean {
  return octet === 0x1b || octet === 0x5c || octet === 0x23 || octet === 0x5e;
}

function mayEndColour(before: number, last: number): boolean {
  return (last === 0x6d || last === 0x4b) && (isDigit(before) || before === 0x5b || before === 0x3b);
}

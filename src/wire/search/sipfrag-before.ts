import { cr, lf, lowerCase } from '../message/octet.ts';
import { spelledLineEndBefore } from './line-end.ts';

const none = -1;

/** Whether an empty line stands before an index, and before that lines that say what comes is a message/sipfrag. */
export function isSipfrag(octets: Uint8Array, start: number, least: number): boolean {
  return octets[start - 1] === lf ? isSipfragLine(octets, start, least) : isSpelledSipfrag(octets, start, least);
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

function isSpelledSipfrag(octets: Uint8Array, start: number, least: number): boolean {
  const end = spelledLineEndBefore(octets, start, least);
  const empty = end === none ? none : spelledLineEndBefore(octets, end, least);
  if (empty === none) return false;
  for (let at = empty - 1; at >= least && octets[at] !== lf; at -= 1) {
    if (((octets[at] as number) | 0x20) === 0x6d && isContentType(octets, at)) return true;
    const before = spelledLineEndBefore(octets, at, least);
    if (before !== none && spelledLineEndBefore(octets, before, least) !== none) return false;
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
    if (lowerCase(octets[at + n]) !== contentType.charCodeAt(n)) return false;
  }
  return true;
}

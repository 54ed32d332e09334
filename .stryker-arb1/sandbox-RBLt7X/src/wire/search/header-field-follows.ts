import { lengthOfSpeltLineEnd } from './spelt-line-end.ts';

/** The header fields that a response begins with, in their long and their compact forms (RFC 3261 §7.3.3). */
const headerField =
  /^(?:via|v|from|f|to|t|call-id|i|cseq|contact|m|record-route|content-length|l|content-type|c|server|user-agent|allow|supported|k|require|date|timestamp|www-authenticate|proxy-authenticate|warning|expires)[ \t]*:/i;

/** The longest of them, and some blanks. */
const longest = 24;

/**
 * Whether a header field follows a line: where the next line begins, or, because each line of a log may have the
 * same things before it, in the column of the line. Undefined while there is too little to tell.
 */
export function headerFieldFollows(
  octets: Uint8Array,
  start: number,
  end: number,
  to: number,
  least: number,
): boolean | undefined {
  let next = end;
  const spelt = lengthOfSpeltLineEnd(octets, end, to);
  if (spelt > 0) next += spelt;
  else {
    // A quotation that is closed on its line has no header fields.
    if (octets[next] !== 0x0d && octets[next] !== 0x0a) return next < to ? false : undefined;
    for (let crs = 0; crs < 2 && next < to && octets[next] === 0x0d; crs += 1) next += 1;
    if (next < to && octets[next] === 0x0a) next += 1;
  }
  const column = start - lineStart(octets, start, least);
  for (const at of spelt > 0 ? [next] : [next, next + column]) {
    if (headerField.test(asciiFrom(octets, at, to))) return true;
  }
  return next + column + longest > to ? undefined : false;
}

function lineStart(octets: Uint8Array, start: number, least: number): number {
  let at = start;
  while (at > least && octets[at - 1] !== 0x0a) at -= 1;
  return at;
}

function asciiFrom(octets: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to && at < from + longest; at += 1) text += String.fromCharCode(octets[at] as number);
  return text;
}

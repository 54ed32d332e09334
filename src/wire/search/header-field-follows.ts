import { isDigit, lf } from '../message/octet.ts';
import { longestFieldStart, startsWithHeaderField } from './header-field-start.ts';
import { afterRealLineEnd, mostLookedAhead, realLineEnd, spelledLineEndAt } from './line-end.ts';

/**
 * Whether a header field follows a line: after its line end; in the column of the line, because each line of a log may
 * have the same things before it; or after the same things but for their numbers, as times and counters are.
 *
 * @param end the index that the line ends at: a line end, of the log or spelled out, or the end of a quotation
 * @returns undefined while there is too little to tell
 */
export function headerFieldFollows(
  octets: Uint8Array,
  start: number,
  end: number,
  to: number,
  least: number,
  isLast: boolean,
): boolean | undefined {
  const spelled = spelledLineEndAt(octets, end, to);
  if (spelled > 0 && startsWithHeaderField(octets, end + spelled, to)) return true;
  const limit = Math.min(to, end + mostLookedAhead);
  const lineEnd = realLineEnd(octets, end, limit);
  const next = afterRealLineEnd(octets, lineEnd, to);
  // What is closed on its line goes on in the same place of the next, or does not.
  if (lineEnd === end + spelled && startsWithHeaderField(octets, next, to)) return true;
  const line = lineStart(octets, start, least);
  if (lineEnd < limit && next < to) {
    if (startsWithHeaderField(octets, next + start - line, to)) return true;
    const after = afterSamePrefix(octets, line, start, next, to);
    if (after !== undefined && startsWithHeaderField(octets, after, to)) return true;
  }
  const seen = lineEnd < limit ? next + 2 * (start - line) + longestFieldStart : limit === to ? to + 1 : to;
  return seen > to && !isLast ? undefined : false;
}

function lineStart(octets: Uint8Array, start: number, least: number): number {
  let at = start;
  while (at > least && octets[at - 1] !== lf) at -= 1;
  return at;
}

/** The index after what is on the next line the same as before a line, a number standing for any other. */
function afterSamePrefix(octets: Uint8Array, from: number, end: number, next: number, to: number): number | undefined {
  let at = from;
  let other = next;
  while (at < end) {
    if (other === to) return undefined;
    if (isDigit(octets[at]) && isDigit(octets[other])) {
      while (at < end && isDigit(octets[at])) at += 1;
      while (other < to && isDigit(octets[other])) other += 1;
    } else if (octets[at] === octets[other]) {
      at += 1;
      other += 1;
    } else return undefined;
  }
  return other;
}

import { asciiOf } from '../../text/utf-8.ts';
import { colon, cr, isBlank, isDigit, lf } from '../message/octet.ts';
import { isTokenOctet } from '../message/request-line.ts';
import { stepsTo } from './next-version.ts';
import type { Passage } from './passage.ts';

const longestMethod = 64;

/**
 * The index of the method in the first CSeq (RFC 3261 §20.16) between two indexes; -1 when there is none.
 *
 * @param isStrict whether it has to begin a line, as in a message; a log may have something before it
 */
export function methodAt(passage: Passage, from: number, to: number, isStrict: boolean): number {
  const { octets } = passage;
  for (let at = from; ; at += 4) {
    at = passage.nextCSeq === undefined ? nextCSeq(octets, at, to) : passage.nextCSeq(at, to);
    if (at === -1) return -1;
    const method = isStrict && at > from && !isCrOrLf(octets[at - 1]) ? -1 : afterNumber(octets, at + 4, to);
    if (method !== -1) return method;
  }
}

/** The next index from one on at which `CSeq` begins, in any case, and wholly before another index; -1 when there is none. */
export function nextCSeq(octets: Uint8Array, from: number, to: number): number {
  // As Horspool has it: most of what stands here is no CSeq.
  for (let last = from + 3; last < to; ) {
    const step = steps[octets[last] as number] as number;
    if (step !== 0) last += step;
    else if (isCSeq(octets, last - 3)) return last - 3;
    else last += 4;
  }
  return -1;
}

/** The method at an index that {@link methodAt} gave. */
export function methodFrom(octets: Uint8Array, at: number): string {
  return asciiOf(octets, at, tokenEnd(octets, at, octets.length));
}

function tokenEnd(octets: Uint8Array, from: number, to: number): number {
  let end = from;
  while (end < to && isTokenOctet(octets[end])) end += 1;
  return end;
}

const steps: Uint8Array = /* @__PURE__ */ stepsTo('cseq');

function isCSeq(octets: Uint8Array, at: number): boolean {
  return (
    ((octets[at + 2] as number) | 0x20) === 0x65 &&
    ((octets[at + 1] as number) | 0x20) === 0x73 &&
    ((octets[at] as number) | 0x20) === 0x63
  );
}

function isCrOrLf(octet: number | undefined): boolean {
  return octet === lf || octet === cr;
}

/** The index of the method after `: 1`; -1 when that is not what stands there. */
function afterNumber(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(octets[at])) at += 1;
  if (octets[at] !== colon) return -1;
  at += 1;
  // RFC 3261 §7.3.1: a value may be folded.
  while (at < to && (isBlank(octets[at]) || isCrOrLf(octets[at]))) at += 1;
  const number = at;
  while (at < to && isDigit(octets[at])) at += 1;
  const method = at;
  while (at < to && (isBlank(octets[at]) || isCrOrLf(octets[at]))) at += 1;
  if (method === number || at === method || at === to) return -1;
  // What the octets end within may be the beginning of another.
  const end = tokenEnd(octets, at, Math.min(to, at + longestMethod + 1));
  return end > at && end < to && end <= at + longestMethod ? at : -1;
}

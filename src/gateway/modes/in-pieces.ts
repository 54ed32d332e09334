import { Buffer } from 'node:buffer';
import { type Outcome, verdicts } from '../campaign/verdict.ts';

/** Where a line is cut: after each octet, between its fields, or at one to three places that the line itself decides. */
export const splits = ['octet', 'field', 'random'] as const;

/** One of {@link splits}. */
export type Split = (typeof splits)[number];

/** How many octets of a line are pieces of their own: what is wrong with one more shows at these. */
const mostPieces = 64;

/** The offsets at which a line and the CRLF after it are cut. */
export function cutsOf(octets: Uint8Array, split: Split): readonly number[] {
  const text = Buffer.from(octets.subarray(0, mostPieces)).toString('latin1');
  const end = octets.length;
  if (split === 'octet') return [...text].map((_, n) => n + 1).concat(end, end + 1, end + 2);
  if (split === 'field') {
    const fields = [...text.matchAll(/[A-Za-z]+|\d+|[^A-Za-z\d]/g)].map(({ index }) => index);
    return [...new Set([...fields, end, end + 1, end + 2])];
  }
  // The same line is cut at the same places each time.
  let state = octets.reduce((hash, octet) => Math.imul(hash ^ octet, 0x01000193), 0x811c9dc5);
  const drawn = Array.from({ length: 1 + ((state >>> 30) % 3) }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    return 1 + ((state >>> 0) % (end + 1));
  });
  return [...new Set(drawn)].sort((a, b) => a - b);
}

/** What came of a line that was sent as a whole and then in pieces; undefined where it is the same. */
export function splitOutcome(whole: Outcome, pieces: Outcome | undefined): Outcome | undefined {
  if (pieces !== undefined && isHarm(pieces)) return { ...pieces, isCut: true };
  const now = pieces === undefined ? 'nothing' : saying(pieces);
  if (now === saying(whole)) return undefined;
  return { verdict: 'split-dependent', isCut: true, detail: `as a whole ${saying(whole)}, in pieces ${now}` };
}

/** Whether there is nothing to compare: what is a fault as a whole is one already, and a closed connection takes no more. */
export function isFinal(whole: Outcome): boolean {
  return whole.verdict === 'closed' || isHarm(whole);
}

function isHarm({ verdict }: Outcome): boolean {
  return verdicts.indexOf(verdict) >= verdicts.indexOf('leaked');
}

function saying({ verdict, statusCode, received, understood }: Outcome): string {
  const what = [statusCode, understood, received && Buffer.from(received).toString('latin1')];
  return [verdict, ...what.filter((one) => one !== undefined)].join(' ');
}

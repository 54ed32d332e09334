import type { Leaf } from './due.ts';
import { dueAtFault } from './due-at-fault.ts';
import type { LineEngine, Match, Mismatch } from './engine.ts';
import * as lenientOctets from './scanner/lenient-octets.ts';
import * as lenientText from './scanner/lenient-text.ts';
import * as strictOctets from './scanner/strict-octets.ts';
import * as strictText from './scanner/strict-text.ts';
import type { Deviation } from './status-line.ts';

/** The scanners that are compiled from the grammars, for whole lines of any length. */
export const lineScanner: LineEngine = {
  maxOctets: Number.POSITIVE_INFINITY,

  scanLine(octets, profile) {
    const { length } = octets;
    if (typeof octets === 'string') {
      return profile === 'strict'
        ? foundIn(strictText.statusLine(octets, 0), strictText.found, strictText.leaves)
        : foundIn(lenientText.statusLine(octets, 0), lenientText.found, lenientText.leaves);
    }
    return profile === 'strict'
      ? foundIn(strictOctets.statusLine(octets, 0, length), strictOctets.found, strictOctets.leaves)
      : foundIn(lenientOctets.statusLine(octets, 0, length), lenientOctets.found, lenientOctets.leaves);
  },
};

/** What every scanner tells of its last call. */
export interface Found {
  readonly sipVersionStart: number;
  readonly sipVersionEnd: number;
  readonly statusCodeValue: number;
  readonly reasonPhraseStart: number;
  readonly reasonPhraseEnd: number;
  readonly marks: readonly Deviation[] | undefined;
  readonly end: number;
  readonly fault: number;
  readonly tried0: number;
  readonly tried1: number;
  readonly touchesEnd: boolean;
}

/** What a scanner has found, in the terms of every engine. */
export function foundIn(matched: boolean, found: Found, leaves: readonly Leaf[]): Match | Mismatch {
  if (!matched) return { matched, offset: found.fault, ...dueAtFault(found, leaves) };
  return {
    matched,
    sipVersion: { start: found.sipVersionStart, end: found.sipVersionEnd },
    statusCode: found.statusCodeValue,
    reasonPhrase: { start: found.reasonPhraseStart, end: found.reasonPhraseEnd },
    deviations: found.marks ?? [],
    end: found.end,
  };
}

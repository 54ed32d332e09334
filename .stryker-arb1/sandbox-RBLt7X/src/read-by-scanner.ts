import { dueAtFault } from './due-at-fault.ts';
import { faultOf } from './fault.ts';
import { lineOfOctets } from './line-of-octets.ts';
import { tooLong } from './parse-with.ts';
import type { ReadResult } from './read.ts';
import {
  found as lenientOctets,
  leaves as lenientOctetsLeaves,
  streamedStatusLine as scanLenientOctets,
} from './scanner/lenient-octets.ts';
import {
  streamedStatusLine as scanStrictOctets,
  found as strictOctets,
  leaves as strictOctetsLeaves,
} from './scanner/strict-octets.ts';
import type { Profile } from './status-line.ts';

/**
 * Reads the line that begins at an index of octets, by the scanner alone. It is `readWith`, the contract of every
 * engine, written out for the input that needs no mapping of offsets.
 *
 * @param start where the line begins, behind any empty lines
 */
export function readByScanner(octets: Uint8Array, start: number, maxOctets: number, profile: Profile): ReadResult {
  const isStrict = profile === 'strict';
  const to = Math.min(octets.length, start + maxOctets + 1);
  // The scanners are called by their names, because a call through a variable costs as much as the scan.
  const isMatch = isStrict ? scanStrictOctets(octets, start, to) : scanLenientOctets(octets, start, to);
  const found = isStrict ? strictOctets : lenientOctets;
  const reached = found.touchesEnd ? to : isMatch ? found.end : found.fault + 1;
  if (reached - start > maxOctets) return { state: 'invalid', fault: tooLong(start + maxOctets) };
  if (found.touchesEnd) return { state: 'partial' };
  if (isMatch) {
    return {
      state: 'complete',
      statusLine: lineOfOctets(found, octets),
      deviations: found.marks ?? [],
      end: found.end,
    };
  }
  const due = dueAtFault(found, isStrict ? strictOctetsLeaves : lenientOctetsLeaves);
  return { state: 'invalid', fault: faultOf(due, octets[found.fault], found.fault) };
}

import type { Start } from './automaton/automaton.ts';
import { automatonOf } from './automaton/profiles.ts';
import { runOverOctets } from './automaton/run.ts';
import { deviationsOf, endOfStreamed, expectedOf } from './automaton-engine.ts';
import { faultOf } from './fault.ts';
import { lineOfOctets } from './line-of-octets.ts';
import { tooLong } from './parse-with.ts';
import type { ReadResult } from './read-result.ts';
import type { Profile } from './status-line.ts';

/**
 * Reads the line that begins at an index of octets. It is `readWith`, the contract of every engine, written out for the
 * input that needs no mapping of offsets.
 *
 * @param start where the line begins, after any empty lines
 */
export function readByAutomaton(octets: Uint8Array, start: number, maxOctets: number, profile: Profile): ReadResult {
  const automaton = automatonOf(profile);
  const to = Math.min(octets.length, start + maxOctets + 1);
  const run = runOverOctets(automaton, automaton.starts.streamedStatusLine as Start, octets, start, to);
  const end = endOfStreamed(run, profile, to);
  const reached = end === 'partial' ? to : end ? run.offset : run.offset + 1;
  if (reached - start > maxOctets) return { state: 'invalid', fault: tooLong(start + maxOctets) };
  if (end === 'partial') return { state: 'partial' };
  if (!end) {
    return { state: 'invalid', fault: faultOf(expectedOf(run, profile), octets[run.offset], run.offset) };
  }
  return {
    state: 'complete',
    statusLine: lineOfOctets(run, octets),
    deviations: deviationsOf(run),
    end: run.offset,
  };
}

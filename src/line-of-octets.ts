import type { Run } from './automaton/run.ts';
import { statusCodeOf } from './automaton-engine.ts';
import { decodeOctets } from './octets.ts';
import type { StatusLine } from './status-line.ts';

/** The value of a line that an automaton has accepted in octets. */
export function lineOfOctets(run: Run, octets: Uint8Array): StatusLine {
  const { registers } = run;
  return {
    sipVersion: versionOfOctets(octets, registers[0] as number, registers[1] as number),
    statusCode: statusCodeOf(run, octets),
    reasonPhrase: decodeOctets(octets, registers[4] as number, registers[5] as number),
  };
}

/** The one version that there is need not be made from its octets. */
function versionOfOctets(octets: Uint8Array, start: number, end: number): string {
  if (end - start !== usualVersion.length) return decodeOctets(octets, start, end);
  for (let at = 0; at < usualVersion.length; at += 1) {
    if (octets[start + at] !== usualVersion.charCodeAt(at)) return decodeOctets(octets, start, end);
  }
  return usualVersion;
}

const usualVersion = 'SIP/2.0';

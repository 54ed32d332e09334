import type { Deviation, StatusLine } from '../status-line.ts';
import { asciiOf, decodeOctets, few } from '../text/utf-8.ts';
import type { Run } from './run.ts';

/** The value of a line that a run has accepted. */
export function statusLineOf({ registers, isAscii }: Run, input: string | Uint8Array): StatusLine {
  // By index: an array that is taken apart is walked by an iterator.
  return typeof input === 'string'
    ? {
        sipVersion: input.slice(registers[0], registers[1]),
        statusCode: statusCodeOf(registers, input),
        reasonPhrase: input.slice(registers[4], registers[5]),
      }
    : {
        sipVersion: versionOf(input, registers[0] as number, registers[1] as number),
        statusCode: statusCodeOf(registers, input),
        reasonPhrase: phraseOf(input, registers[4] as number, registers[5] as number, isAscii),
      };
}

/** What was forgiven in a line that a run has accepted, in the order of the line. */
export function deviationsOf({ reports }: Run): readonly Deviation[] {
  return (reports as Deviation[] | undefined) ?? [];
}

function statusCodeOf(registers: readonly number[], input: string | Uint8Array): number {
  const start = registers[2] as number;
  const end = registers[3] as number;
  // Three digits are all that the grammar has: a loop over them takes as long as the rest of the value.
  if (typeof input === 'string' && end - start === 3) {
    return input.charCodeAt(start) * 100 + input.charCodeAt(start + 1) * 10 + input.charCodeAt(start + 2) - 0x30 * 111;
  }
  let value = 0;
  for (let at = start; at < end; at += 1) {
    value = value * 10 + (typeof input === 'string' ? input.charCodeAt(at) : (input[at] as number)) - 0x30;
  }
  return value;
}

function phraseOf(octets: Uint8Array, start: number, end: number, isAscii: boolean): string {
  return isAscii && end - start <= few ? asciiOf(octets, start, end) : decodeOctets(octets, start, end);
}

/** The one version that there is need not be made from its octets. */
function versionOf(octets: Uint8Array, start: number, end: number): string {
  return end - start === 7 && wordAt(octets, start) === 0x5349502f && wordAt(octets, start + 3) === 0x2f322e30
    ? 'SIP/2.0'
    : decodeOctets(octets, start, end);
}

/** Four octets as one number, the first the highest: `SIP/`, and `/2.0`. */
function wordAt(octets: Uint8Array, at: number): number {
  return (
    ((octets[at] as number) << 24) |
    ((octets[at + 1] as number) << 16) |
    ((octets[at + 2] as number) << 8) |
    (octets[at + 3] as number)
  );
}

import type { Start } from './automaton/automaton.ts';
import { automatonOf } from './automaton/profiles.ts';
import { isAccepted, type Run, runOverOctets, runOverText } from './automaton/run.ts';
import { deviationsOf, statusLineOf } from './automaton/status-line-of.ts';
import { canonicalStatusLine } from './canonical-lines.ts';
import { faultOf, invalidInputType } from './faults/fault.ts';
import { StatusLineSyntaxError } from './faults/syntax-error.ts';
import { profileOf } from './options.ts';
import type { Fault, ParseOptions, ParseResult, Profile, StatusLine } from './status-line.ts';
import { isUint8Array, lengthOf } from './text/uint8-array.ts';

/**
 * Parses one whole Status-Line (RFC 3261 §7.2), with its CRLF or without.
 *
 * @returns the fields as they were on the wire; octets of the phrase that are not UTF-8 are escaped as U+DC00 + octet
 * @throws {StatusLineSyntaxError} for anything that is not a Status-Line of the profile, whatever its type
 * @throws {TypeError} for a wrong option
 * @example
 * ```ts
 * parseStatusLine('SIP/2.0 486 Busy Here'); // => { sipVersion: 'SIP/2.0', statusCode: 486, reasonPhrase: 'Busy Here' }
 * parseStatusLine('SIP/2.0 200OK', { profile: 'lenient' }).reasonPhrase; // => 'OK'
 * ```
 */
export function parseStatusLine(input: string | Uint8Array, options?: ParseOptions): StatusLine {
  const profile = profileOf(options);
  const canonical = canonicalStatusLine(input);
  if (canonical !== undefined) return canonical;
  const run = runOverLine(input, profile);
  if (run === undefined || !isAccepted(run)) throw new StatusLineSyntaxError(faultOfLine(run), input);
  return statusLineOf(run, input);
}

/**
 * Parses one whole Status-Line (RFC 3261 §7.2), with its CRLF or without. Never throws for any input: what is wrong is
 * the result's `fault`, what the lenient profile forgave are its `deviations`.
 *
 * @throws {TypeError} for a wrong option, and for nothing else
 * @example
 * ```ts
 * safeParseStatusLine('SIP/2.0 20 OK').fault?.offset; // => 10
 * safeParseStatusLine('SIP/2.0 200 OK').statusLine?.statusCode; // => 200
 * ```
 */
export function safeParseStatusLine(input: string | Uint8Array, options?: ParseOptions): ParseResult {
  const profile = profileOf(options);
  const canonical = canonicalStatusLine(input);
  if (canonical !== undefined) return { statusLine: canonical, deviations: [], fault: undefined };
  const run = runOverLine(input, profile);
  return run === undefined || !isAccepted(run)
    ? { statusLine: undefined, deviations: [], fault: faultOfLine(run) }
    : { statusLine: statusLineOf(run, input), deviations: deviationsOf(run), fault: undefined };
}

/** Runs over one whole line; undefined where the input is of another type. */
function runOverLine(input: unknown, profile: Profile): Run | undefined {
  const automaton = automatonOf(profile);
  const start = automaton.starts.statusLine as Start;
  if (typeof input === 'string') return runOverText(automaton, start, input);
  return isUint8Array(input) ? runOverOctets(automaton, start, input, 0, lengthOf(input)) : undefined;
}

function faultOfLine(run: Run | undefined): Fault {
  return run === undefined ? invalidInputType() : faultOf(run);
}

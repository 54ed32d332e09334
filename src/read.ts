import type { Expected, Start } from './automaton/automaton.ts';
import { automatonOf } from './automaton/profiles.ts';
import { ends, type Run, runOverOctets, runOverText } from './automaton/run.ts';
import { deviationsOf, statusLineOf } from './automaton/status-line-of.ts';
import { faultOf, invalidInputType, tooLong } from './faults/fault.ts';
import { profileOf } from './options.ts';
import type { Deviation, Fault, ParseOptions, Profile, StatusLine } from './status-line.ts';
import { describeValue } from './text/describe-value.ts';
import { utf16OffsetOf } from './text/offsets.ts';
import { isUint8Array, lengthOf } from './text/uint8-array.ts';

/** How the Status-Line of a message or of a stream is to be read. */
export interface ReadOptions extends ParseOptions {
  /** The longest line to read, in octets even where the input is text, its line end included. Default: 65,536; Infinity is no limit. */
  readonly maxOctets?: number | undefined;
  /**
   * Whether nothing follows the input: then its end may end the line, as in the body of a NOTIFY (RFC 3420 §2), and the
   * result is never `partial`. Default: false.
   */
  readonly ended?: boolean | undefined;
}

/**
 * What reading comes to: the line is `complete`, more octets are needed (`partial`), or it is `invalid`. All offsets
 * count from the input's index 0, in its own units: octets of a Uint8Array, UTF-16 units of a string.
 */
export type ReadResult =
  /** A line with its line end. */
  | {
      readonly state: 'complete';
      readonly statusLine: StatusLine;
      readonly deviations: readonly Deviation[];
      /** The index after the line's end, where the header fields begin. */
      readonly end: number;
    }
  /** What is there fits, and more could complete the line or change what was read. */
  | { readonly state: 'partial' }
  /** No line of the profile begins like this. */
  | { readonly state: 'invalid'; readonly fault: Fault };

/**
 * Reads the Status-Line that begins at an index of a message or of a stream (RFC 3261 §7.1, §7.5).
 *
 * The line ends with CRLF; in the lenient profile also with LF, and with CR when an octet that is not LF follows.
 * Empty lines before it are skipped, as RFC 3261 §7.5 demands. However a stream is cut into pieces, the outcome
 * is the same, if one calls again with more octets after `partial`.
 *
 * @param start the index to begin at, in the input's own units; every offset of the result counts from index 0
 * @throws {TypeError} for a wrong option
 * @throws {RangeError} for a start that is not an index of the input
 * @example
 * ```ts
 * readStatusLine('SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP host\r\n').state; // => 'complete'
 * readStatusLine('SIP/2.0 200 O'); // => { state: 'partial' }
 * readStatusLine('SIP/2.0 200 OK', 0, { ended: true }).state; // => 'complete'
 * ```
 */
export function readStatusLine(input: string | Uint8Array, start = 0, options?: ReadOptions): ReadResult {
  const profile = profileOf(options);
  const maxOctets = maxOctetsOf(options);
  const { ended: hasEnded = false } = options ?? {};
  if (typeof hasEnded !== 'boolean') throw new TypeError(`ended must be true or false, not ${describeValue(hasEnded)}`);
  if (typeof input !== 'string' && !isUint8Array(input)) return { state: 'invalid', fault: invalidInputType() };
  checkStart(input, start);
  const lineStart = skipEmptyLines(input, start);
  if (typeof input !== 'string') return readOctets(input, lineStart, maxOctets, profile, hasEnded);
  const automaton = automatonOf(profile);
  const entry = automaton.starts.streamedStatusLine as Start;
  const run = runOverText(automaton, entry, input, lineStart, maxOctets, !hasEnded);
  return resultOf(run, input, lineStart, maxOctets, hasEnded);
}

/**
 * Reads the line that begins at an index of octets.
 *
 * @param start where the line begins, after any empty lines: those that the grammar reads would count as the line
 */
export function readOctets(
  octets: Uint8Array,
  start: number,
  maxOctets: number,
  profile: Profile,
  hasEnded: boolean = false,
): ReadResult {
  const automaton = automatonOf(profile);
  const entry = automaton.starts.streamedStatusLine as Start;
  const to = Math.min(lengthOf(octets), start + maxOctets + 1);
  return resultOf(runOverOctets(automaton, entry, octets, start, to), octets, start, maxOctets, hasEnded);
}

/** What a run comes to that went one octet past the limit at most. */
function resultOf(
  run: Run,
  input: string | Uint8Array,
  start: number,
  maxOctets: number,
  hasEnded: boolean,
): ReadResult {
  const isComplete = (isAtLineEnd(run) || (hasEnded && isAtEnd(run, input))) && ends(run);
  const isRefused = !isComplete && (run.refused !== undefined || run.illFormed !== undefined);
  if (run.octets + Number(isRefused) > maxOctets) {
    const text = typeof input === 'string' ? input.slice(start, start + maxOctets + 1) : undefined;
    const offset = text === undefined ? maxOctets : utf16OffsetOf(text, maxOctets);
    return { state: 'invalid', fault: tooLong(start + offset) };
  }
  if (isComplete) {
    return {
      state: 'complete',
      statusLine: statusLineOf(run, input),
      deviations: deviationsOf(run),
      end: run.offset,
    };
  }
  return hasEnded || (isRefused && run.illFormed !== 'cut-off')
    ? { state: 'invalid', fault: faultOf(run) }
    : { state: 'partial' };
}

/**
 * Whether a line of a stream has come to its end: where nothing may follow it, or what follows is not part of it. At
 * the end of what is there, more could go on with it, so the outcome is open.
 */
function isAtLineEnd({ automaton: { isOver, expected }, state, refused, illFormed }: Run): boolean {
  if (isOver[state]) return true;
  return (refused !== undefined || illFormed !== undefined) && (expected[state] as Expected).part === 'end';
}

/** Whether all of the input was read. */
function isAtEnd({ offset, refused, illFormed }: Run, { length }: string | Uint8Array): boolean {
  return offset === length && refused === undefined && illFormed === undefined;
}

function maxOctetsOf(options: ReadOptions | undefined): number {
  const maxOctets = options?.maxOctets ?? 65_536;
  if (maxOctets !== Infinity && !(Number.isInteger(maxOctets) && maxOctets > 0)) {
    throw new TypeError(`maxOctets must be a positive integer, not ${describeValue(maxOctets)}`);
  }
  return maxOctets;
}

function checkStart(input: string | Uint8Array, start: number): void {
  const length = typeof input === 'string' ? input.length : lengthOf(input);
  if (!Number.isInteger(start) || start < 0 || start > length) {
    throw new RangeError(`start must be an index from 0 to ${length}, not ${describeValue(start)}`);
  }
}

/** RFC 3261 §7.5: any CRLF before the start-line is ignored. */
function skipEmptyLines(input: string | Uint8Array, start: number): number {
  let at = start;
  if (typeof input === 'string') while (input.startsWith('\r\n', at)) at += 2;
  else while (input[at] === 0x0d && input[at + 1] === 0x0a) at += 2;
  return at;
}

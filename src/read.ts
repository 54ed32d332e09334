import { automatonEngine } from './automaton-engine.ts';
import type { Engine } from './engine.ts';
import { faultOf } from './fault.ts';
import { openInput } from './input.ts';
import { isUint8Array } from './octets.ts';
import { profileOf, quoted } from './options.ts';
import { inUnits, invalidInputType, invalidText, tooLong } from './parse-with.ts';
import { readByAutomaton } from './read-by-automaton.ts';
import type { ReadResult } from './read-result.ts';
import type { Fault, ParseOptions } from './status-line.ts';

export type { ReadResult } from './read-result.ts';

/** How the Status-Line of a message or of a stream is to be read. */
export interface ReadOptions extends ParseOptions {
  /** The longest line to read, in octets, its line end included. Default: 65,536. */
  readonly maxOctets?: number | undefined;
}

/**
 * Reads the Status-Line that begins at an index of a message or of a stream.
 *
 * The line ends with CRLF; in the lenient profile also with LF, and with CR when an octet that is not LF follows.
 * Empty lines before it are skipped, as RFC 3261 §7.5 demands. However a stream is cut into pieces, the outcome
 * is the same, if one calls again with more octets after `partial`.
 *
 * @throws {TypeError} for a wrong option
 * @throws {RangeError} for a start that is no index of the input
 */
export function readStatusLine(input: string | Uint8Array, start = 0, options?: ReadOptions): ReadResult {
  if (!isUint8Array(input)) return readWith(automatonEngine, input, start, options);
  const profile = profileOf(options);
  const maxOctets = maxOctetsOf(options);
  checkStart(input, start);
  return readByAutomaton(input, skipEmptyLines(input, start), maxOctets, profile);
}

/** Reads with an engine: the contract of `readStatusLine`, whatever runs the grammar. */
export function readWith(engine: Engine, input: unknown, start: number, options: ReadOptions | undefined): ReadResult {
  const profile = profileOf(options);
  const maxOctets = Math.min(maxOctetsOf(options), engine.maxOctets);
  if (typeof input !== 'string' && !isUint8Array(input)) return invalid(invalidInputType());
  checkStart(input, start);

  // The grammar reads empty lines too. Those that are whole are skipped here, so that they do not count as the line.
  const lineStart = skipEmptyLines(input, start);
  const opened = openInput(input, lineStart, maxOctets + 1);
  // What lies before this is certain.
  const certainTo = opened.unfinishedAt ?? opened.invalidTextAt ?? Infinity;
  const scan = engine.scanStream(opened.octets, profile);
  const reached = scan === 'partial' ? opened.octets.length : scan.matched ? scan.end : scan.offset + 1;
  if (reached > maxOctets) return invalid(tooLong(opened.unitAt(maxOctets)));
  if (scan !== 'partial' && reached <= certainTo) {
    return scan.matched
      ? {
          state: 'complete',
          statusLine: {
            sipVersion: opened.textOf(scan.sipVersion.start, scan.sipVersion.end),
            statusCode: scan.statusCode,
            reasonPhrase: opened.textOf(scan.reasonPhrase.start, scan.reasonPhrase.end),
          },
          deviations: inUnits(scan.deviations, opened.unitAt),
          end: opened.unitAt(scan.end),
        }
      : invalid(faultOf(scan, opened.octetAt(scan.offset), opened.unitAt(scan.offset)));
  }
  const isInvalidText = opened.invalidTextAt !== undefined && opened.unfinishedAt === undefined;
  return isInvalidText ? invalid(invalidText(opened.unitAt(certainTo))) : { state: 'partial' };
}

function maxOctetsOf(options: ReadOptions | undefined): number {
  const maxOctets = options?.maxOctets ?? 65_536;
  if (maxOctets !== Infinity && !(Number.isInteger(maxOctets) && maxOctets > 0)) {
    throw new TypeError(`maxOctets must be a positive integer, not ${quoted(maxOctets)}`);
  }
  return maxOctets;
}

function checkStart(input: string | Uint8Array, start: number): void {
  if (!Number.isInteger(start) || start < 0 || start > input.length) {
    throw new RangeError(`start must be an index from 0 to ${input.length}, not ${quoted(start)}`);
  }
}

/** RFC 3261 §7.5: any CRLF before the start-line is ignored. */
function skipEmptyLines(input: string | Uint8Array, start: number): number {
  let at = start;
  if (typeof input === 'string') while (input.startsWith('\r\n', at)) at += 2;
  else while (input[at] === 0x0d && input[at + 1] === 0x0a) at += 2;
  return at;
}

function invalid(fault: Fault): ReadResult {
  return { state: 'invalid', fault };
}

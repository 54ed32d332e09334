import { canonicalStatusLine } from './canonical-lines.ts';
import { profileOf } from './options.ts';
import { parseByAutomaton } from './parse-by-automaton.ts';
import type { ParseOptions, ParseResult, StatusLine } from './status-line.ts';
import { StatusLineSyntaxError } from './status-line-syntax-error.ts';

/**
 * Parses one whole Status-Line, with its CRLF or without.
 *
 * @throws {StatusLineSyntaxError} for anything that is no Status-Line of the profile, whatever its type
 * @throws {TypeError} for a wrong option
 */
export function parseStatusLine(input: string | Uint8Array, options?: ParseOptions): StatusLine {
  const profile = profileOf(options);
  const canonical = canonicalStatusLine(input);
  if (canonical !== undefined) return canonical;
  const { statusLine, fault } = parseByAutomaton(input, profile);
  if (fault !== undefined) throw new StatusLineSyntaxError(fault, input);
  return statusLine;
}

/**
 * Parses one whole Status-Line, with its CRLF or without. Never throws for any input: what is wrong is the
 * result's `fault`, what the lenient profile forgave are its `deviations`.
 *
 * @throws {TypeError} for a wrong option
 */
export function safeParseStatusLine(input: string | Uint8Array, options?: ParseOptions): ParseResult {
  const profile = profileOf(options);
  const canonical = canonicalStatusLine(input);
  return canonical === undefined
    ? parseByAutomaton(input, profile)
    : { statusLine: canonical, deviations: [], fault: undefined };
}

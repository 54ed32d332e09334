import { engine } from './default-engine.ts';
import { safeParseWith } from './parse-with.ts';
import type { ParseOptions, ParseResult, StatusLine } from './status-line.ts';
import { StatusLineSyntaxError } from './status-line-syntax-error.ts';

/**
 * Parses one whole Status-Line, with its CRLF or without.
 *
 * @throws {StatusLineSyntaxError} for anything that is no Status-Line of the profile, whatever its type
 * @throws {TypeError} for a wrong option
 */
export function parseStatusLine(input: string | Uint8Array, options?: ParseOptions): StatusLine {
  const { statusLine, fault } = safeParseStatusLine(input, options);
  if (statusLine === undefined) throw new StatusLineSyntaxError(fault as NonNullable<typeof fault>, input);
  return statusLine;
}

/**
 * Parses one whole Status-Line, with its CRLF or without. Never throws for any input: what is wrong is the
 * result's `fault`, what the lenient profile forgave are its `deviations`.
 *
 * @throws {TypeError} for a wrong option
 */
export function safeParseStatusLine(input: string | Uint8Array, options?: ParseOptions): ParseResult {
  return safeParseWith(engine, input, options);
}

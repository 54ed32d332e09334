import { safeParseWith } from '../parse-with.ts';
import type { ParseOptions, ParseResult } from '../status-line.ts';
import { ohmEngine } from './engine.ts';

export { lenientStatusLineGrammar, statusLineGrammar } from './grammars.ts';

/**
 * The main entry's `safeParseStatusLine`, done by Ohm: the reference that everything else is held against.
 *
 * It takes tens of microseconds a line, and answers `too-long` beyond 65,536 units of input, because Ohm's
 * memory grows by about a kilobyte an octet. Never throws for any input; a wrong option is a TypeError.
 */
export function parseWithOhm(input: string | Uint8Array, options?: ParseOptions): ParseResult {
  return safeParseWith(ohmEngine, input, options);
}

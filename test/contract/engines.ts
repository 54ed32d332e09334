import { automatonEngine } from '../../src/automaton-engine.ts';
import { type ParseOptions, type ParseResult, safeParseStatusLine } from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';
import { profileOf } from '../../src/options.ts';
import { parseByAutomaton } from '../../src/parse-by-automaton.ts';
import { safeParseWith } from '../../src/parse-with.ts';

/** Whatever parses under the contract of `safeParseStatusLine`. Each case of the contract runs against each of them. */
export const engines: readonly {
  readonly name: string;
  parse(input: string | Uint8Array, options?: ParseOptions): ParseResult;
}[] = [
  { name: 'main entry', parse: safeParseStatusLine },
  // Without the short cut for canonical lines.
  { name: 'automaton', parse: (input, options) => parseByAutomaton(input, profileOf(options)) },
  // What `parseByAutomaton` has written out for most inputs, for all of them.
  { name: 'automaton, every offset mapped', parse: (input, options) => safeParseWith(automatonEngine, input, options) },
  { name: 'ohm', parse: parseWithOhm },
];

import { type ParseOptions, type ParseResult, safeParseStatusLine } from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';
import { profileOf } from '../../src/options.ts';
import { parseByScanner } from '../../src/parse-by-scanner.ts';
import { safeParseWith } from '../../src/parse-with.ts';
import { lineScanner } from '../../src/scan-line.ts';

/** Whatever parses under the contract of `safeParseStatusLine`. Each case of the contract runs against each of them. */
export const engines: readonly {
  readonly name: string;
  parse(input: string | Uint8Array, options?: ParseOptions): ParseResult;
}[] = [
  { name: 'main entry', parse: safeParseStatusLine },
  // Without the short cut for canonical lines.
  { name: 'scanner', parse: (input, options) => parseByScanner(input, profileOf(options)) },
  // What `parseByScanner` has written out for most inputs, for all of them.
  { name: 'scanner, every offset mapped', parse: (input, options) => safeParseWith(lineScanner, input, options) },
  { name: 'ohm', parse: parseWithOhm },
];

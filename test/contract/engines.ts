import { type ParseOptions, type ParseResult, safeParseStatusLine } from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';

/** Whatever parses under the contract of `safeParseStatusLine`. Each case of the contract runs against each of them. */
export const engines: readonly {
  readonly name: string;
  parse(input: string | Uint8Array, options?: ParseOptions): ParseResult;
}[] = [
  { name: 'main entry', parse: safeParseStatusLine },
  { name: 'ohm', parse: parseWithOhm },
];

import * as ohm from 'ohm-js';
import { expectTypeOf, test } from 'vitest';
import type { ParseResult, safeParseStatusLine } from '../../src/index.ts';
import { lenientStatusLineGrammar, parseWithOhm, statusLineGrammar } from '../../src/ohm/index.ts';

test('the reference has the contract of the main entry', () => {
  expectTypeOf(parseWithOhm).toEqualTypeOf<typeof safeParseStatusLine>();
  expectTypeOf(parseWithOhm('')).toEqualTypeOf<ParseResult>();
});

test('the grammars are grammars of Ohm, to be extended', () => {
  expectTypeOf(statusLineGrammar).toEqualTypeOf<ohm.Grammar>();
  expectTypeOf(lenientStatusLineGrammar.match('').succeeded()).toEqualTypeOf<boolean>();
  expectTypeOf(ohm.grammar).toBeCallableWith('Mine <: StatusLine {}', { StatusLine: statusLineGrammar });
});

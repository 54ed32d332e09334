import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { safeParseStatusLine } from '../../src/index.ts';
import { compareGrammars, lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';

const latin1 = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');
const accepts = (grammar: ohm.Grammar, rule: string, text: string): boolean => grammar.match(text, rule).succeeded();

describe('the grammars of this package', () => {
  test('differ by what lenient forgives, each shortest line as both say', () => {
    const found = compareGrammars(statusLineGrammar, lenientStatusLineGrammar, 'statusLine');
    expect(found.length).toBeGreaterThan(5);
    for (const { only, octets } of found) {
      const [strict, lenient] = (['strict', 'lenient'] as const).map(
        (profile) => safeParseStatusLine(octets, { profile }).fault === undefined,
      );
      expect({ line: latin1(octets), only, strict, lenient }).toEqual({
        line: latin1(octets),
        only: 'second',
        strict: false,
        lenient: true,
      });
    }
    const lengths = found.map(({ octets }) => octets.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths[0]).toBe('SIP/2.0 486'.length);
  });

  test('do not differ from themselves', () => {
    expect(compareGrammars(lenientStatusLineGrammar, lenientStatusLineGrammar, 'statusLine')).toEqual([]);
  });

  test('and one that extends them: codes of four digits, and a phrase of one', () => {
    const longer = ohm.grammar('Longer <: StatusLine { statusCode := digit digit digit digit }', {
      StatusLine: statusLineGrammar,
    });
    const found = compareGrammars(statusLineGrammar, longer, 'statusLine').map(({ only, octets }) => [
      only,
      latin1(octets),
    ]);
    expect(new Set(found.map(([only]) => only))).toEqual(new Set(['first', 'second']));
    for (const [only, line] of found) {
      expect([accepts(statusLineGrammar, 'statusLine', line ?? ''), accepts(longer, 'statusLine', line ?? '')]).toEqual(
        [only === 'first', only === 'second'],
      );
    }
    const same = ohm.grammar('Same <: StatusLine { statusCode := digit (digit digit) }', {
      StatusLine: statusLineGrammar,
    });
    expect(compareGrammars(statusLineGrammar, same, 'statusLine')).toEqual([]);
  });
});

test('any grammars that are regular', () => {
  const one = ohm.grammar('One { word = "a"+ end }');
  const other = ohm.grammar('Other { word = "a" "a"* ("b" | end) end }');
  expect(compareGrammars(one, other, 'word').map(({ only, octets }) => [only, latin1(octets)])).toEqual([
    ['second', 'ab'],
  ]);
});

test('what is not regular is an error that names the rule', () => {
  const nested = ohm.grammar('Nested { word = ("(" word ")") | ("x" "y" "z") }');
  expect(() => compareGrammars(nested, nested, 'word')).toThrow(/word/);
  expect(() => compareGrammars(nested, nested, 'nothing')).toThrow(/nothing/);
});

import { readFileSync } from 'node:fs';
import * as ohm from 'ohm-js';
import { extractExamples } from 'ohm-js/extras';
import { describe, expect, test } from 'vitest';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';

const source = ['status-line.ohm', 'status-line-lenient.ohm']
  .map((name) => readFileSync(new URL(`../../grammar/${name}`, import.meta.url), 'utf8'))
  .join('\n');
const written = ohm.grammars(source);
const generated: Record<string, ohm.Grammar> = {
  StatusLine: statusLineGrammar,
  LenientStatusLine: lenientStatusLineGrammar,
};
const examples = extractExamples(source);

describe.each(Object.entries({ written, generated }))('the %s grammars', (_, grammars) => {
  test.each(
    examples.map(
      (example) => [example.grammar, example.rule, example.shouldMatch ? 'takes' : 'refuses', example] as const,
    ),
  )('%s: %s %s $example', (grammar, rule, _verdict, { example, shouldMatch }) => {
    expect(grammars[grammar]?.match(example, rule).succeeded()).toBe(shouldMatch);
  });

  test('lenient extends strict', () => {
    expect(grammars.LenientStatusLine?.superGrammar).toBe(grammars.StatusLine);
  });
});

test.each(Object.entries(generated))(
  '%s: each rule has an example that it takes and one that it refuses',
  (grammar, { rules }) => {
    const hasBoth = (rule: string): boolean =>
      [true, false].every((shouldMatch) =>
        examples.some((found) => found.grammar === grammar && found.rule === rule && found.shouldMatch === shouldMatch),
      );
    // Alternatives with a name of their own, utf8NonAscii_two, have the examples of their rule.
    expect(Object.keys(rules).filter((rule) => !rule.includes('_') && !hasBoth(rule))).toEqual([]);
  },
);

test('a grammar of the user can extend them', () => {
  const extended = ohm.grammar('Mine <: StatusLine { statusCode := "4" digit digit }', {
    StatusLine: statusLineGrammar,
  });
  expect(extended.match('SIP/2.0 486 Busy Here').succeeded()).toBe(true);
  expect(extended.match('SIP/2.0 200 OK').succeeded()).toBe(false);
});

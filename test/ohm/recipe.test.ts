// How the recipes of grammars are read: by the compiler, the generators and the reference engine.
import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { isNullable, isOneOctet, notation } from '../../src/grammar/automaton/expression.ts';
import { type Expression, rulesOf } from '../../src/grammar/recipe.ts';
import { grammarFromRecipe } from '../../src/ohm/grammar-from-recipe.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';

/** The rules of a grammar, of which the last may inherit from those before it. */
function rulesIn(source: string, builtIn?: ReadonlyMap<string, Expression>): Map<string, Expression> {
  return rulesOf(recipeOf(Object.values(ohm.grammars(source)).at(-1) as ohm.Grammar), builtIn);
}

/** An expression without the places that it has in its source. */
function bare(expression: unknown): unknown {
  if (!Array.isArray(expression)) return expression;
  const [kind, place, ...rest] = expression;
  return typeof kind === 'string' && !Array.isArray(place) ? [kind, ...rest.map(bare)] : expression.map(bare);
}

describe('the rules of a recipe', () => {
  const base = 'Base { start = one two \n one = "1" \n two = "2" }';

  test.each<[string, string, readonly unknown[]]>([
    ['inherited', 'More <: Base { three = "3" }', ['terminal', '1']],
    ['overridden', 'More <: Base { one := "x" }', ['terminal', 'x']],
    ['extended: what is new comes first', 'More <: Base { one += "x" }', ['alt', ['terminal', 'x'], ['terminal', '1']]],
    [
      'overridden, with its old alternatives among new ones',
      'More <: Base { one := "x" | ... | "y" }',
      ['alt', ['terminal', 'x'], ['terminal', '1'], ['terminal', 'y']],
    ],
    [
      'extended twice',
      'More <: Base { one += "x" } Most <: More { one += "y" }',
      ['alt', ['terminal', 'y'], ['alt', ['terminal', 'x'], ['terminal', '1']]],
    ],
  ])('%s', (_, more, body) => {
    const rules = rulesIn(`${base} ${more}`);
    expect(bare(rules.get('one'))).toEqual(body);
    expect(bare(rules.get('two'))).toEqual(['terminal', '2']);
  });

  test("Ohm's own rules are what they are said to be, and can be extended", () => {
    const digit: Expression = ['range', {}, '0', '9'];
    const builtIn = new Map([['digit', digit]]);
    expect(rulesIn('G { start = digit }', builtIn).get('digit')).toBe(digit);
    expect(bare(rulesIn('G { start = digit \n digit += "x" }', builtIn).get('digit'))).toEqual([
      'alt',
      ['terminal', 'x'],
      ['range', '0', '9'],
    ]);
    expect(rulesIn('G { start = digit }').has('digit')).toBe(false);
    expect(bare(rulesIn('G { start = digit \n digit += "x" }').get('digit'))).toEqual([
      'splice',
      [['terminal', 'x']],
      [],
    ]);
  });

  test('a grammar of a recipe inherits what the recipe says, or what is given', () => {
    const source = 'Base { start = one two \n one = "1" \n two = "2" } More <: Base { one := "x" }';
    const more = recipeOf(Object.values(ohm.grammars(source))[1] as ohm.Grammar);
    expect(grammarFromRecipe(more).match('x2', 'start').succeeded()).toBe(true);
    const other = ohm.grammar('Other { start = one two \n one = "1" \n two = "3" }');
    const { 0: kind, 1: meta, 2: name, 4: startRule, 5: rules } = more;
    const grammar = grammarFromRecipe([kind, meta, name, null, startRule, rules], other);
    expect(grammar.match('x3', 'start').succeeded()).toBe(true);
    expect(grammar.match('x2', 'start').succeeded()).toBe(false);
  });

  test.each<[what: string, source: string]>([
    ['of its own', 'G { start = "a"* "b"+ "c"? ~"d" &"e" #("f") }'],
    ['of an argument', 'G { start = two<"a"*, (~"b" "c")> two<"d"+, &"e"> two<"f"?, #("g")> \n two<e, f> = e f }'],
    ['of an alternative', 'G { start = "a"* | "b"+ | "c"? | (~"d" "e") | &"f" | #("g") }'],
    ['inside another one', 'G { start = #(&(~"a" ("b"? "c")+ "d"*)) }'],
    ['inherited', 'Base { start = "a"* "b"+ "c"? ~"d" &"e" #("f") } G <: Base { other = "x".."z" any }'],
  ])('names that a minifier gave to the classes of Ohm are put right before a recipe is written: %s', (_, source) => {
    const { pexprs } = ohm as unknown as { pexprs: Readonly<Record<string, { readonly name: string }>> };
    const named = ['Star', 'Plus', 'Opt', 'Not', 'Lookahead', 'Lex'].map((name) => pexprs[name]);
    const names = (): readonly (string | undefined)[] => Object.values(pexprs).map(({ name }) => name);
    const before = names();
    const grammar = Object.values(ohm.grammars(source)).at(-1) as ohm.Grammar;
    const written = recipeOf(grammar);
    for (const one of named) Object.defineProperty(one, 'name', { value: 'a', configurable: true });
    expect(names()).not.toEqual(before);
    expect(recipeOf(grammar)).toEqual(written);
    expect(names()).toEqual(before);
  });
});

/** The body of a rule `s`, and the rules that it stands among. */
function bodyIn(rules: string): [Expression, ReadonlyMap<string, Expression>] {
  const all = rulesIn(`G { start = s \n ${rules} }`);
  return [all.get('s') as Expression, all];
}

test.each<[string, boolean]>([
  ['s = "a"', true],
  ['s = "ab"', false],
  ['s = ""', false],
  ['s = "a".."f"', true],
  ['s = "a" | "b".."c" | t \n t = "x"', true],
  ['s = "a" | "bc"', false],
  ['s = "ab" | "c"', false],
  ['s = t \n t = "x"', true],
  ['s = t \n t = "xy"', false],
  ['s = any', false],
  ['s = "a" "b"', false],
  ['s = "a"?', false],
  ['s = "a"+', false],
  ['s = &"a"', false],
])('%j is one octet: %j', (rules, isOne) => {
  expect(isOneOctet(...bodyIn(rules))).toBe(isOne);
});

test.each<[string, boolean]>([
  ['s = ""', true],
  ['s = "a"', false],
  ['s = "a".."b"', false],
  ['s = "a"*', true],
  ['s = "a"?', true],
  ['s = "a"+', false],
  ['s = &"a"', true],
  ['s = ~"a"', true],
  ['s = end', true],
  ['s = any', false],
  ['s = t \n t = "a"?', true],
  ['s = t \n t = "a"', false],
  ['s = "a"? ""', true],
  ['s = "a"? "b"', false],
  ['s = "b" "a"?', false],
  ['s = "a" | "b"?', true],
  ['s = "b"? | "a"', true],
  ['s = "a" | "b"', false],
])('%j can be nothing: %j', (rules, isNothing) => {
  expect(isNullable(...bodyIn(rules))).toBe(isNothing);
});

test.each<[Parameters<typeof notation>[0], string]>([
  [['terminal', {}, '/'], '"/"'],
  [['terminal', {}, '!'], '"!"'],
  [['terminal', {}, '~'], '"~"'],
  [['terminal', {}, 'SIP'], '"SIP"'],
  [['terminal', {}, '"'], '%x22'],
  [['terminal', {}, ' '], '%x20'],
  [['terminal', {}, 'a b'], '%x61.20.62'],
  [['terminal', {}, '\r\n'], '%x0D.0A'],
  [['range', {}, '0', '9'], '%x30-39'],
  [['range', {}, '\x80', '\xbf'], '%x80-BF'],
])('%j is %s in ABNF', (expression, text) => {
  expect(notation(expression)).toBe(text);
});

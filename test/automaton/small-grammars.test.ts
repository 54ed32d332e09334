// The generator on grammars of other kinds, against Ohm.
import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { automatonOf } from '../../src/grammar/automaton/automaton-of.ts';
import type { Automaton, Noted } from '../../src/grammar/automaton/determinize.ts';
import type { TermsOptions } from '../../src/grammar/automaton/terms.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';

const nothing: TermsOptions = { parts: [], fields: [], reports: {} };

interface Outcome {
  readonly accepted: boolean;
  readonly offset: number;
  readonly expected: readonly string[];
  readonly notes: readonly string[];
}

/** Walks an automaton as it comes out of the generator, apart from the loop that runs the emitted one. */
function walk({ starts, states }: Automaton, start: string, text: string): Outcome {
  const notes: string[] = [];
  const note = (some: readonly Noted[], index: number): void => {
    notes.push(...some.map(({ note: { kind, name }, back }) => `${kind} ${name} ${index - back}`));
  };
  const first = starts[start] as { target: number; notes: readonly Noted[] };
  note(first.notes, 0);
  let state = states[first.target] as Automaton['states'][number];
  for (let at = 0; at < text.length; at += 1) {
    const transition = state.transitions[text.charCodeAt(at)];
    if (transition === undefined) return { accepted: false, offset: at, expected: state.expected, notes };
    note(transition.notes, at + 1);
    state = states[transition.target] as Automaton['states'][number];
  }
  if (state.atEnd !== undefined) note(state.atEnd, text.length);
  return { accepted: state.atEnd !== undefined, offset: text.length, expected: state.expected, notes };
}

/** Every text of some letters up to a length. */
function textsOf(letters: string, longest: number): readonly string[] {
  const texts = [''];
  for (const text of texts) if (text.length < longest) texts.push(...[...letters].map((letter) => text + letter));
  return texts;
}

// Each is small enough to be tried on every text of its letters.
describe.each([
  // Alternatives that may match nothing hide those after them.
  ['start = ("a"? | "b") "c"', 'abc'],
  ['start = ("a"* | "b") "c"', 'abc'],
  ['start = (ac | "b") "c" \n ac = "a"* "c"?', 'abc'],
  ['start = ("" | "a") "b"', 'ab'],
  ['start = (ab | "c") "d" \n ab = ("a" | "") "b"', 'abcd'],
  ['start = (bca | "d") "d" \n bca = ("b" | "c"*) "a"', 'abcd'],
  // What begins with a repetition does not begin with its octet.
  ['start = (ab | "c") "c" \n ab = "a"* "b"', 'abc'],
  ['start = (ab | ac)* \n ab = "a"+ "b" \n ac = "a"+ "c"', 'abc'],
  ['start = (ab | "a")* "b"? \n ab = "a"+ "b"', 'ab'],
  // One octet or more, in any order of the alternatives.
  ['start = ("a" | bc) "d" \n bc = "b" "c"', 'abcd'],
  ['start = (bc | "b" | "a") "d" \n bc = "b" "c"', 'abcd'],
  ['start = ("b" | bc | "c" | "b") "c" \n bc = "b" "c"', 'bc'],
  ['start = (bc | "a" | "bcd")* \n bc = "b" "c" ~"d"', 'abcd'],
  ['start = ("ab" | "a" | "abc")+ "c"', 'abc'],
  // Lookaheads of either kind.
  ['start = ~(abc) "a" "b"? "c"? \n abc = "a" "b" "c"', 'abc'],
  ['start = (~bad ("a" | "b"))* "c" \n bad = "a" "b" "b"', 'abc'],
  ['start = &both any "c" "a" \n both = ("a" | "b") "c"', 'abc'],
  ['start = "a" ~(~"b") any', 'ab'],
  ['start = "a"* ~"b" end', 'ab'],
  ['start = (ab | ac | "b")* any \n ab = "a" ~"c" \n ac = "a" ~"b"', 'abc'],
  [
    'start = item* tail \n item = ab | a | bc | no \n ab = a "b" \n a = "a" \n bc = "b" "c"? \n no = "" "d" \n tail = "ax" | end',
    'abcdx',
  ],
  // Classes, octets beyond ASCII, and rules of Ohm's own that a grammar has made its own.
  ['start = (oddx | oddy | "x")* \n oddx = odd "x" \n oddy = odd "y" \n odd = "a" | "c" | "e" | "m"', 'abmxy'],
  ['start = ae | "b" \n ae = "a" "\\u{e9}"', 'ab\u00e9'],
  ['start = ("\\u{e9}" | "a" | eb)* "b" \n eb = "\\u{e0}".."\\u{ef}" "b"', 'ab\u00e9'],
  ['start = any+ end \n any := "a".."b"', 'abc'],
])('%j', (rules, letters) => {
  const grammar = ohm.grammar(`G { ${rules} }`);
  const longest = letters.length > 3 ? 5 : 7;
  const texts = textsOf(letters, longest);
  const sentences = texts.filter((text) => grammar.match(text, 'start').succeeded());
  const automaton = automatonOf(recipeOf(grammar), ['start'], nothing);

  test('accepts what Ohm accepts', () => {
    expect(sentences.length).toBeGreaterThan(0);
    expect(texts.filter((text) => walk(automaton, 'start', text).accepted)).toEqual(sentences);
  });

  test('refuses at the end of the longest prefix of a sentence', () => {
    for (const text of texts) {
      if (text.length > longest - 3) continue;
      const { accepted, offset } = walk(automaton, 'start', text);
      if (accepted) continue;
      const length = (end: number): number => sentences.filter((one) => one.startsWith(text.slice(0, end))).length;
      expect(length(offset), text).toBeGreaterThan(0);
      if (offset < text.length) expect(length(offset + 1), text).toBe(0);
    }
  });
});

describe('what it reports', () => {
  test('fields, reports, and what was expected', () => {
    const grammar = ohm.grammar(`Pairs {
      pairs = pair (";" pair)*
      pair = key "=" val
      key = l+ -- plain
          | "*" l+ -- starred
      val = l* odd*
      odd = "!" | "?"
      l = "a".."z"
    }`);
    const automaton = automatonOf(recipeOf(grammar), ['pairs'], {
      parts: ['key', 'val'],
      fields: ['key', 'val'],
      reports: { odd: { name: 'odd', once: true }, key_starred: { name: 'starred' } },
    });
    expect(walk(automaton, 'pairs', 'a=b;*cc=d!?!')).toMatchObject({
      accepted: true,
      notes: [
        ...['start key 0', 'end key 1', 'start val 2', 'end val 3', 'start key 4', 'report starred 4'],
        ...['end key 7', 'start val 8', 'report odd 9', 'end val 12'],
      ],
    });
    expect(walk(automaton, 'pairs', 'a=b;1')).toMatchObject({ accepted: false, offset: 4, expected: ['l', '"*"'] });
  });

  test('nothing of an attempt that was made in vain', () => {
    const grammar = ohm.grammar('M { s = pair* \n pair = ab | ac \n ab = x "b" \n ac = x "c" \n x = "a" }');
    const automaton = automatonOf(recipeOf(grammar), ['s'], {
      ...nothing,
      reports: { ab: { name: 'ab' }, ac: { name: 'ac' } },
    });
    expect(walk(automaton, 's', 'acabac').notes).toEqual(['report ac 0', 'report ab 2', 'report ac 4']);
  });

  test('states that differ in nothing but what is noted where the input ends are two', () => {
    const grammar = ohm.grammar('E { s = "a" (x | odd) | "b" (x | even) \n x = "x" \n odd = "" \n even = "" }');
    const automaton = automatonOf(recipeOf(grammar), ['s'], {
      ...nothing,
      reports: { odd: { name: 'odd' }, even: { name: 'even' } },
    });
    expect(walk(automaton, 's', 'a').notes).toEqual(['report odd 1']);
    expect(walk(automaton, 's', 'b').notes).toEqual(['report even 1']);
    expect(walk(automaton, 's', 'ax').notes).toEqual([]);
    expect(automaton.states.length).toBe(4);
  });

  test('of a positive lookahead what was tried in it, of a negative one nothing', () => {
    const expectedAt = (rules: string, text: string): readonly string[] =>
      walk(automatonOf(recipeOf(ohm.grammar(`L { ${rules} }`)), ['s'], nothing), 's', text).expected;
    expect(expectedAt('s = ~abc "a" "z" \n abc = "a" "b" "c"', 'abx')).toEqual(['"z"']);
    expect(expectedAt('s = &("a" | "b") x \n x = "b".."c"', 'z')).toEqual(['"a"', '"b"']);
  });
});

describe('what it cannot follow faithfully it refuses, naming the rule', () => {
  test.each([
    ['a recursive rule', 'R { s = "(" inner ")" \n inner = s | "x" }', 's', /rule s: it is recursive/],
    ['a rule with parameters', 'P { s = two<"x"> \n two<e> = e e }', 's', /rule s: two is applied with parameters/],
    [
      'a built-in rule that knows Unicode',
      'B { s = word \n word = letter+ }',
      's',
      /rule word: letter is built into Ohm/,
    ],
    ['caseInsensitive', 'C { s = caseInsensitive<"sip"> }', 's', /rule s: caseInsensitive is applied with parameters/],
    ['a syntactic rule', 'S { Spaced = "a" "b" }', 'Spaced', /rule Spaced: its capital letter/],
    ['a character that is not an octet', 'O { s = "\\u{100}" }', 's', /rule s: "Ā" is not an octet/],
    ['a range past the octets', 'O { s = "\\u{80}".."\\u{100}" }', 's', /rule s: "Ā" is not an octet/],
    ['an end of its own', 'E { s = "a" \n end := "b" }', 's', /rule end: Ohm matches it after the start rule too/],
    ['more of a built-in rule', 'X { s = digit \n digit += "x" }', 's', /rule digit: it extends a rule that is built/],
    ['a lexified expression', 'L { s = #("a" "b") }', 's', /rule s: "lex" has no meaning here/],
    ['a rule without a sentence', 'N { s = "a" &"b" }', 's', /rule s has no sentence/],
  ])('%s', (_, source, start, message) => {
    expect(() => automatonOf(recipeOf(ohm.grammar(source)), [start], nothing)).toThrow(message);
  });

  test('a note that would have to look back without bound', () => {
    const grammar = ohm.grammar('B { s = ab | ac \n ab = "a"* "b" \n ac = "a"* "c" }');
    const options = { ...nothing, reports: { ab: { name: 'ab' }, ac: { name: 'ac' } } };
    expect(() => automatonOf(recipeOf(grammar), ['s'], options)).toThrow(/more than 64 octets later/);
  });

  test('more states than a table can have', () => {
    const grammar = ohm.grammar(`S { s = ${'"a" '.repeat(300)} }`);
    expect(() => automatonOf(recipeOf(grammar), ['s'], nothing)).toThrow(/300 states|301 states|302 states/);
  });
});

import fc from 'fast-check';
import * as ohm from 'ohm-js';
import { transformWithOxc } from 'vite';
import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../grammar/compile.ts';
import { recipeOf } from '../../src/ohm/recipe.ts';

const runs = Number(import.meta.env.FC_RUNS ?? 3000);

type Scan = (input: Uint8Array | string, from: number, to: number) => boolean;

interface Compiled {
  readonly found: {
    fault: number;
    end: number;
    touchesEnd: boolean;
    marks?: { code: string; offset: number }[];
  } & Record<string, number>;
  readonly leaves: readonly { readonly part: string; readonly begins: boolean; readonly expected: string }[];
  readonly [startRule: string]: unknown;
}

/** Compiles a grammar and runs what came out: TypeScript without its types. */
async function run(
  grammar: ohm.Grammar,
  options: Partial<CompileOptions> & Pick<CompileOptions, 'startRules'>,
): Promise<Compiled> {
  const source = compile(recipeOf(grammar), {
    header: ['a test'],
    input: 'octets',
    parts: [],
    fields: [],
    numbers: [],
    marks: {},
    ...options,
  });
  const { code } = await transformWithOxc(source, 'scanner.ts');
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** What the last call has tried in vain where it failed: the part, whether it begins there, and what was expected. */
function triedBy({ found, leaves }: Compiled): readonly (readonly [string, boolean, string])[] {
  return leaves
    .filter((_, leaf) => ((found[`tried${Math.floor(leaf / 30)}`] as number) >> (leaf % 30)) & 1)
    .map(({ part, begins, expected }) => [part, begins, expected]);
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Small languages of other kinds, each with sentences to start from. */
const grammars: Readonly<Record<string, { readonly source: string; readonly examples: readonly string[] }>> = {
  'an ISO date': {
    source: `Date {
      date = year "-" month "-" day time?
      year = d d d d
      month = "0" "1".."9" -- early
        | "1" "0".."2" -- late
      day = ("0" | "1" | "2") d -- early
        | "3" ("0" | "1") -- late
      time = "T" d d ":" d d zone?
      zone = "Z" -- utc
        | ("+" | "-") d d ":" d d -- offset
      d = "0".."9"
    }`,
    examples: ['2026-11-24', '1999-02-31T23:59Z', '0000-10-09T00:00+01:30'],
  },
  'a header field, with words of several octets and lookahead': {
    source: `Header {
      header = name colon value
      name = nameOctet+
      nameOctet = ~colon tchar
      colon = blank* ":" blank*
      value = word more*
      more = comma word
      word = "foo" | "food" | last | quoted | ""
      last = "bar" &(comma | end)
      quoted = "\\"" inner* "\\""
      inner = ~"\\"" any
      comma = "," blank*
      blank = " " | "\\t"
      tchar = "a".."z" | "-" | blank
    }`,
    examples: ['via : foo, bar', 'x-y:"a,b" ,', 'f o:food', 'a:bar,"":"'],
  },
  'a language where order matters and nothing is taken back': {
    source: `Order {
      start = item* tail
      item = ab | a | bc | nothing
      ab = a "b"
      a = "a"
      bc = "b" "c"?
      nothing = "" "d"
      tail = "ax" | end
    }`,
    examples: ['abaad', 'bbcdd', 'aax', 'x'],
  },
  'rules that extend and override others': {
    source: `Base {
      start = letter+ digits
      letter := "a".."c"
      digits = digit+
      digit := "0".."1"
    }
    Extended <: Base {
      letter := "-" | ... | "\\u{e9}"
      digits += xy+ | zx
      zx = "0" "x"
      xy = "x" "y"?
    }`,
    examples: ['abc01', '-xyx', '\u00e91', 'cxx', 'a0x'],
  },
};

/** Sentences and what is left of them after some edits, and any of their letters in any order. */
function inputsFrom(examples: readonly string[]): fc.Arbitrary<string> {
  const letter = fc.constantFrom(...new Set(examples.join('')));
  const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 2 }), inserted: fc.array(letter, { maxLength: 2 }) });
  const edited = fc.tuple(fc.constantFrom(...examples), fc.array(edit, { maxLength: 3 })).map(([example, edits]) =>
    edits.reduce((text, { at, cut, inserted }) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + inserted.join('') + text.slice(index + cut);
    }, example),
  );
  return fc.oneof(
    { weight: 3, arbitrary: edited },
    fc.array(letter, { maxLength: 10 }).map((letters) => letters.join('')),
  );
}

describe.each(Object.entries(grammars))('%s', (_, { source, examples }) => {
  const grammar = Object.values(ohm.grammars(source)).at(-1) as ohm.Grammar;
  const [start] = Object.keys(Object.values(ohm.grammars(source))[0]?.rules ?? {}) as [string];

  for (const kind of ['octets', 'text'] as const) {
    test(`says of ${kind} what Ohm says: verdict and fault`, async () => {
      const module = await run(grammar, { startRules: { [start]: 'whole' }, input: kind });
      const scan = module[start] as Scan;
      let matched = 0;
      fc.assert(
        fc.property(inputsFrom(examples), (text) => {
          const ofOhm = grammar.match(text, start);
          const verdict = scan(kind === 'octets' ? latin1(text) : text, 0, text.length);
          if (kind === 'text' && /[^\0-\x7f]/.test(text)) return;
          expect(verdict).toBe(ofOhm.succeeded());
          if (verdict) matched += 1;
          else expect(module.found.fault).toBe((ofOhm as ohm.FailedMatchResult).getRightmostFailurePosition());
        }),
        { numRuns: runs },
      );
      expect(matched).toBeGreaterThan(runs / 30);
    });
  }
});

/** Every text of some letters up to a length. */
function textsOf(letters: string, longest: number): readonly string[] {
  const texts = [''];
  for (const text of texts) if (text.length < longest) texts.push(...[...letters].map((letter) => text + letter));
  return texts;
}

// Each is small enough to be tried on every text of its letters.
describe.each([
  // Alternatives that may match nothing hide those behind them.
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
  // What fails ahead is no failure where it must fail, and is one where it must not.
  ['start = ~(abc) "a" "b"? "c"? \n abc = "a" "b" "c"', 'abc'],
  ['start = (~bad ("a" | "b"))* "c" \n bad = "a" "b" "b"', 'abc'],
  ['start = &both any "c" "a" \n both = ("a" | "b") "c"', 'abc'],
  ['start = "a" ~(~"b") any', 'ab'],
  ['start = "a"* ~"b" end', 'ab'],
  ['start = (ab | ac | "b")* any \n ab = "a" ~"c" \n ac = "a" ~"b"', 'abc'],
  // Classes of many ranges, of which one is used twice and two belong to one rule.
  [
    'start = (oddx | oddy | "x")* \n oddx = odd "x" \n oddy = odd "y" \n odd = "a" | "c" | "e" | "g" | "i" | "k" | "m"',
    'abmxy',
  ],
  ['start = odd* ";" odd* even* \n odd = "a" | "c" | "e" | "g" \n even = "b" | "d" | "f" | "h" | "j"', 'agbj;'],
  ['start = ("a" | "c" | "e" | "g")* "x" ("b" | "d" | "f" | "h")*', 'aghbx'],
  ['start = ("a" | "c" | "e")* "b"', 'abcde'],
  // Octets beyond ASCII, of which a scanner of text knows none.
  ['start = ae | "b" \n ae = "a" "\\u{e9}"', 'ab\u00e9'],
  ['start = ("\\u{e9}" | "a" | eb)* "b" \n eb = "\\u{e0}".."\\u{ef}" "b"', 'ab\u00e9'],
  ['start = (~"\\x7f" any)* "\\x7f"', 'a\x7f'],
  // Rules of Ohm's own that a grammar has made its own.
  ['start = any+ end \n any := "a".."b"', 'abc'],
])('%j', (rules, letters) => {
  const grammar = ohm.grammar(`G { ${rules} }`);

  test.each(['octets', 'text'] as const)('says of %s what Ohm says', async (kind) => {
    const module = await run(grammar, { startRules: { start: 'whole' }, input: kind });
    for (const text of textsOf(letters, letters.length > 3 ? 4 : 5)) {
      if (kind === 'text' && /[^\0-\x7f]/.test(text)) continue;
      const ofOhm = grammar.match(text, 'start');
      const verdict = (module.start as Scan)(kind === 'octets' ? latin1(text) : text, 0, text.length);
      expect(verdict, text).toBe(ofOhm.succeeded());
      if (ofOhm.failed())
        expect(module.found.fault, text).toBe((ofOhm as ohm.FailedMatchResult).getRightmostFailurePosition());
    }
  });
});

describe('what it reports', () => {
  const grammar = ohm.grammar(`Pairs {
    pairs = pair (";" pair)*
    pair = key "=" val
    key = l+ -- plain
        | "*" l+ -- starred
    val = l* odd*
    odd = "!" | "?"
    l = "a".."z"
  }`);

  test('fields, marks, the leaves that were tried, and whether more could come', async () => {
    const module = await run(grammar, {
      startRules: { pairs: 'whole', pair: 'prefix' },
      parts: ['key', 'val'],
      fields: ['key', 'val'],
      marks: { odd: { code: 'odd', once: true }, key_starred: { code: 'starred' } },
    });
    const pairs = module.pairs as Scan;
    expect(pairs(latin1('a=b;*cc=d!?!'), 0, 12)).toBe(true);
    expect(module.found).toMatchObject({ keyStart: 4, keyEnd: 7, valStart: 8, valEnd: 12, end: 12, touchesEnd: true });
    expect(module.found.marks).toEqual([
      { code: 'starred', offset: 4 },
      { code: 'odd', offset: 9 },
    ]);
    expect(pairs(latin1('a=b;1'), 0, 5)).toBe(false);
    expect(module.found).toMatchObject({ fault: 4, touchesEnd: false });
    expect(triedBy(module)).toEqual([
      ['key', true, 'l'],
      ['key', true, '"*"'],
    ]);
    const pair = module.pair as Scan;
    expect(pair(latin1('x=y;z'), 0, 5)).toBe(true);
    expect(module.found).toMatchObject({ end: 3, touchesEnd: false });
    expect(pair(latin1('..x=y'), 2, 5)).toBe(true);
    expect(module.found).toMatchObject({ keyStart: 2, end: 5, touchesEnd: true });
  });

  test('the end of the input, where nothing else was tried, may not be the end', async () => {
    const module = await run(ohm.grammar('E { s = "a" end }'), { startRules: { s: 'prefix' } });
    expect((module.s as Scan)(latin1('a'), 0, 1)).toBe(true);
    expect(module.found).toMatchObject({ end: 1, touchesEnd: true });
  });

  test('a start rule within another', async () => {
    const grammar = ohm.grammar(
      'W { list = entry* tail \n entry = dash | item \n item = "a" "b"* \n dash = "-" \n tail = "z" "z" }',
    );
    const module = await run(grammar, { startRules: { list: 'whole', item: 'whole' } });
    for (const text of ['abb-azz', 'azb', 'zb', 'z', '-ab', 'bzz', 'abzz', 'qz', 'aqz', '']) {
      expect((module.list as Scan)(latin1(text), 0, text.length), text).toBe(grammar.match(text, 'list').succeeded());
      expect((module.item as Scan)(latin1(text), 0, text.length), text).toBe(grammar.match(text, 'item').succeeded());
    }
  });

  test('the value of a number', async () => {
    const grammar = ohm.grammar('N { s = year "-" day \n year = d d d d \n day = d+ \n d = "0".."9" }');
    const module = await run(grammar, {
      startRules: { s: 'whole' },
      fields: ['year', 'day'],
      numbers: ['year', 'day'],
    });
    expect((module.s as Scan)(latin1('0987-0123'), 0, 9)).toBe(true);
    expect(module.found).toMatchObject({ yearValue: 987, dayValue: 123 });
    await expect(
      run(ohm.grammar('N { s = n \n n = "0".."9" "x" }'), {
        startRules: { s: 'whole' },
        fields: ['n'],
        numbers: ['n'],
      }),
    ).rejects.toThrow(/rule n: as a number it takes more than digits/);
  });

  test('a field that an attempt made in vain is where it was before', async () => {
    const module = await run(
      ohm.grammar(
        `F { s = item* \n item = pair | lone \n pair = key "=" \n lone = "1" "!"? \n key = d+ \n d = "1".."9" }`,
      ),
      { startRules: { s: 'whole' }, fields: ['key'], numbers: ['key'] },
    );
    expect((module.s as Scan)(latin1('23=1!'), 0, 5)).toBe(true);
    expect(module.found).toMatchObject({ keyStart: 0, keyEnd: 2, keyValue: 23 });
  });

  test('a mark that was made deep within an attempt made in vain is taken back, and none before it', async () => {
    const module = await run(
      ohm.grammar('M { s = pair* \n pair = ab | ac \n ab = x* "b" \n ac = x* "c" \n x = "a" }'),
      {
        startRules: { s: 'whole' },
        marks: { x: { code: 'x' } },
      },
    );
    expect((module.s as Scan)(latin1('abaac'), 0, 5)).toBe(true);
    expect(module.found.marks).toEqual([0, 2, 3].map((offset) => ({ code: 'x', offset })));
  });

  test('nothing of what fails in a negative lookahead', async () => {
    const module = await run(ohm.grammar('L { s = ~abc "a" "z" \n abc = "a" "b" "c" }'), {
      startRules: { s: 'whole' },
    });
    expect((module.s as Scan)(latin1('abx'), 0, 3)).toBe(false);
    expect(triedBy(module)).toEqual([['', false, '"z"']]);
  });

  test('whether more could come, where an alternative that is nothing was taken', async () => {
    const module = await run(ohm.grammar('T { s = "a" ("" | "b") \n t = "a" ("b" | "") }'), {
      startRules: { s: 'prefix', t: 'prefix' },
    });
    expect((module.s as Scan)(latin1('a'), 0, 1)).toBe(true);
    expect(module.found.touchesEnd).toBe(false);
    expect((module.t as Scan)(latin1('a'), 0, 1)).toBe(true);
    expect(module.found.touchesEnd).toBe(true);
  });

  test('the part that what was tried is of, and none outside of the parts', async () => {
    // The same rule within two parts and without one: each has its own.
    const module = await run(
      ohm.grammar('P { s = head ";" tail \n head = word \n tail = "-"? word \n word = "a" "b" }'),
      { startRules: { word: 'whole', s: 'whole' }, parts: ['head', 'tail'] },
    );
    const scan = (start: 'word' | 's', text: string): unknown => {
      expect((module[start] as Scan)(latin1(text), 0, text.length), text).toBe(false);
      return triedBy(module);
    };
    expect(scan('word', '')).toEqual([['', true, '"a"']]);
    expect(scan('word', 'ax')).toEqual([['', false, '"b"']]);
    expect(scan('s', 'x')).toEqual([['head', true, '"a"']]);
    expect(scan('s', 'ax')).toEqual([['head', false, '"b"']]);
    expect(scan('s', 'abx')).toEqual([['', false, '";"']]);
    expect(scan('s', 'ab;')).toEqual([
      ['tail', true, '"-"'],
      ['tail', true, '"a"'],
    ]);
    // Where it is tried, the part can begin, if not here.
    expect(scan('s', 'ab;-')).toEqual([['tail', true, '"a"']]);
    expect(scan('s', 'ab;ab;')).toEqual([['end', true, 'end']]);
  });

  test('of each of more leaves than a word has bits, what was expected', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const module = await run(ohm.grammar(`B { s = ${[...letters].map((letter) => `"${letter}"`).join(' ')} }`), {
      startRules: { s: 'whole' },
    });
    for (const [at, letter] of [...letters].entries()) {
      const text = `${letters.slice(0, at)}?`;
      expect((module.s as Scan)(latin1(text), 0, text.length)).toBe(false);
      expect(module.found.fault).toBe(at);
      expect(triedBy(module)).toEqual([['', at === 0, `"${letter}"`]]);
    }
  });

  test('what is expected where it is a quote, a solidus or no letter', async () => {
    const module = await run(ohm.grammar(String.raw`Q { s = "'" | "\\" | "\"" | "\u{e9}" | "\n" | "don't" }`), {
      startRules: { s: 'whole' },
    });
    expect((module.s as Scan)(latin1('x'), 0, 1)).toBe(false);
    expect(triedBy(module).map(([, , expected]) => expected)).toEqual([
      `"'"`,
      '"\\"',
      '%x22',
      '%xE9',
      '%x0A',
      `"don't"`,
    ]);
  });

  test('a mark that an attempt made in vain is taken back', async () => {
    const module = await run(ohm.grammar('M { s = x y | x z\n x = "a"\n y = "b"\n z = "c" }'), {
      startRules: { s: 'whole' },
      marks: { x: { code: 'x' } },
      fields: ['y'],
    });
    expect((module.s as Scan)(latin1('ac'), 0, 2)).toBe(true);
    expect(module.found.marks).toEqual([{ code: 'x', offset: 0 }]);
  });
});

describe('the source', () => {
  const plain: CompileOptions = {
    header: ['made by a test', 'of two lines'],
    startRules: { s: 'whole' },
    input: 'octets',
    parts: [],
    fields: [],
    numbers: [],
    marks: {},
  };

  test('has each rule beside its code as the grammar writes it, without the comments of the grammar', () => {
    const grammar = ohm.grammar(`G {
      s = "a" many // what s is
          one my_own
      my_own = "m" "m"
      many = pair* -- of // and this
      pair = "x"
             "y"
      one = "z" "z" -- first
        | "0".."9" -- second
    }`);
    const source = compile(recipeOf(grammar), { ...plain, marks: { pair: { code: 'pair' } } });
    expect(source.split('\n').slice(0, 3)).toEqual(['// made by a test', '// of two lines', '']);
    const comments = source.split('\n').flatMap((line) => /^ +\/\/ (.*)/.exec(line)?.[1] ?? []);
    expect(comments).toEqual([
      's = "a" many one my_own',
      'many = pair* -- of',
      'many_of: pair* -- of',
      'pair = "x" "y"',
      'one = "z" "z" -- first | "0".."9" -- second',
      'one_first: "z" "z" -- first',
      'my_own = "m" "m"',
    ]);
  });

  test.each([
    ['source and places', ['source', 'sourceInterval']],
    ['source', ['source']],
    ['places', ['sourceInterval']],
  ])('says nothing of rules of which there is no %s', (_, leftOut) => {
    const withoutSource = JSON.parse(
      JSON.stringify(recipeOf(ohm.grammar('G { s = a* "c" \n a = "a" "b" }')), (key, value) =>
        leftOut.includes(key) ? undefined : value,
      ),
    );
    const source = compile(withoutSource, plain);
    expect(source).toContain('export function s(');
    expect(source).not.toMatch(/^ +\/\//m);
  });

  test.each(['octets', 'text'] as const)(
    'over %s has no table that is not used, and no blank at the end of a line',
    (input) => {
      const few = compile(recipeOf(ohm.grammar('G { s = ~"b" "a" }')), { ...plain, input });
      expect(few).not.toMatch(/Class|classOf|RegExp/);
      expect(few).not.toMatch(/ $/m);
      expect(few).toContain('marks: { readonly code: never; readonly offset: number }[] | undefined;');
      const many = compile(recipeOf(ohm.grammar('G { s = ("a" | "c" | "e" | "g")* }')), { ...plain, input });
      expect(many.match(/const sClass/g)).toHaveLength(1);
    },
  );

  test('over text cannot tell what is not there where that is not ASCII', () => {
    const over = (rules: string, input: 'octets' | 'text') => () =>
      compile(recipeOf(ohm.grammar(`G { ${rules} }`)), { ...plain, input });
    for (const range of ['"\\u{80}"', '("\\u{20}".."\\u{80}")', '("a" | "\\u{ff}")', '("\\u{ff}" | "a")']) {
      const rules = `s = inner \n inner = ~${range} any`;
      expect(over(rules, 'text')).toThrow(
        'cannot compile the rule inner over text: its negative lookahead goes past U+007F',
      );
      expect(over(rules, 'octets')).not.toThrow();
    }
    expect(over('s = ~"\\u{7f}" any', 'text')).not.toThrow();
  });
});

describe('what it cannot compile faithfully it refuses, naming the rule', () => {
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
    ['a character that is no octet', 'O { s = "\\u{100}" }', 's', /rule s: "Ā" is no octet/],
    ['a range past the octets', 'O { s = "\\u{80}".."\\u{100}" }', 's', /rule s: "Ā" is no octet/],
    ['an end of its own', 'E { s = "a" \n end := "b" }', 's', /rule end: Ohm matches it behind the start rule too/],
    [
      'more of a built-in rule',
      'X { s = digit \n digit += "x" }',
      's',
      /rule digit: it extends a rule that is built into/,
    ],
    ['a built-in rule among others', 'X { s = digit \n digit := "x" | ... }', 's', /rule digit: it extends a rule/],
    ['a lexified expression', 'L { s = #("a" "b") }', 's', /rule s: "lex" has no meaning here/],
  ])('%s', (_, source, start, message) => {
    const options = {
      header: [],
      startRules: { [start]: 'whole' },
      input: 'octets',
      parts: [],
      fields: [],
      numbers: [],
      marks: {},
    } as const;
    expect(() => compile(recipeOf(ohm.grammar(source)), options)).toThrow(message);
  });
});

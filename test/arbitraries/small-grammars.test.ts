// All that can be said by grammars that are small enough for it, and all that is nearly said.
import fc from 'fast-check';
import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { nearMiss, type SentenceConstraints, sentence } from '../../src/arbitraries/index.ts';

const grammarOf = (rules: string): ohm.Grammar => ohm.grammar(`G { ${rules} }`);
const startOf = (rules: string): string => /^\w+/.exec(rules)?.[0] as string;

function sentencesOf(rules: string, constraints: SentenceConstraints = { maxRepetitions: 2 }): readonly string[] {
  const some = fc.sample(sentence(grammarOf(rules), startOf(rules), constraints), { seed: 1, numRuns: 3000 });
  return [...new Set(some)].sort();
}

function rangesOf(...ends: readonly string[]): readonly string[] {
  return ends
    .flatMap(([first = '', last = first]) => {
      const from = first.charCodeAt(0);
      return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, index) => String.fromCharCode(from + index));
    })
    .sort();
}

describe('all sentences of a grammar', () => {
  test.each<[string, readonly string[]]>([
    ['start = "a"? ("b" | "c")', ['ab', 'ac', 'b', 'c']],
    ['start = "ab" | "c" | "d".."e" | inner \n inner = "f"', ['ab', 'c', 'd', 'e', 'f']],
    ['start = "a"* "b"+', ['aab', 'aabb', 'ab', 'abb', 'b', 'bb']],
    ['start = ""', ['']],
    ['start = "" "a" end', ['a']],
    ['start = &"a" "a" ~"b"', ['a']],
    ['start = start "+" "x" -- more\n | "x"', ['x', 'x+x', 'x+x+x']],
    ['start = "(" start ")" -- inner\n | "x"', ['((x))', '(x)', 'x']],
    ['start = two<"a"> two<"b"> \n two<e> = e e', ['aabb']],
    ['start = pair<"a"?, "b"> \n pair<e, f> = e "-" f', ['-b', 'a-b']],
    ['start = in<("a" | "b")> \n in<e> = "(" e ")"', ['(a)', '(b)']],
    // A rule whose name begins with a capital letter has spaces between what it says; one within it has none of its own.
    ['Start = "a" "b"*', ['a ', 'a b', 'a b b']],
    ['Start = "a" inner "d" \n inner = "b" "c"', ['a bc d']],
    ['Start = #("a" "b") "c"', ['ab c']],
    ['start = applySyntactic<Inner> \n Inner = "a" "b"', ['a b']],
    ['start = "α".."β" "\u{1f600}"', ['α\u{1f600}', 'β\u{1f600}']],
    // Ohm's own rules.
    ['start = listOf<"a", ",">', ['', 'a', 'a,a', 'a,a,a']],
    ['start = nonemptyListOf<"a", ",">', ['a', 'a,a', 'a,a,a']],
    ['start = emptyListOf<"a", ",">', ['']],
    ['Start = ListOf<"a", ",">', ['', 'a ', 'a , a', 'a , a , a']],
    ['Start = NonemptyListOf<"a", ",">', ['a ', 'a , a', 'a , a , a']],
    ['Start = EmptyListOf<"a", ",">', ['']],
    ['start = caseInsensitive<"ab">', ['ab']],
    ['start = any', rangesOf(' ~')],
    ['start = lower', rangesOf('az')],
    ['start = upper', rangesOf('AZ')],
    ['start = letter', rangesOf('az', 'AZ')],
    ['start = digit', rangesOf('09')],
    ['start = hexDigit', rangesOf('09', 'af', 'AF')],
    ['start = alnum', rangesOf('09', 'az', 'AZ')],
    ['start = space', rangesOf('\t\n', ' ')],
    // Extended, they say what they said before as well.
    ['start = digit \n digit += "x"', [...rangesOf('09'), 'x']],
    ['start = lower \n lower := "+" | ... | "\u{e9}"', ['+', ...rangesOf('az'), '\u{e9}']],
  ])('%j', (rules, sentences) => {
    expect(sentencesOf(rules, { maxRepetitions: 2, maxDepth: 2 })).toEqual(sentences);
  });

  test('spaces are any blanks, and none', () => {
    const some = sentencesOf('start = "x" spaces "y"', { maxRepetitions: 1 });
    expect(some).toEqual(['x\ty', 'x\ny', 'x y', 'xy']);
  });
});

describe('constraints', () => {
  test('repetitions are as many as is said, one where there must be one, and otherwise some', () => {
    expect(sentencesOf('start = "a"*', { maxRepetitions: 3 })).toEqual(['', 'a', 'aa', 'aaa']);
    expect(sentencesOf('start = "a"* "b"+ "c"?', { maxRepetitions: 0 })).toEqual(['b', 'bc']);
    expect(sentencesOf('start = "a"*', {}).length).toBeGreaterThan(8);
  });

  test('choices stand no deeper in one another than is said', () => {
    const rules = 'start = "(" start ")" -- inner\n | "x"';
    const depths = (constraints: SentenceConstraints): number =>
      Math.max(...sentencesOf(rules, constraints).map((text) => text.indexOf('x')));
    expect(depths({ maxDepth: 1 })).toBe(1);
    expect(depths({ maxDepth: 4 })).toBe(4);
    expect(depths({})).toBeGreaterThan(4);
    expect(depths({})).toBeLessThanOrEqual(6);
  });

  test.each([
    'start = inner | leaf \n inner = "(" start ")" \n leaf = pair \n pair = "x" "y"',
    'start = inner | either \n either = inner | pair \n inner = "(" start ")" \n pair = "x" "y"',
    'start = inner | many \n inner = "(" start ")" \n many = "[" start* "]"',
    'start = many | leaf \n many = "[" start+ "]" \n leaf = pair \n pair = "x" "y"',
  ])('deep down comes what ends soonest: %j', (rules) => {
    const lengths = sentencesOf(rules, { maxDepth: 3, maxRepetitions: 1 }).map((text) => text.length);
    expect(Math.min(...lengths)).toBe(2);
    expect(Math.max(...lengths)).toBeGreaterThan(3);
  });

  test('sentences shrink to the first alternatives and the fewest repetitions', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { counterexample } = fc.check(
        fc.property(sentence(grammarOf('start = ("b" | word | "c".."e") "f"* \n word = "word"'), 'start'), () => false),
        { seed },
      );
      expect(counterexample).toEqual(['b']);
    }
  });

  test('rules say what is given for them, the start rule as well', () => {
    const rules = 'start = word ("," word)* \n word = letter+';
    const constraints = { maxRepetitions: 1, rules: { word: fc.constantFrom('one', 'two') } };
    expect(sentencesOf(rules, constraints)).toEqual(['one', 'one,one', 'one,two', 'two', 'two,one', 'two,two']);
    expect(sentencesOf(rules, { rules: { start: fc.constantFrom('x', 'y,z', '?') } })).toEqual(['x', 'y,z']);
    // A rule of one character too.
    expect(sentencesOf('start = "<" one ">" \n one = "a".."z"', { rules: { one: fc.constant('q') } })).toEqual(['<q>']);
    expect(sentencesOf('start = "<" one ">" \n one = letter', { rules: { one: fc.constant('q') } })).toEqual(['<q>']);
    expect(() => sentence(grammarOf(rules), 'start', { rules: { words: fc.constant('') } })).toThrow(
      new TypeError('the grammar has no rule words to say something for'),
    );
  });

  test.each([
    ['start = "a"', 'nothing', 'the grammar has no rule nothing to make sentences of'],
    ['start = "a" \n two<e> = e e', 'two', 'the rule two needs arguments'],
    ['Start = "a" digit', 'unicodeLtmo', 'the grammar has no rule unicodeLtmo to make sentences of'],
  ])('%j has no sentences of %s', (rules, rule, message) => {
    for (const make of [sentence, nearMiss]) expect(() => make(grammarOf(rules), rule)).toThrow(new TypeError(message));
  });
});

/** All near-misses but those with more after the end: "kind rule: sentence > text @offset". */
function missesOf(rules: string, constraints: SentenceConstraints = {}): readonly string[] {
  const some = fc
    .sample(nearMiss(grammarOf(rules), startOf(rules), constraints), { seed: 1, numRuns: 4000 })
    .filter(({ kind, sentence: whole }) => kind !== 'input-after-end' && whole.length <= 4)
    .map((miss) => `${miss.kind} ${miss.rule}: ${miss.sentence} > ${miss.text} @${miss.offset}`);
  return [...new Set(some)].sort();
}

describe('all near-misses of a grammar', () => {
  test.each<[string, readonly string[]]>([
    ['start = "b"', ['outside-class start: b > a @0', 'outside-class start: b > c @0']],
    ['start = ""', []],
    ['start = ~"a" end', []],
    [
      'start = "b" end',
      [
        'factor-doubled start: b > bb @1',
        'factor-dropped start: b >  @0',
        'outside-class start: b > a @0',
        'outside-class start: b > c @0',
      ],
    ],
    [
      'start = "b" "e"',
      [
        'factor-doubled start: be > bbe @1',
        'factor-doubled start: be > bee @2',
        'factor-dropped start: be > b @1',
        'factor-dropped start: be > e @0',
        'factors-swapped start: be > eb @0',
        'outside-class start: be > ae @0',
        'outside-class start: be > bd @1',
        'outside-class start: be > bf @1',
        'outside-class start: be > ce @0',
      ],
    ],
    [
      'Start = "b" "e"',
      [
        'factor-doubled Start: b e > b b e @2',
        'factor-doubled Start: b e > b e e @3',
        'factor-dropped Start: b e > b @1',
        'factor-dropped Start: b e > e @0',
        'factors-swapped Start: b e > e b @0',
        'outside-class Start: b e > a e @0',
        'outside-class Start: b e > b d @2',
        'outside-class Start: b e > b f @2',
        'outside-class Start: b e > c e @0',
      ],
    ],
    [
      'start = "b"? "e"',
      [
        'factor-doubled start: be > bbe @1',
        'factor-doubled start: be > bee @2',
        'factor-doubled start: e > ee @1',
        'factor-dropped start: be > b @1',
        'factor-dropped start: e >  @0',
        'factors-swapped start: be > eb @0',
        'outside-class start: be > ae @0',
        'outside-class start: be > bd @1',
        'outside-class start: be > bf @1',
        'outside-class start: be > ce @0',
        'outside-class start: e > d @0',
        'outside-class start: e > f @0',
      ],
    ],
    // Nothing in `Start = "b"?` can be left out; to say it twice is to say it once too often.
    [
      'Start = "b"?',
      ['factor-doubled Start: b > b b @1', 'outside-class Start: b > a @0', 'outside-class Start: b > c @0'],
    ],
    [
      'start = "b" | "e"',
      ['b', 'e'].flatMap((whole) => ['a', 'c', 'd', 'f'].map((text) => `outside-class start: ${whole} > ${text} @0`)),
    ],
    [
      'start = ab | cd \n ab = "ab" \n cd = "c" "d"',
      [
        'factor-doubled cd: cd > ccd @1',
        'factor-doubled cd: cd > cdd @2',
        'factor-dropped cd: cd > c @1',
        'factor-dropped cd: cd > d @0',
        'factors-swapped cd: cd > dc @0',
        'outside-class cd: cd > bd @0',
        'outside-class cd: cd > cc @1',
        'outside-class cd: cd > ce @1',
        'outside-class cd: cd > dd @0',
        'outside-class start: ab > ` @0',
        'outside-class start: ab > b @0',
        'outside-class start: ab > d @0',
        'outside-class start: cd > ` @0',
        'outside-class start: cd > b @0',
        'outside-class start: cd > d @0',
        'terminal-changed ab: ab > `b @0',
        'terminal-changed ab: ab > a\x82 @1',
        'terminal-changed ab: ab > aa @1',
        'terminal-changed ab: ab > ac @1',
        'terminal-changed ab: ab > bb @0',
        'terminal-changed ab: ab > \x81b @0',
      ].sort(),
    ],
    // A choice that may say nothing begins with anything.
    [
      'start = "A" | "B" | ""',
      ['@', 'C'].flatMap((text) => ['A', 'B'].map((whole) => `outside-class start: ${whole} > ${text} @0`)).sort(),
    ],
    [
      'start = "b"+',
      [
        'outside-class start: b > a @0',
        'outside-class start: b > c @0',
        ...['ab', 'cb'].map((text) => `outside-class start: bb > ${text} @0`),
        ...['ba', 'bc'].map((text) => `outside-class start: bb > ${text} @1`),
        ...['abb', 'cbb'].map((text) => `outside-class start: bbb > ${text} @0`),
        ...['bab', 'bcb'].map((text) => `outside-class start: bbb > ${text} @1`),
        ...['bba', 'bbc'].map((text) => `outside-class start: bbb > ${text} @2`),
        ...['abbb', 'cbbb'].map((text) => `outside-class start: bbbb > ${text} @0`),
        ...['babb', 'bcbb'].map((text) => `outside-class start: bbbb > ${text} @1`),
        ...['bbab', 'bbcb'].map((text) => `outside-class start: bbbb > ${text} @2`),
        ...['bbba', 'bbbc'].map((text) => `outside-class start: bbbb > ${text} @3`),
        'too-few start: b >  @0',
      ],
    ],
    [
      'Start = "b"*',
      [
        'outside-class Start: b > a @0',
        'outside-class Start: b > c @0',
        ...['a b', 'c b'].map((text) => `outside-class Start: b b > ${text} @0`),
        ...['b a', 'b c'].map((text) => `outside-class Start: b b > ${text} @2`),
      ],
    ],
    // The rule that is broken is the one that the characters stand in.
    [
      'start = one ";" \n one = "b"',
      [
        'factor-doubled start: b; > b;; @2',
        'factor-doubled start: b; > bb; @1',
        'factor-dropped start: b; > ; @0',
        'factor-dropped start: b; > b @1',
        'factors-swapped start: b; > ;b @0',
        'outside-class one: b; > a; @0',
        'outside-class one: b; > c; @0',
        'outside-class start: b; > b: @1',
        'outside-class start: b; > b< @1',
      ],
    ],
    // Nothing is outside of all octets, and there is nothing to break in what is nothing.
    ['start = "\\u{0}".."\\u{ff}"', []],
    [
      'start = "b" (end | "")',
      [
        'factor-doubled start: b > bb @1',
        'factor-dropped start: b >  @0',
        'outside-class start: b > a @0',
        'outside-class start: b > c @0',
      ],
    ],
    ['Start = #("b")', ['outside-class Start: b > a @0', 'outside-class Start: b > c @0']],
    [
      'start = one | "e" \n one = "b"',
      [
        ...['b', 'e'].flatMap((whole) =>
          ['a', 'c', 'd', 'f'].map((text) => `outside-class start: ${whole} > ${text} @0`),
        ),
        'outside-class one: b > a @0',
        'outside-class one: b > c @0',
        'outside-class start: e > d @0',
        'outside-class start: e > f @0',
      ],
    ],
    [
      'start = "α".."β"',
      ['α', 'β'].flatMap((whole) => ['ΰ', 'γ'].map((text) => `outside-class start: ${whole} > ${text} @0`)),
    ],
    // Characters beyond the octets are just outside where the grammar has some.
    ['start = "α"', ['outside-class start: α > ΰ @0', 'outside-class start: α > β @0']],
    ['start = "\\u{fe}".."\\u{ff}"', ['\xfe', '\xff'].map((whole) => `outside-class start: ${whole} > \xfd @0`)],
  ])('%j', (rules, misses) => {
    expect(missesOf(rules)).toEqual([...new Set(misses)].sort());
  });

  test('a rule within itself is broken at any depth', () => {
    const misses = fc.sample(nearMiss(grammarOf('start = "(" start ")" -- inner\n | "x"'), 'start'), {
      seed: 1,
      numRuns: 3000,
    });
    const dropped = new Set(misses.filter(({ kind }) => kind === 'factor-dropped').map(({ text }) => text));
    for (const text of ['x)', '(x', '()', '(x))', '((x)', '(())']) expect(dropped).toContain(text);
  });

  test('after the end comes one more sentence, or any one character', () => {
    const atEnd = (rules: string): ReadonlySet<string> =>
      new Set(
        fc
          .sample(nearMiss(grammarOf(rules), 'start'), { seed: 1, numRuns: 20_000 })
          .filter(({ kind }) => kind === 'input-after-end')
          .map(({ text, sentence: whole, offset, rule }) => {
            expect([offset, rule]).toEqual([whole.length, 'start']);
            return text.slice(whole.length);
          }),
      );
    const octets = [...Array(256).keys()].map((octet) => String.fromCharCode(octet));
    expect(atEnd('start = "ab" | "cd"')).toEqual(new Set(['ab', 'cd', ...octets]));
    expect(atEnd('start = "α"')).toEqual(new Set(['α', ...octets.slice(0, 128)]));
    // Another sentence after one is a sentence here.
    expect(atEnd('start = "a"*')).toEqual(new Set(octets.filter((octet) => octet !== 'a')));
  });

  test('each place is as likely to be broken as another', () => {
    const counts = new Map<string, number>();
    const rules = 'start = one two three \n one = "b" \n two = "e" \n three = "hh"';
    for (const { rule, kind } of fc.sample(nearMiss(grammarOf(rules), 'start'), { seed: 1, numRuns: 7000 }))
      counts.set(`${rule} ${kind}`, (counts.get(`${rule} ${kind}`) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([
      'one outside-class',
      'start factor-doubled',
      'start factor-dropped',
      'start factors-swapped',
      'start input-after-end',
      'three terminal-changed',
      'two outside-class',
    ]);
    for (const [place, count] of counts) {
      expect(count, place).toBeGreaterThan(850);
      expect(count, place).toBeLessThan(1150);
    }
  });

  test('so are choices and repetitions themselves', () => {
    const counts = new Map<string, number>();
    const rules =
      'start = one ";" two ";" many ";" any ";" maybe \n one = "b" \n two = "ee" | "hh" \n many = "k"+ \n any := "m"* \n maybe = "p"?';
    for (const { rule, kind } of fc.sample(nearMiss(grammarOf(rules), 'start'), { seed: 1, numRuns: 16_000 }))
      counts.set(`${rule} ${kind}`, (counts.get(`${rule} ${kind}`) ?? 0) + 1);
    const least = counts.get('one outside-class') as number;
    for (const place of [
      ...['two outside-class', 'many outside-class', 'many too-few', 'any outside-class'],
      ...['maybe factor-doubled', 'maybe outside-class'],
    ]) {
      expect(counts.get(place), place).toBeGreaterThan(least * 0.8);
      expect(counts.get(place), place).toBeLessThan(least * 1.25);
    }
  });

  test.each([
    [0, [1]],
    [1, [1]],
    [3, [1, 2, 3]],
  ])('repetitions are %j at most with what is broken, which is any of them', (maxRepetitions, lengths) => {
    const misses = fc
      .sample(nearMiss(grammarOf('start = "b"+'), 'start', { maxRepetitions }), { seed: 1, numRuns: 2000 })
      .filter(({ kind }) => kind === 'outside-class');
    expect([...new Set(misses.map(({ sentence: whole }) => whole.length))].sort()).toEqual(lengths);
    for (const length of lengths) {
      const some = misses.filter(({ sentence: whole }) => whole.length === length);
      expect([...new Set(some.map(({ offset }) => offset))].sort()).toEqual([...Array(length).keys()]);
    }
  });

  test('otherwise they are some', () => {
    const lengths = fc
      .sample(nearMiss(grammarOf('start = "b"+'), 'start'), { seed: 1, numRuns: 2000 })
      .flatMap(({ kind, sentence: whole }) => (kind === 'outside-class' ? [whole.length] : []));
    expect(Math.max(...lengths)).toBeGreaterThan(8);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(12);
  });

  test('a rule that needs arguments needs them in a grammar that inherits it as well', () => {
    const [, inheriting] = Object.values(ohm.grammars('A { start = two<"a"> \n two<e> = e e } B <: A { more = "b" }'));
    for (const make of [sentence, nearMiss])
      expect(() => make(inheriting as ohm.Grammar, 'two')).toThrow(new TypeError('the rule two needs arguments'));
  });

  test('rules say what is given for them, broken or beside what is broken', () => {
    const rules = 'start = word ";" \n word = letter+';
    const misses = fc.sample(nearMiss(grammarOf(rules), 'start', { rules: { word: fc.constant('one') } }), {
      seed: 1,
      numRuns: 500,
    });
    for (const { sentence: whole, rule } of misses) if (rule === 'start') expect(whole).toBe('one;');
  });
});

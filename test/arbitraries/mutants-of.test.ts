// Every way to break one sentence, on grammars that are small enough to name them all.
import * as ohm from 'ohm-js';
import { describe, expect, test } from 'vitest';
import { mutationSitesOf } from '../../src/arbitraries/from-grammar/mutants-of.ts';
import { productionsOf } from '../../src/grammar/productions.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';

const productions = (rules: string) => productionsOf(recipeOf(ohm.grammar(`G { ${rules} }`)), 's');

/** Every mutant of a sentence, by rule and kind, but for input after its end, which is the same for all. */
function mutantsOf(rules: string, sentence: string): readonly string[] {
  return mutationSitesOf(productions(rules), sentence)
    .filter(({ kind }) => kind !== 'input-after-end')
    .map(({ rule, kind, from, to, texts }) => {
      const lines = texts.map((text) => sentence.slice(0, from) + text + sentence.slice(to));
      return `${rule} ${kind}: ${lines.join(' ')}`;
    });
}

/** The lines of each rule and kind together, each once. */
function byKind(listed: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const lines: Record<string, string[]> = {};
  for (const one of listed) {
    const [kind = '', ...texts] = one.split(/: ?| /g).reduce<string[]>((all, word, n) => {
      if (n === 1) all[0] += ` ${word}`;
      else all.push(word);
      return all;
    }, []);
    lines[kind] = [...new Set([...(lines[kind] ?? []), ...texts])].sort();
  }
  return lines;
}

describe('every way to break a sentence', () => {
  test.each<[rules: string, sentence: string, expected: readonly string[]]>([
    ['s = "b"', 'b', ['s outside-class: a c']],
    ['s = "b".."d"', 'c', ['s outside-class: a e']],
    ['s = "\u{1f600}".."\u{1f602}"', '\u{1f601}', ['s outside-class: \u{1f5ff} \u{1f603}']],
    [
      's = "Sip"',
      'Sip',
      ['s terminal-changed: Tip Rip sip', 's terminal-changed: Sjp Shp S\x89p', 's terminal-changed: Siq Sio Si\x90'],
    ],
    [
      's = "b" "f"',
      'bf',
      [
        ...['s outside-class: af cf', 's outside-class: be bg'],
        ...['s factor-dropped: f', 's factor-doubled: bbf', 's factors-swapped: fb'],
        ...['s factor-dropped: b', 's factor-doubled: bff'],
      ],
    ],
    // Two that are alike change places in vain, and so does one with nothing.
    [
      's = "b" t u? "f" \n t = "b" \n u = "k"',
      'bbf',
      [
        ...['s outside-class: abf cbf', 't outside-class: baf bcf', 's outside-class: bbe bbg'],
        ...['s factor-dropped: bf', 's factor-doubled: bbbf'],
        ...['s factor-dropped: bf', 's factor-doubled: bbbf'],
        ...['s factor-dropped: bb', 's factor-doubled: bbff'],
      ],
    ],
    ['s = t* "f" \n t = "b"', 'f', ['s outside-class: e g', 's factor-dropped: ', 's factor-doubled: ff']],
    ['s = t \n t = "b" | "d"', 'd', ['t outside-class: a c e']],
    // A choice is broken as its alternative is, and by what none of them begins with.
    ['s = t | u \n t = "b" "f" \n u = "k"', 'k', ['u outside-class: j l', 's outside-class: a c j l']],
    [
      's = t | u \n t = "b" "f" \n u = "k"',
      'bf',
      [
        ...['t outside-class: af cf', 't outside-class: be bg'],
        ...['t factor-dropped: f', 't factor-doubled: bbf', 't factors-swapped: fb'],
        ...['t factor-dropped: b', 't factor-doubled: bff'],
        's outside-class: a c j l',
      ],
    ],
    // Where a choice may be nothing, nothing is outside of it.
    ['s = t | "" \n t = "kk"', '', []],
    ['s = t | "" \n t = "kk"', 'kk', ['t terminal-changed: lk jk \x8bk', 't terminal-changed: kl kj k\x8b']],
    // A single character is what is left when nothing longer is there.
    ['s = "k" | t \n t = "kk"', 'k', ['s outside-class: j l']],
    [
      's = "k" | t | "j" \n t = "kk"',
      'kk',
      ['t terminal-changed: lk jk \x8bk', 't terminal-changed: kl kj k\x8b', 's outside-class: l i'],
    ],
    ['s = "b"?', 'b', ['s outside-class: a c', 's factor-doubled: bb']],
    ['s = "b"?', '', []],
    ['s = "b"*', 'b', ['s outside-class: a c']],
    ['s = "b"*', 'bb', ['s outside-class: ab cb', 's outside-class: ba bc']],
    ['s = "b"+', 'b', ['s outside-class: a c', 's too-few: ']],
    ['s = t | u \n t = "b"+ \n u = "f"', 'f', ['u outside-class: e g', 's outside-class: a c e g']],
    ['s = &"b" "b" end', 'b', ['s outside-class: a c', 's factor-dropped: ', 's factor-doubled: bb']],
    [
      's = "f" t? \n t = "k"',
      'fk',
      [
        ...['s outside-class: ek gk', 't outside-class: fj fl', 's factor-doubled: fkk'],
        ...['s factor-dropped: k', 's factor-doubled: ffk', 's factors-swapped: kf'],
        ...['s factor-dropped: f', 's factor-doubled: fkk'],
      ],
    ],
    // What an attempt in vain has found is forgotten.
    [
      's = t | u \n t = "b" "f" "j" \n u = "bfn"',
      'bfn',
      [
        ...[
          'u terminal-changed: cfn afn \x82fn',
          'u terminal-changed: bgn ben b\x86n',
          'u terminal-changed: bfo bfm bf\x8e',
        ],
        's outside-class: a c',
      ],
    ],
  ])('%j: %j', (rules, sentence, expected) => {
    expect(byKind(mutantsOf(rules, sentence))).toEqual(byKind(expected));
  });

  test('after its end comes the sentence again, or an ASCII character', () => {
    const [site, ...more] = mutationSitesOf(productions('s = "b"'), 'b').filter(
      ({ kind }) => kind === 'input-after-end',
    );
    expect(more).toEqual([]);
    expect(site).toMatchObject({ rule: 's', from: 1, to: 1 });
    expect(site?.texts).toEqual(['b', ...Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code))]);
  });
});

test('what is no sentence cannot be broken', () => {
  const digits = productions('s = d d d \n d = "0".."9"');
  for (const text of ['48', '4866', '4x6', '']) {
    expect(() => mutationSitesOf(digits, text)).toThrow(
      new TypeError(`the rules of s do not derive ${JSON.stringify(text)}`),
    );
  }
});

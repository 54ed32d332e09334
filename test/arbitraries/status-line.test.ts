import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Family, families, written } from '../../src/arbitraries/defect-families.ts';
import {
  type FamilyKind,
  lenientStatusLine,
  malformedStatusLine,
  reasonPhrase,
  response,
  sipVersion,
  statusCode,
  statusLine,
  statusLineOctets,
  statusLineText,
} from '../../src/arbitraries/index.ts';
import {
  buildStatusLine,
  encodeStatusLine,
  isRegistered,
  observedStatusCodes,
  parseStatusLine,
  readStatusLine,
  reasonPhraseOctets,
  registeredStatusCodes,
  safeParseStatusLine,
  statusClass,
} from '../../src/index.ts';
import { parseWithOhm } from '../../src/ohm/index.ts';
import type { DeviationCode, Profile } from '../../src/status-line.ts';
import { latin1Of, octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { encodeText } from '../../src/text/utf-8.ts';
import { law } from '../prop.ts';

// Ohm takes a kilobyte an octet.
const short = { reasonPhrase: { maxOctets: 4100 } };

describe('valid lines', () => {
  law(
    'what statusLine gives, the builder writes and the parser reads back',
    () => [statusLine()],
    (line) => {
      const { sipVersion: version, ...fields } = parseStatusLine(buildStatusLine(line));
      expect(fields).toEqual({ statusCode: line.statusCode, reasonPhrase: line.reasonPhrase });
      expect(version).toBe(line.sipVersion.toUpperCase());
      expect(parseStatusLine(encodeStatusLine(line)).reasonPhrase).toBe(line.reasonPhrase);
    },
  );

  law(
    'both engines accept what statusLineOctets gives',
    () => [statusLineOctets(short)],
    (octets) => {
      expect(safeParseStatusLine(octets).fault).toBeUndefined();
      expect(parseWithOhm(octets).fault).toBeUndefined();
    },
  );

  law(
    'both engines accept what statusLineText gives',
    () => [statusLineText(short)],
    (text) => {
      expect(safeParseStatusLine(text).fault).toBeUndefined();
      expect(parseWithOhm(text).fault).toBeUndefined();
    },
  );

  test('the CRLF is there, is not there, or is there now and then', () => {
    const ends = (crlf?: boolean): ReadonlySet<boolean> =>
      new Set(
        fc
          .sample(statusLineText(crlf === undefined ? {} : { crlf }), { seed: 1, numRuns: 100 })
          .map((line) => line.endsWith('\r\n')),
      );
    expect(ends(true)).toEqual(new Set([true]));
    expect(ends(false)).toEqual(new Set([false]));
    expect(ends()).toEqual(new Set([true, false]));
  });

  test('a canonical phrase is not rare, nor is another', () => {
    const lines = fc.sample(statusLine(), { seed: 1, numRuns: 1000 });
    const canonical = lines.filter(
      (line) =>
        buildStatusLine({ ...line }) === buildStatusLine({ statusCode: line.statusCode, sipVersion: line.sipVersion }),
    );
    expect(canonical.length).toBeGreaterThan(150);
    expect(canonical.length).toBeLessThan(600);
  });
});

describe('phrases that belong to the code of the line', () => {
  const phrases = (code: number): readonly string[] =>
    fc
      .sample(statusLine({ statusCode: { min: code, max: code } }), { seed: 1, numRuns: 3000 })
      .map((line) => line.reasonPhrase);
  const share = (code: number, phrase: string): number => {
    const some = phrases(code);
    return some.filter((other) => other === phrase).length / some.length;
  };

  test('where the code is registered, the canonical one and what is sent in its place', () => {
    expect(share(603, 'Decline')).toBeGreaterThan(0.15);
    expect(share(603, 'Declined')).toBeGreaterThan(0.15);
    const plain = registeredStatusCodes.find((known) => known.observedReasonPhrases.length === 0);
    expect(share(plain?.statusCode as number, plain?.reasonPhrase as string)).toBeGreaterThan(0.3);
  });

  test('where it is not, none', () => {
    expect(share(299, '')).toBeGreaterThan(0.3);
  });

  test('not where phrases are constrained', () => {
    const lines = fc.sample(statusLine({ reasonPhrase: { maxOctets: 3 } }), { seed: 1, numRuns: 1000 });
    expect(Math.max(...lines.map((line) => encodeText(line.reasonPhrase).length))).toBe(3);
  });
});

describe('status codes', () => {
  const codes = (...constraints: Parameters<typeof statusCode>): readonly number[] =>
    fc.sample(statusCode(...constraints), { seed: 1, numRuns: 50_000 });

  test('all of them, registered ones and borders most of all', () => {
    const some = codes();
    expect(new Set(some).size).toBe(1000);
    expect(some.filter((code) => isRegistered(code)).length).toBeGreaterThan(some.length / 3);
    for (const border of [0, 99, 100, 199, 200, 299, 300, 399, 400, 499, 500, 599, 600, 699, 700, 999]) {
      expect(some.filter((code) => code === border).length, String(border)).toBeGreaterThan(30);
    }
    for (const { statusCode: seen } of observedStatusCodes)
      expect(some.filter((code) => code === seen).length, String(seen)).toBeGreaterThan(300);
  });

  test('only those that the constraints leave', () => {
    expect(new Set(codes({ registered: true })).size).toBe(registeredStatusCodes.length);
    expect(codes({ registered: true }).every((code) => isRegistered(code))).toBe(true);
    expect(codes({ registered: false }).some((code) => isRegistered(code))).toBe(false);
    expect(codes({ registered: false })).toContain(observedStatusCodes[0]?.statusCode);
    expect(new Set(codes({ statusClass: 'client-error' }).map(statusClass))).toEqual(new Set(['client-error']));
    expect(new Set(codes({ min: 199, max: 201 }))).toEqual(new Set([199, 200, 201]));
    expect(() => statusCode({ min: 700, registered: true })).toThrow(
      new RangeError('no status code meets these constraints'),
    );
  });
});

describe('SIP versions', () => {
  const versions = (...constraints: Parameters<typeof sipVersion>): readonly string[] =>
    fc.sample(sipVersion(...constraints), { seed: 1, numRuns: 5000 });

  test('every one is a version, SIP/2.0 most of all', () => {
    const some = versions();
    for (const version of some) expect(version).toMatch(/^[Ss][Ii][Pp]\/[0-9]+\.[0-9]+$/);
    expect(some.filter((version) => version === 'SIP/2.0').length).toBeGreaterThan(some.length / 2);
    expect(some.filter((version) => !/2\.0$/.test(version)).length).toBeGreaterThan(some.length / 20);
    expect(some).toContain('SIP/18446744073709551618.18446744073709551616');
    expect(some.some((version) => version.startsWith('sip/'))).toBe(true);
  });

  test('only those that the constraints leave', () => {
    expect(versions({ upperCase: true }).every((version) => version.startsWith('SIP/'))).toBe(true);
    expect(new Set(versions({ supported: true }).map((version) => version.toUpperCase()))).toEqual(
      new Set(['SIP/2.0']),
    );
    expect(new Set(versions({ supported: true, upperCase: true }))).toEqual(new Set(['SIP/2.0']));
  });
});

describe('Reason-Phrases', () => {
  const phrases = (constraints: Parameters<typeof reasonPhrase>[0] = {}, numRuns = 5000): readonly string[] =>
    fc.sample(reasonPhrase(constraints), { seed: 1, numRuns });

  test('every one is a phrase', () => {
    for (const phrase of phrases())
      expect(safeParseStatusLine(`SIP/2.0 486 ${phrase}`).statusLine?.reasonPhrase).toBe(phrase);
  });

  test('canonical ones and those seen on wires come from the registry', () => {
    expect(new Set(phrases({ kinds: ['canonical'] }))).toEqual(
      new Set(registeredStatusCodes.map((known) => known.reasonPhrase)),
    );
    expect(phrases({ kinds: ['observed'] })).toContain('Declined');
  });

  test('misleading ones are other lines, numbers, names of properties and escaped line ends', () => {
    const some = phrases({ kinds: ['misleading'] });
    for (const phrase of ['200 OK', '486', 'constructor', 'SIP/2.0 200 OK', '%0d%0a', '\ufeffOK', ''])
      expect(some).toContain(phrase);
  });

  test('other languages are valid UTF-8, most of it not ASCII', () => {
    const some = phrases({ kinds: ['foreign'] });
    expect(some.some((phrase) => /[\ud800-\udfff]/u.test(phrase))).toBe(false);
    expect(some.every((phrase) => phrase.length > 1)).toBe(true);
    expect(some.filter((phrase) => /[^\x00-\x7f]/.test(phrase)).length).toBeGreaterThan(some.length * 0.8);
  });

  test('every octet that a phrase may hold, UTF-8 forms of every length, escapes', () => {
    const octets = phrases({ kinds: ['any'] }).map((phrase) => reasonPhraseOctets(phrase));
    const seen = new Set(octets.flatMap((some) => [...some]));
    const illegal = [...Array(256).keys()].filter((octet) => !seen.has(octet));
    const text = String.fromCharCode(...illegal);
    expect(text).toBe(
      '\x00\x01\x02\x03\x04\x05\x06\x07\b\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"#<>[\\]^`{|}\x7f\xfe\xff',
    );
    const characters = octets.map(latin1Of);
    for (const form of [
      /[\xc0-\xdf][\x80-\xbf]/,
      /[\xe0-\xef][\x80-\xbf]{2}/,
      /[\xf0-\xf7][\x80-\xbf]{3}/,
      /[\xf8-\xfb][\x80-\xbf]{4}/,
      /[\xfc-\xfd][\x80-\xbf]{5}/,
      /%[0-9A-F][a-f]/,
    ]) {
      expect(
        characters.some((phrase) => form.test(phrase)),
        String(form),
      ).toBe(true);
    }
  });

  test('the sizes of buffers, and others up to 65,535 octets', () => {
    const lengths = phrases({ kinds: ['sized'] }, 10_000).map((phrase) => encodeText(phrase).length);
    for (const length of [
      0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097, 65_535,
    ]) {
      expect(lengths, String(length)).toContain(length);
    }
    expect(new Set(lengths).size).toBeGreaterThan(60);
    expect(Math.max(...lengths)).toBe(65_535);
    // The longest of all is one of the sizes.
    expect(lengths.filter((length) => length === 65_535).length).toBeGreaterThan(lengths.length * 0.015);
    // Most of them are cheap.
    expect(lengths.filter((length) => length < 300).length).toBeGreaterThan(lengths.length * 0.6);
    expect(lengths.filter((length) => length > 4100).length).toBeLessThan(lengths.length * 0.1);
  });

  test('what a phrase of some size is made of: words, characters of each length, blanks, escapes', () => {
    const some = new Set(
      phrases({ kinds: ['sized'], maxOctets: 64 }).filter((phrase) => encodeText(phrase).length === 64),
    );
    expect(some).toEqual(
      new Set([
        'x'.repeat(64),
        `${'Busy Here '.repeat(6)}xxxx`,
        'é'.repeat(32),
        `${'€'.repeat(21)}x`,
        '\u{1f600}'.repeat(16),
        '\udc80'.repeat(64),
        `${'%41'.repeat(21)}x`,
        ' '.repeat(64),
        '\t'.repeat(64),
      ]),
    );
  });

  test('only those that the constraints leave', () => {
    for (const maxOctets of [0, 1, 3, 64]) {
      expect(Math.max(...phrases({ maxOctets }).map((phrase) => encodeText(phrase).length)), String(maxOctets)).toBe(
        maxOctets,
      );
    }
    for (const maxOctets of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => reasonPhrase({ maxOctets })).toThrow(new RangeError('maxOctets must be an integer, 0 or more'));
    expect(() => reasonPhrase({ kinds: [] })).toThrow(new RangeError('kinds must name a kind of phrase'));
    const units = phrases({ kinds: ['any'], maxOctets: 2 }).map((phrase) => encodeText(phrase).length);
    expect(units.filter((length) => length === 2).length).toBeGreaterThan(units.length / 2);
    // A phrase that is just as long as is allowed is taken, and where none is short enough, no phrase is left.
    expect(new Set(phrases({ kinds: ['canonical'], maxOctets: 4 }))).toEqual(new Set(['OK', 'Gone']));
    for (const kind of ['canonical', 'observed', 'foreign'] as const)
      expect(new Set(phrases({ kinds: [kind], maxOctets: 1 }))).toEqual(new Set(['']));
  });
});

describe('lenient lines', () => {
  law(
    'strict refuses them, lenient reads them with just these deviations',
    () => [lenientStatusLine(short)],
    ({ octets, deviations }) => {
      expect(safeParseStatusLine(octets).fault).toBeDefined();
      for (const parse of [safeParseStatusLine, parseWithOhm]) {
        const result = parse(octets, { profile: 'lenient' });
        expect(result.fault).toBeUndefined();
        expect(result.deviations).toEqual(deviations);
      }
    },
  );

  test('every deviation alone, and all together that go together', () => {
    const seen = new Set(
      fc
        .sample(lenientStatusLine(), { seed: 1, numRuns: 20_000 })
        .map(({ deviations }) => deviations.map(({ code }) => code).join(' ')),
    );
    for (const one of [
      'leading-octets',
      'irregular-separator',
      'missing-separator',
      'illegal-reason-octet',
      'irregular-line-end',
    ]) {
      expect(seen).toContain(one);
      const only = fc.sample(lenientStatusLine({ deviations: [one as 'leading-octets'] }), { seed: 1, numRuns: 200 });
      expect(new Set(only.flatMap(({ deviations }) => deviations.map(({ code }) => code)))).toEqual(new Set([one]));
    }
    expect(seen).toContain('irregular-separator irregular-separator');
    expect(seen).toContain(
      'leading-octets irregular-separator missing-separator illegal-reason-octet irregular-line-end',
    );
    expect(() => lenientStatusLine({ deviations: [] })).toThrow(new RangeError('deviations must name a deviation'));
  });

  test('of what is chosen together nothing is left out', () => {
    const two = fc
      .sample(lenientStatusLine({ deviations: ['irregular-separator', 'missing-separator'] }), {
        seed: 1,
        numRuns: 3000,
      })
      .map(({ deviations }) => deviations.map(({ code }) => code).join(' '));
    const both = two.filter((codes) => codes === 'irregular-separator missing-separator');
    expect(both.length).toBeGreaterThan(two.length * 0.35);
  });

  /** Lines with some deviations, and what stands before the version, after it, after the code and after the phrase. */
  const pieces = (...deviations: readonly DeviationCode[]): readonly RegExpExecArray[] =>
    fc
      .sample(
        lenientStatusLine({
          deviations,
          sipVersion: { supported: true, upperCase: true },
          statusCode: { min: 486, max: 486 },
          reasonPhrase: { kinds: ['canonical'] },
        }),
        { seed: 1, numRuns: 5000 },
      )
      .map(({ octets }) => /^(.*?)SIP\/2\.0(.*?)486(.?)(.*)$/s.exec(latin1Of(octets)) as RegExpExecArray);

  test('before the line any run of what is skipped there', () => {
    const runs = pieces('leading-octets').map(([, leading]) => leading as string);
    for (const one of ['\n', '\r', '\r\n', ' ', '\t', '\0', '\xef\xbb\xbf']) {
      expect(runs).toContain(one);
      expect(
        runs.some((run) => run.length > one.length && run.endsWith(one)),
        JSON.stringify(one),
      ).toBe(true);
    }
    expect(Math.max(...runs.map((run) => run.length))).toBeGreaterThan(6);
  });

  test('between version and code a run of blanks that is not one SP, after the code one HTAB, or both', () => {
    const lines = pieces('irregular-separator');
    const runs = lines.map(([, , afterVersion]) => afterVersion as string);
    expect(runs.join('')).not.toMatch(/[^ \t]/);
    for (const run of [' ', '  ', '\t', ' \t', '\t ']) expect(runs, JSON.stringify(run)).toContain(run);
    expect(Math.max(...runs.map((run) => run.length))).toBe(2 + 8);
    const both = lines.map(([, , afterVersion, afterCode]) => `${afterVersion === ' '} ${afterCode === ' '}`);
    expect(new Set(both)).toEqual(new Set(['true false', 'false true', 'false false']));
    expect(new Set(lines.map(([, , , afterCode]) => afterCode))).toEqual(new Set([' ', '\t']));
  });

  test('after the code a letter at once, or nothing', () => {
    const rests = pieces('missing-separator').map(([, , , first, rest]) => `${first}${rest}`.replace('\r\n', ''));
    for (const rest of ['', 'OOK', 'zOK', 'AOK', 'SIPOK']) expect(rests).toContain(rest);
    expect(rests.some((rest) => rest !== '' && !/^(O|z|A|SIP)[A-Z]/.test(rest))).toBe(false);
    // A wrong octet follows the phrase, or, where there is none, a letter.
    const wrong = pieces('missing-separator', 'illegal-reason-octet').map(([, , , first, rest]) => `${first}${rest}`);
    const before = wrong.flatMap((rest) => /^([^[\]]+)\[/.exec(rest)?.[1] ?? []);
    const phrases = new Set(registeredStatusCodes.map((known) => known.reasonPhrase));
    const isWhole = (text: string): boolean => phrases.has(text.replace(/^(O|z|A|SIP)/, ''));
    expect(before).toContain('x');
    expect(before.filter(isWhole).length).toBeGreaterThan(10);
    expect(before.filter((text) => text.endsWith('x') && isWhole(text.slice(0, -1)))).toEqual([]);
  });

  test('in the phrase whatever is no unit of one: octets, broken escapes, broken UTF-8', () => {
    const canonical = new Set(registeredStatusCodes.map((known) => known.reasonPhrase));
    const tails = pieces('illegal-reason-octet').map(([, , , , rest = '']) => {
      const at = Math.max(...[...Array(rest.length).keys()].filter((end) => canonical.has(rest.slice(0, end))));
      return rest.slice(at);
    });
    for (const illegal of [
      ...'[]"<>#\\^`{|}%',
      ...['\x01', '\x07', '\b', '\v', '\f', '\x0e', '\x1b', '\x1f', '\x7f', '\xfe', '\xff'],
      ...['%z', '%4', '%4z', '%%', '%u0041', '\xc3', '\xc3z', '\xe2\x82', '\xe2\x82z', '\xf0\x9f\x98', '\xfd\xbf'],
    ]) {
      expect(tails, JSON.stringify(illegal)).toContain(illegal);
      expect(tails).toContain(`${illegal}\r\n`);
    }
    // What follows may be anything that is left of the line.
    const after = new Set(tails.join('').replaceAll('\r\n', ''));
    expect([...Array(256).keys()].filter((octet) => !after.has(String.fromCharCode(octet)))).toEqual([0, 0x0a, 0x0d]);
    // And what carriers write after the phrase.
    for (const diagnosis of ['[call released]', '[Q.850;cause=17]', '"busy"']) expect(tails).toContain(diagnosis);
    expect(Math.max(...tails.map((tail) => tail.length))).toBeLessThanOrEqual('[Q.850;cause=17]'.length + 2);
  });

  test('at the end an LF or a CR alone', () => {
    const ends = pieces('irregular-line-end').map((line) => /[^A-Za-z]*$/.exec(line[4] as string)?.[0]);
    expect(new Set(ends)).toEqual(new Set(['\n', '\r']));
  });
});

describe.each(['strict', 'lenient'] as const)('malformed lines, %s', (profile: Profile) => {
  law(
    'both engines refuse them, at the defect or after it',
    () => [malformedStatusLine({ profile })],
    ({ octets, defect }) => {
      for (const parse of [safeParseStatusLine, parseWithOhm]) {
        if (parse === parseWithOhm && octets.length > 4200) continue;
        const { fault } = parse(octets, { profile });
        expect(fault?.offset, JSON.stringify(defect)).toBeGreaterThanOrEqual(defect.offset);
      }
    },
  );

  test('every family is drawn, and what the profile forgives is not', () => {
    const drawn = new Set(
      fc.sample(malformedStatusLine({ profile }), { seed: 1, numRuns: 20_000 }).map(({ defect }) => defect.kind),
    );
    for (const { kind, lenient } of families) expect(drawn.has(kind), kind).toBe(profile === 'strict' || lenient);
    for (const kind of [
      'factor-dropped',
      'factor-doubled',
      'factors-swapped',
      'too-few',
      'outside-class',
      'input-after-end',
    ]) {
      expect(drawn).toContain(kind);
    }
  });

  test('only the kinds that are asked for', () => {
    const kinds = ['nul', 'outside-class'] as const;
    const drawn = fc
      .sample(malformedStatusLine({ profile, kinds }), { seed: 1, numRuns: 500 })
      .map(({ defect }) => defect.kind);
    expect(new Set(drawn)).toEqual(new Set(kinds));
    expect(() => malformedStatusLine({ profile, kinds: [] })).toThrow(
      new RangeError(`kinds must name a kind that ${profile} refuses`),
    );
  });

  test('as many that the grammar is broken for as of the families, and rules of the profile are broken', () => {
    const defects = fc.sample(malformedStatusLine({ profile }), { seed: 1, numRuns: 4000 }).map(({ defect }) => defect);
    const ofFamilies = defects.filter(({ kind }) => families.some((family) => family.kind === kind));
    expect(ofFamilies.length).toBeGreaterThan(defects.length * 0.4);
    expect(ofFamilies.length).toBeLessThan(defects.length * 0.75);
    const rules = new Set(defects.map(({ rule }) => rule));
    expect(rules.has('utf8NonAscii_two')).toBe(profile === 'strict');
    expect(rules.has('illegalReasonOctet')).toBe(profile === 'lenient');
  });
});

test('what lenient forgives is no kind of what it refuses', () => {
  for (const { kind, lenient } of families) {
    const make = (): unknown => malformedStatusLine({ profile: 'lenient', kinds: [kind] });
    if (lenient) expect(make, kind).not.toThrow();
    else expect(make, kind).toThrow(RangeError);
  }
});

test('a line of a family is a whole line but for what the family changes, and for what else software met in it', () => {
  const lines = fc.sample(malformedStatusLine({ kinds: ['separator-doubled'] }), { seed: 1, numRuns: 1000 });
  const others = new Set<string>();
  for (const { octets } of lines) {
    const line = latin1Of(octets);
    expect(line).toMatch(/^(?:\r\n)?SIP\/2\.0[ \t]{2,}\d/i);
    const { statusLine, deviations } = safeParseStatusLine(octetsOfLatin1(line.replace(/[ \t]{2,}/, ' ')), {
      profile: 'lenient',
    });
    expect(statusLine, line).toBeDefined();
    others.add(deviations.map(({ code }) => code).join(' '));
  }
  expect(others).toEqual(
    new Set(['', 'irregular-line-end', 'missing-separator', 'illegal-reason-octet', 'leading-octets']),
  );
});

test('strict is the profile of malformed lines when none is named, and there is no third', () => {
  expect(malformedStatusLine().generate).toBeDefined();
  const [unnamed, named] = [{}, { profile: 'strict' } as const].map((constraints) =>
    fc.sample(malformedStatusLine(constraints), { seed: 1, numRuns: 50 }),
  );
  expect(unnamed).toEqual(named);
  expect(() => malformedStatusLine({ profile: 'loose' as 'strict' })).toThrow(TypeError);
});

const busyHere = {
  sipVersion: 'SIP/2.0',
  versionSeparator: ' ',
  statusCode: '486',
  codeSeparator: ' ',
  reasonPhrase: 'Busy Here',
  lineEnd: '\r\n',
};

/** What a family makes of `SIP/2.0 486 Busy Here`, each once. */
function spoilt(kind: FamilyKind): readonly string[] {
  const { change } = families.find((family) => family.kind === kind) as Family;
  const lines = fc
    .sample(change, { seed: 1, numRuns: 4000 })
    .map((spoil) => written({ ...busyHere, ...spoil(busyHere) }));
  return [...new Set(lines)];
}

test.each<[FamilyKind, readonly string[]]>([
  [
    'byte-order-mark',
    [
      '\xef\xbb\xbfSIP/2.0 486 Busy Here\r\n',
      'SIP\xef\xbb\xbf/2.0 486 Busy Here\r\n',
      'SIP/2.0 \xef\xbb\xbf486 Busy Here\r\n',
      'SIP/2.0 48\xef\xbb\xbf6 Busy Here\r\n',
      '\xff\xfeSIP/2.0 486 Busy Here\r\n',
      '\xef\xbbSIP/2.0 486 Busy Here\r\n',
    ],
  ],
  [
    'other-encoding',
    [
      // UTF-16 of either order, the eighth bit set, and each octet twice.
      [...'SIP/2.0 486 Busy Here\r\n'].map((character) => `${character}\0`).join(''),
      [...'SIP/2.0 486 Busy Here\r\n'].map((character) => `\0${character}`).join(''),
      [...encodeText('SIP/2.0 486 Busy Here\r\n')].map((octet) => String.fromCharCode(octet | 0x80)).join(''),
      [...'SIP/2.0 486 Busy Here\r\n'].map((character) => character + character).join(''),
    ],
  ],
  ['octets-before-line', [' SIP/2.0 486 Busy Here\r\n', '\0SIP/2.0 486 Busy Here\r\n', 'xSIP/2.0 486 Busy Here\r\n']],
  ['separator-doubled', ['SIP/2.0  486 Busy Here\r\n', 'SIP/2.0\t 486 Busy Here\r\n']],
  [
    'separator-not-sp',
    ['SIP/2.0\t486 Busy Here\r\n', 'SIP/2.0 486\tBusy Here\r\n', 'SIP/2.0 486\xc2\xa0Busy Here\r\n'],
  ],
  [
    'number-wraps',
    // To 486 in 8, 16, 32 and 64 bits.
    [486n + 256n, 486n + 65_536n, 486n + 2n ** 32n, 486n + 2n ** 64n, 486n - 2n ** 32n, 486n + 100n * 2n ** 16n].map(
      (number) => `SIP/2.0 ${number} Busy Here\r\n`,
    ),
  ],
  ['number-signed', ['SIP/2.0 +486 Busy Here\r\n', 'SIP/2.0 -486 Busy Here\r\n']],
  ['illegal-character', ['SIP/2.0 486 [Busy Here\r\n', 'SIP/2.0 486 Busy %4Here\r\n', 'SIP/2.0 486 Busy Her<b>e\r\n']],
  ['control-octet', ['SIP/2.0 486 \x07Busy Here\r\n', 'SIP/2.0 486 Bu\x1b[31msy Here\r\n']],
  [
    'nul',
    [
      'SIP/2.0 486 Busy\0 Here\r\n',
      'SIP/2.0 4\x0086 Busy Here\r\n',
      'SIP\0/2.0 486 Busy Here\r\n',
      'SIP/2.0 486 Busy Here\0',
      'SIP/2.0 486 Busy Here\0\r\n',
    ],
  ],
  ['cr-or-lf-in-phrase', ['SIP/2.0 486 Busy\n Here\r\n', 'SIP/2.0 486 Busy \r\nX-Injected: yesHere\r\n']],
  [
    'broken-utf-8',
    ['SIP/2.0 486 Busy Here\xe2\x82\r\n', 'SIP/2.0 486 Bu\xc3 sy Here\r\n', 'SIP/2.0 486 \xffBusy Here\r\n'],
  ],
  ['format-string', ['SIP/2.0 486 %sBusy Here\r\n', 'SIP/2.0 486 Busy %nHere\r\n']],
  [
    'long-phrase',
    [
      `SIP/2.0 486 ${'x'.repeat(62)}[\r\n`,
      `SIP/2.0 486 ${'x'.repeat(63)}\0\r\n`,
      `SIP/2.0 486 ${'x'.repeat(256)}\xff\r\n`,
      `SIP/2.0 486 ${'x'.repeat(1023)}%\r\n`,
      `SIP/2.0 486 ${'x'.repeat(4096)}[\r\n`,
    ],
  ],
  ['line-repeated', [1, 2, 3].map((times) => `SIP/2.0 486 Busy Here${'\r\nSIP/2.0 486 Busy Here'.repeat(times)}\r\n`)],
  ['line-end', ['SIP/2.0 486 Busy Here\n', 'SIP/2.0 486 Busy Here\r', 'SIP/2.0 486 Busy Here\r\nx']],
  ['request-line', ['INVITE sip:bob@127.0.0.1 SIP/2.0\r\n', 'INVITE\r\n']],
  ['other-protocol', ['HTTP/1.1 200 OK\r\n', '+OK\r\n']],
  ['header-field', ['Via: SIP/2.0/UDP 127.0.0.1\r\n']],
  ['look-alike', ['\xc5\xbfIP/2.0 486 Busy Here\r\n']],
  ['version-spelling', ['SIP/2 486 Busy Here\r\n', ' 486 Busy Here\r\n']],
])('of the family %s are these, among others', (kind, some) => {
  const lines = spoilt(kind);
  for (const line of some) expect(lines).toContain(line);
  expect(lines.length).toBeGreaterThanOrEqual(some.length);
});

test('what is put into a part is put anywhere in it, about as often', () => {
  const whole = {
    sipVersion: '',
    versionSeparator: '',
    statusCode: '',
    codeSeparator: '',
    reasonPhrase: 'Busy',
    lineEnd: '',
  };
  const { change } = families.find(({ kind }) => kind === 'control-octet') as Family;
  const places = fc
    .sample(change, { seed: 1, numRuns: 5000 })
    .map((spoil) => written({ ...whole, ...spoil(whole) }).search(/[\0-\x1f\x7f]/));
  for (let at = 0; at <= 'Busy'.length; at += 1)
    expect(places.filter((place) => place === at).length, String(at)).toBeGreaterThan(500);
});

const withCode = (code: string): string => `SIP/2.0 ${code} Busy Here\r\n`;

test.each<[FamilyKind, readonly string[]]>([
  [
    'separator-missing',
    ['SIP/2.0 486\r\n', 'SIP/2.0486 Busy Here\r\n', 'SIP/2.0 486Busy Here\r\n', 'SIP/2.0486Busy Here\r\n'],
  ],
  [
    'number-not-decimal',
    [
      ...['0x1e6', '1e6', '0746', '486.0', '486e0', '4e2', '4,86', '4xx', '48O', '"486"', '%3486', 'NaN', 'Busy'],
      ...['\xef\xbc\x94\xef\xbc\x98\xef\xbc\x96', '\xd9\xa4\xd9\xa8\xd9\xa6'],
    ].map(withCode),
  ],
  ['number-padded', [1, 2, 3, 7, 61, 253].map((zeros) => withCode(`${'0'.repeat(zeros)}486`))],
  ['number-too-short', ['', '4', '48'].map(withCode)],
  // Behind the code every part of a line is a line.
  ['truncated', [...Array('SIP/2.0 486'.length).keys()].map((end) => 'SIP/2.0 486'.slice(0, end))],
  ['no-line', ['', ' ', '\r\n', '\r\n\r\n', '\0', '\0\0\0\0', '\xff', 'SIP']],
])('of the family %s are these and no others', (kind, all) => {
  expect([...spoilt(kind)].sort()).toEqual([...all].sort());
});

describe.each(families)('the family $kind', ({ kind, lenient, change }) => {
  /** How much of the family a profile refuses, from 0 to 1. */
  const refused = (profile: Profile): number => {
    const lines = fc
      .sample(change, { seed: 1, numRuns: 500 })
      .map((spoil) => octetsOfLatin1(written({ ...busyHere, ...spoil(busyHere) })));
    return lines.filter((octets) => safeParseStatusLine(octets, { profile }).fault !== undefined).length / lines.length;
  };

  test('is refused, but for what is a line by luck', () => {
    expect(refused('strict')).toBeGreaterThan(0.6);
  });

  test(lenient ? 'has something that lenient refuses as well' : 'is forgiven by lenient as a whole', () => {
    if (lenient) expect(refused('lenient')).toBeGreaterThan(0.1);
    else expect(refused('lenient')).toBe(0);
  });

  test('shrinks to the least line and stays in the family', () => {
    const [first] = fc.sample(malformedStatusLine({ kinds: [kind as FamilyKind] }), { seed: 1, numRuns: 1 });
    const { counterexample } = fc.check(
      fc.property(malformedStatusLine({ kinds: [kind as FamilyKind] }), () => false),
      { seed: 2 },
    );
    const [least] = counterexample as [typeof first];
    expect(least?.defect.kind).toBe(kind);
    expect(least?.octets.length).toBeLessThanOrEqual(256 + 16);
  });
});

describe('responses', () => {
  law(
    'the start line, the headers that a transaction needs, and a body of the length that is said',
    () => [response()],
    (message) => {
      const head = readStatusLine(message.octets);
      if (head.state !== 'complete') throw new Error(head.state);
      expect(head.statusLine).toEqual(parseStatusLine(message.startLine));
      const text = latin1Of(message.octets.subarray(head.end));
      const [fields, ...body] = text.split('\r\n\r\n');
      expect(body.join('\r\n\r\n')).toBe(latin1Of(message.body));
      const full: Record<string, string> = { v: 'Via', f: 'From', t: 'To', i: 'Call-ID', l: 'Content-Length' };
      const read = (fields as string).split('\r\n').map((line) => {
        const [, name, value] = /^([^:]+): (.*)$/.exec(line) as unknown as [string, string, string];
        return [full[name] ?? name, value];
      });
      expect(read).toEqual(message.headers);
      const names = new Set(message.headers.map(([name]) => name));
      expect([...names]).toEqual(['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Content-Length']);
      expect(message.headers.find(([name]) => name === 'To')?.[1]).toMatch(/;tag=/);
      expect(message.headers.at(-1)?.[1]).toBe(String(message.body.length));
    },
  );

  test('what no request is given for is made up, in every form that there is', () => {
    const some = fc.sample(response(), { seed: 1, numRuns: 2000 });
    const values = (wanted: string): readonly string[] =>
      some.flatMap(({ headers }) => headers.flatMap(([name, value]) => (name === wanted ? [value] : [])));
    const forms = (name: string, form: RegExp): ReadonlySet<string> =>
      new Set(values(name).map((value) => form.exec(value)?.[1] ?? value));

    expect(new Set(some.map(({ headers }) => headers.length - 5))).toEqual(new Set([1, 2, 3]));
    expect(forms('Via', /^SIP\/2\.0\/(\w+) 127\.0\.0\.1:5060;branch=z9hG4bK[a-z0-9]{4,12}$/)).toEqual(
      new Set(['UDP', 'TCP']),
    );
    expect(forms('From', /^<(sip:alice@127\.0\.0\.1)>;tag=[a-z0-9]{4,12}$/)).toEqual(new Set(['sip:alice@127.0.0.1']));
    expect(forms('To', /^<(sip:bob@127\.0\.0\.1)>;tag=[a-z0-9]{4,12}$/)).toEqual(new Set(['sip:bob@127.0.0.1']));
    for (const callId of values('Call-ID')) expect(callId).toMatch(/^[a-z0-9]{4,12}$/);
    expect(new Set(values('Call-ID')).size).toBeGreaterThan(1900);
    // RFC 3261 §8.1.1.5: less than 2^31.
    expect(forms('CSeq', /^\d+ (\w+)$/)).toEqual(new Set(['INVITE', 'OPTIONS', 'REGISTER', 'BYE']));
    const numbers = values('CSeq').map((value) => Number.parseInt(value, 10));
    expect(Math.max(...numbers)).toBeLessThan(2 ** 31);
    expect(Math.max(...numbers)).toBeGreaterThan(2 ** 30);
    expect(new Set(some.map(({ body }) => body.length))).toEqual(new Set(Array(33).keys()));
    // RFC 3261 §7.3.3: each name in its full form, or each that has one in its compact form.
    const named = some.map(({ octets, startLine }) =>
      [
        ...latin1Of(octets.subarray(startLine.length))
          .split('\r\n\r\n', 1)
          .join()
          .matchAll(/\r\n([^:]+):/g),
      ]
        .map(([, name]) => name)
        .filter((name, at, names) => name !== names[at - 1])
        .join(),
    );
    expect(new Set(named)).toEqual(new Set(['Via,From,To,Call-ID,CSeq,Content-Length', 'v,f,t,i,CSeq,l']));
    // A message fits a datagram.
    const lengths = some.map(({ startLine }) => startLine.length);
    expect(Math.max(...lengths)).toBeLessThan(1400);
    for (const { startLine } of some) expect(startLine.at(-1)).not.toBe(0x0a);
    const phrases = some.map(({ startLine }) => reasonPhraseOctets(parseStatusLine(startLine).reasonPhrase).length);
    expect(Math.max(...phrases)).toBeGreaterThan(250);
    expect(Math.max(...phrases)).toBeLessThanOrEqual(300);
  });

  test.each([
    ['<sip:c@d>;tag=2', true],
    ['<sip:c@d> ;  TAG\t=  2', true],
    ['<sip:c@d;tagged=1>', false],
    ['"tag = 3" <sip:c@d>', false],
    ['<sip:c@d>;x=1', false],
  ])('the To %j is given a tag only where it has none', (to, hasTag) => {
    for (const { headers } of fc.sample(response({ answering: { to } }), { seed: 1, numRuns: 20 })) {
      const answered = headers.find(([name]) => name === 'To')?.[1];
      if (hasTag) expect(answered).toBe(to);
      else expect(answered).toMatch(new RegExp(`^${to};tag=[a-z0-9]{4,12}$`));
    }
  });

  test('answers a request that is given, with a start line that is given', () => {
    const startLine = new TextEncoder().encode('SIP/2.0 48 Busy');
    const request = {
      via: ['SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx'],
      from: '<sip:a@b>;tag=1',
      to: '<sip:c@d>;tag=2',
      callId: 'x@y',
      cseq: '7 BYE',
    };
    const [message] = fc.sample(
      response({ startLine: fc.constant(startLine), answering: request, maxBodyOctets: 0 }),
      1,
    );
    expect(message?.startLine).toBe(startLine);
    expect(message?.headers).toEqual([
      ['Via', request.via[0]],
      ['From', request.from],
      ['To', request.to],
      ['Call-ID', request.callId],
      ['CSeq', request.cseq],
      ['Content-Length', '0'],
    ]);
  });
});

test('from whatever they begin with, all of them shrink to what is short and plain', () => {
  const leasts = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] =>
    [...Array(40).keys()].map((seed) => {
      const { counterexample } = fc.check(
        fc.property(arbitrary, () => false),
        { seed },
      );
      return (counterexample as [Value])[0];
    });
  const only = <Value>(value: Value): readonly Value[] => Array(40).fill(value);
  const plain = { sipVersion: 'SIP/2.0', statusCode: 100, reasonPhrase: 'OK' };
  expect(leasts(statusCode())).toEqual(only(100));
  expect(leasts(statusCode({ registered: false }))).toEqual(only(0));
  expect(leasts(sipVersion())).toEqual(only('SIP/2.0'));
  expect(leasts(sipVersion({ upperCase: true }))).toEqual(only('SIP/2.0'));
  expect(leasts(reasonPhrase())).toEqual(only('OK'));
  expect(leasts(statusLine())).toEqual(only(plain));
  expect(leasts(statusLineText())).toEqual(only('SIP/2.0 100 OK'));
  for (const { startLine, body, headers } of leasts(response())) {
    expect(latin1Of(startLine)).toBe('SIP/2.0 100 OK');
    expect(body.length).toBe(0);
    expect(headers.length).toBe(6);
  }
  for (const { octets, deviations } of leasts(lenientStatusLine())) {
    expect(latin1Of(octets)).toMatch(/^[\r\n]?SIP\/2\.0 {1,2}100($| OK)/);
    expect(deviations.length).toBe(1);
  }
  for (const { octets } of leasts(malformedStatusLine())) expect(octets.length).toBeLessThan(64);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Start } from '../../src/automaton/automaton.ts';
import { type CompleteSuiteOptions, completeSuite } from '../../src/automaton/complete-suite.ts';
import { automatonOf } from '../../src/automaton/profiles.ts';
import { isAccepted, runOverOctets } from '../../src/automaton/run.ts';
import { type Profile, type ReadResult, readStatusLine, safeParseStatusLine } from '../../src/index.ts';
import { lenientStatusLineGrammar, parseWithOhm, statusLineGrammar } from '../../src/ohm/index.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import { utf16OffsetOf } from '../../src/text/offsets.ts';
import { decodeOctets, encodeText } from '../../src/text/utf-8.ts';
import { corpus } from '../corpus/corpus.ts';
import { law } from '../prop.ts';
import { anyOctets, anyText } from './lines.ts';

const profiles: readonly Profile[] = ['strict', 'lenient'];

/** The main entry and Ohm say the same: verdict, value, deviations, fault. */
function expectOneLanguage(input: string | Uint8Array, profile: Profile): void {
  const reference = parseWithOhm(input, { profile });
  expect(safeParseStatusLine(input, { profile }), JSON.stringify(input).slice(0, 200)).toEqual(reference);
}

for (const profile of profiles) {
  law(`one language: automaton and Ohm agree on octets, ${profile}`, [anyOctets], (octets) =>
    expectOneLanguage(octets, profile),
  );
  law(`one language: automaton and Ohm agree on text, ${profile}`, [anyText], (text) =>
    expectOneLanguage(text, profile),
  );
}

// Ohm is a program like any other: it has the language if it answers a complete suite as the table does, up to the bound
// that the suite states. The long run asks every octet at every state, and one state more than the table has.
const suites: readonly CompleteSuiteOptions[] = process.env.EXHAUSTIVE
  ? [{ octets: 'all' }, { octets: 'classes', extraStates: 1 }]
  : [{ octets: 'classes' }];

describe.each(profiles)('one language: Ohm answers the complete suites, %s', (profile) => {
  const grammar = profile === 'strict' ? statusLineGrammar : lenientStatusLineGrammar;
  test.each(suites.flatMap((options) => ['statusLine', 'streamedStatusLine'].map((rule) => ({ ...options, rule }))))(
    '$rule, octets: $octets, extraStates: $extraStates',
    ({ rule, ...options }) => {
      const automaton = automatonOf(profile);
      const start = automaton.starts[rule] as Start;
      const suite = completeSuite(automaton, rule, { ...options, sentence: 'SIP/2.0 486 Busy Here' });
      const wrong: string[] = [];
      for (const line of suite) {
        const verdict = isAccepted(runOverOctets(automaton, start, line, 0, line.length));
        if (grammar.match(latin1Of(line), rule).succeeded() !== verdict) wrong.push(latin1Of(line));
      }
      expect(wrong).toEqual([]);
      console.log(`${profile}, ${rule}: ${suite.lines} lines, complete up to ${suite.bound} states`);
    },
  );
});

test.each(profiles)('one language: automaton and Ohm agree on the corpus, %s', (profile) => {
  for (const { line } of corpus) {
    // Ohm takes as long for the few long rows as for all others. Without an end the contract asks it about them.
    const ends = line.length > 1000 ? [] : ['\n', '\r', '\r\n\r\n'];
    for (const end of ['\r\n', ...ends]) expectOneLanguage(Uint8Array.of(...line, ...encodeText(end)), profile);
    if (line.length <= 1000) expectOneLanguage(decodeOctets(line), profile);
  }
});

// What is expected after a lead of UTF-8 is expected where the next octet is refused, though the lead stands for itself.
test.each(profiles)('one language after UTF-8 that is cut short, %s', (profile) => {
  const leads = [0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xef, 0xf0, 0xf7, 0xf8, 0xfb, 0xfc, 0xfd, 0xfe, 0xff];
  for (const lead of leads) {
    for (let continuations = 0; continuations <= 6; continuations += 1) {
      for (const rest of [[], [0x00], [0x5b], [0x41, 0x00], [lead, 0x00]]) {
        const phrase = [lead, ...Array<number>(continuations).fill(0x90), ...rest];
        const line = Uint8Array.of(...encodeText('SIP/2.0 200 '), ...phrase);
        expectOneLanguage(line, profile);
        expectOneLanguage(decodeOctets(line), profile);
      }
    }
  }
});

// Every octet at every place is the work of a command of its own; the suite takes the shortest line.
const baseLines = [
  'SIP/2.0 200 OK',
  ...(import.meta.env.EXHAUSTIVE === undefined
    ? []
    : [
        'SIP/2.0 486 Busy Here\r\n',
        'sip/2.0 100 ',
        'SIP/12.34 999 %41%zz %',
        'SIP/2.0\t 603Declined\n',
        '\r\n\0\u00ef\u00bb\u00bfSIP/2.0 480\tAway\r',
        'SIP/2.0 200 \u00c3\u00a9\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080\u00f8\u0088\u0080\u0080\u0080\u00fc\u0084\u0080\u0080\u0080\u0080',
        'SIP/2.0 200 \u0080[\u00ff',
      ]),
].map((line) => Uint8Array.from(line, (character) => character.charCodeAt(0)));

/** Every line that is one octet away from a line: another in its place, one more, one less. */
function* neighbours(line: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at <= line.length; at += 1) {
    const [before, after] = [line.subarray(0, at), line.subarray(at)];
    for (let octet = 0; octet < 256; octet += 1) {
      yield Uint8Array.of(...before, octet, ...after);
      if (at < line.length) yield Uint8Array.of(...before, octet, ...after.subarray(1));
    }
    yield Uint8Array.of(...before, ...after.subarray(1));
  }
}

const borders = [
  0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdc7f, 0xdc80, 0xdcc3, 0xdcff, 0xdd00, 0xdfff, 0xe000,
  0xfeff, 0xffff, 0x10000, 0x10ffff,
];

describe.each(baseLines.map((line) => [decodeOctets(line), line] as const))('one language around %j', (text, line) => {
  // The complete suites have every octet at every state; this has it at every place of a line, with its value and fault.
  test.runIf(import.meta.env.EXHAUSTIVE).each(profiles)(
    'every octet in every place, %s',
    { timeout: 3_600_000 },
    (profile) => {
      let count = 0;
      for (const neighbour of neighbours(line)) {
        expectOneLanguage(neighbour, profile);
        expectOneLanguage(decodeOctets(neighbour), profile);
        count += 1;
      }
      expect(count).toBeGreaterThan(512 * line.length);
    },
  );

  test.each(profiles)('code points at the borders in every place, %s', (profile) => {
    for (let at = 0; at <= text.length; at += 1) {
      for (const codePoint of borders) {
        const inserted = String.fromCodePoint(codePoint);
        expectOneLanguage(text.slice(0, at) + inserted + text.slice(at), profile);
        expectOneLanguage(text.slice(0, at) + inserted + text.slice(at + 1), profile);
      }
    }
  });

  test.each(profiles)('split at every point, a stream is read as when it comes whole, %s', (profile) => {
    const whole = Uint8Array.of(...line, 0x0d, 0x0a, 0x56);
    expectSplitsAlike(whole, profile);
    expectSplitsAlike(decodeOctets(whole), profile);
  });
});

function expectSplitsAlike(whole: string | Uint8Array, profile: Profile): void {
  const result = readStatusLine(whole, 0, { profile });
  expect(result.state).not.toBe('partial');
  for (let cut = 0; cut < whole.length; cut += 1) {
    const first: ReadResult = readStatusLine(whole.slice(0, cut), 0, { profile });
    // What comes first is either not enough or enough for good.
    if (first.state !== 'partial') expect(first).toEqual(result);
    else if (result.state === 'complete') expect(cut).toBeLessThanOrEqual(result.end);
  }
}

test.each(profiles)('the corpus split at every point: a stream is read as when it comes whole, %s', (profile) => {
  for (const { line } of corpus) expectSplitsAlike(Uint8Array.of(...line.subarray(0, 100), 0x0d, 0x0a, 0x56), profile);
});

test('units and octets have the same fault', () => {
  fc.assert(
    fc.property(anyOctets, fc.constantFrom(...profiles), (octets, profile) => {
      const text = decodeOctets(octets);
      const { fault } = safeParseStatusLine(octets, { profile });
      expect(safeParseStatusLine(text, { profile }).fault).toEqual(
        fault && { ...fault, offset: utf16OffsetOf(text, fault.offset) },
      );
    }),
  );
});

describe('lines of 16 MiB', () => {
  const size = 1 << 24;
  // One of the full size; of the others, which run through more of the loop, a sixteenth.
  const phrases: readonly (readonly [name: string, phrase: string])[] = [
    ['letters', 'a'.repeat(size)],
    ['escapes', '%41'.repeat(size / 48)],
    ['two-octet characters', 'é'.repeat(size / 32)],
  ];
  test.each(phrases)('%s: valid, faulty at the end, and read from a stream', (_, phrase) => {
    const line = `SIP/2.0 200 ${phrase}`;
    expect(safeParseStatusLine(line).statusLine?.reasonPhrase === phrase).toBe(true);
    expect(safeParseStatusLine(`${line}"`).fault).toMatchObject({ code: 'invalid-reason-phrase', offset: line.length });
    const octets = encodeText(`${line}\r\n`);
    expect(readStatusLine(octets, 0, { maxOctets: Number.POSITIVE_INFINITY })).toMatchObject({
      state: 'complete',
      end: octets.length,
    });
    expect(readStatusLine(octets)).toMatchObject({ fault: { code: 'too-long', offset: 65_536 } });
  });

  test('illegal octets only', () => {
    const { statusLine, deviations } = safeParseStatusLine(`SIP/2.0 200 ${'"'.repeat(size)}`, { profile: 'lenient' });
    expect(statusLine?.reasonPhrase.length).toBe(size);
    expect(deviations).toEqual([{ code: 'illegal-reason-octet', offset: 12 }]);
  });

  test('digits, and octets before the line', () => {
    expect(safeParseStatusLine(`SIP/${'9'.repeat(size)}.0 200 OK`).statusLine?.statusCode).toBe(200);
    expect(safeParseStatusLine(`${'\0'.repeat(size)}SIP/2.0 200 OK`, { profile: 'lenient' }).deviations).toEqual([
      { code: 'leading-octets', offset: 0 },
    ]);
    expect(safeParseStatusLine(`SIP/2.0${' '.repeat(size)}x`, { profile: 'lenient' }).fault?.offset).toBe(size + 7);
  });
});

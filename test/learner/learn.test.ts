import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { completeSuite } from '../../src/arbitraries/exam/complete-suite.ts';
import { exam } from '../../src/arbitraries/exam/exam.ts';
import { generatedLine, lineKinds } from '../../src/arbitraries/test-run/labelled-line.ts';
import { cases } from '../../src/arbitraries/test-run/test-case.ts';
import { type LearnOptions, learnLanguage } from '../../src/gateway/learner/learn.ts';
import { differencesOf, machineOf, machineOfProfile } from '../../src/gateway/learner/model.ts';
import { safeParseStatusLine } from '../../src/index.ts';

const require = createRequire(import.meta.url);
const latin1 = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');

const learned = (isLine: (line: string) => boolean, options: LearnOptions = {}) =>
  learnLanguage(async (octets) => isLine(latin1(octets)), options);

describe('the language of a profile is learned exactly', () => {
  test.each(['strict', 'lenient'] as const)(
    '%s',
    async (profile) => {
      const { ending, model, questions } = await learnLanguage(
        async (octets) => safeParseStatusLine(octets, { profile }).fault === undefined,
      );
      expect(ending).toBe('learned');
      expect(model.labels.length).toBe(completeSuite({ profile, octets: 'classes' }).states);
      // Decided, for lines of any length.
      expect(differencesOf(machineOf(model), machineOfProfile(profile), 10)).toEqual([]);
      expect(questions).toBeLessThan(400_000);
    },
    60_000,
  );
});

const plain = /^SIP\/\d+\.\d+ \d{3} [^\r\n]*(?:\r\n)?$/i;
const jssip = require('jssip/lib/Grammar') as { parse(text: string, rule: string): unknown };
type Read = { readonly status?: unknown } | undefined;
const sip = require('sip') as { parse(text: string): Read };
const drachtio = require('drachtio-sip') as { parser: { parseSipMessage(text: string): Read } };
const parsers: Readonly<Record<string, (line: string) => boolean>> = {
  'a plain expression': (line) => plain.test(line),
  'one that splits at blanks': (line) => {
    const [version = '', code = '', ...phrase] = line.split(' ');
    const number = Number.parseInt(code, 10);
    return version.startsWith('SIP/') && number >= 100 && number < 700 && phrase.length > 0;
  },
  'one that looks at the end of the phrase': (line) => plain.test(line) && !/Busy(?:\r\n)?$/.test(line),
  'one that takes an octet for another': (line) => plain.test(line.replaceAll('\xa0', ' ')),
  'one that counts to five': (line) => plain.test(line) && (line.match(/x/g)?.length ?? 0) % 5 === 0,
  // These read whole messages, in which what comes after a line end is no part of the line.
  sip: (line) => !/[\r\n]/.test(line) && sip.parse(`${line}\r\n\r\n`)?.status !== undefined,
  'drachtio-sip': (line) => {
    try {
      return !/[\r\n]/.test(line) && drachtio.parser.parseSipMessage(`${line}\r\n\r\n`)?.status !== undefined;
    } catch {
      return false;
    }
  },
  jssip: (line) => jssip.parse(line.replace(/\r\n$/, ''), 'Status_Line') !== -1,
};

/** Every third line of the exam, and the whole of it where there is time: EXHAUSTIVE=1. */
const examined = [...exam()].map(({ octets }) => octets).filter((_, n) => process.env.EXHAUSTIVE || n % 3 === 0);

/** And some generated ones: LINES=1000000 for a long run. */
function* shown(): Generator<Uint8Array> {
  yield* examined;
  const lines = cases(generatedLine([...lineKinds], { crlf: true }), 3261);
  for (let left = Number(process.env.LINES ?? 2000); left > 0; left -= 1) yield lines.next().value.value.octets;
}

// Three of them in each run, and all where there is time.
const chosen = Object.entries(parsers).filter(([name]) => process.env.EXHAUSTIVE || /plain|end|jssip/.test(name));

describe.each(chosen)('%s', (_, isLine) => {
  test('the model and the parser agree', async () => {
    const { ending, model } = await learned(isLine, { maxMilliseconds: 40_000 });
    expect(ending).toBe('learned');
    const machine = machineOf(model);
    const disagreements: string[] = [];
    for (const octets of shown()) {
      const state = octets.reduce(machine.step, machine.start);
      if ((machine.labelOf(state) === 'taken') !== isLine(latin1(octets))) disagreements.push(latin1(octets));
    }
    expect(disagreements).toEqual([]);
  }, 300_000);
});

test('the differences from the profile come as their shortest lines', async () => {
  const { model } = await learned(parsers['a plain expression'] ?? (() => false));
  const found = differencesOf(machineOf(model), machineOfProfile('strict'), 20);
  const lines = found.map(({ octets, only }) => [latin1(octets), only]);
  expect(lines.length).toBeGreaterThan(1);
  for (const { octets, only } of found) {
    expect(only).toBe(plain.test(latin1(octets)) ? 'first' : 'second');
    expect(safeParseStatusLine(octets).fault === undefined).toBe(only === 'second');
  }
  expect(Math.min(...found.map(({ octets }) => octets.length))).toBe('SIP/2.0 486 "'.length);
});

describe('what cannot be learned ends as it should', () => {
  test('a target that answers by chance', async () => {
    let turn = 0;
    const { ending, contradiction } = await learned((line) => {
      turn += 1;
      return plain.test(line) !== (turn % 97 === 0);
    });
    expect(ending).toBe('unsound');
    expect(contradiction).toBeInstanceOf(Uint8Array);
  });

  test('one with a counter of 300 states', async () => {
    const { ending } = await learned((line) => line.length % 300 === 299, {
      maxStates: 50,
      lines: [new Uint8Array(299)],
    });
    expect(ending).toBe('too-many-states');
  });

  test('one that takes everything, and one that takes nothing', async () => {
    for (const answer of [true, false]) {
      const { ending, model } = await learned(() => answer);
      expect({ ending, labels: model.labels }).toEqual({ ending: 'learned', labels: [answer ? 'taken' : 'refused'] });
    }
  });

  test('a limit of questions, and one of time', async () => {
    expect(await learned((line) => plain.test(line), { maxQuestions: 500 })).toMatchObject({
      ending: 'too-many-questions',
      questions: 500,
    });
    expect((await learned((line) => plain.test(line), { maxMilliseconds: 0 })).ending).toBe('too-long');
  });

  test('an error of the target is the error of the learning', async () => {
    await expect(
      learnLanguage(async () => {
        throw new Error('it is gone');
      }),
    ).rejects.toThrow('it is gone');
  });
});

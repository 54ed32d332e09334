import { describe, expect, test } from 'vitest';
import {
  inspectStatusLine,
  type ParseOptions,
  parseStatusLine,
  readStatusLine,
  StatusLineSyntaxError,
  safeParseStatusLine,
} from '../../src/index.ts';
import { encodeText } from '../../src/text/utf-8.ts';
import { engines } from './engines.ts';
import { foreignUint8Array } from './foreign-uint8-array.ts';

const noLines: readonly unknown[] = [
  undefined,
  null,
  0,
  200,
  Number.NaN,
  true,
  10n,
  Symbol('SIP/2.0 200 OK'),
  {},
  [],
  () => 'SIP/2.0 200 OK',
  new String('SIP/2.0 200 OK'),
  new Date(0),
  new ArrayBuffer(8),
  new Uint16Array(4),
  new DataView(new ArrayBuffer(8)),
  Object.create(null),
  { length: 14, [Symbol.toStringTag]: 'Uint8Array' },
  new Proxy(new Uint8Array(4), {}),
];

describe.each(engines)('$name', ({ parse }) => {
  test.each(noLines.map((value) => [value]))('%o is no input', (value) => {
    expect(parse(value as string)).toMatchObject({
      statusLine: undefined,
      deviations: [],
      fault: { code: 'invalid-input-type', offset: 0 },
    });
  });

  test('a Uint8Array of another realm, a Buffer and a subclass are judged', () => {
    const octets = encodeText('SIP/2.0 200 OK');
    const foreign = new foreignUint8Array(octets);
    class Octets extends Uint8Array {}
    expect(foreign instanceof Uint8Array).toBe(false);
    for (const input of [foreign, new Octets(octets), ...('Buffer' in globalThis ? [Buffer.from(octets)] : [])]) {
      expect(parse(input).statusLine).toEqual({ sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' });
    }
  });

  test('empty input and a detached buffer end before the line begins', () => {
    const detached = new Uint8Array(20);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    for (const input of ['', new Uint8Array(0), detached]) {
      expect(parse(input).fault).toMatchObject({ code: 'incomplete', offset: 0, rule: 'sipVersion' });
    }
  });

  test.each([
    ['a lone high surrogate', 'SIP/2.0 200 \ud83d', 12],
    ['a high surrogate before a letter', 'SIP/2.0 200 x\ud83dy', 13],
    ['a low surrogate that stands for no octet', 'SIP/2.0 200 \udc41', 12],
    ['an escaped octet below 80', 'SIP/2.0 200 \udc7f', 12],
    ['escaped octets that spell é', 'SIP/2.0 200 é\udcc3\udca9', 13],
    ['escaped octets that spell é after one that spells nothing', 'SIP/2.0 200 \udc80\udcc3\udca9', 13],
    ['a surrogate in the place of the version', '\ud800', 0],
  ])('%s is invalid text', (_, text, offset) => {
    for (const profile of ['strict', 'lenient'] as const) {
      expect(parse(text, { profile }).fault).toMatchObject({ code: 'invalid-text', offset });
    }
  });

  test('a fault before invalid text comes first', () => {
    expect(parse('SIP/2.0 20x \ud800').fault).toMatchObject({ code: 'invalid-status-code', offset: 10 });
    expect(parse('SIP/2.0 200 OK\r\n\ud800').fault).toMatchObject({ code: 'invalid-text', offset: 16 });
  });

  test('escaped octets for octets that are no part of UTF-8 are judged as those octets', () => {
    expect(parse('SIP/2.0 200 \udc80').statusLine?.reasonPhrase).toBe('\udc80');
    expect(parse('SIP/2.0 200 \udcff').fault).toMatchObject({ code: 'invalid-reason-phrase', offset: 12 });
    expect(parse('SIP/2.0 200 é\udcff', { profile: 'lenient' }).deviations).toEqual([
      { code: 'illegal-reason-octet', offset: 13 },
    ]);
  });

  test.each([
    ['strict options', 'strict'],
    ['null', null],
    ['an unknown profile', { profile: 'loose' }],
    ['a profile of another type', { profile: 1 }],
    ['a null profile', { profile: null }],
  ])('%s is a TypeError', (_, options) => {
    expect(() => parse('SIP/2.0 200 OK', options as ParseOptions)).toThrow(TypeError);
    expect(() => parse(undefined as never, options as ParseOptions)).toThrow(TypeError);
  });

  test('a line of some thousand octets that is not ASCII has its code and its phrase, wherever they stand', () => {
    for (const zeros of [4070, 4088, 4089]) {
      const sipVersion = `SIP/2.${'0'.repeat(zeros)}`;
      for (const reasonPhrase of ['', 'Gespräch']) {
        const { statusLine } = parse(`\ufeff${sipVersion} 486 ${reasonPhrase}`, { profile: 'lenient' });
        expect(statusLine, `${zeros}`).toEqual({ sipVersion, statusCode: 486, reasonPhrase });
        // Without the separator after it the code may be the last of the line.
        expect(parse(`\ufeff${sipVersion} 486`, { profile: 'lenient' }).statusLine?.statusCode, `${zeros}`).toBe(486);
      }
    }
    const reasonPhrase = '語'.repeat(2000);
    expect(parse(`SIP/2.0 486 ${reasonPhrase}\r\n`).statusLine?.reasonPhrase).toBe(reasonPhrase);
  });

  test('64 KiB are judged by both profiles', { timeout: 120_000 }, () => {
    const phrase = 'a'.repeat(65_536 - 12);
    expect(parse(`SIP/2.0 200 ${phrase.slice(1)}"`).fault).toMatchObject({
      code: 'invalid-reason-phrase',
      offset: 65_535,
    });
    expect(parse(encodeText(`SIP/2.0 200 ${phrase.slice(1)}"`), { profile: 'lenient' }).deviations).toEqual([
      { code: 'illegal-reason-octet', offset: 65_535 },
    ]);
  });
});

test('beyond 65,536 units the reference engine answers too-long', () => {
  const ohm = engines.find(({ name }) => name === 'ohm');
  for (const input of [`SIP/2.0 200 ${'a'.repeat(65_525)}`, new Uint8Array(1 << 24), 'é'.repeat(65_537)]) {
    expect(ohm?.parse(input).fault).toEqual({
      code: 'too-long',
      offset: 65_536,
      rule: 'statusLine',
      expected: ['lineEnd'],
    });
  }
});

test('the functions around the parser take the same inputs', () => {
  for (const value of noLines) {
    expect(readStatusLine(value as string)).toMatchObject({ state: 'invalid', fault: { code: 'invalid-input-type' } });
    expect(inspectStatusLine(value as string)).toMatchObject({ issues: [], registered: undefined });
    expect(() => parseStatusLine(value as string)).toThrow(StatusLineSyntaxError);
  }
});

test('what parseStatusLine throws holds the fault and the input, and renders its message when it is read', () => {
  const input = 'SIP/2.0 48x';
  const { fault } = safeParseStatusLine(input);
  try {
    parseStatusLine(input);
    expect.unreachable();
  } catch (error) {
    const thrown = error as StatusLineSyntaxError;
    const unread = Object.getOwnPropertyDescriptor(thrown, 'message');
    expect(thrown).toBeInstanceOf(SyntaxError);
    expect(thrown.name).toBe('StatusLineSyntaxError');
    expect(thrown.fault).toEqual(fault);
    expect(thrown.input).toBe(input);
    expect(unread).toHaveProperty('get');
    expect(thrown.message).toMatch(/^invalid-status-code at 10: /);
    expect(Object.getOwnPropertyDescriptor(thrown, 'message')).toHaveProperty('value');
    expect(thrown.stack).toMatch(/^StatusLineSyntaxError: invalid-status-code at 10: .*\n {4}at /s);
    expect(thrown.stack).toContain('wrong-input.test.ts');
  }
});

test('message, stack and input of what parseStatusLine throws can be set, before and after they are read, as those of any error', () => {
  const thrown = (): StatusLineSyntaxError => {
    try {
      parseStatusLine('SIP/2.0 48x');
    } catch (error) {
      return error as StatusLineSyntaxError;
    }
    return expect.unreachable();
  };
  for (const property of ['message', 'stack', 'input'] as const) {
    for (const isRead of [false, true]) {
      const error = thrown() as { -readonly [Key in keyof StatusLineSyntaxError]: StatusLineSyntaxError[Key] };
      if (isRead) expect(error[property]).toBeDefined();
      for (const text of ['in other words', 'in yet other words']) {
        error[property] = text;
        expect(error[property]).toBe(text);
      }
      expect(delete (error as Partial<typeof error>)[property]).toBe(true);
    }
    expect(Object.keys(thrown())).toEqual(['fault']);
  }
});

test('what parseStatusLine throws has a stack without frames where the engine captures none', () => {
  const { captureStackTrace } = Error;
  try {
    (Error as { captureStackTrace?: unknown }).captureStackTrace = undefined;
    parseStatusLine('SIP/2.0 48x');
    expect.unreachable();
  } catch (error) {
    Error.captureStackTrace = captureStackTrace;
    expect((error as StatusLineSyntaxError).message).toMatch(/^invalid-status-code at 10/);
  }
  try {
    Error.captureStackTrace = () => {};
    parseStatusLine('SIP/2.0 48x');
    expect.unreachable();
  } catch (error) {
    Error.captureStackTrace = captureStackTrace;
    const { message, stack } = error as StatusLineSyntaxError;
    expect(stack).toBe(`StatusLineSyntaxError: ${message}`);
  }
});

test.each([
  [5, 'options must be an object, not number'],
  [null, 'options must be an object, not null'],
  [{ profile: 'loose' }, "profile must be 'strict' or 'lenient', not \"loose\""],
  [{ profile: -0 }, "profile must be 'strict' or 'lenient', not -0"],
  [{ profile: 0 }, "profile must be 'strict' or 'lenient', not 0"],
  [{ profile: null }, "profile must be 'strict' or 'lenient', not a value of type null"],
  [{ profile: {} }, "profile must be 'strict' or 'lenient', not a value of type object"],
  [{ profile: () => 1 }, "profile must be 'strict' or 'lenient', not a value of type function"],
  [{ profile: Symbol('x') }, "profile must be 'strict' or 'lenient', not a value of type symbol"],
])('the options %j: the whole message', (options, message) => {
  expect(() => safeParseStatusLine('', options as object)).toThrow(new TypeError(message));
});

test.each([
  ['SIP/2.0 200 OK\r\nx', { code: 'trailing-octets', offset: 16, rule: 'statusLine', expected: ['end'] }],
  ['SIP/2.0 48 OK', { code: 'invalid-status-code', offset: 10, rule: 'statusCode', expected: ['digit'] }],
  ['SIP/2.0  48', { code: 'invalid-separator', offset: 8, rule: 'versionSeparator', expected: ['digit'] }],
  ['SIP/2.0 4800', { code: 'invalid-status-code', offset: 11, rule: 'statusCode', expected: ['sp'] }],
  ['SIP/2.0 480\n', { code: 'invalid-separator', offset: 11, rule: 'codeSeparator', expected: ['sp'] }],
  ['', { code: 'incomplete', offset: 0, rule: 'sipVersion', expected: ['"S"', '"s"'] }],
  ['SIP/2.0 200 \ud800', { code: 'invalid-text', offset: 12, rule: 'statusLine', expected: ['well-formed text'] }],
  [200 as never, { code: 'invalid-input-type', offset: 0, rule: 'statusLine', expected: ['string', 'Uint8Array'] }],
])('%j: the whole fault', (input, fault) => {
  expect(safeParseStatusLine(input).fault).toEqual(fault);
});

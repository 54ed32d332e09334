import { describe, expect, test } from 'vitest';
import { type ReadOptions, readStatusLine } from '../../src/index.ts';
import { encodeText } from '../../src/text/utf-8.ts';

const line = { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' };
const lenient: ReadOptions = { profile: 'lenient' };

describe.each([
  ['text', (text: string) => text],
  ['octets', (text: string) => encodeText(text)],
])('%s', (_, input) => {
  test('a line ends with CRLF, and what follows is let be', () => {
    expect(readStatusLine(input('SIP/2.0 200 OK\r\nVia: \ud800'))).toEqual({
      state: 'complete',
      statusLine: line,
      deviations: [],
      end: 16,
    });
  });

  test('a line in the middle of a stream: all offsets count from index 0', () => {
    const stream = input('\r\n\r\nSIP/2.0 200 OK\r\nSIP/2.0\t200OK\nSIP/2.0 2000');
    expect(readStatusLine(stream)).toMatchObject({ statusLine: line, end: 20 });
    expect(readStatusLine(stream, 20, lenient)).toEqual({
      state: 'complete',
      statusLine: line,
      deviations: [
        { code: 'irregular-separator', offset: 27 },
        { code: 'missing-separator', offset: 31 },
        { code: 'irregular-line-end', offset: 33 },
      ],
      end: 34,
    });
    expect(readStatusLine(stream, 34)).toMatchObject({ fault: { code: 'invalid-status-code', offset: 45 } });
    expect(readStatusLine(stream, stream.length)).toEqual({ state: 'partial' });
  });

  test.each(['', '\r', '\r\n', '\r\n\r', 'S', 'SIP/2.0 200', 'SIP/2.0 200 OK', 'SIP/2.0 200 OK\r'])(
    '%j is partial',
    (text) => {
      expect(readStatusLine(input(text))).toEqual({ state: 'partial' });
      expect(readStatusLine(input(text), 0, lenient)).toEqual({ state: 'partial' });
    },
  );

  test('lenient: LF ends a line at once, CR when an octet that is not LF follows', () => {
    expect(readStatusLine(input('SIP/2.0 200 OK\n'), 0, lenient)).toMatchObject({ statusLine: line, end: 15 });
    expect(readStatusLine(input('SIP/2.0 200 OK\rV'), 0, lenient)).toMatchObject({ statusLine: line, end: 15 });
    expect(readStatusLine(input('SIP/2.0 200 OK\r\r'), 0, lenient)).toMatchObject({ statusLine: line, end: 15 });
    expect(readStatusLine(input('SIP/2.0 200 OK\r\n'), 0, lenient)).toMatchObject({ deviations: [], end: 16 });
  });

  test('strict: a lone CR or LF is a fault where it shows', () => {
    expect(readStatusLine(input('SIP/2.0 200 OK\n'))).toMatchObject({
      fault: { code: 'invalid-line-end', offset: 14 },
    });
    expect(readStatusLine(input('SIP/2.0 200 OK\rV'))).toMatchObject({
      fault: { code: 'invalid-line-end', offset: 15 },
    });
    expect(readStatusLine(input('\rSIP/2.0'))).toMatchObject({ fault: { code: 'invalid-line-end', offset: 1 } });
    expect(readStatusLine(input('\nSIP/2.0'))).toMatchObject({ fault: { code: 'invalid-sip-version', offset: 0 } });
  });

  test('empty lines before the line are no deviation, other octets are', () => {
    expect(readStatusLine(input('\r\n\r\nSIP/2.0 200 OK\r\n'), 0, lenient)).toMatchObject({ deviations: [], end: 20 });
    expect(readStatusLine(input('\r\n\0\r\nSIP/2.0 200 OK\r\n'), 0, lenient)).toMatchObject({
      deviations: [{ code: 'leading-octets', offset: 2 }],
      end: 21,
    });
  });

  test('a line longer than maxOctets, its line end included, is too-long at that offset', () => {
    const text = '\r\n\r\nSIP/2.0 200 OK\r\n';
    expect(readStatusLine(input(text), 0, { maxOctets: 16 })).toMatchObject({ state: 'complete', end: 20 });
    expect(readStatusLine(input(text), 0, { maxOctets: 15 })).toMatchObject({
      fault: { code: 'too-long', offset: 19 },
    });
    expect(readStatusLine(input('SIP/2.0 200 OK'), 0, { maxOctets: 14 })).toEqual({ state: 'partial' });
    expect(readStatusLine(input('SIP/2.0 200 OKA'), 0, { maxOctets: 14 })).toMatchObject({
      fault: { code: 'too-long', offset: 14 },
    });
    expect(readStatusLine(input('SIP/2.0 200 O"A'), 0, { maxOctets: 14 })).toMatchObject({ fault: { offset: 13 } });
    // What is wrong with the first octet that is too much does not matter.
    expect(readStatusLine(input('SIP/2.0 200 O"A'), 0, { maxOctets: 13 })).toMatchObject({
      fault: { code: 'too-long', offset: 13 },
    });
    expect(readStatusLine(input('SIP/2.0 200 OK\rV'), 0, { ...lenient, maxOctets: 15 })).toMatchObject({ end: 15 });
    expect(readStatusLine(input(`SIP/2.0 200 ${'x'.repeat(70_000)}`))).toMatchObject({
      fault: { code: 'too-long', offset: 65_536 },
    });
  });

  test('any number of empty lines before the line is no longer line', () => {
    expect(readStatusLine(input(`${'\r\n'.repeat(100_000)}SIP/2.0 200 OK\r\n`))).toMatchObject({ end: 200_016 });
  });

  test.each([-1, 1.5, Number.NaN, 17, '0', null])('start %o is a RangeError', (start) => {
    expect(() => readStatusLine(input('SIP/2.0 200 OK\r\n'), start as number)).toThrow(RangeError);
  });

  test.each([0, -1, 1.5, Number.NaN, '16'])('maxOctets %o is a TypeError', (maxOctets) => {
    expect(() => readStatusLine(input('SIP/2.0 200 OK\r\n'), 0, { maxOctets: maxOctets as number })).toThrow(TypeError);
  });
});

test('offsets of text count its UTF-16 units', () => {
  expect(readStatusLine('\r\nSIP/2.0 200 日本🙂\r\nrest')).toMatchObject({ end: 20 });
  expect(readStatusLine('SIP/2.0 200 日本🙂"\r\n')).toMatchObject({ fault: { offset: 16 } });
  for (const end of ['', '\r\n'])
    expect(readStatusLine(`SIP/2.0 200 日本語${end}`, 0, { maxOctets: 20 })).toMatchObject({
      fault: { code: 'too-long', offset: 14 },
    });
  expect(readStatusLine('SIP/2.0 200 日本語', 0, { maxOctets: 21 })).toEqual({ state: 'partial' });
});

test('escaped octets at the end may become invalid text', () => {
  expect(readStatusLine('SIP/2.0 2\udce2\udc82')).toEqual({ state: 'partial' });
  expect(readStatusLine('SIP/2.0 2\udce2\udc82\udcac')).toMatchObject({ fault: { code: 'invalid-text', offset: 9 } });
  expect(readStatusLine('SIP/2.0 2\udce2\udc82\udcc3')).toMatchObject({
    fault: { code: 'invalid-status-code', offset: 9 },
  });
  expect(readStatusLine('SIP/2.0 2\udce0\udc80')).toMatchObject({ fault: { code: 'invalid-status-code', offset: 9 } });
});

test('half of a surrogate pair at the end may become a whole one', () => {
  expect(readStatusLine('SIP/2.0 200 \ud83d')).toEqual({ state: 'partial' });
  expect(readStatusLine('SIP/2.0 200 \ud83d\ude00\r\n')).toMatchObject({ state: 'complete' });
  expect(readStatusLine('SIP/2.0 200 \ud83dx')).toMatchObject({ fault: { code: 'invalid-text', offset: 12 } });
  expect(readStatusLine('SI\ud83d')).toEqual({ state: 'partial' });
  expect(readStatusLine('SI\ud83d\ude00')).toMatchObject({ fault: { code: 'invalid-sip-version', offset: 2 } });
  expect(readStatusLine('SIP/2.0 200 OK\r\ud83d', 0, lenient)).toMatchObject({ state: 'complete', end: 15 });
});

test('an unlimited line, and the messages about wrong numbers', () => {
  expect(readStatusLine(`SIP/2.0 200 ${'x'.repeat(100)}\r\n`, 0, { maxOctets: Number.POSITIVE_INFINITY }).state).toBe(
    'complete',
  );
  expect(() => readStatusLine('', 0, { maxOctets: 0 })).toThrow(
    new TypeError('maxOctets must be a positive integer, not 0'),
  );
  expect(() => readStatusLine('abc', 4)).toThrow(new RangeError('start must be an index from 0 to 3, not 4'));
  expect(() => readStatusLine('abc', 1.5)).toThrow(new RangeError('start must be an index from 0 to 3, not 1.5'));
});

test('only a whole CRLF is an empty line', () => {
  for (const first of ['x\n', '\rx', '\n\n']) {
    for (const input of [`${first}SIP/2.0 200 OK\r\n`, encodeText(`${first}SIP/2.0 200 OK\r\n`)]) {
      expect(readStatusLine(input).state, JSON.stringify(first)).toBe('invalid');
    }
  }
});

test('half of a surrogate pair may be completed at the end only, and a low one not at all', () => {
  expect(readStatusLine('SIP/2.0 200 O\ud800')).toEqual({ state: 'partial' });
  for (const [text, offset] of [
    ['SIP/2.0 200 O\ud800K', 13],
    ['SIP/2.0 200 O\udc00', 13],
    ['SIP/2.0 200 O\udfff', 13],
  ] as const) {
    expect(readStatusLine(text)).toMatchObject({ state: 'invalid', fault: { code: 'invalid-text', offset } });
  }
});

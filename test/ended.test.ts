import { expect, test } from 'vitest';
import { readStatusLine } from '../src/index.ts';

const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

// RFC 3420 §2: a message/sipfrag body may be a status line alone, with or without its line end.
test.each([
  ['no line end', 'SIP/2.0 200 OK', 14, []],
  ['an empty phrase', 'SIP/2.0 200 ', 12, []],
  ['CRLF', 'SIP/2.0 200 OK\r\n', 16, []],
  ['CRLF and more', 'SIP/2.0 200 OK\r\nVia: a\r\n', 16, []],
])('the end of the input ends a line: %s', (_, text, end, deviations) => {
  for (const profile of ['strict', 'lenient'] as const)
    for (const input of [text, octets(text)])
      expect(readStatusLine(input, 0, { profile, ended: true })).toMatchObject({ state: 'complete', end, deviations });
});

test.each([
  ['a CR at the end', 'SIP/2.0 200 OK\r', 'irregular-line-end', 14],
  ['no second SP', 'SIP/2.0 200', 'missing-separator', 11],
])('what strict refuses and lenient forgives: %s', (_, text, code, offset) => {
  expect(readStatusLine(text, 0, { ended: true })).toMatchObject({ state: 'invalid' });
  expect(readStatusLine(text, 0, { profile: 'lenient', ended: true })).toMatchObject({
    state: 'complete',
    deviations: [{ code, offset }],
  });
});

test.each(['', 'SIP/2.0', 'SIP/2.0 48'])('a line that is not there as a whole is a fault: %j', (text) => {
  for (const profile of ['strict', 'lenient'] as const) {
    expect(readStatusLine(text, 0, { profile, ended: true })).toMatchObject({
      state: 'invalid',
      fault: { code: 'incomplete', offset: text.length },
    });
    expect(readStatusLine(text, 0, { profile }).state).toBe('partial');
  }
});

test('from an index on', () => {
  expect(readStatusLine('xxSIP/2.0 200 OK', 2, { ended: true })).toMatchObject({ state: 'complete', end: 16 });
});

test('without it, what has no line end is a part', () => {
  for (const ended of [false, undefined]) expect(readStatusLine('SIP/2.0 200 OK', 0, { ended }).state).toBe('partial');
});

test.each([[null], [1], ['yes']])('%s is no answer', (ended) => {
  expect(() => readStatusLine('', 0, { ended: ended as never })).toThrow(/^ended must be true or false/);
});

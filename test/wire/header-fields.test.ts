import { expect, test } from 'vitest';
import { headerFields, headerValues, readResponse } from '../../src/wire/index.ts';
import { octetsOf } from './reading.ts';

test('names, values and where they stand', () => {
  const text =
    'v: SIP/2.0/UDP a;branch=1,\r\n SIP/2.0/UDP b\r\nVIA \t:  x  \r\nX-Empty:\r\nSubject: \r\n\t folded\r\n  twice \r\nno field\r\n: none\r\nz: y\r\n\r\nl: 3\r\n';
  expect(headerFields(octetsOf(text))).toEqual(
    [
      ['Via', 'SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b', 'v: SIP'],
      ['VIA', 'x', 'VIA'],
      ['X-Empty', '', 'X-Empty'],
      ['Subject', 'folded twice', 'Subject'],
      ['z', 'y', 'z: y'],
    ].map(([name, value, at]) => ({ name, value, offset: text.indexOf(at as string) })),
  );
});

test.each([
  ['a', 'Accept-Contact'],
  ['b', 'Referred-By'],
  ['c', 'Content-Type'],
  ['d', 'Request-Disposition'],
  ['e', 'Content-Encoding'],
  ['f', 'From'],
  ['i', 'Call-ID'],
  ['j', 'Reject-Contact'],
  ['k', 'Supported'],
  ['l', 'Content-Length'],
  ['m', 'Contact'],
  ['n', 'Identity-Info'],
  ['o', 'Event'],
  ['r', 'Refer-To'],
  ['s', 'Subject'],
  ['t', 'To'],
  ['u', 'Allow-Events'],
  ['v', 'Via'],
  ['x', 'Session-Expires'],
  ['y', 'Identity'],
])('%s is %s', (compact, whole) => {
  for (const name of [compact, compact.toUpperCase()]) {
    expect(headerFields(octetsOf(`${name}: 1\r\n`))).toEqual([{ name: whole, value: '1', offset: 0 }]);
    expect(headerValues(octetsOf(`${whole.toUpperCase()}: 1\r\n${name}: 2\r\n`), name)).toEqual(['1', '2']);
  }
});

test('of a response that came with lone LF, and octets that are not UTF-8', () => {
  const message = readResponse(octetsOf('SIP/2.0 503 No\nRetry-After: 120 (\xfc)\nretry-after: 5\n\n'));
  if (message.type !== 'response') throw new Error(message.type);
  expect(headerValues(message.head, 'Retry-After')).toEqual(['120 (\udcfc)', '5']);
  expect(headerValues(message.head, 'Reason')).toEqual([]);
});

test('a value of any length takes linear time', () => {
  const head = octetsOf(
    `X-Long: ${' \t'.repeat(100_000)}x${'\r\n '.repeat(100_000)}\r\n${'Y'.repeat(100_000)}\r\n\r\n`,
  );
  expect(headerFields(head)).toEqual([{ name: 'X-Long', value: 'x', offset: 0 }]);
});

test('wrong use is a TypeError', () => {
  expect(() => headerFields('Via: x' as never)).toThrow(new TypeError('head must be a Uint8Array, not "Via: x"'));
  expect(() => headerValues(new Uint8Array(), 5 as never)).toThrow(new TypeError('name must be a string, not 5'));
});

test('a continuation of nothing is no header field', () => {
  expect(headerFields(octetsOf(' x: y\r\nz: 1\r\n'))).toEqual([{ name: 'z', value: '1', offset: 7 }]);
});

test.each([
  ['an LF alone ends the section', 'Aa: 1\n\nBb: 2\n', ['Aa']],
  ['a CR at the beginning of a line does not', 'Aa: 1\r\n\rB: 2\r\nCc: 3\r\n', ['Aa', 'Cc']],
  ['nor does a line of one letter', 'Aa: 1\nx\nCc: 3\n', ['Aa', 'Cc']],
  ['what has no colon is no field', 'NoColon\r\nAa: 1\r\n', ['Aa']],
  ['nor is what has another octet in its name', 'a(: 1\r\n(b: 2\r\nc d: 3\r\nAa: 1\r\n', ['Aa']],
  ['a name of a letter beyond the registry stays', 'Z: 1\r\nva: 2\r\n', ['Z', 'va']],
  ['the last line may lack its end', 'Aa: 1\r\nBb: 2', ['Aa', 'Bb']],
])('%s', (_, text, names) => {
  expect(headerFields(octetsOf(text)).map(({ name }) => name)).toEqual(names);
});

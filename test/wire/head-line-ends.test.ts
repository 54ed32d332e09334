import { describe, expect, test } from 'vitest';
import { readResponse } from '../../src/wire/index.ts';
import { octetsOf, textOf } from './reading.ts';

const strict = (text: string) => readResponse(octetsOf(text), { profile: 'strict' });
const lenient = (text: string) => readResponse(octetsOf(text));

describe('CR, LF and NUL in a head that are not part of a CRLF', () => {
  test.each([
    ['an LF alone', 'SIP/2.0 200 OK\r\nVia: a\nl: 0\r\n\r\n', 'invalid-line-end', 22, 'irregular-head-line-end'],
    [
      'a CR in a value',
      'SIP/2.0 200 OK\r\nVia: a\rb\r\nl: 0\r\n\r\n',
      'invalid-line-end',
      22,
      'irregular-head-line-end',
    ],
    ['a CR in a name', 'SIP/2.0 200 OK\r\nV\ria: a\r\n\r\n', 'invalid-line-end', 17, 'irregular-head-line-end'],
    [
      'CR CR LF after a field',
      'SIP/2.0 200 OK\r\nVia: a\r\r\nl: 0\r\n\r\n',
      'invalid-line-end',
      22,
      'irregular-head-line-end',
    ],
    ['a NUL', 'SIP/2.0 200 OK\r\nVia: a\0\r\nl: 0\r\n\r\n', 'illegal-head-octet', 22, 'illegal-head-octet'],
    ['an empty line of LF alone', 'SIP/2.0 200 OK\r\nl: 0\r\n\n', 'invalid-line-end', 22, 'irregular-head-line-end'],
  ])('%s', (_, text, code, offset, deviation) => {
    expect(strict(text)).toMatchObject({ type: 'fault', fault: { code, offset, start: 0 } });
    const message = lenient(text);
    expect(message).toMatchObject({ type: 'response', deviations: [{ code: deviation, offset }] });
    expect(message.type === 'response' && message.head.length).toBe(text.length - 16);
  });

  test.each([
    ['an empty line of CR CR LF', 'SIP/2.0 200 OK\r\nVia: a\r\n\r\r\nbody', 24],
    ['every line of CR CR LF', 'SIP/2.0 200 OK\r\r\nVia: a\r\r\n\r\r\n', 14],
    ['CR alone throughout', 'SIP/2.0 200 OK\rVia: a\rl: 0\r\r', 14],
    ['CR alone after the start-line', 'SIP/2.0 200 OK\rVia: a\r\n\r\n', 14],
  ])('%s is a fault in both profiles: two readers would not agree on where the head ends', (_, text, offset) => {
    expect(strict(text)).toMatchObject({ type: 'fault' });
    expect(lenient(text)).toMatchObject({ type: 'fault', fault: { code: 'invalid-line-end', offset } });
  });

  test('the first of each kind is reported, in their order', () => {
    const { deviations } = lenient('SIP/2.0 200 OK\nA: \0\nB: \0\rc\n\n') as { deviations: unknown };
    expect(deviations).toEqual([
      { code: 'irregular-line-end', offset: 14 },
      { code: 'illegal-head-octet', offset: 18 },
      { code: 'irregular-head-line-end', offset: 19 },
    ]);
  });

  test('in the body they are its octets', () => {
    const message = strict('SIP/2.0 200 OK\r\nl: 5\r\n\r\n\r\0\n\r\r');
    expect(message).toMatchObject({ type: 'response', deviations: [] });
    expect(message.type === 'response' && textOf(message.body)).toBe('\r\0\n\r\r');
  });
});

describe('what a truncated message says', () => {
  test('its line, its head, and how many octets are missing', () => {
    const message = lenient('SIP/2.0 486 Busy Here\r\nl: 7\r\n\r\nabc');
    expect(message).toMatchObject({
      type: 'fault',
      fault: {
        code: 'truncated',
        statusLine: { statusCode: 486, reasonPhrase: 'Busy Here' },
        head: octetsOf('l: 7\r\n\r\n'),
        missingOctets: 4,
      },
    });
  });

  test('its line alone, where the head is cut', () => {
    const message = lenient('SIP/2.0 486 Busy Here\r\nl: 7\r\n');
    expect(message).toMatchObject({ fault: { code: 'truncated', statusLine: { statusCode: 486 } } });
    expect(message.type === 'fault' && Object.keys(message.fault)).not.toContain('head');
  });

  test('nothing, where the line is cut', () => {
    const message = lenient('SIP/2.0 486 Busy He');
    expect(message.type === 'fault' && Object.keys(message.fault).sort()).toEqual([
      ...['canResynchronise', 'code', 'offset', 'start'],
    ]);
  });
});

test('start-line, head and body are the octets that came', () => {
  for (const text of [
    'SIP/2.0  200 [OK]\nVia: a\nl: 2\n\nhi',
    '\0\r\nsip/2.0 200\r\nl: 0\r\n\r\n',
    'OPTIONS sip:a SIP/2.0 \r\nl: 2\r\n\r\nhi',
  ]) {
    const message = lenient(text);
    if (message.type !== 'response' && message.type !== 'request') throw new Error('no message');
    const { startLine, head, body, offset } = message;
    expect(textOf(startLine) + textOf(head) + textOf(body)).toBe(text.slice(offset));
  }
});

import { describe, expect, test } from 'vitest';
import { type ReadResponseOptions, readResponse } from '../../src/wire/index.ts';
import { octetsOf } from './reading.ts';

const read = (text: string, options?: ReadResponseOptions) => readResponse(octetsOf(text), options);
const strict: ReadResponseOptions = { profile: 'strict' };

test('a response in a datagram', () => {
  for (const options of [undefined, {}, strict]) {
    expect(read('SIP/2.0 200 OK\r\nVia: x\r\nContent-Length: 2\r\n\r\nhi', options)).toEqual({
      type: 'response',
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' },
      deviations: [],
      startLine: octetsOf('SIP/2.0 200 OK\r\n'),
      head: octetsOf('Via: x\r\nContent-Length: 2\r\n\r\n'),
      body: octetsOf('hi'),
      offset: 0,
      end: 47,
    });
  }
});

test('without Content-Length the body goes to the end', () => {
  for (const options of [{}, strict]) {
    expect(read('SIP/2.0 200 OK\r\n\r\nhi\r\n', options)).toMatchObject({
      body: octetsOf('hi\r\n'),
      end: 22,
      deviations: [],
    });
  }
});

test('octets after the body are discarded, and `end` tells where they begin', () => {
  expect(read('SIP/2.0 200 OK\r\nl: 2\r\n\r\nhi\0\0\0', strict)).toMatchObject({ body: octetsOf('hi'), end: 26 });
});

test('a body that is too short is a fault', () => {
  expect(read('SIP/2.0 200 OK\r\nl: 3\r\n\r\nhi')).toEqual({
    type: 'fault',
    fault: {
      code: 'truncated',
      offset: 26,
      start: 0,
      canResynchronise: false,
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' },
      head: octetsOf('l: 3\r\n\r\n'),
      missingOctets: 1,
    },
  });
});

test('a request', () => {
  expect(read('\r\nBYE sip:a SIP/2.0\r\nl: 0\r\n\r\n')).toMatchObject({
    type: 'request',
    requestLine: 'BYE sip:a SIP/2.0',
    offset: 2,
    end: 29,
  });
});

test.each(['', '\r\n\r\n', '\0\0\0\0', '\r', '\xef\xbb\xbf'])('%j is a keep-alive', (text) => {
  expect(read(text)).toEqual({ type: 'keep-alive' });
});

test.each([
  ['\r', 1, 0],
  ['\r\n\r', 3, 2],
])('strict: %j is a message that is cut off', (text, offset, start) => {
  expect(read(text, strict)).toEqual({
    type: 'fault',
    fault: { code: 'truncated', offset, start, canResynchronise: false },
  });
});

test('lenient: what is forgiven, by its offset', () => {
  expect(read('\r\n\0SIP/2.0 200\nX: y\n\nbody')).toMatchObject({
    offset: 3,
    body: octetsOf('body'),
    deviations: [
      { code: 'leading-octets', offset: 2 },
      { code: 'missing-separator', offset: 14 },
      { code: 'irregular-line-end', offset: 14 },
      { code: 'irregular-head-line-end', offset: 19 },
    ],
  });
});

describe('faults', () => {
  test.each([
    ['hello', 'truncated', 5],
    ['hello\r\n', 'invalid-start-line', 0],
    ['\0\0HTTP/1.1 200 OK\r\n', 'invalid-start-line', 2],
    ['SIP/2.0 20 OK\r\n\r\n', 'invalid-start-line', 10],
    ['SIP/2.0 200 OK\r\n', 'truncated', 16],
    ['SIP/2.0 200 OK\r\nl: x\r\n\r\n', 'invalid-content-length', 19],
    ['\xef\xbb', 'truncated', 2],
  ])('%j', (text, code, offset) => {
    expect(read(text)).toMatchObject({ type: 'fault', fault: { code, offset, canResynchronise: false } });
  });

  test('limits', () => {
    const text = 'SIP/2.0 200 OK\r\nX: y\r\n\r\nbody';
    expect(read(text, { maxLineOctets: 16, maxHeadOctets: 8, maxBodyOctets: 4 })).toMatchObject({ type: 'response' });
    expect(read(text, { maxLineOctets: 15 })).toMatchObject({ fault: { code: 'line-too-long', offset: 15 } });
    expect(read(text, { maxHeadOctets: 7 })).toMatchObject({ fault: { code: 'head-too-long', offset: 23 } });
    expect(read(text, { maxBodyOctets: 3 })).toMatchObject({ fault: { code: 'body-too-long', offset: 27 } });
  });

  test.each(['SIP/2.0 200 OK\r\n\r\n', undefined, null, 5, {}, [1], new Uint16Array(5)])('input %o', (input) => {
    expect(readResponse(input as never)).toMatchObject({ type: 'fault', fault: { code: 'invalid-input-type' } });
  });
});

test('a wrong option is a TypeError', () => {
  expect(() => read('', { profile: 'loose' as never })).toThrow(TypeError);
  expect(() => read('', { maxHeadOctets: 0 })).toThrow(TypeError);
  expect(() => read('', null as never)).toThrow(TypeError);
});

test('head and body are views of the datagram', () => {
  const datagram = octetsOf('__SIP/2.0 200 OK\r\nl: 2\r\n\r\nhi').subarray(2);
  const result = readResponse(datagram);
  expect(result).toMatchObject({ type: 'response', offset: 0, end: 26 });
  if (result.type !== 'response') return;
  expect(result.head.buffer).toBe(datagram.buffer);
  expect(result.body.buffer).toBe(datagram.buffer);
});

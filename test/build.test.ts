import { describe, expect, test } from 'vitest';
import { buildStatusLine, encodeStatusLine, StatusLineBuildError, type StatusLineInit } from '../src/index.ts';
import { latin1Of } from '../src/text/latin-1.ts';

test.each<[StatusLineInit, string]>([
  [{ statusCode: 486 }, 'SIP/2.0 486 Busy Here'],
  [{ statusCode: 431 }, 'SIP/2.0 431 '],
  [{ statusCode: 0 }, 'SIP/2.0 000 '],
  [{ statusCode: 99, reasonPhrase: 'x' }, 'SIP/2.0 099 x'],
  [{ statusCode: 486, reasonPhrase: '' }, 'SIP/2.0 486 '],
  [{ statusCode: 486, reasonPhrase: undefined, sipVersion: undefined }, 'SIP/2.0 486 Busy Here'],
  [{ statusCode: 200, sipVersion: 'sip/3.0' }, 'SIP/3.0 200 OK'],
  [{ statusCode: 200, reasonPhrase: '好 %41' }, 'SIP/2.0 200 好 %41'],
])('%j builds %j', (init, line) => expect(buildStatusLine(init)).toBe(line));

test('encoding gives the octets of the wire, with CRLF', () => {
  expect(latin1Of(encodeStatusLine({ statusCode: 200, reasonPhrase: 'é\udc80' }))).toBe('SIP/2.0 200 Ã©\x80\r\n');
});

describe('what cannot be built', () => {
  const init = (fields: Record<string, unknown>): StatusLineInit => ({ statusCode: 486, ...fields }) as StatusLineInit;
  test.each<[string, unknown, StatusLineBuildError['field'], number]>([
    ['a float', init({ statusCode: 486.5 }), 'statusCode', 0],
    ['a negative code', init({ statusCode: -1 }), 'statusCode', 0],
    ['minus zero, which would come back as zero', init({ statusCode: -0 }), 'statusCode', 0],
    ['four digits', init({ statusCode: 1000 }), 'statusCode', 0],
    ['a code as text', init({ statusCode: '486' }), 'statusCode', 0],
    ['NaN', init({ statusCode: Number.NaN }), 'statusCode', 0],
    ['no init', undefined, 'statusCode', 0],
    ['null for a phrase', init({ reasonPhrase: null }), 'reasonPhrase', 0],
    ['a number for a phrase', init({ reasonPhrase: 5 }), 'reasonPhrase', 0],
    ['a bracket', init({ reasonPhrase: 'a[b' }), 'reasonPhrase', 1],
    ['a bare percent sign', init({ reasonPhrase: '100%' }), 'reasonPhrase', 4],
    ['a CRLF at the end', init({ reasonPhrase: 'Busy\r\n' }), 'reasonPhrase', 4],
    ['a header after a CRLF', init({ reasonPhrase: 'Busy\r\nVia: evil' }), 'reasonPhrase', 4],
    ['a lone CR', init({ reasonPhrase: 'Busy\r' }), 'reasonPhrase', 4],
    ['a lone LF', init({ reasonPhrase: 'Busy\nHere' }), 'reasonPhrase', 4],
    ['NUL', init({ reasonPhrase: '\0' }), 'reasonPhrase', 0],
    ['a lone surrogate', init({ reasonPhrase: 'é\ud800' }), 'reasonPhrase', 1],
    ['an empty version', init({ sipVersion: '' }), 'sipVersion', 0],
    ['a version without a minor number', init({ sipVersion: 'SIP/2.' }), 'sipVersion', 6],
    ['a space after the version', init({ sipVersion: 'SIP/2.0 ' }), 'sipVersion', 7],
    ['a whole line as the version', init({ sipVersion: 'SIP/2.0 200 OK' }), 'sipVersion', 7],
    ['HTTP', init({ sipVersion: 'HTTP/1.1' }), 'sipVersion', 0],
    ['a number for a version', init({ sipVersion: 2 }), 'sipVersion', 0],
  ])('%s', (_, fields, field, offset) => {
    for (const build of [buildStatusLine, encodeStatusLine]) {
      expect(() => build(fields as StatusLineInit)).toThrow(
        expect.objectContaining({
          name: 'StatusLineBuildError',
          field,
          offset,
          message: expect.stringContaining(field),
        }),
      );
    }
    expect(() => buildStatusLine(fields as StatusLineInit)).toThrow(StatusLineBuildError);
  });
});

// What the coverage-guided fuzzer found: a message is shown on terminals, so what it quotes must be visible.
test.each([
  ['\x7f', '"\\x7F" at 1'],
  ['\x1b', '"\\u001b" at 1'],
  ['"', '"\\"" at 1'],
  ['\r', '"\\r" at 1'],
])('the message shows %j as %s', (character, shown) => {
  expect(() => buildStatusLine({ statusCode: 486, reasonPhrase: `O${character}` })).toThrow(shown);
});

test.each<[StatusLineInit, string]>([
  [{ statusCode: 1000 }, 'statusCode: must be an integer from 0 to 999, not 1000'],
  [{ statusCode: 486, sipVersion: 2 as unknown as string }, 'sipVersion: must be a string, not 2'],
  [
    { statusCode: 486, reasonPhrase: null as unknown as string },
    'reasonPhrase: must be a string, not a value of type null',
  ],
  [
    { statusCode: 486, sipVersion: 'SIP/2,0' },
    'sipVersion: "," at 5 does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §25.1)',
  ],
  [
    { statusCode: 486, sipVersion: 'SIP/2.' },
    'sipVersion: its end does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §25.1)',
  ],
  [
    { statusCode: 486, reasonPhrase: 'a[' },
    'reasonPhrase: "[" at 1 is not allowed in a Reason-Phrase (RFC 3261 §25.1); escapeReasonPhrase makes any text legal',
  ],
])('%j: the whole message', (init, message) => {
  expect(() => buildStatusLine(init)).toThrow(expect.objectContaining({ message }));
});

import { expect, test } from 'vitest';
import { readStatusLine } from '../../src/index.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import { tortureMessages } from '../corpus/torture-messages.ts';

// RFC 4475: the messages whose first line is a Status-Line.
test.each([
  ['unreason', 200, '= 2**3 * 5**2 но сто девяносто девять - простое', 'RFC 4475 §3.1.1.12'],
  ['noreason', 100, '', 'RFC 4475 §3.1.1.13'],
  ['scalarlg', 503, 'Service Unavailable', 'RFC 4475 §3.1.2.5'],
  ['bcast', 200, 'OK', 'RFC 4475 §3.3.10'],
] as const)('%s is complete', (name, statusCode, reasonPhrase, _section) => {
  const message = tortureMessages[name];
  const result = readStatusLine(message);
  expect(result).toEqual({
    state: 'complete',
    statusLine: { sipVersion: 'SIP/2.0', statusCode, reasonPhrase },
    deviations: [],
    end: latin1Of(message).indexOf('\r\n') + 2,
  });
  expect(readStatusLine(message, 0, { profile: 'lenient' })).toEqual(result);
});

test.each(['strict', 'lenient'] as const)(
  'bigcode is invalid at its fourth digit (RFC 4475 §3.1.2.19), %s',
  (profile) => {
    expect(readStatusLine(tortureMessages.bigcode, 0, { profile })).toMatchObject({
      state: 'invalid',
      fault: { code: 'invalid-status-code', offset: 'SIP/2.0 429'.length, rule: 'statusCode' },
    });
  },
);

import { describe, expect, test } from 'vitest';
import { MessageFaultError, readResponse } from '../../src/wire/index.ts';
import { lowerCase } from '../../src/wire/message/octet.ts';
import { isRequestLine, isSipSlash } from '../../src/wire/message/request-line.ts';
import { octetsOf, reading } from './reading.ts';

/** Whether a text is a Request-Line, with octets around it that must not count. */
function isOne(
  text: string,
  profile: 'strict' | 'lenient',
  before = 'INVITE sip:a SIP/2.0 ',
  after = ' SIP/2.0',
): boolean {
  const octets = octetsOf(before + text + after);
  return isRequestLine(octets, before.length, before.length + text.length, profile);
}

describe('a Request-Line', () => {
  test.each([
    ['a plain one', 'OPTIONS sip:a SIP/2.0', true, true],
    ['the shortest', '* a sip/0.0', true, true],
    ['versions of many digits', 'BYE sip:a SIP/12.345', true, true],
    ['blanks after it', 'BYE sip:a SIP/2.0 \t', false, true],
    ['two SP before the version', 'BYE sip:a  SIP/2.0', false, true],
    ['two SP after the method', 'BYE  sip:a SIP/2.0', false, true],
    ['HTAB for SP', 'BYE\tsip:a\tSIP/2.0', false, true],
    ['no URI', 'BYE SIP/2.0', false, false],
    ['no URI, but its blanks', 'BYE  SIP/2.0', false, false],
    ['no method', ' sip:a SIP/2.0', false, false],
    ['a method that is no token', 'B@E sip:a SIP/2.0', false, false],
    ['a blank in the URI', 'BYE sip: a SIP/2.0', false, false],
    ['a CR in the URI', 'BYE sip:\ra SIP/2.0', false, false],
    ['no version', 'BYE sip:a', false, false],
    ['no minor version', 'BYE sip:a SIP/2.', false, false],
    ['no major version', 'BYE sip:a SIP/.0', false, false],
    ['another sign for the dot', 'BYE sip:a SIP/2x0', false, false],
    ['no dot', 'BYE sip:a SIP/20', false, false],
    ['another protocol', 'BYE sip:a SXP/2.0', false, false],
    ['another protocol still', 'BYE sip:a SIX/2.0', false, false],
    ['no separator before the version', 'BYE sip:aSIP/2.0', false, false],
    ['a version alone', 'SIP/2.0', false, false],
    ['digits alone', '2.0', false, false],
    ['nothing', '', false, false],
    ['blanks alone', '  ', false, false],
    ['a method alone', 'BYE ', false, false],
  ])('%s', (_, text, strict, lenient) => {
    expect([isOne(text, 'strict'), isOne(text, 'lenient')]).toEqual([strict, lenient]);
    expect([isOne(text, 'strict', '', ''), isOne(text, 'lenient', '', '')]).toEqual([strict, lenient]);
  });
});

test('SIP/ in any case, and nothing near it', () => {
  for (const text of ['SIP/', 'sip/', 'sIp/']) expect(isSipSlash(octetsOf(text), 0)).toBe(true);
  for (const text of ['TIP/', 'SXP/', 'SIX/', 'SIP.', 'SIP', '']) expect(isSipSlash(octetsOf(text), 0)).toBe(false);
});

test('letters in lower case, and nothing else', () => {
  for (let octet = 0; octet < 256; octet += 1)
    expect(lowerCase(octet)).toBe(octet < 0x80 ? String.fromCharCode(octet).toLowerCase().charCodeAt(0) : octet);
  expect(lowerCase(undefined)).toBeUndefined();
});

describe('after a fault, from a peer that sends no Content-Length', () => {
  const codesAfter = async (field: string): Promise<readonly number[]> => {
    const stream = `SIP/2.0 2000 OK\r\nX: y\r\n\r\nSIP/2.0 200 OK\r\n${field}\r\n\r\nSIP/2.0 486 Busy Here\r\nVia: a\r\nl: 0\r\n\r\n`;
    const { messages } = await reading([octetsOf(stream)], { resynchronise: true });
    return messages.map((message) => (message.type === 'response' ? message.statusLine.statusCode : 0));
  };

  test.each(['Via: a', 'v: a', 'VIA:a', 'V \t: a', 'via\t: a'])(
    '%s tells a response from a fragment',
    async (field) => {
      expect(await codesAfter(field)).toEqual([200, 486]);
    },
  );

  test.each(['Value: a', 'Vi: a', 'Va: a', 'Vix: a', 'Vxa: a', 'x: Via: a', 'Via a', 'v a: b', 'Via', 'w: a'])(
    '%s does not',
    async (field) => {
      expect(await codesAfter(field)).toEqual([486]);
    },
  );
});

describe('a byte order mark before a message, in two chunks', () => {
  test.each([1, 2])('after %i of its octets', async (cut) => {
    const octets = octetsOf('\xef\xbb\xbfSIP/2.0 200 OK\r\nl: 0\r\n\r\n');
    const { messages, fault } = await reading([octets.subarray(0, cut), octets.subarray(cut)]);
    expect([messages.length, messages[0]?.offset, fault]).toEqual([1, 3, undefined]);
  });

  test.each([
    '\xefSIP/2.0 200 OK\r\n',
    '\xef\xbbSIP/2.0 200 OK\r\n',
    '\xef\xbf\xbfSIP/2.0 200 OK\r\n',
    '\xef\xbb\xbeSIP/2.0',
  ])('what begins like one is none: %j', async (text) => {
    const { fault } = await reading([octetsOf(`${text}l: 0\r\n\r\n`)]);
    expect(fault).toMatchObject({ code: 'invalid-start-line', start: 0 });
  });
});

test.each([
  ['l: 5 ', 'invalid-content-length', 20],
  ['l: 5\r\nl: 5', 'invalid-content-length', 22],
  ['l: 5x\r\n a', 'invalid-content-length', 20],
])('strict: %j is an invalid Content-Length, though lenient forgives or refuses it', (field, code, offset) => {
  const message = readResponse(octetsOf(`SIP/2.0 200 OK\r\n${field}\r\n\r\nhello`), { profile: 'strict' });
  expect(message).toMatchObject({ type: 'fault', fault: { code, offset, start: 0 } });
});

test('a request has no deviations where it has none', () => {
  const octets = octetsOf('OPTIONS sip:a SIP/2.0\r\nl: 0\r\n\r\n');
  expect(readResponse(octets)).toMatchObject({ type: 'request', requestLine: 'OPTIONS sip:a SIP/2.0', deviations: [] });
  expect(readResponse(octetsOf('OPTIONS sip:a SIP/2.0\nl: 0\r\n\r\n'))).toMatchObject({
    deviations: [{ code: 'irregular-line-end', offset: 21 }],
  });
});

test('the message of an error names the fault of the line, where there is one', async () => {
  const messageOf = async (text: string): Promise<string> => {
    const { fault } = await reading([octetsOf(text)]);
    return new MessageFaultError(fault ?? ({} as never)).message;
  };
  expect(await messageOf('SIP/2.0 2000 OK\r\n')).toBe(
    'invalid-start-line at 11: neither a Status-Line nor a Request-Line (RFC 3261 §7): invalid-status-code; the message begins at 0',
  );
  expect(await messageOf('SIP/2.0 200 OK\r\nl: x\r\n\r\n')).toBe(
    'invalid-content-length at 19: a Content-Length is one decimal number (RFC 3261 §20.14); the message begins at 0',
  );
});

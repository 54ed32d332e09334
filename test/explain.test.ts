import { describe, expect, test } from 'vitest';
import { type Deviation, explainFault, type Profile, safeParseStatusLine } from '../src/index.ts';
import { decodeOctets, encodeText } from '../src/octets.ts';
import { corpus } from './corpus/corpus.ts';

/** What `explainFault` says of an input's fault, or of its first deviation. */
function explanation(input: string | Uint8Array, profile: Profile = 'strict'): string {
  const { fault, deviations } = safeParseStatusLine(input, { profile });
  return explainFault(fault ?? (deviations[0] as Deviation), input);
}

const rendered: readonly (readonly [input: string, expected: string])[] = [
  [
    'SIP/2.0 480 Temporarily Unavailable [call Processing Released]',
    `invalid-reason-phrase at 36: "[" is not allowed in a Reason-Phrase (RFC 3261 §25.1)
  SIP/2.0 480 Temporarily Unavailable [call Processing Released]
                                      ^ expected a phrase character or the end of the line`,
  ],
  [
    'SIP/2.0  200 OK',
    `invalid-separator at 8: one SP too many; a single SP separates the elements (RFC 3261 §7.2)
  SIP/2.0  200 OK
          ^ expected a digit`,
  ],
  [
    'SIP/2.0 2000 OK',
    `invalid-status-code at 11: "0" is one digit too many; a Status-Code is three digits (RFC 3261 §7.2)
  SIP/2.0 2000 OK
             ^ expected SP`,
  ],
  [
    'SIP/2.0 2OO OK',
    `invalid-status-code at 9: "O" is no digit; a Status-Code is three digits (RFC 3261 §7.2)
  SIP/2.0 2OO OK
           ^ expected a digit`,
  ],
  [
    'SIP/2.0\t200 OK',
    `invalid-separator at 7: "\\t" where a single SP separates the elements (RFC 3261 §7.2)
  SIP/2.0\\t200 OK
         ^ expected a digit or SP`,
  ],
  [
    'SIP/2.0 200',
    `incomplete at 11: the input ends in or before the SP after the Status-Code
  SIP/2.0 200
             ^ expected SP`,
  ],
  [
    'SIP/2.0 200 OK\n',
    `invalid-line-end at 14: an LF without a CR before it; a line ends with CRLF (RFC 3261 §7)
  SIP/2.0 200 OK\\n
                ^ expected a phrase character or the end of the line`,
  ],
  [
    'SIP/2.0 200 O\rK',
    `invalid-line-end at 14: a CR without its LF; a line ends with CRLF (RFC 3261 §7)
  SIP/2.0 200 O\\rK
                 ^ expected LF`,
  ],
  [
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP example.com',
    `trailing-octets at 16: something follows the end of the line (RFC 3261 §7.2)
  SIP/2.0 200 OK\\r\\nVia: SIP/2.0/UDP example.com
                    ^ expected the end of the line`,
  ],
  [
    'SIP/2.0 200 日本語🙂é"',
    `invalid-reason-phrase at 18: '"' is not allowed in a Reason-Phrase (RFC 3261 §25.1)
  SIP/2.0 200 日本語🙂é"
                       ^ expected a phrase character or the end of the line`,
  ],
  [
    'SIP/2.0 200 e\u0301[',
    `invalid-reason-phrase at 14: "[" is not allowed in a Reason-Phrase (RFC 3261 §25.1)
  SIP/2.0 200 e\u0301[
               ^ expected a phrase character or the end of the line`,
  ],
  [
    'SIP/2.0 200 100% sure',
    `invalid-reason-phrase at 16: an SP does not go on with an escape, which is % and two hexadecimal digits (RFC 3261 §25.1)
  SIP/2.0 200 100% sure
                  ^ expected a hexadecimal digit`,
  ],
  [
    'SIP/2.0 200 \u202eevil\0',
    `invalid-reason-phrase at 17: "\\0" is not allowed in a Reason-Phrase (RFC 3261 §25.1)
  SIP/2.0 200 \\u{202E}evil\\0
                          ^ expected a phrase character or the end of the line`,
  ],
  [
    'INVITE sip:bob@biloxi.example.com SIP/2.0',
    `invalid-sip-version at 0: "I" does not go on with a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)
  INVITE sip:bob@biloxi.example.com SIP/2.0
  ^ expected "S"
  This looks like a SIP request: its Request-Line has the method first and the version last.`,
  ],
  [
    'HTTP/1.1 200 OK',
    `invalid-sip-version at 0: "H" does not go on with a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)
  HTTP/1.1 200 OK
  ^ expected "S"
  This looks like the status line of an HTTP response.`,
  ],
];

describe.each(rendered)('%j', (input, expected) => {
  test('as text', () => expect(explanation(input)).toBe(expected));
  test('as octets, at the octet', () => {
    const offset = safeParseStatusLine(encodeText(input)).fault?.offset;
    expect(explanation(encodeText(input))).toBe(expected.replace(/ at \d+/, ` at ${offset}`));
  });
});

test('stray octets', () => {
  expect(explanation(Uint8Array.of(...encodeText('SIP/2.0 200 '), 0xe5, 0xe4, 0x21))).toBe(
    `invalid-reason-phrase at 13: "\\xE4" does not go on with a UTF-8 sequence in the Reason-Phrase (RFC 3261 §25.1)
  SIP/2.0 200 \\xE5\\xE4!
                  ^ expected a continuation octet (80 to BF)`,
  );
});

test('a long line is clipped on both sides to the width of a terminal, and the caret stays under its octet', () => {
  for (const input of [
    `SIP/2.0 200 ${'語'.repeat(500)}[${'x'.repeat(500)}`,
    `SIP/2.0 200 ${'a'.repeat(500)}[${'é'.repeat(500)}`,
  ]) {
    const [, line = '', caret = ''] = explanation(input).split('\n');
    expect(line).toMatch(/^ {2}….*\[.*…$/);
    const columns = [...line.slice(0, line.indexOf('['))].reduce((sum, letter) => sum + (letter === '語' ? 2 : 1), 0);
    expect(caret.indexOf('^')).toBe(columns);
    expect([...line].reduce((sum, letter) => sum + (letter === '語' ? 2 : 1), 0)).toBeLessThanOrEqual(80);
  }
});

test('deviations are explained too', () => {
  expect(explanation('SIP/2.0 \t200 OK', 'lenient')).toBe(
    `irregular-separator at 7: the separator is not a single SP (RFC 3261 §7.2)
  SIP/2.0 \\t200 OK
         ^`,
  );
});

test('what is no input has no line', () => {
  const { fault } = safeParseStatusLine(null as unknown as string);
  expect(explainFault(fault as NonNullable<typeof fault>, null as unknown as string)).toBe(
    'invalid-input-type at 0: a Status-Line is a string or a Uint8Array, not null',
  );
});

test.each(corpus.filter(({ strict }) => strict === 'reject'))(
  '$id $text: the caret is right under what is wrong',
  ({ line }) => {
    for (const input of [line, decodeOctets(line)]) {
      const [heading = '', shown = '', caret = ''] = explanation(input).split('\n');
      const culprit = /: ["'](.+)["'] /.exec(heading)?.[1];
      if (culprit !== undefined && /^[\x20-\x7e]*$/.test(shown))
        expect(shown.startsWith(culprit, caret.indexOf('^'))).toBe(true);
      expect(caret).toMatch(/^ +\^ expected /);
    }
  },
);

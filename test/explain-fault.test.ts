import { describe, expect, test } from 'vitest';
import { type Deviation, explainFault, faultMessage, type Profile, safeParseStatusLine } from '../src/index.ts';
import { decodeOctets, encodeText } from '../src/text/utf-8.ts';
import { type MessageFault, type ReadResponseOptions, readResponse } from '../src/wire/index.ts';
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
                    ^ expected the end of the line
  This looks like a whole message: readResponse of sip-status-line/wire reads it, and readStatusLine its first line.`,
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
    `invalid-reason-phrase at 16: an SP does not continue an escape, which is % and two hexadecimal digits (RFC 3261 §25.1)
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
    `invalid-sip-version at 0: "I" does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)
  INVITE sip:bob@biloxi.example.com SIP/2.0
  ^ expected "S"
  This looks like a SIP request: its Request-Line has the method first and the version last.`,
  ],
  [
    'HTTP/1.1 200 OK',
    `invalid-sip-version at 0: "H" does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)
  HTTP/1.1 200 OK
  ^ expected "S"
  This looks like the status line of an HTTP response.`,
  ],
];

test.each([
  ['SIP/2.0\u00a0200 OK', '\\u{A0}'],
  ['SIP/2.0\u3000200 OK', '\\u{3000}'],
  ['SIP/2.0 \u200b200 OK', '\\u{200B}'],
  ['SIP/2.0 2\u00ad00 OK', '\\u{AD}'],
])('%j: what nobody can see is shown', (line, shown) => {
  const [sentence, excerpt] = explanation(line).split('\n');
  expect(sentence).toContain(`"${shown}"`);
  expect(excerpt).toContain(shown);
});

describe.each(rendered)('%j', (input, expected) => {
  test('as text', () => expect(explanation(input)).toBe(expected));
  test('as octets, at the octet', () => {
    const offset = safeParseStatusLine(encodeText(input)).fault?.offset;
    expect(explanation(encodeText(input))).toBe(expected.replace(/ at \d+/, ` at ${offset}`));
  });
});

test('stray octets', () => {
  expect(explanation(Uint8Array.of(...encodeText('SIP/2.0 200 '), 0xe5, 0xe4, 0x21))).toBe(
    `invalid-reason-phrase at 13: "\\xE4" does not continue a UTF-8 sequence in the Reason-Phrase (RFC 3261 §25.1)
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

describe('a line is clipped to the width of a terminal, with the caret under the octet', () => {
  const line = (before: number, after: number): string => `SIP/2.0 486 ${'a'.repeat(before - 12)}[${'b'.repeat(after)}`;
  const shown = (input: string | Uint8Array): readonly string[] => explanation(input).split('\n').slice(1);
  const caret = (column: number): string =>
    `${' '.repeat(column + 2)}^ expected a phrase character or the end of the line`;

  // 76 columns after the indent, up to 56 of them before the caret.
  test.each([
    [56, 19, `SIP/2.0 486 ${'a'.repeat(44)}[${'b'.repeat(19)}`, 56],
    [57, 19, `…P/2.0 486 ${'a'.repeat(45)}[${'b'.repeat(19)}`, 56],
    [58, 19, `…/2.0 486 ${'a'.repeat(46)}[${'b'.repeat(19)}`, 56],
    [56, 20, `SIP/2.0 486 ${'a'.repeat(44)}[${'b'.repeat(18)}…`, 56],
    [20, 55, `SIP/2.0 486 ${'a'.repeat(8)}[${'b'.repeat(55)}`, 20],
    [20, 56, `SIP/2.0 486 ${'a'.repeat(8)}[${'b'.repeat(54)}…`, 20],
    [100, 100, `…${'a'.repeat(55)}[${'b'.repeat(18)}…`, 56],
    [100, 19, `…${'a'.repeat(55)}[${'b'.repeat(19)}`, 56],
    [1000, 1000, `…${'a'.repeat(55)}[${'b'.repeat(18)}…`, 56],
  ])('%i characters before, %i after', (before, after, text, column) => {
    expect(shown(line(before, after))).toEqual([`  ${text}`, caret(column)]);
    expect(shown(encodeText(line(before, after)))).toEqual([`  ${text}`, caret(column)]);
  });

  test('characters of two columns count as two', () => {
    for (const input of [40, 400].map((count) => `SIP/2.0 486 ${'漢'.repeat(count)}[${'漢'.repeat(30)}`)) {
      const expected = [`  …${'漢'.repeat(27)}[${'漢'.repeat(9)}…`, caret(55)];
      expect(shown(input)).toEqual(expected);
      expect(shown(encodeText(input))).toEqual(expected);
    }
  });

  test('marks that take no column do not hide that the line goes on', () => {
    const marks = '\u0301'.repeat(600);
    const [text, pointer] = shown(`SIP/2.0 486 ${marks}[${marks}`);
    expect(text).toMatch(/^ {2}…\u0301+\[\u0301+…$/);
    expect(pointer).toBe(caret(1));
  });

  test('only so much of a line is looked at as can be shown', () => {
    const long = `SIP/2.0 486 ${'é'.repeat(3000)}[${'é'.repeat(3000)}`;
    const expected = [`  …${'é'.repeat(55)}[${'é'.repeat(18)}…`, caret(56)];
    expect(shown(long)).toEqual(expected);
    expect(shown(encodeText(long))).toEqual(expected);
  });
});

test.each<[unknown, string]>([
  [5, 'number'],
  [null, 'null'],
  [undefined, 'undefined'],
  [{}, 'Object'],
  [[], 'Array'],
  [new Date(0), 'Date'],
  [() => 1, 'function'],
])('what is no input is called by its type: %j', (input, type) => {
  const { fault } = safeParseStatusLine(input as string);
  expect(explainFault(fault as NonNullable<typeof fault>, input as string)).toBe(
    `invalid-input-type at 0: a Status-Line is a string or a Uint8Array, not ${type}`,
  );
});

test.each([
  ['', 'incomplete at 0: the input ends in or before the SIP-Version', '^ expected "S"'],
  ['SIP/2.0', 'incomplete at 7: the input ends in or before the SP after the SIP-Version', '^ expected a digit or SP'],
  ['SIP/2.0 ', 'incomplete at 8: the input ends in or before the Status-Code', '^ expected a digit'],
  [
    'SIP/2.0 486 x%',
    'incomplete at 14: the input ends in or before the Reason-Phrase',
    '^ expected a hexadecimal digit',
  ],
  ['SIP/2.0 486 x\r', 'incomplete at 14: the input ends in or before the CRLF', '^ expected LF'],
  [
    'SIP/2.0 486 O\r\nx',
    'trailing-octets at 15: something follows the end of the line (RFC 3261 §7.2)',
    '^ expected the end of the line',
  ],
  ['\ud800', 'invalid-text at 0: a surrogate that stands for no octet', '^ expected well-formed text'],
])('%j: %s', (input, heading, expectation) => {
  const [first, , last] = explanation(input).split('\n');
  expect(first).toBe(heading);
  expect(last?.trim()).toBe(expectation);
});

test('what was expected, in words: one thing, two, and more', () => {
  const words = (input: string, profile?: Profile): string | undefined => explanation(input, profile).split('^ ')[1];
  expect(words('SIP/2.0 4x')).toBe('expected a digit');
  expect(words('SIP/2.0')).toBe('expected a digit or SP');
  expect(words('SIP/2.0 200;', 'lenient')).toBe('expected SP, HTAB, a letter, the end of the line or LF');
  expect(words('SIP/2.0 486 O\rK')).toBe('expected LF');
  expect(explanation('SIP/2.0 486 OK\n')).toMatch(/^invalid-line-end at 14: an LF without a CR before it/);
});

test('faults that no whole line has', () => {
  const fault = { offset: 0, rule: 'statusLine', expected: ['lineEnd'] };
  expect(explainFault({ code: 'too-long', ...fault }, 'x')).toBe(
    'too-long at 0: the line is longer than the limit\n  x\n  ^ expected the end of the line',
  );
  expect(explainFault({ code: 'invalid-input-type', ...fault, expected: [] }, 'x')).toMatch(
    /^invalid-input-type at 0: neither a string nor a Uint8Array\n/,
  );
  expect(explainFault({ code: 'incomplete', ...fault, rule: 'toString' }, '')).toMatch(/in or before the toString\n/);
});

test.each([
  ['RTSP/1.0 200 OK', '  This looks like the status line of an RTSP response.'],
  ['HTTP/1.1 200 OK', '  This looks like the status line of an HTTP response.'],
  [
    'INVITE sip:a SIP/2.0',
    '  This looks like a SIP request: its Request-Line has the method first and the version last.',
  ],
  ['x RTSP/1.0', undefined],
  ['x HTTP/1.1', undefined],
  ['RTSP/x', undefined],
  ['\u0001INVITE sip:a SIP/2.0', undefined],
  [`${'x'.repeat(600)} sip:a SIP/2.0`, undefined],
])('%j looks like: %s', (input, looks) => {
  expect(explanation(input).split('\n')[3]).toBe(looks);
});

describe('faults of messages', () => {
  const read = (text: string, options?: ReadResponseOptions): MessageFault => {
    const result = readResponse(new TextEncoder().encode(text), options);
    if (result.type !== 'fault') throw new Error('it is no fault');
    return result.fault;
  };

  test.each([
    [
      'a line',
      'SIP/2.0 2000 OK\r\nl: 0\r\n\r\n',
      { profile: 'strict' },
      'invalid-start-line at 11: neither a Status-Line nor a Request-Line (RFC 3261 §7); "0" is one digit too many; a Status-Code is three digits (RFC 3261 §7.2); expected SP',
    ],
    [
      'a length',
      'SIP/2.0 200 OK\r\nl: x\r\n\r\n',
      undefined,
      'invalid-content-length at 19: a Content-Length is one decimal number (RFC 3261 §20.14)',
    ],
    [
      'a body that is cut',
      'SIP/2.0 200 OK\r\nl: 5\r\n\r\nhi',
      undefined,
      'truncated at 26: the octets end before the message does (RFC 3261 §18.3); 3 octets of the body are missing',
    ],
    [
      'a NUL',
      'SIP/2.0 200 OK\r\nVia: \0\r\n\r\n',
      { profile: 'strict' },
      'illegal-head-octet at 21: a NUL among the header fields (RFC 3261 §25.1)',
    ],
  ] as const)('%s', (_, text, options, message) => {
    const fault = read(text, options);
    expect(faultMessage(fault, new TextEncoder().encode(text))).toBe(message);
    const explained = explainFault(fault, new TextEncoder().encode(text));
    expect(explained.split('\n')).toHaveLength(3);
    expect(explained).toContain(`${fault.code} at ${fault.offset}: `);
    expect(explained).not.toContain('undefined');
  });

  test('deviations of messages', () => {
    const message = readResponse(new TextEncoder().encode('SIP/2.0 200 OK\r\nVia: a\nl: 0\r\nl: 0 \r\n\r\n'));
    const texts = message.type === 'response' ? message.deviations.map((one) => faultMessage(one, '')) : [];
    expect(texts).toEqual([
      'irregular-head-line-end at 22: a CR or an LF among the header fields that is not part of a CRLF (RFC 3261 §7)',
      'repeated-content-length at 29: a second Content-Length, with the same number (RFC 3261 §7.3.1)',
      'irregular-content-length at 33: white space after the number of a Content-Length (RFC 3261 §20.14)',
    ]);
  });
});

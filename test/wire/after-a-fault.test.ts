// Where the next message is found after a fault: what stands before it on its line, and what follows.
import { expect, test } from 'vitest';
import { chunked, octetsOf, reading } from './reading.ts';

/** A faulty message that does not say where it ends. */
const fault = 'no SIP\r\n\r\n';
const whole = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n';

test.each<[what: string, text: string, found: readonly (readonly [code: number, offset: number])[]]>([
  ['at the beginning of a line', whole, [[200, 0]]],
  ['not in a header field, which may quote it', `X: ${whole}`, []],
  ['not in one with a longer name', `X-Was: ${whole}`, []],
  ['not in a header field with blanks before its colon', `X \t: ${whole}`, []],
  ['not in a line that continues a header field', ` ${whole}\t${whole}`, []],
  ['not after a Status-Line with a fault, which may quote it', `SIP/2.0 4 ${whole}`, []],
  ['after controls', `\x00\x01${whole}`, [[200, 2]]],
  ['after a word', `abc${whole}`, [[200, 3]]],
  ['after letters of its own', `SS${whole}`, [[200, 2]]],
  ['after a quotation mark', `"${whole}`, [[200, 1]]],
  ['after words', `two words ${whole}`, [[200, 10]]],
  ['after words with a colon, which no header field is', `two words: ${whole}`, [[200, 11]]],
  ['after what is no name, with a colon', `[x]: ${whole}`, [[200, 5]]],
  ['after a colon that nothing stands before', `: ${whole}`, [[200, 2]]],
  ['after a CR', `X: a\r${whole}`, [[200, 5]]],
  ['after an LF', `x\n${whole}`, [[200, 2]]],
  ['after a header field', `X: 1\r\n${whole}`, [[200, 6]]],
  ['in lower case, after a NUL', '\x00sip/2.0 200 OK\r\nl: 0\r\n\r\n', [[200, 1]]],
  ['the first of two on a line', '\x00SIP/2.0 200 SIP/2.0 404 x\r\nl: 0\r\n\r\n', [[200, 1]]],
  ['with a Via in place of a Content-Length', 'SIP/2.0 200 OK\r\nv: 1\r\n\r\n', [[200, 0]]],
  ['not with neither', 'SIP/2.0 200 OK\r\nX: 1\r\n\r\n', []],
  ['not without the end of its header fields', 'SIP/2.0 200 OK\r\nl: 0\r\n', []],
  ['after a Status-Line without header fields', `SIP/2.0 200 OK\r\n\r\n${whole}`, [[200, 18]]],
  ['after a request, which is a message too', `INVITE sip:a SIP/2.0\r\nl: 0\r\n\r\n${whole}`, [[200, 30]]],
  ['not a request amid a line', `x INVITE sip:a SIP/2.0\r\nl: 0\r\n\r\n${whole}`, [[200, 32]]],
  [
    'not in the body of a faulty one that says how long it is',
    `SIP/2.0 2000 OK\r\nl: 24\r\n\r\n${whole}${whole}`,
    [[200, 50]],
  ],
  ['not in a body that does not end', `SIP/2.0 2000 OK\r\nl: 9999\r\n\r\n${whole}`, []],
  [
    'not in a header field of one that is none',
    `\x00SIP/2.0 200 OK\r\nX: 1\r\nY: SIP/2.0 404 x\r\n\r\n${whole}`,
    [[200, 43]],
  ],
  ['after two that are none, on one line', `\x00SIP/2.0 200 a \x00SIP/2.0 404 b\r\nX: 1\r\n\r\n${whole}`, [[200, 39]]],
])('%s', async (_, text, found) => {
  const octets = octetsOf(fault + text);
  // In pieces it is the same.
  for (const size of [octets.length, 1, 7]) {
    const { messages } = await reading(chunked(octets, size), { resynchronise: true });
    const codes = messages.map((message) => [
      message.type === 'response' ? message.statusLine.statusCode : 0,
      message.offset - fault.length,
    ]);
    expect({ size, codes }).toEqual({ size, codes: found });
  }
});

test.each([
  ['as long as may be skipped', 100, [[200, 127]]],
  ['one octet longer, so that the stream ends', 101, []],
] as const)('a body of a faulty message, %s', async (_, length, found) => {
  const text = `SIP/2.0 2000 OK\r\nl: ${length}\r\n\r\n${'x'.repeat(length)}${whole}`;
  const maxSkippedOctets = 'SIP/2.0 2000 OK\r\nl: 100\r\n\r\n'.length + 100;
  const options = { resynchronise: true, maxSkippedOctets };
  for (const before of ['', whole]) {
    const { messages, fault } = await reading([octetsOf(before + text)], options);
    expect(messages.map(({ offset }) => offset - before.length).filter((offset) => offset >= 0)).toEqual(
      found.map(([, offset]) => offset),
    );
    expect(fault?.canResynchronise).toBe(found.length > 0 ? undefined : false);
  }
});

test('a faulty message that is found after a fault, and says how long it is, is skipped with what was before it', async () => {
  const faulty = `SIP/2.0 2000 OK\r\nl: 24\r\n\r\n${whole}`;
  const { messages, skipped } = await reading([octetsOf(fault + faulty + whole)], { resynchronise: true });
  expect(messages.map(({ offset }) => offset)).toEqual([fault.length + faulty.length]);
  expect(skipped).toMatchObject([{ start: 0, end: fault.length + faulty.length, why: 'fault' }]);
});

test.each([
  [50, true],
  [49, false],
])('found after a fault, it counts as one where no more than %i octets may be skipped: %s', async (most, isFound) => {
  const faulty = `SIP/2.0 2000 OK\r\nl: 24\r\n\r\n${whole}`;
  const options = { resynchronise: true, maxSkippedOctets: most };
  const { messages } = await reading([octetsOf(fault + faulty + whole)], options);
  // Else what is in its body is as good as any other.
  const places = isFound ? [faulty.length] : [faulty.length - whole.length, faulty.length];
  expect(messages.map(({ offset }) => offset - fault.length)).toEqual(places);
});

test('a fault says whether reading could go on: not where more would have to be skipped than may be', async () => {
  const long = (length: number): string => `SIP/2.0 200 OK\r\nl: ${length}\r\n\r\n`;
  for (const before of ['', whole]) {
    for (const [length, canResynchronise] of [
      [75, true],
      [76, false],
    ] as const) {
      const { fault } = await reading([octetsOf(before + long(length))], {
        maxBodyOctets: 10,
        maxSkippedOctets: 100,
      });
      expect({ length, fault }).toMatchObject({ length, fault: { canResynchronise } });
    }
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asyncLaw, trivial } from '../prop.ts';
import { pcap } from '../wire/captures.ts';
import { all } from '../wire/found.ts';
import { octetsOf, reading } from '../wire/reading.ts';

/** The responses of a stream, by their codes and their offsets, as a stream and as a capture of TCP segments have them. */
async function readings(stream: Uint8Array, sizes: readonly number[]): Promise<readonly (readonly string[])[]> {
  const { messages, skipped } = await reading([stream], { resynchronise: true });
  const frames = [];
  /** By segment: where it begins in the stream, and where its payload begins in the file. */
  const places: [stream: number, file: number][] = [];
  for (let at = 0, file = 24, n = 0; at < stream.length; n += 1) {
    const payload = stream.subarray(at, at + (sizes[n % sizes.length] as number));
    frames.push({ transport: 'tcp', payload, sequence: 1 + at } as const);
    places.push([at, file + 16 + 14 + 20 + 20]);
    file += 16 + 14 + 20 + 20 + payload.length;
    at += payload.length;
  }
  const { found } = await all(pcap(frames));
  const inStream = (offset: number): number => {
    const [at, file] = places.findLast((place) => place[1] <= offset) ?? [0, 0];
    return at + offset - file;
  };
  return [
    [
      ...messages.flatMap((message) =>
        message.type === 'response' ? [`${message.statusLine.statusCode} at ${message.offset}`] : [],
      ),
      // A capture that ends before a body does has the response all the same.
      ...skipped.flatMap(({ fault }) =>
        fault?.code === 'truncated' && fault.statusLine ? [`${fault.statusLine.statusCode} at ${fault.start}`] : [],
      ),
    ],
    found
      .filter(({ where, statusLine }) => where === 'message' && statusLine !== undefined)
      .map(({ statusLine, offset }) => `${statusLine?.statusCode} at ${inStream(offset)}`),
  ];
}

const inBody = 'SIP/2.0 404 No\r\n';
const after = 'SIP/2.0 180 Ringing\r\nl: 0\r\n\r\n';

test.each([
  ['plain', 'SIP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nhi', [200]],
  ['Content-Length folded', `SIP/2.0 200 OK\r\nVia: x\r\nContent-Length:\r\n 16\r\n\r\n${inBody}`, [200]],
  ['Content-Length with many zeros', `SIP/2.0 200 OK\r\nContent-Length: 00000000000000016\r\n\r\n${inBody}`, [200]],
  ['two Content-Lengths', `SIP/2.0 200 OK\r\nl: 0\r\nl: 16\r\n\r\n${inBody}`, []],
  ['a blank after Content-Length', `SIP/2.0 200 OK\r\nContent-Length: 16 \r\n\r\n${inBody}`, [200]],
  ['a request of version 2.00', `OPTIONS sip:a SIP/2.00\r\nl: 16\r\n\r\n${inBody}`, []],
  ['a request with SP after it', `OPTIONS sip:a SIP/2.0 \r\nl: 16\r\n\r\n${inBody}`, []],
  ['a request with any token for its method', `*PING sip:a SIP/2.0\r\nl: 16\r\n\r\n${inBody}`, []],
  ['NUL before a request', `\0OPTIONS sip:a SIP/2.0\r\nl: 16\r\n\r\n${inBody}`, []],
  ['a request with lone LF', `OPTIONS sip:a SIP/2.0\nl: 16\n\n${inBody}`, []],
  ['a message that was cut off', 'SIP/2.0 200 OK\r\nVia: x\r\nSIP/2.0 404 No\r\nl: 0\r\n\r\n', [404]],
  ['a faulty line and its length', `SIP/2.0 2000 OK\r\nl: 16\r\n\r\n${inBody}`, []],
])('%s', async (_, text, codes) => {
  const [read, found] = await readings(octetsOf(text + after), [7]);
  expect(read?.map((response) => Number.parseInt(response, 10))).toEqual([...codes, 180]);
  expect(found).toEqual(read);
});

const line = fc.constantFrom(
  'SIP/2.0 200 OK',
  'SIP/2.0 486 Busy [here]',
  'SIP/2.0 100',
  'sip/2.0 404 ',
  'SIP/2.0 2000 OK',
  'SIP/2.00 200 OK',
  'SIP/2.0\t180 Ringing',
  'BYE sip:a SIP/2.0',
  'BYE  sip:a  SIP/2.0 ',
  '*PING sip:a SIP/2.00',
  'HTTP/1.1 200 OK',
  'NOTIFY',
  'garbage',
  'xSIP/2.0 200 OK',
);
const field = fc.constantFrom(
  ...['Via: SIP/2.0/UDP a', 'v: SIP/2.0/TCP b', 'l: 0', 'l: 16', 'L:\r\n 16', 'Content-Length : 016', 'l: 16 ', 'l: x'],
  ...[
    'l: 2000000',
    'X: SIP/2.0 200 OK',
    'X: a\rl: 16',
    'X: \0',
    'SIP/2.0 404 No',
    'c: message/sipfrag',
    ' folded',
    'x',
  ],
);
const lineEnd = fc.constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\r\r\n');
const part = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(line, lineEnd, fc.array(fc.tuple(field, lineEnd), { maxLength: 4 }), lineEnd)
      .map(([start, end, fields, empty]) => start + end + fields.flat().join('') + empty),
  },
  { weight: 2, arbitrary: fc.constantFrom(after, inBody, 'SIP/2.0 404 No\r\nl: 0\r\n\r\n', 'x'.repeat(16)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\r\n', '\0', '\xef\xbb\xbf', '\x00\x01\x00\x00!\x12', 'hello', 'S', ' ', '\n'),
  },
);

asyncLaw(
  'one framing: a stream and a capture of it list the same responses at the same offsets',
  [
    fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => octetsOf(parts.join(''))),
    fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 6 }),
  ],
  async (stream, sizes) => {
    const [read, found] = await readings(stream, sizes);
    expect(found).toEqual(read);
    return read?.length === 0 ? trivial : undefined;
  },
);

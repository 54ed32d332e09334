import { expect, test } from 'vitest';
import { searchStatusLines } from '../../src/wire/index.ts';
import { all, shortly } from './found.ts';

test.each([
  ['the whole text', 'SIP/2.0 200 OK', ['message 200 OK']],
  ['a line among lines', 'a\nSIP/2.0 486 Busy Here\nb\n', ['message 486 Busy Here']],
  ['CRLF', 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\n', ['message 200 OK']],
  ['CR CR LF, as a port of text mode has it', 'SIP/2.0 200 OK\r\r\nVia: SIP/2.0/UDP a\r\r\n', ['message 200 OK']],
  ['a lone CR', 'x\rSIP/2.0 200 OK\rVia: a', ['message 200 OK']],
  ['an indented line', ' \t SIP/2.0 180 Ringing\n', ['message 180 Ringing']],
  ['an empty phrase', 'SIP/2.0 200 \n', ['message 200 ']],
  ['no second SP', 'SIP/2.0 200\n', ['message 200 ']],
  ['lower case', 'sip/2.0 200 OK\n', ['message 200 OK']],
  ['another version', 'SIP/3.11 200 OK\n', ['message 200 OK']],
  ['several blanks', 'SIP/2.0 \t 200 OK\n', ['message 200 OK']],
  ['a phrase that holds another', 'SIP/2.0 500 SIP/2.0 404 Not Found\n', ['message 500 SIP/2.0 404 Not Found']],
  ['a code of four digits', 'SIP/2.0 2000 OK\n', ['message invalid-status-code']],
  ['no code', 'SIP/2.0 OK\n', []],
  ['the version of a Via', 'Via: SIP/2.0/UDP 192.0.2.1:5060\nSIP/2.0/TCP 200\n', []],
  ['the version of a request', 'INVITE sip:a@example.com SIP/2.0\r\n200 OK\n', []],
  ['no version', 'SIP/ 200 OK\nSIP/2 200 OK\nSIP/2. 200 OK\nSIP/x.0 200 OK', []],
  ['amid other text', 'got SIP/2.0 404 Not Found from a\n', ['text 404 Not Found from a']],
  ['quoted', 'got "SIP/2.0 404 Not Found" from a\n', ['text 404 Not Found']],
  [
    'in brackets',
    '(SIP/2.0 404 Not Found), <SIP/2.0 487 Request Terminated>\n',
    ['text 404 Not Found', 'text 487 Request Terminated'],
  ],
  ['a quotation that does not end', '"SIP/2.0 404 Not Found\n"', ['text 404 Not Found']],
  [
    'octets of a header before it, as tcpdump -A prints them',
    'E..)..@.@.SIP/2.0 200 OK\nv: SIP/2.0/UDP a\n',
    ['message 200 OK'],
  ],
  ['a prefix before each line', 'Nov 24 a: SIP/2.0 200 OK\nNov 24 a: Via: SIP/2.0/UDP a\n', ['message 200 OK']],
  ['a prefix, and no header field', 'Nov 24 a: SIP/2.0 200 OK\nNov 24 a: next: 1\n', ['text 200 OK']],
  ['JSON', '{"raw":"SIP/2.0 200 OK\\r\\nVia: SIP/2.0/UDP a\\r\\n"}\n', ['message 200 OK']],
  ['a system log', 'a: SIP/2.0 200 OK#015#012Via: SIP/2.0/UDP a#015#012\n', ['message 200 OK']],
  ['NUL ends a line', 'SIP/2.0 200 OK\0\0\0', ['message 200 OK']],
  [
    'a body',
    'NOTIFY sip:a SIP/2.0\r\nContent-Type: message/sipfrag\r\nEvent: refer\r\n\r\nSIP/2.0 100 Trying\r\n\r\nSIP/2.0 200 OK\r\n',
    ['body 100 Trying', 'message 200 OK'],
  ],
  ['the compact name of its type', 'c: Message/SipFrag;version=2.0\n\nSIP/2.0 100 Trying\n', ['body 100 Trying']],
  [
    'a Via tells a message from a body',
    'c: message/sipfrag\n\nSIP/2.0 100 Trying\nv: SIP/2.0/UDP a\n',
    ['message 100 Trying'],
  ],
  ['a type of something before', 'c: message/sipfrag\n\nx\n\nSIP/2.0 100 Trying\n', ['message 100 Trying']],
  ['what speaks of such a type', 'about message/sipfrag\n\nSIP/2.0 100 Trying\n', ['message 100 Trying']],
  ['a body in JSON', '"Content-Type: message/sipfrag\\r\\n\\r\\nSIP/2.0 100 Trying\\r\\n"', ['body 100 Trying']],
  ['octets that are no text', '\u0001\u0002SIP/2.0 200 \u00e9\n', ['text 200 é']],
  ['nothing', '', []],
])('%s', async (_, text, expected) => {
  expect(await shortly(text)).toEqual(expected);
});

test('tells where, and what is to be said of the line', async () => {
  const text = 'x\nSIP/2.0 480 [gone]\r\nVia: SIP/2.0/UDP a\r\n';
  const { found, skipped } = await all(new TextEncoder().encode(text));
  expect(found).toEqual([
    {
      offset: 2,
      octets: new TextEncoder().encode('SIP/2.0 480 [gone]'),
      where: 'message',
      packet: undefined,
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 480, reasonPhrase: '[gone]' },
      deviations: [{ code: 'illegal-reason-octet', offset: 12 }],
      fault: undefined,
    },
  ]);
  expect(skipped).toEqual([]);
});

test('the strict profile has more faults', async () => {
  const strict = searchStatusLines(new TextEncoder().encode('SIP/2.0 480 [gone]\n'), { profile: 'strict' });
  expect((await strict.next()).value).toMatchObject({ fault: { code: 'invalid-reason-phrase', offset: 12 } });
});

test('a line that is longer than any is too long, and what follows it is found', async () => {
  const text = `SIP/2.0 200 ${'x'.repeat(70_000)}\nSIP/2.0 486 Busy Here\n${' '.repeat(200_000)}SIP/2.0 603 Decline`;
  expect(await shortly(text)).toEqual(['message too-long', 'message 486 Busy Here', 'message 603 Decline']);
});

test('offsets count from the beginning of a source of many pieces', async () => {
  const line = new TextEncoder().encode('SIP/2.0 180 Ringing\n');
  const noise = new Uint8Array(100_003).fill(0x2e);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < 30; n += 1) {
      yield noise;
      yield Uint8Array.of(0x0a);
      yield line;
    }
  }
  const { found } = await all(pieces());
  expect(found.map(({ offset }) => offset)).toEqual(
    Array.from({ length: 30 }, (_, n) => n * (noise.length + 1 + line.length) + noise.length + 1),
  );
});

test.each([[{ profile: 'loose' }], [null], [7]])('wrong options: %s', async (options) => {
  await expect(searchStatusLines(new Uint8Array(), options as never).next()).rejects.toThrow(TypeError);
});

test.each([[undefined], [7], ['SIP/2.0 200 OK']])('what is no source: %s', async (source) => {
  await expect(searchStatusLines(source as never).next()).rejects.toThrow(TypeError);
});

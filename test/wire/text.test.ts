import { describe, expect, test } from 'vitest';
import { searchStatusLines } from '../../src/wire/index.ts';
import { all, shortly } from './found.ts';

test.each([
  ['the whole text', 'SIP/2.0 200 OK', ['message 200 OK']],
  ['a line among lines', 'a\nSIP/2.0 486 Busy Here\nb\n', ['message 486 Busy Here']],
  ['CRLF', 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\n', ['message 200 OK']],
  ['CR CR LF, as a port of text mode has it', 'SIP/2.0 200 OK\r\r\nVia: SIP/2.0/UDP a\r\r\n', ['message 200 OK']],
  ['the mark of UTF-8 before it', '\ufeffSIP/2.0 200 OK\n', ['message 200 OK']],
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

test.each([
  ['ngrep by lines', 'SIP/2.0 200 OK.\nVia: SIP/2.0/UDP a.\n.\n', ['message 200 OK']],
  ['a phrase that ends with a dot', 'SIP/2.0 200 OK.\nVia: SIP/2.0/UDP a\n', ['message 200 OK.']],
  ['ngrep on one line', '  SIP/2.0 200 OK..Via: SIP/2.0/UDP a..CSeq: 1 A....', ['message 200 OK']],
  ['dots in a phrase', 'SIP/2.0 180 Wait..soon\nVia: SIP/2.0/UDP a\n', ['message 180 Wait..soon']],
  ['sipgrep in colours', '\u001b[32mSIP/2.0 200 OK.\u001b[0m\n\u001b[1mVia: a.\u001b[0m\n', ['message 200 OK']],
  ['a colour that is spelled out', 'x: #033[32mSIP/2.0 200 OK#033[0m\nx: #033[32mVia: a\n', ['message 200 OK']],
  [
    'what grep marks',
    'SIP/2.0 \u001b[01;31m\u001b[K486\u001b[m\u001b[K Busy Here\r\nVia: a\r\n',
    ['message 486 Busy Here'],
  ],
  ['a mark within a code', 'SIP/2.0 4\u001b[m\u001b[K86 Busy Here\r\nVia: a\r\n', ['message 486 Busy Here']],
  [
    'a colour for each part',
    '\u001b[1mSIP/2.0\u001b[0m 486 \u001b[31mBusy\u001b[0m Here\nVia: a\n',
    ['message 486 Busy Here'],
  ],
  [
    'colours in JSON',
    '{"m":"SIP/2.0 \\u001b[31m486\\u001b[0m Busy Here\\r\\nVia: a\\r\\n"}\n',
    ['message 486 Busy Here'],
  ],
  ['brackets are no colours', 'SIP/2.0 486 [31m] Busy\r\nVia: a\r\n', ['message 486 [31m] Busy']],
  ['a name for both', 'SIP/2.0 200 OK<CRLF>Via: a<CRLF>\n', ['message 200 OK']],
  ['an AudioCodes SBC', 'SIP/2.0 183 Session Progress \nVia: a \n \n', ['message 183 Session Progress']],
  ['the same in a system log', 'a sbc: SIP/2.0 200 OK \na sbc: Via: a \n', ['message 200 OK']],
  ['an empty phrase before blanks', 'SIP/2.0 200 \nVia: a \n', ['message 200 ']],
  ['a blank that the phrase ends with', 'SIP/2.0 200 OK \r\nVia: a\r\n', ['message 200 OK ']],
  ['Docker', '{"log":"SIP/2.0 200 OK\\r\\n","time":"1"}\n{"log":"Via: a\\r\\n","time":"1"}\n', ['message 200 OK']],
  ['objects without line ends', '{"t":1.5,"m":"SIP/2.0 200 OK"}\n{"t":1.75,"m":"Via: a"}\n', ['message 200 OK']],
  ['Kubernetes', '01:02.123456789Z o F SIP/2.0 200 OK\r\n01:02.1234568Z o F Via: a\r\n', ['message 200 OK']],
  ['another prefix', '1 warn SIP/2.0 200 OK\n2 info that Via: a\n', ['text 200 OK']],
  [
    'JSON in JSON',
    '{"log":"{\\"m\\":\\"SIP/2.0 486 Busy Here\\\\r\\\\nVia: a\\\\r\\\\n\\"}\\n"}\n',
    ['message 486 Busy Here'],
  ],
  ['a line in JSON in JSON', '{"log":"{\\"m\\":\\"SIP/2.0 486 Busy Here\\",\\"n\\":1}\\n"}\n', ['text 486 Busy Here']],
  ['escapes in JSON', '{"m":"SIP/2.0 480 \\"a\\" \\\\ b\\/c \\u00fc"}\n', ['text 480 "a" \\ b/c ü']],
  ['escapes in JSON in JSON', '{"l":"{\\"m\\":\\"SIP/2.0 480 \\\\\\"a\\\\\\"\\"}"}\n', ['text 480 "a"']],
  [
    'JSON with escaped slashes',
    '{"m":"SIP\\/2.0 486 Busy\\/Here\\r\\nVia: SIP\\/2.0\\/UDP a\\r\\n"}\n',
    ['message 486 Busy/Here'],
  ],
  ['a slash that is escaped in no string', 'got SIP\\/2.0 486 Busy Here\n', ['text 486 Busy Here']],
  ['a string that goes on', '{"m":"SIP/2.0 486 Busy Here","e":"at\\n x"}\n', ['text 486 Busy Here']],
  [
    'a string and a message',
    '{"a":"SIP/2.0 200 OK","b":"SIP/2.0 200 OK\\r\\nVia: a\\r\\n"}',
    ['text 200 OK', 'message 200 OK'],
  ],
  ['a line later in a string', '{"m":"got SIP/2.0 486 Busy Here","n":1}\n', ['text 486 Busy Here']],
  ['text after a string', '"a" SIP/2.0 486 "Busy" Here\n', ['text 486 "Busy" Here']],
  ['CSV', '1,"SIP/2.0 480 a ""b"" c",2\n', ['text 480 a "b" c']],
  ['a string in Python', "b'SIP/2.0 480 it\\'s the user's'\n", ["text 480 it's the user's"]],
  ['brackets in brackets', '[SIP/2.0 480 Gone [no answer]] x\n', ['text 480 Gone [no answer]']],
  ['rsyslog', 'a: SIP/2.0 200 OK#015\na: Via: a#015\n', ['message 200 OK']],
  ['octal', 'a: SIP/2.0 200 OK\\015\\012Via: a\\015\\012\n', ['message 200 OK']],
  ['carets', 'SIP/2.0 200 OK^M\nVia: a^M\n', ['message 200 OK']],
  ['cat -A', 'SIP/2.0 200 OK^M$\nVia: a^M$\n', ['message 200 OK']],
  ['cat -A, and LF', 'SIP/2.0 200 OK$\nVia: a$\n', ['message 200 OK']],
  ['carets on one line', 'a: SIP/2.0 200 OK^M^JVia: a^M^J\n', ['message 200 OK']],
  ['a caret in a phrase', 'SIP/2.0 200 a ^M b\n', ['message 200 a ^M b']],
  ['a message on one line', 'SIP/2.0 200 OK\\r\\nVia: a\\r\\n\n', ['message 200 OK']],
  ['a backslash in a phrase', 'SIP/2.0 200 a\\nb\n', ['message 200 a\\nb']],
  ['XML', '<m>SIP/2.0 486 Busy &amp; Gone&#13;\nVia: a&#13;\n</m>', ['message 486 Busy & Gone']],
  ['XML on one line', '<m>SIP/2.0 486 Busy Here&#xD;&#xA;Via: a&#xD;&#xA;</m>', ['message 486 Busy Here']],
  ['HTML', '<p>SIP/2.0 200 OK<br>Via: SIP/2.0/UDP a<br/></p>\n', ['message 200 OK']],
  ['HTML by lines', 'SIP/2.0 200 OK<br />\nVia: a<br />\n', ['message 200 OK']],
  ['names in brackets', 'a: SIP/2.0 200 OK[CR][LF]Via: a[CR][LF]\n', ['message 200 OK']],
  ['names in brackets, by lines', 'a: SIP/2.0 200 OK[CR][LF]\na: Via: a[CR][LF]\n', ['message 200 OK']],
  ['such a name in a phrase', 'SIP/2.0 200 a [CR] b\n', ['message 200 a [CR] b']],
  ['pictures of controls', 'a: SIP/2.0 200 OK\u240d\u240aVia: a\u240d\u240a\n', ['message 200 OK']],
  ['pictures of controls, by lines', 'SIP/2.0 200 OK\u240d\u240a\nVia: a\u240d\u240a\n', ['message 200 OK']],
  ['another picture in a phrase', 'SIP/2.0 200 a \u2409 b\n', ['message 200 a \u2409 b']],
  ['an element', '<m>SIP/2.0 486 Busy &#x48;ere</m>\n', ['text 486 Busy Here']],
  ['an attribute', ' <f show="SIP/2.0 480 &quot;a&quot;" size="1"/>\n', ['text 480 "a"']],
  [
    'Wireshark',
    '    Status-Line: SIP/2.0 183 Session Progress\n        Status-Code: 183\n',
    ['message 183 Session Progress'],
  ],
  ['tshark -T json', '  "sip.Status-Line": "SIP/2.0 480 Gone \\"x\\"",\n', ['message 480 Gone "x"']],
  ['tshark -T ek', '"sip_sip_Status-Line":"SIP/2.0 100 Trying","sip_sip_Via":"a\\r\\n"\n', ['message 100 Trying']],
  [
    'tshark -T pdml',
    '<field showname="Status-Line: SIP/2.0 100 Trying" size="18" show="SIP/2.0 100 Trying">\n',
    ['message 100 Trying', 'text 100 Trying'],
  ],
  ['a header field of such a name', 'X-Status-Line: SIP/2.0 100 Trying\n', ['text 100 Trying']],
])('as logs have it: %s', async (_, text, expected) => {
  expect(await shortly(text)).toEqual(expected);
});

describe.each([true, false])('UTF-16, little-endian: %s', (isLittle) => {
  const utf16 = (text: string): Uint8Array =>
    Uint8Array.from(
      [...`\ufeff${text}`]
        .flatMap((character) => character.split(''))
        .flatMap((unit) => {
          const [high, low] = [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 0xff];
          return isLittle ? [low, high] : [high, low];
        }),
    );

  test('a log', async () => {
    const { found } = await all(utf16('ü😀\r\nSIP/2.0 480 Weg für 😀\ud800\r\nVia: a\r\n"SIP/2.0 200 OK"\r\n'));
    expect(found).toMatchObject([
      { where: 'message', offset: 12, statusLine: { reasonPhrase: 'Weg für 😀\ufffd' }, packet: undefined },
      { where: 'text', offset: 80, statusLine: { reasonPhrase: 'OK' } },
    ]);
  });

  test('in pieces', async () => {
    const octets = utf16(`😀\nSIP/2.0 200 OK\nVia: a\n${'x'.repeat(5000)}\nSIP/2.0 180 Ringing\n`.repeat(100));
    const whole = await all(octets);
    expect(whole.found).toHaveLength(200);
    const pieces = function* (size: number): Generator<Uint8Array> {
      for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
    };
    for (const size of [777, 4096, 65_537]) expect(await all([...pieces(size)])).toEqual(whole);
  });

  test('nothing, and a part of a unit', async () => {
    expect(await shortly(utf16(''))).toEqual([]);
    expect(await shortly(utf16('SIP/2.0 200 OK').subarray(0, -1))).toEqual(['message 200 O']);
  });
});

test('where pieces are cut makes no difference', async () => {
  const log = [
    '{"log":"SIP/2.0 200 OK\\r\\n","time":"1"}\n{"log":"Via: a\\r\\n","time":"1"}\n',
    'SIP/2.0 200 OK.\nVia: SIP/2.0/UDP a.\n.\n  SIP/2.0 200 OK..Via: a..\n',
    '<m>SIP/2.0 486 Busy &amp; Gone&#13;\nVia: a&#13;\n</m>\n"SIP/2.0 480 \\"a\\"", x SIP/2.0 200 OK^M^Jv: a\n',
  ].join('');
  const octets = new TextEncoder().encode(log);
  const whole = (await all(octets)).found;
  expect(whole).toHaveLength(6);
  for (let at = 0; at <= octets.length; at += 1)
    expect((await all([octets.subarray(0, at), octets.subarray(at)])).found).toEqual(whole);
  expect((await all(Array.from(octets, (octet) => Uint8Array.of(octet)))).found).toEqual(whole);
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

test.each([
  ['as it came', 'SIP/2.0 200 OK\r\nVia: a\r\nCSeq: 1 BYE\r\n', 'BYE'],
  ['indented, as FreeSWITCH has it', '   SIP/2.0 200 OK\n   Via: a\n   CSeq: 1 BYE\n', 'BYE'],
  ['in a quotation of a mail', '> SIP/2.0 200 OK\n> Via: a\n> CSeq: 1 BYE\n', 'BYE'],
  ['in a system log', 'a: SIP/2.0 200 OK#015#012Via: a#015#012CSeq: 1 BYE#015#012\n', 'BYE'],
  ['in JSON', '{"m":"SIP/2.0 200 OK\\r\\nVia: a\\r\\nCSeq: 1 BYE\\r\\n"}\n', 'BYE'],
  ['with spaces, and folded', 'SIP/2.0 200 OK\r\nVia: a\r\ncseq :\r\n 1\tBYE\r\n', 'BYE'],
  ['within the value of another field', 'SIP/2.0 200 OK\r\nVia: a\r\nX: CSeq: 1 BYE\r\n', undefined],
  [
    'of the next message',
    'SIP/2.0 200 OK\r\nVia: a\r\n\r\nSIP/2.0 180 Ringing\r\nVia: a\r\nCSeq: 1 BYE\r\n',
    undefined,
  ],
])('the method of a message %s', async (_, text, method) => {
  const { found } = await all(new TextEncoder().encode(text));
  expect(found[0]?.method).toBe(method);
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

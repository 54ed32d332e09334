import { describe, expect, test } from 'vitest';
import { MessageFaultError, type ReadResponsesOptions, readResponses } from '../../src/wire/index.ts';
import { accounted, chunked, octetsOf, type Reading, reading, textOf } from './reading.ts';
import { request, streams } from './streams.ts';

const strict: ReadResponsesOptions = { profile: 'strict' };

const read = (text: string, options?: ReadResponsesOptions): Promise<Reading> => reading([octetsOf(text)], options);

/** Bodies, codes and skipped ranges: what most tests are about. */
async function summary(text: string, options?: ReadResponsesOptions): Promise<unknown> {
  const { messages, skipped, fault } = await read(text, options);
  return {
    messages: messages.map((message) => [
      message.type === 'response' ? message.statusLine.statusCode : message.requestLine,
      textOf(message.body),
    ]),
    skipped: skipped.map(({ start, end, why }) => [start, end, why]),
    ...(fault === undefined ? {} : { fault: [fault.code, fault.offset] }),
  };
}

test('a response: line, head, body, and where it stands', async () => {
  const { messages } = await read(
    'SIP/2.0 180 Ringing\r\nl: 0\r\n\r\nSIP/2.0 200 OK\r\nVia: x\r\nContent-Length: 4\r\n\r\nv=0\n',
  );
  expect(messages).toEqual([
    {
      type: 'response',
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 180, reasonPhrase: 'Ringing' },
      deviations: [],
      startLine: octetsOf('SIP/2.0 180 Ringing\r\n'),
      head: octetsOf('l: 0\r\n\r\n'),
      body: octetsOf(''),
      offset: 0,
      end: 29,
    },
    {
      type: 'response',
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' },
      deviations: [],
      startLine: octetsOf('SIP/2.0 200 OK\r\n'),
      head: octetsOf('Via: x\r\nContent-Length: 4\r\n\r\n'),
      body: octetsOf('v=0\n'),
      offset: 29,
      end: 78,
    },
  ]);
});

test('nothing at all, empty chunks, keep-alives alone', async () => {
  const nothing = { messages: [], skipped: [], fault: undefined };
  expect(await reading([])).toEqual(nothing);
  expect(await reading([octetsOf(''), octetsOf('')])).toEqual(nothing);
  expect(await summary('\r\n\r\n\r\n')).toEqual({
    messages: [],
    skipped: [
      [0, 2, 'keep-alive'],
      [2, 4, 'ping'],
      [4, 6, 'keep-alive'],
    ],
  });
});

describe('Content-Length', () => {
  const body = '12345';

  test.each([
    ['the whole name', 'Content-Length: 5'],
    ['the compact form', 'l:5'],
    ['any case', 'cONTENT-lENGTH:5'],
    ['the compact form in upper case', 'L: 5'],
    ['blanks before the colon', 'Content-Length \t: \t5'],
    ['leading zeros', 'l: 000000000000000000000000000005'],
    ['folded', 'l:\r\n 5'],
    ['folded twice', 'Content-Length:\r\n\t\r\n  5'],
    ['after other fields', 'Via: x\r\nLength: 3\r\nContent-Lengths: 9\r\nContent_Length: 8\r\nl 4: 3\r\nm: 9\r\nl: 5'],
    ['before other fields', 'l: 5\r\nVia: x\r\nSubject: y\r\n l: 3'],
  ])('%s', async (_, fields) => {
    for (const options of [strict, {}]) {
      const { messages, fault } = await read(`SIP/2.0 200 OK\r\n${fields}\r\n\r\n${body}`, options);
      expect(fault).toBeUndefined();
      expect(messages).toMatchObject([{ body: octetsOf(body), deviations: [] }]);
    }
  });

  const start = 'SIP/2.0 200 OK\r\n'.length;

  test.each([
    ['twice the same', 'l: 5\r\nContent-Length: 05', [['repeated-content-length', start + 6]], start + 6],
    ['a blank after the number', 'l: 5 ', [['irregular-content-length', start + 4]], start + 4],
    ['an empty continuation line', 'l: 5\r\n ', [['irregular-content-length', start + 4]], start + 4],
    [
      'all at once',
      'l: 5 \nl:5\t',
      [
        ['irregular-content-length', start + 4],
        ['irregular-head-line-end', start + 5],
        ['repeated-content-length', start + 6],
        ['irregular-content-length', start + 9],
      ],
      start + 5,
    ],
  ])('forgiven: %s', async (_, fields, deviations, offset) => {
    const text = `SIP/2.0 200 OK\r\n${fields}\r\n\r\n${body}`;
    const { messages } = await read(text);
    expect(messages).toMatchObject([{ body: octetsOf(body) }]);
    expect(messages[0]?.deviations.map((deviation) => [deviation.code, deviation.offset])).toEqual(deviations);
    expect((await read(text, strict)).fault).toMatchObject({ offset, start: 0 });
  });

  test('forgiven: none, which counts as 0', async () => {
    const text = 'SIP/2.0 200 OK\r\nVia: x\r\n\r\n';
    expect((await read(text)).messages).toMatchObject([
      { body: octetsOf(''), deviations: [{ code: 'missing-content-length', offset: 24 }], end: 26 },
    ]);
    expect((await read(text, strict)).fault).toEqual({
      code: 'missing-content-length',
      offset: 24,
      start: 0,
      canResynchronise: true,
      statusLine: { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' },
    });
  });

  test.each([
    ['a word', 'l: five', 3],
    ['nothing', 'l:', 2],
    ['blanks', 'l:  ', 4],
    ['a sign', 'l: -5', 3],
    ['another sign', 'l: +5', 3],
    ['hexadecimal', 'l: 0x5', 4],
    ['a fraction', 'l: 5.0', 4],
    ['a list', 'l: 5, 5', 4],
    ['two numbers', 'l: 5 5', 5],
    ['two numbers on two lines', 'l: 5\r\n 5', 7],
    ['a lone CR after it', 'l: 5\r', 4],
    ['other digits', 'l: \xb2', 3],
    ['different ones', 'l: 5\r\nl: 6', 8],
  ])('a fault in both profiles: %s', async (_, fields, offset) => {
    for (const options of [{}, strict]) {
      const { messages, fault } = await read(`SIP/2.0 200 OK\r\n${fields}\r\nX: y\r\n\r\n${body}`, options);
      expect(messages).toEqual([]);
      const isRepeated = options === strict && fields.includes('l: 6');
      expect(fault).toMatchObject({
        code: 'invalid-content-length',
        offset: start + (isRepeated ? 6 : offset),
        start: 0,
      });
    }
  });

  test.each(['1048577', '4294967301', '18446744073709551621', `5${'0'.repeat(400)}`])(
    'beyond the limit: %s',
    async (length) => {
      const { fault } = await read(`SIP/2.0 200 OK\r\nl: ${length}\r\n\r\n${body}`);
      expect(fault).toMatchObject({
        code: 'body-too-long',
        offset: `SIP/2.0 200 OK\r\nl: ${length}\r\n\r\n`.length + 1_048_576,
      });
    },
  );
});

describe('between messages', () => {
  const response = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n';

  test('CRLF in both profiles; a second one makes a ping', async () => {
    for (const options of [{}, strict]) {
      expect(await summary(`${response}\r\n${response}\r\n\r\n\r\n${response}`, options)).toMatchObject({
        messages: [
          [200, ''],
          [200, ''],
          [200, ''],
        ],
        skipped: [
          [24, 26, 'keep-alive'],
          [50, 52, 'keep-alive'],
          [52, 54, 'ping'],
          [54, 56, 'keep-alive'],
        ],
      });
    }
  });

  test('a ping is told of when it has come, and not before', async () => {
    const skipped: string[] = [];
    const chunks = ['\r', '\n', '\r', '\n'];
    const told: number[] = [];
    async function* source() {
      for (const chunk of chunks) {
        yield octetsOf(chunk);
        told.push(skipped.length);
      }
    }
    for await (const _ of readResponses(source(), { skipped: ({ why }) => skipped.push(why) }));
    expect(told).toEqual([0, 1, 1, 2]);
    expect(skipped).toEqual(['keep-alive', 'ping']);
  });

  test('lenient: NUL and its like are forgiven, and do not keep a ping from being seen', async () => {
    const text = `${response}\0\r\n\r\n \t\xef\xbb\xbf\r\r\n${response}`;
    const { messages, skipped } = await read(text);
    expect(messages[1]).toMatchObject({ offset: 37, deviations: [{ code: 'leading-octets', offset: 24 }] });
    expect(skipped.map(({ start, end, why }) => [start, end, why])).toEqual([
      [24, 25, 'leading-octets'],
      [25, 27, 'keep-alive'],
      [27, 29, 'ping'],
      [29, 35, 'leading-octets'],
      [35, 37, 'keep-alive'],
    ]);
    expect((await read(text, strict)).fault).toMatchObject({
      code: 'invalid-start-line',
      offset: 24,
      lineFault: { code: 'invalid-sip-version', offset: 24 },
    });
  });

  test('lenient: what is forgiven belongs to the next message only', async () => {
    const { messages } = await read(`\n${response}${response}`);
    expect(messages.map(({ deviations }) => deviations)).toEqual([[{ code: 'leading-octets', offset: 0 }], []]);
  });

  test('any amount of it takes no memory and is no fault', async () => {
    const blanks = octetsOf('\0'.repeat(50_000));
    const { messages, skipped } = await reading([blanks, blanks, blanks, octetsOf(response)]);
    expect(skipped).toEqual([{ start: 0, end: 150_000, why: 'leading-octets' }]);
    expect(messages).toMatchObject([{ offset: 150_000 }]);
  });

  test('at the end of the stream', async () => {
    expect(await summary(`${response}\n\n`)).toMatchObject({ skipped: [[24, 26, 'leading-octets']] });
    expect(await summary(`${response}\0\r`)).toMatchObject({ skipped: [[24, 26, 'leading-octets']] });
    expect(await summary(`${response}\r`, strict)).toMatchObject({ skipped: [], fault: ['truncated', 25] });
    expect(await summary(`${response}\xef\xbb`)).toMatchObject({ skipped: [], fault: ['truncated', 26] });
  });

  test('the beginning of a CRLF or a byte order mark that is none begins a message', async () => {
    expect(await summary('\xef\xbbSIP/2.0 200 OK\r\nl: 0\r\n\r\n')).toMatchObject({ fault: ['invalid-start-line', 2] });
    expect(await summary('\xefSIP/2.0 200 OK\r\nl: 0\r\n\r\n')).toMatchObject({ fault: ['invalid-start-line', 1] });
    expect(await summary('\rSIP/2.0 200 OK\r\nl: 0\r\n\r\n', strict)).toMatchObject({
      fault: ['invalid-start-line', 1],
    });
  });
});

describe('requests', () => {
  const response = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n';

  test('are skipped', async () => {
    for (const options of [{}, strict, { requests: 'skip' } as const]) {
      expect(await summary(`${request}${response}`, options)).toEqual({
        messages: [[200, '']],
        skipped: [[0, request.length, 'request']],
      });
    }
  });

  test('or yielded', async () => {
    const { messages, skipped } = await read(`${request}${response}`, { requests: 'yield' });
    expect(skipped).toEqual([]);
    expect(messages).toMatchObject([
      { type: 'request', requestLine: 'OPTIONS sip:a@example.com SIP/2.0', body: octetsOf('hi'), offset: 0 },
      { type: 'response', offset: request.length },
    ]);
  });

  test('are read as lenient as responses', async () => {
    const line = 'OPTIONS  sip:a\t SIP/2.0 \n';
    expect((await read(`\0${line}l: 0\r\n\r\n`, { requests: 'yield' })).messages).toMatchObject([
      {
        requestLine: line.slice(0, -1),
        deviations: [
          { code: 'leading-octets', offset: 0 },
          { code: 'irregular-line-end', offset: line.length },
        ],
      },
    ]);
  });

  test.each([
    ' OPTIONS sip:a SIP/2.0',
    'OPTIONS  sip:a SIP/2.0',
    'OPTIONS sip:a  SIP/2.0',
    'OPTIONS sip:a SIP/2.0 ',
    'OPTIONS\tsip:a SIP/2.0',
    'OPTIONS sip:a SIP/2.0\n',
  ])('strict refuses %j', async (line) => {
    const end = line.endsWith('\n') ? '' : '\r\n';
    expect((await read(`${line}${end}l: 0\r\n\r\n`, strict)).fault).toMatchObject({ code: 'invalid-start-line' });
    expect((await read(`${line}${end}l: 0\r\n\r\n`)).fault).toBeUndefined();
  });

  test.each([
    'OPTIONS sip:a SIP/2',
    'OPTIONS sip:a SIP/2.',
    'OPTIONS sip:a SIP/.0',
    'OPTIONS sip:a XIP/2.0',
    'OPTIONS sip:aSIP/2.0',
    'OPTIONS SIP/2.0',
    'OPTIONS  SIP/2.0',
    'OPTIONS sip:a b SIP/2.0',
    'OPT:IONS sip:a SIP/2.0',
    'OPTIONS sip:a HTTP/1.1',
    'HTTP/1.1 200 OK',
    ': SIP/2.0',
    'x',
    '2.0',
    'SIP/2.0',
  ])('%j begins none', async (line) => {
    for (const options of [{}, strict]) {
      expect((await read(`${line}\r\nl: 0\r\n\r\n`, options)).fault).toMatchObject({ code: 'invalid-start-line' });
    }
  });

  test('their method may be SIP', async () => {
    expect((await read('SIP sip:a sip/2.0\r\nl: 0\r\n\r\n', { requests: 'yield' })).messages).toHaveLength(1);
  });
});

test('lenient: lines that end with LF alone', async () => {
  const text = 'SIP/2.0 200 OK\nVia: x\r\nCSeq: 1\nl: 2\n\nhi';
  expect((await read(text)).messages).toMatchObject([
    {
      body: octetsOf('hi'),
      deviations: [
        { code: 'irregular-line-end', offset: 14 },
        { code: 'irregular-head-line-end', offset: 30 },
      ],
    },
  ]);
  const afterLine = text.replace('\n', '\r\n');
  expect((await read(afterLine, strict)).fault).toMatchObject({ code: 'invalid-line-end', offset: 31 });
  expect((await read('SIP/2.0 200 OK\r\n\n', strict)).fault).toMatchObject({ code: 'invalid-line-end', offset: 16 });
});

test('a start-line among the header fields: the message before it was cut off', async () => {
  for (const line of ['SIP/2.0 200 OK', 'sip/x', 'BYE sip:a SIP/2.0']) {
    const { fault } = await read(`SIP/2.0 100 Trying\r\nVia: x\r\n${line}\r\nl: 0\r\n\r\n`);
    expect(fault).toMatchObject({ code: 'start-line-in-head', offset: 28, start: 0 });
  }
  for (const field of ['X-SIP: SIP/2.0', 'SIP: a SIP/2.0', ' SIP/2.0 200 OK', ' b SIP/2.0']) {
    expect((await read(`SIP/2.0 100 Trying\r\nVia: x\r\n${field}\r\nl: 0\r\n\r\n`)).fault).toBeUndefined();
  }
});

describe('faults', () => {
  test('an error with the fault, and a message that says it', async () => {
    const text = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\nSIP/2.0 2000 OK\r\n';
    const codes: number[] = [];
    let thrown: unknown;
    try {
      for await (const { statusLine } of readResponses([octetsOf(text)])) codes.push(statusLine.statusCode);
    } catch (error) {
      thrown = error;
    }
    expect(codes).toEqual([200]);
    expect(thrown).toBeInstanceOf(MessageFaultError);
    expect(thrown).toMatchObject({
      name: 'MessageFaultError',
      message:
        'invalid-start-line at 35: neither a Status-Line nor a Request-Line (RFC 3261 §7): invalid-status-code; the message begins at 24',
      fault: {
        code: 'invalid-start-line',
        offset: 35,
        start: 24,
        canResynchronise: true,
        lineFault: { code: 'invalid-status-code', offset: 35, rule: 'statusCode' },
      },
    });
  });

  test('a line that is none is thrown at once, with its first wrong octet', async () => {
    async function* source() {
      yield octetsOf('\x16\x03\x01');
      throw new Error('no more was needed');
    }
    expect((await reading(source())).fault).toMatchObject({ code: 'invalid-start-line', offset: 0 });
  });

  const statusLine = { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' };

  test.each([
    ['SIP/2.0 200 OK\r\nl: 5\r\n\r\n1234', 28, { statusLine, head: octetsOf('l: 5\r\n\r\n'), missingOctets: 1 }],
    ['SIP/2.0 200 OK\r\nl: 500\r\n\r\n', 26, { statusLine, head: octetsOf('l: 500\r\n\r\n'), missingOctets: 500 }],
    ['SIP/2.0 200 OK\r\nl: 0\r\n\r', 23, { statusLine }],
    ['SIP/2.0 200 OK', 14, {}],
    ['SI', 2, {}],
    ['SIP', 3, {}],
    ['OPTIONS sip:a', 13, {}],
  ])('truncated: %j', async (text, offset, known) => {
    const fault = { code: 'truncated', offset, start: 0, canResynchronise: false, ...known };
    expect((await read(text)).fault).toEqual(fault);
    expect((await reading(chunked(octetsOf(text), 1))).fault).toEqual(fault);
  });

  test('limits: what is as long is read, what is longer is too long at that offset', async () => {
    const [line, head, body] = ['SIP/2.0 200 OK\r\n', 'Via: x\r\nl: 4\r\n\r\n', 'body'];
    const text = line + head + body;
    const limits = { maxLineOctets: line.length, maxHeadOctets: head.length, maxBodyOctets: body.length };
    const fault = async (options: ReadResponsesOptions): Promise<unknown> => {
      const whole = (await read(text, { ...limits, ...options })).fault;
      const inPieces = (await reading(chunked(octetsOf(text), 1), { ...limits, ...options })).fault;
      expect(inPieces).toEqual(whole);
      return whole;
    };
    expect(await fault({})).toBeUndefined();
    expect(await fault({ maxLineOctets: 15 })).toMatchObject({ code: 'line-too-long', offset: 15 });
    expect(await fault({ maxHeadOctets: 15 })).toMatchObject({ code: 'head-too-long', offset: 31 });
    expect(await fault({ maxBodyOctets: 3 })).toMatchObject({ code: 'body-too-long', offset: 35 });
    expect(await fault({ maxBodyOctets: 0 })).toMatchObject({ code: 'body-too-long', offset: 32 });
  });

  test('what has reached a limit without its end is too long, though the stream ends there', async () => {
    const limits = { maxLineOctets: 16, maxHeadOctets: 6 };
    expect((await read('SIP/2.0 200 OK\r\nVia: x', limits)).fault).toMatchObject({ code: 'head-too-long', offset: 22 });
    expect((await read('OPTIONS sip:abcd', limits)).fault).toMatchObject({ code: 'line-too-long', offset: 16 });
  });

  test('limits hold where no end comes', async () => {
    async function* endless(text: string, beginning: string) {
      yield octetsOf(beginning);
      for (;;) yield octetsOf(text);
    }
    const options = { maxLineOctets: 1000, maxHeadOctets: 1000 };
    for (const text of ['x', 'x'.repeat(64), 'x'.repeat(10_000)]) {
      expect((await reading(endless(text, 'SIP/2.0 200 '), options)).fault).toMatchObject({
        code: 'line-too-long',
        offset: 1000,
      });
      expect((await reading(endless(text, 'OPTIONS '), options)).fault).toMatchObject({
        code: 'line-too-long',
        offset: 1000,
      });
      expect((await reading(endless(text, 'SIP/2.0 200 OK\r\n'), options)).fault).toMatchObject({
        code: 'head-too-long',
        offset: 1016,
      });
    }
  });
});

describe('resynchronise', () => {
  const resynchronise = { resynchronise: true };

  test('after the message, where only its start-line is wrong', async () => {
    expect(await read(textOf(streams['a wrong status code'] as Uint8Array), resynchronise)).toMatchObject({
      messages: [{ statusLine: { statusCode: 100 } }, { statusLine: { statusCode: 404 } }],
      skipped: [{ why: 'fault', fault: { code: 'invalid-start-line', lineFault: { code: 'invalid-status-code' } } }],
      fault: undefined,
    });
  });

  test.each([
    ['a wrong Content-Length', 'invalid-content-length'],
    ['a cut message', 'start-line-in-head'],
  ])('with the next message: %s', async (name, code) => {
    const stream = streams[name] as Uint8Array;
    const { messages, skipped, fault } = await reading([stream], resynchronise);
    expect(fault).toBeUndefined();
    expect(messages).toMatchObject([{ statusLine: { statusCode: 404 } }]);
    expect(skipped).toMatchObject([{ start: 0, end: messages[0]?.offset, why: 'fault', fault: { code } }]);
  });

  test('octets that are no SIP, before a message and after it', async () => {
    const stream = streams['octets that are no SIP'] as Uint8Array;
    const { messages, skipped } = await reading([stream], resynchronise);
    expect(messages).toMatchObject([{ offset: 27, statusLine: { statusCode: 200 } }]);
    expect(skipped.map(({ start, end, fault }) => [start, end, fault?.code])).toEqual([
      [0, 27, 'invalid-start-line'],
      [messages[0]?.end, stream.length, 'truncated'],
    ]);
  });

  test('only with a message that has a Content-Length: a status line alone may be a body', async () => {
    const text = 'x\nSIP/2.0 200 OK\r\n\r\nSIP/2.0 100 \r\nl: y\r\n\r\nBYE sip:a SIP/2.0\r\nl: 0\r\n\r\n';
    const { messages } = await read(text, { ...resynchronise, requests: 'yield' });
    expect(messages).toMatchObject([{ type: 'request', offset: 42 }]);
  });

  test.each([
    ['too long a line', `SIP/2.0 200 ${'x'.repeat(100)}`, 'line-too-long'],
    ['too long a head', `SIP/2.0 200 OK\r\nX: ${'x'.repeat(200)}`, 'head-too-long'],
    [
      'too long a body',
      `SIP/2.0 200 OK\r\nl: 222\r\n\r\n${'\r\nSIP/2.0 404 No\r\nl: 0\r\n\r\n'.padEnd(220)}`,
      'body-too-long',
    ],
  ])('after %s', async (_, text, code) => {
    const options = { ...resynchronise, maxLineOctets: 50, maxHeadOctets: 100, maxBodyOctets: 200 };
    const octets = octetsOf(`${text}\r\nSIP/2.0 200 OK\r\nl: 0\r\n\r\n`);
    for (const size of [1, 7, 1000]) {
      const { messages, skipped } = await reading(chunked(octets, size), options);
      expect(messages).toMatchObject([{ offset: text.length + 2 }]);
      expect(skipped).toMatchObject([{ start: 0, end: text.length + 2, fault: { code } }]);
    }
  });

  test('beyond a ceiling on what is skipped, the fault is final', async () => {
    const text = 'SIP/2.0 200 OK\r\nl: 300\r\n\r\nSIP/2.0 404 No\r\nl: 0\r\n\r\n';
    for (const [maxSkippedOctets, canResynchronise] of [
      [326, true],
      [325, false],
    ] as const) {
      const limits = { maxBodyOctets: 200, maxSkippedOctets };
      expect((await read(text, limits)).fault).toMatchObject({ code: 'body-too-long', canResynchronise });
      const { messages, fault } = await read(text, { ...limits, ...resynchronise });
      expect(messages).toEqual([]);
      expect(fault?.canResynchronise).toBe(canResynchronise ? undefined : false);
    }
    expect((await read('SIP/2.0 2000 OK\r\nl: 4294967295\r\n\r\n', resynchronise)).fault).toMatchObject({
      code: 'invalid-start-line',
      canResynchronise: false,
    });
  });

  test('an empty line begins no message', async () => {
    for (const options of [{ ...strict, ...resynchronise }, resynchronise]) {
      const { messages } = await read('x\r\n\r\nSIP/2.0 200 OK\r\nl: 0\r\n\r\n', options);
      expect(messages).toMatchObject([{ offset: 5, end: 29 }]);
    }
  });

  test('a truncated message ends it', async () => {
    const { skipped, fault } = await read('\r\nSIP/2.0 200 OK\r\nl: 9\r\n\r\nbody', resynchronise);
    expect(fault).toBeUndefined();
    expect(skipped.at(-1)).toEqual({
      start: 2,
      end: 30,
      why: 'fault',
      fault: {
        code: 'truncated',
        offset: 30,
        start: 2,
        canResynchronise: false,
        statusLine: { sipVersion: 'SIP/2.0', statusCode: 200, reasonPhrase: 'OK' },
        head: octetsOf('l: 9\r\n\r\n'),
        missingOctets: 5,
      },
    });
  });
});

describe.each(Object.entries(streams))('%s', (_, stream) => {
  const options: readonly ReadResponsesOptions[] = [
    {},
    strict,
    { requests: 'yield', resynchronise: true },
    { ...strict, resynchronise: true },
    { resynchronise: true, maxLineOctets: 20, maxHeadOctets: 40, maxBodyOctets: 4 },
  ];

  test('octet by octet, and in chunks of any size, it reads the same', async () => {
    for (const chosen of options) {
      const whole = await reading([stream], chosen);
      for (const size of [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]) {
        expect(await reading(chunked(stream, size), chosen), String(size)).toEqual(whole);
      }
    }
  });

  test('cut in two anywhere, it reads the same', async () => {
    for (const chosen of options) {
      const whole = await reading([stream], chosen);
      for (let at = 1; at < stream.length; at += 1) {
        expect(await reading([stream.slice(0, at), stream.slice(at)], chosen), String(at)).toEqual(whole);
      }
    }
  });

  test('truncated anywhere, each octet is accounted for once', async () => {
    for (const chosen of options) {
      for (let length = 0; length <= stream.length; length += 1) {
        const ranges = accounted(await reading([stream.slice(0, length)], chosen), length);
        expect([0, ...ranges.map(([, end]) => end)], String(length)).toEqual([
          ...ranges.map(([start]) => start),
          length,
        ]);
      }
    }
  });
});

describe('hostile streams take linear time, and each octet of them is accounted for', () => {
  test.each([
    '\r\n',
    '\0',
    'x',
    'x\n',
    '\xef\xbb',
    'SIP/2.0 200 OK\r\n',
    'SIP/2.0 200 OK\r\r\n',
    'SIP/2.0 200 OK\r\nX: y\r\n',
    'SIP/2.0 200 OK\r\nl:\r\n \r\n \r\n',
    'SIP/2.0 200 OK\r\nl: 999999\r\n\r\n',
    'SIP/2.0 2000 OK\r\nX: y\r\n',
    'SIP/2.0 2000 OK\r\nl: 0\r\n\r\n',
    'BYE a SIP/2.0\r\nX: y\r\n',
    `SIP/2.0 200 OK\r\n${'x'.repeat(70_000)}\r\n`,
  ])('%j again and again', async (text) => {
    const octets = octetsOf(text.repeat(Math.ceil(100_000 / text.length)));
    // Octet by octet, what takes quadratic time would take minutes.
    for (const size of [65_536, 1]) {
      const ranges = accounted(await reading(chunked(octets, size), { resynchronise: true }), octets.length);
      expect(ranges.every(([start], index) => start === (ranges[index - 1]?.[1] ?? 0))).toBe(true);
      expect(ranges.at(-1)?.[1]).toBe(octets.length);
    }
  });
});

describe('wrong use is a TypeError', () => {
  test.each([
    ['options must be an object, not string', 'lenient'],
    ["profile must be 'strict' or 'lenient', not \"loose\"", { profile: 'loose' }],
    ["requests must be 'skip' or 'yield', not true", { requests: true }],
    ['resynchronise must be true or false, not 1', { resynchronise: 1 }],
    ['skipped must be a function, not a value of type object', { skipped: [] }],
    ['maxLineOctets must be an integer from 1 to 2147483647, not 0', { maxLineOctets: 0 }],
    ['maxHeadOctets must be an integer from 1 to 2147483647, not 1.5', { maxHeadOctets: 1.5 }],
    [
      'maxBodyOctets must be an integer from 0 to 2147483647, not Infinity',
      { maxBodyOctets: Number.POSITIVE_INFINITY },
    ],
    ['maxBodyOctets must be an integer from 0 to 2147483647, not -1', { maxBodyOctets: -1 }],
  ])('%s', (message, options) => {
    expect(() => readResponses([], options as never)).toThrow(new TypeError(message));
  });

  test('what is undefined is the default', () => {
    const options = { profile: undefined, requests: undefined, resynchronise: undefined, skipped: undefined };
    expect(() => readResponses([], { ...options, maxBodyOctets: undefined, maxHeadOctets: 2 ** 31 - 1 })).not.toThrow();
  });

  test.each([undefined, null, 'SIP', 5, {}, new Uint8Array(3)])('source %o', (source) => {
    expect(() => readResponses(source as never)).toThrow(TypeError);
  });

  test.each([['SIP/2.0 200 OK\r\n'], [5], [undefined], [new Uint16Array(2)]])('chunk %o', async (chunk) => {
    await expect(reading([chunk as never])).rejects.toThrow(/^a chunk of the source must be a Uint8Array, not /);
  });
});

// What the fuzzer sends is beyond reproach but for the line under test: other parsers read it.
import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { OurCall } from '../../src/gateway/modes/our-call.ts';
import { answer, branchOf, methods, readRequest, request, roleOf, startLineOf } from '../../src/gateway/sip/message.ts';
import { headerValues, readResponse } from '../../src/wire/index.ts';

const require = createRequire(import.meta.url);
const sip = require('sip') as { parse(message: string): Parsed | undefined };
const drachtio = (require('drachtio-sip') as { parser: { parseSipMessage(message: string): Parsed } }).parser;
const jssip = require('jssip/lib/Parser') as { parseMessage(message: string, ua: object): JsSipMessage | undefined };

interface JsSipMessage {
  readonly method: string;
  readonly status_code?: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What three parsers that know nothing of each other make of a message. */
function readByOthers(octets: Buffer): readonly (Parsed | undefined)[] {
  const text = octets.toString('latin1');
  const theirs = jssip.parseMessage(text, {});
  const lowered = Object.fromEntries(
    Object.entries(theirs?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const status = theirs?.status_code;
  return [
    sip.parse(text),
    drachtio.parseSipMessage(text),
    theirs && { method: theirs.method, ...(status === undefined ? {} : { status }), headers: lowered },
  ];
}

interface Parsed {
  readonly method?: string;
  readonly status?: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

const ours = { address: { host: '127.0.0.1', port: 5070 }, transport: 'udp' as const };
const invite = Buffer.from(
  [
    'INVITE sip:case@127.0.0.1:5070 SIP/2.0',
    'Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK2',
    'v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    'Record-Route: <sip:127.0.0.1:5080;lr>',
    'Max-Forwards: 69',
    'f: "A" <sip:a@192.0.2.1>;',
    '  tag=x',
    't: <sip:case@127.0.0.1:5070>',
    'Call-ID: 1@192.0.2.1',
    'CSeq: 7 INVITE',
    'm: <sip:a@192.0.2.1:5082>',
    'c: application/sdp',
    'Content-Length: 105',
    '',
    'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 0\r\nm=video 0 RTP/AVP 96\r\n',
  ].join('\r\n'),
);
const call = readRequest(invite);
if (call === undefined) throw new Error('it is a request');

const valid = (octets: Buffer): ReturnType<typeof readResponse> & { type: 'response' } => {
  const message = readResponse(octets, { profile: 'strict' });
  if (message.type !== 'response') throw new Error(JSON.stringify(message));
  return message;
};

describe.each(['OPTIONS', 'BYE'] as const)('a request: %s', (method) => {
  test.each(['127.0.0.1', '::1'])('from %s', (host) => {
    const uri = 'sip:case@127.0.0.1:5060';
    const octets = request({ method, uri, transport: 'udp', from: { host, port: 5070 }, callId: 'c', branch: 'b' });
    expect(readResponse(octets, { profile: 'strict' }).type).toBe('request');
    expectRequest(octets, method);
    expect(octets.toString()).toContain('\r\nMax-Forwards: 70\r\n');
  });
});

/** RFC 3261 §8.1.1: what every request has. */
function expectRequest(octets: Buffer, method: string): void {
  expect(readResponse(octets, { profile: 'strict' }).type).toBe('request');
  for (const parsed of readByOthers(octets)) {
    expect(parsed?.method).toBe(method);
    expect(Object.keys(parsed?.headers ?? {})).toEqual(
      expect.arrayContaining(['via', 'max-forwards', 'from', 'to', 'call-id', 'cseq', 'contact']),
    );
  }
  const { body = '' } = /\r\n\r\n(?<body>.*)$/s.exec(octets.toString('latin1'))?.groups ?? {};
  expect(octets.toString('latin1')).toContain(`\r\nContent-Length: ${body.length}\r\n`);
}

describe.each(methods)('a call of ours: %s', (method) => {
  const where = { uri: 'sip:case@127.0.0.1:5060', transport: 'udp', from: ours.address, callId: 'c' } as const;
  const identity = { method, domain: 'example.test', headers: ['Route: <sip:127.0.0.1:5060;lr>', 'Subject: x'] };
  const mine = new OurCall(identity, where);

  test('its request', () => {
    expectRequest(mine.request, method);
    const text = mine.request.toString('latin1');
    expect(text).toMatch(/\r\nFrom: <sip:fuzz@example\.test>;tag=c\r\n/);
    expect(text).toMatch(/\r\nTo: <sip:case@example\.test>\r\n/);
    expect(text).toContain('\r\nRoute: <sip:127.0.0.1:5060;lr>\r\nSubject: x\r\n');
    // RFC 6665 §8.1.1, RFC 3264 §5.
    expect(/\r\nEvent: presence\r\n/.test(text)).toBe(method === 'SUBSCRIBE');
    expect(/\r\nContent-Type: application\/sdp\r\n.*\r\n\r\nv=0\r\n/s.test(text)).toBe(method === 'INVITE');
  });

  test.each([100, 180, 200, 302, 408, 486, 503, 603])('what follows %i', (code) => {
    const asked = readRequest(mine.request);
    if (asked === undefined) throw new Error('it is a request');
    const heard = answer(
      Buffer.from(`SIP/2.0 ${code} x`),
      { ...asked, recordRoute: call.recordRoute ?? [] },
      'case',
      ours,
    );
    const follows = mine.following(heard);
    const names = follows.map((message) => message.toString('latin1').split(' ')[0]);
    expect(names).toEqual(method !== 'INVITE' || code < 200 ? [] : code < 300 ? ['ACK', 'BYE'] : ['ACK']);
    for (const message of follows) {
      const name = message.toString('latin1').split(' ')[0] ?? '';
      expectRequest(message, name);
      const read = readRequest(message);
      expect(read?.to).toMatch(/;tag=case$/);
      expect(read?.cseq).toBe(name === 'BYE' ? '2 BYE' : '1 ACK');
      // RFC 3261 §17.1.1.3: the same transaction; §13.2.2.4: one of its own, along the recorded route.
      if (read === undefined) throw new Error('it is a request');
      expect(branchOf(read) === branchOf(asked)).toBe(code >= 300);
      expect(message.includes('\r\nRoute: <sip:127.0.0.1:5080;lr>\r\n')).toBe(code < 300);
    }
  });

  test('what ends it while it has no answer', () => {
    expect(mine.cancelling).toHaveLength(method === 'INVITE' ? 1 : 0);
    for (const message of mine.cancelling) {
      expectRequest(message, 'CANCEL');
      expect(message.toString('latin1')).toContain('\r\nCSeq: 1 CANCEL\r\n');
    }
  });
});

describe.each(['case', 'sentinel', undefined] as const)('an answer in the role: %s', (role) => {
  test.each([100, 180, 200, 302, 401, 407, 486, 503, 603])('%i', (code) => {
    const octets = answer(Buffer.from(`SIP/2.0 ${code} x`), call, role, ours);
    const { head, body, statusLine } = valid(octets);
    expect(statusLine.statusCode).toBe(code);
    expect(headerValues(head, 'Via')).toEqual(call.via);
    expect(headerValues(head, 'From')).toEqual(['"A" <sip:a@192.0.2.1>; tag=x']);
    expect(headerValues(head, 'CSeq')).toEqual(['7 INVITE']);
    // RFC 3261 §20.22 has no Max-Forwards for a response.
    expect(headerValues(head, 'Max-Forwards')).toEqual([]);
    const beginsDialog = code < 300;
    expect(headerValues(head, 'Contact')).toHaveLength(beginsDialog ? 1 : 0);
    expect(headerValues(head, 'Record-Route')).toEqual(beginsDialog ? ['<sip:127.0.0.1:5080;lr>'] : []);
    expect(headerValues(head, 'WWW-Authenticate')).toHaveLength(code === 401 ? 1 : 0);
    expect(headerValues(head, 'Proxy-Authenticate')).toHaveLength(code === 407 ? 1 : 0);
    expect(body.length > 0).toBe(code === 180 || code === 200);
    for (const parsed of readByOthers(octets)) expect(parsed?.status).toBe(code);
    expect(roleOf(octets)).toBe(role);
  });
});

test('an answer to an offer takes each of its streams (RFC 3264 §6)', () => {
  const { body, head } = valid(answer(Buffer.from('SIP/2.0 200 OK'), call, 'case', ours));
  expect(headerValues(head, 'Content-Type')).toEqual(['application/sdp']);
  expect(Buffer.from(body).toString()).toBe(
    [
      ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
      ...['m=audio 9 RTP/AVP 8', 'a=inactive', 'm=video 9 RTP/AVP 96', 'a=inactive', ''],
    ].join('\r\n'),
  );
});

test('a line that may be taken for a request goes nowhere', () => {
  const octets = answer(Buffer.from('OPTIONS sip:a@example.com SIP/2.0'), call, 'case', ours);
  expect(octets.toString()).toContain('\r\nMax-Forwards: 0\r\n');
});

test('what comes back is known though somebody wrote its header fields anew', () => {
  const rewritten = [
    ['x-role:case'],
    ['X-role: sentinel', 'sentinel'],
    ['X-ROLE :\r\n case'],
    ['t : <sip:a@b>\r\n ;TAG=sentinel', 'sentinel'],
    ['To: <sip:a@b>;x=y;tag=case'],
  ];
  for (const [field, role = 'case'] of rewritten)
    expect(roleOf(Buffer.from(`SIP/2.0 486 Busy Here\r\nv: x\r\n${field}\r\n\r\n`))).toBe(role);
  expect(roleOf(Buffer.from('SIP/2.0 486 Busy Here\r\nTo: <sip:a@b>;tag=other\r\n\r\n'))).toBeUndefined();
  for (const field of ['v : x', 'f: x', 'Record-Route: x', 'x-role: case', 'l: 0'])
    expect(startLineOf(Buffer.from(`SIP/2.0 486 Busy Here\r\n${field}\r\n\r\n`)).toString()).toBe(
      'SIP/2.0 486 Busy Here',
    );
});

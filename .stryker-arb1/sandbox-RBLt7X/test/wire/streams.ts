// Streams with something of everything in them, for the tests that cut and damage them.
import { octetsOf } from './reading.ts';

const via = 'Via: SIP/2.0/TCP pc33.example.com;branch=z9hG4bK776\r\n';

const response = (line: string, body = '', name = 'Content-Length: '): string =>
  `${line}\r\n${via}CSeq: 1 INVITE\r\n${name}${body.length}\r\n\r\n${body}`;

export const request = `OPTIONS sip:a@example.com SIP/2.0\r\n${via}Content-Length: 2\r\n\r\nhi`;

export const streams: Readonly<Record<string, Uint8Array>> = {
  'two responses': octetsOf(response('SIP/2.0 180 Ringing') + response('SIP/2.0 200 OK', 'v=0\r\n')),
  'the compact form, folded': octetsOf(response('SIP/2.0 200 OK', 'hello', 'l \t:\r\n \t\r\n\t')),
  'keep-alives, a ping, NUL, a byte order mark': octetsOf(
    `\r\n\r\n\r\n${response('SIP/2.0 100 Trying')}\0\r\n\r\n\r\n\xef\xbb\xbf${response('SIP/2.0 200 OK', 'x')}\r\n\r`,
  ),
  'a request between responses': octetsOf(response('SIP/2.0 100 Trying') + request + response('SIP/2.0 486 Busy Here')),
  'lone LF': octetsOf('SIP/2.0 200 OK\nl: 2\n\nhi\n\nSIP/2.0 603 Decline\nCSeq: 1 INVITE\n\n'),
  'a lone CR': octetsOf(`SIP/2.0 200 OK\rl: 0\r\n\r\nSIP/2.0 200\r\r\n${response('SIP/2.0 480 [gone]')}`),
  'a wrong status code': octetsOf(
    response('SIP/2.0 100 Trying') +
      response('SIP/2.0 2000 OK', 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n') +
      response('SIP/2.0 404 Not Found'),
  ),
  'a wrong Content-Length': octetsOf(
    `SIP/2.0 200 OK\r\nContent-Length: many\r\n\r\nx\r\n${response('SIP/2.0 404 Not Found')}`,
  ),
  'a cut message': octetsOf(`SIP/2.0 200 OK\r\n${via}${response('SIP/2.0 404 Not Found')}`),
  'octets that are no SIP': octetsOf(`\x16\x03\x01HTTP/1.1 200 OK\n\nno\nSIP\n${response('SIP/2.0 200 OK')}bye`),
};

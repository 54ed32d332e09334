// A back-to-back user agent for INVITE: the other leg has a Call-ID, a From and tags of its own, and is found by the user part
// of the URI. It tells its caller the code that it heard, in its own words, and has something to say meanwhile.
import { createSocket } from 'node:dgram';

const [, , own] = process.argv.map(Number);
const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 22 });
/** @type {Map<string, { caller: string, port: number, callee: number, uri: string, id: string, isOver: boolean }>} */
const legs = new Map();
let count = 0;

/** @param {string} text @param {string} name */
const field = (text, name) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(text)?.[1] ?? '';
/** @param {string} text @param {number} port */
const send = (text, port) => socket.send(Buffer.from(text, 'latin1'), port, '127.0.0.1');
/** @param {string} request @param {string} line @param {string} more */
const answer = (request, line, more = '') =>
  `${line}\r\n${(request.match(/^(?:Via|From|Call-ID|CSeq):.*\r\n/gm) ?? []).join('')}To: ${field(request, 'To')}${/;tag=/.test(field(request, 'To')) ? '' : ';tag=legs'}\r\n${more}Content-Length: 0\r\n\r\n`;
/** @param {string} method @param {{ uri: string, id: string }} leg @param {string} branch @param {string} to @param {string} body */
const ask = (method, { uri, id }, branch, to, body = '') =>
  `${method} ${uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${branch}\r\nMax-Forwards: 70\r\nFrom: <sip:legs@127.0.0.1>;tag=${id}\r\nTo: ${to}\r\nCall-ID: ${id}\r\nCSeq: ${method === 'BYE' ? 2 : 1} ${method}\r\nContact: <sip:legs@127.0.0.1:${own}>\r\n${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`;

socket.on('message', (octets, { port }) => {
  const text = octets.toString('latin1');
  const [, method, uri] = /^([A-Z]+) (sip:\S+) SIP\/2\.0\r\n/.exec(text) ?? [];
  if (method === 'INVITE') {
    if ([...legs.values()].some(({ caller }) => field(caller, 'Call-ID') === field(text, 'Call-ID'))) return;
    count += 1;
    const id = `legs-${own}-${count}`;
    const callee = Number(/:(\d+)/.exec((uri ?? '').slice(4))?.[1]);
    if (!(callee > 0 && callee < 65536)) return;
    const leg = { caller: text, port, callee, uri: uri ?? '', id, isOver: false };
    legs.set(id, leg);
    send(answer(text, 'SIP/2.0 100 One Moment'), port);
    send(ask('INVITE', leg, id, `<${uri}>`, text.slice(text.indexOf('\r\n\r\n') + 4)), callee);
  } else if (method === 'BYE') {
    send(answer(text, 'SIP/2.0 200 Goodbye'), port);
    const leg = [...legs.values()].find(({ caller }) => field(caller, 'Call-ID') === field(text, 'Call-ID'));
    if (leg !== undefined) send(ask('BYE', leg, `${leg.id}bye`, `<${leg.uri}>;tag=case`), leg.callee);
  } else if (method === 'CANCEL') {
    send(answer(text, 'SIP/2.0 200 OK'), port);
  } else if (method !== undefined && method !== 'ACK') {
    send(answer(text, 'SIP/2.0 405 Only INVITE'), port);
  } else if (method === undefined) {
    const leg = legs.get(field(text, 'Call-ID'));
    const code = Number(/^SIP\/2\.0 ([1-6]\d\d) [^\r\n\0]*\r\n/.exec(text)?.[1] ?? 0);
    if (leg === undefined || leg.isOver || code === 0 || code === 100) return;
    const contact = `Contact: <sip:legs@127.0.0.1:${own}>\r\n`;
    send(answer(leg.caller, `SIP/2.0 ${code} As I Heard`, code < 300 ? contact : ''), leg.port);
    if (code < 200) return;
    leg.isOver = true;
    const branch = code < 300 ? `${leg.id}ack` : leg.id;
    send(ask('ACK', leg, branch, field(text, 'To')), leg.callee);
  }
});
socket.bind(own, '127.0.0.1');

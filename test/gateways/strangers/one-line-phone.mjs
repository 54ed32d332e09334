// A phone with one line. It calls when it is told to (CALL uri), and takes no other call while it is in one: a provisional
// answer keeps the line until a final one, and a call that was taken until BYE. No 2xx without Contact and SDP is taken.
// With `keeps`, an answer of no class is acknowledged, and its call keeps the line for ever.
import { createSocket } from 'node:dgram';

const [, , own] = process.argv.map(Number);
const keeps = process.argv[3] === 'keeps';
const socket = createSocket('udp4');
/** @type {{ uri: string, id: string, invite: string, tags: Set<string>, isTaken: boolean, isLost: boolean } | undefined} */
let line;
let calls = 0;

/** @param {string} text @param {string} name */
const field = (text, name) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(text)?.[1] ?? '';
/** @param {string} text @param {number} port */
const send = (text, port) => socket.send(Buffer.from(text, 'latin1'), port, '127.0.0.1');

socket.on('message', (octets, { port }) => {
  const text = octets.toString('latin1');
  const [, uri] = /^CALL (\S+)/.exec(text) ?? [];
  if (uri !== undefined) {
    if (line !== undefined) return;
    calls += 1;
    const id = `phone-${own}-${calls}`;
    const sdp = `v=0\r\no=- ${calls} 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n`;
    const invite = `INVITE ${uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${id}\r\nMax-Forwards: 70\r\nFrom: <sip:phone@127.0.0.1>;tag=${id}\r\nTo: <${uri}>\r\nCall-ID: ${id}\r\nCSeq: 1 INVITE\r\nContact: <sip:phone@127.0.0.1:${own}>\r\nContent-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
    line = { uri, id, invite, tags: new Set(), isTaken: false, isLost: false };
    send(invite, Number(/:(\d+)/.exec(uri.slice(4))?.[1]));
    return;
  }
  if (/^OPTIONS /.test(text)) {
    send(
      `SIP/2.0 200 OK\r\n${(text.match(/^(?:Via|From|To|Call-ID|CSeq):.*\r\n/gm) ?? []).join('')}Content-Length: 0\r\n\r\n`,
      port,
    );
  } else if (/^BYE /.test(text)) {
    if (line?.isTaken && field(text, 'Call-ID') === line.id) line = undefined;
    send(
      `SIP/2.0 200 OK\r\n${(text.match(/^(?:Via|From|To|Call-ID|CSeq):.*\r\n/gm) ?? []).join('')}Content-Length: 0\r\n\r\n`,
      port,
    );
  } else if (line !== undefined && field(text, 'Call-ID') === line.id && !line.isTaken && !line.isLost) {
    const known = keeps ? /^SIP\/2\.0 (\d{3}) [^\r\n\0]*\r\n/ : /^SIP\/2\.0 ([1-6]\d\d) [^\r\n\0]*\r\n/;
    const code = Number(known.exec(text)?.[1] ?? 100);
    const isOfNoClass = code < 100 || code >= 700;
    const to = field(text, 'To');
    if (code < 200 && !isOfNoClass) {
      // Each tag is a call of its own that is ringing somewhere.
      if (code > 100) line.tags.add(to);
      return;
    }
    const contact = /<([^>]+)>/.exec(field(text, 'Contact'))?.[1];
    if (code < 300 && !isOfNoClass && (contact === undefined || !/\r\n\r\nv=0\r\n/.test(text))) return;
    const branch = code < 300 && !isOfNoClass ? `${line.id}ack` : line.id;
    send(
      `ACK ${contact ?? line.uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${branch}\r\nMax-Forwards: 70\r\nFrom: <sip:phone@127.0.0.1>;tag=${line.id}\r\nTo: ${to}\r\nCall-ID: ${line.id}\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n`,
      port,
    );
    line.tags.delete(to);
    if (isOfNoClass) line.isLost = true;
    else if (code < 300) line.isTaken = true;
    // What rings on with another tag keeps the line.
    else if (line.tags.size === 0) line = undefined;
  }
});
socket.bind(own, '127.0.0.1');

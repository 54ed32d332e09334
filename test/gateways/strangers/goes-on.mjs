// Sends MESSAGE after MESSAGE over one TCP connection, each when the one before has its final answer.
import { connect } from 'node:net';

const [port, pause] = process.argv.slice(2).map(Number);
const socket = connect(port, '127.0.0.1').setEncoding('latin1');
let number = 0;
let rest = '';

function ask() {
  number += 1;
  const lines = [
    `MESSAGE sip:desk@127.0.0.1:${port};transport=tcp SIP/2.0`,
    `Via: SIP/2.0/TCP 127.0.0.1:${socket.localPort};branch=z9hG4bKnote${number}`,
    'Max-Forwards: 70',
    'From: <sip:sensor@127.0.0.1>;tag=sensor',
    'To: <sip:desk@127.0.0.1>',
    `Call-ID: note-${number}`,
    `CSeq: ${number} MESSAGE`,
    'Content-Type: text/plain',
    'Content-Length: 4',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n21 C`);
}

function take(message) {
  const code = /^SIP\/2\.0 ([1-6]\d\d) [^\r\n]*\r\n/.exec(message)?.[1];
  const isOfThis = new RegExp(`\r\nCSeq: ${number} `, 'i').test(message);
  if (code >= '200' && isOfThis) setTimeout(ask, pause);
}

socket.on('connect', ask);
socket.on('close', () => process.exit());
socket.on('error', () => {});
socket.on('data', (piece) => {
  rest += piece;
  for (let end = rest.indexOf('\r\n\r\n'); end !== -1; end = rest.indexOf('\r\n\r\n')) {
    const length = Number(/\r\n(?:Content-Length|l)[ \t]*:[ \t]*(\d+)/i.exec(rest.slice(0, end))?.[1] ?? 0);
    if (rest.length < end + 4 + length) return;
    take(rest.slice(0, end + 4 + length));
    rest = rest.slice(end + 4 + length);
  }
});

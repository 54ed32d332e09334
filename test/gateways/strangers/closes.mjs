// Keeps a WebSocket, and sends MESSAGE after MESSAGE. It takes text alone: what is binary it ends with a close code, and
// then it does not come back.
import { WebSocket } from 'ws';

const port = Number(process.argv[2]);
const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'sip');
let number = 0;

function ask() {
  number += 1;
  const lines = [
    'MESSAGE sip:desk@127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/WS sensor.invalid;branch=z9hG4bKnote${number}`,
    'Max-Forwards: 70',
    'From: <sip:sensor@sensor.invalid>;tag=sensor',
    'To: <sip:desk@127.0.0.1>',
    `Call-ID: note-${number}`,
    `CSeq: ${number} MESSAGE`,
    'Content-Length: 0',
  ];
  socket.send(`${lines.join('\r\n')}\r\n\r\n`);
}

socket.on('open', ask);
socket.on('error', () => process.exit(1));
socket.on('message', (data, isBinary) => {
  if (isBinary) {
    socket.close(1003, 'text alone');
    setInterval(() => {}, 1000);
    return;
  }
  const code = /^SIP\/2\.0 ([1-6]\d\d) [^\r\n]*\r\n/.exec(data.toString())?.[1];
  if (code >= '200' && new RegExp(`\r\nCSeq: ${number} `, 'i').test(data.toString())) setTimeout(ask, 5);
});

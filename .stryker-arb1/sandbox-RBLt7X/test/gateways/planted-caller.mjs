// A small client for the gateway fuzzer's tests, with one fault, over UDP on loopback:
//   node planted-caller.mjs call URI FAULT            calls once and ends
//   node planted-caller.mjs serve PORT FAULT          calls whatever URI a datagram "CALL URI" names
//   node planted-caller.mjs poll PORT FAULT TO METHOD sends a request to port TO every 20 ms
import { createSocket } from 'node:dgram';

const [what, where, fault, to, method = 'INVITE'] = process.argv.slice(2);
const host = '127.0.0.1';
const calls = new Map();
const deaf = new Set();
let count = 0;

const socket = createSocket('udp4');
socket.on('error', () => {});
socket.on('message', (message, from) => {
  const text = message.toString('latin1');
  if (text.startsWith('CALL ')) return call(text.slice(5), 'INVITE');
  if (/^(?:OPTIONS|BYE) \S+ SIP\/2\.0\r\n/.test(text)) {
    const fields = text.match(/^(?:Via|From|To|Call-ID|CSeq):.*\r\n/gm)?.join('');
    socket.send(`SIP/2.0 200 OK\r\n${fields}Content-Length: 0\r\n\r\n`, from.port, host);
    return;
  }
  answered(text);
});
socket.bind(what === 'call' ? 0 : Number(where), host, () => {
  if (what === 'call') call(where, 'INVITE');
  if (what === 'poll') setInterval(() => calls.size < 2 && call(`sip:us@${host}:${to}`, method), 20);
});

function call(uri, verb) {
  count += 1;
  const id = `planted-${process.pid}-${count}`;
  const port = Number(/:(\d+)/.exec(uri.replace('sip:', ''))[1]);
  const head = (name, tag) =>
    [
      `${name} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${host}:${socket.address().port};branch=z9hG4bK${id}`,
      `From: <sip:planted@${host}>;tag=1`,
      `To: ${tag ?? `<${uri}>`}`,
      `Call-ID: ${id}`,
      `CSeq: 1 ${name}`,
      `Contact: <sip:planted@${host}:${socket.address().port}>`,
      'Content-Length: 0\r\n\r\n',
    ].join('\r\n');
  const send = () => socket.send(head(verb), port, host);
  const timer = setInterval(send, 500);
  calls.set(id, { port, timer, ack: (tag) => verb === 'INVITE' && socket.send(head('ACK', tag), port, host) });
  send();
}

function answered(text) {
  const id = /^Call-ID: (.*)\r$/m.exec(text)?.[1];
  const known = calls.get(id);
  const line = text.slice(0, text.indexOf('\r\nVia: '));
  if (known === undefined || deaf.has(id)) return;
  if (fault === 'crashes at a [' && line.includes('[')) process.kill(process.pid, 'SIGSEGV');
  if (fault === 'hangs at a NUL' && line.includes('\0')) for (;;);
  if (fault === 'deaf after a NUL' && line.includes('\0')) deaf.add(id);
  const [, code] = /^SIP\/2\.0 (\d{3}) [^\r\n\0]*$/.exec(line) ?? [];
  if (deaf.has(id) || code === undefined || Number(code) < 200) return;
  known.ack(/^To: (.*)\r$/m.exec(text)[1]);
  clearInterval(known.timer);
  calls.delete(id);
  if (what === 'call') setTimeout(() => process.exit(0), 5);
}

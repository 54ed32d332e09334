// A relay between connections: `tcp`, `tls` with a key and a certificate, or `ws`, from which it goes on over UDP.
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { WebSocketServer } from 'ws';

const [, , transport, port, keyFile, certFile] = process.argv;
const via = `Via: SIP/2.0/${transport === 'ws' ? 'UDP' : transport.toUpperCase()} 127.0.0.1:${port};branch=z9hG4bKcarried`;
const askers = [];

/** Calls with each message of a stream. */
function hear(socket, take) {
  let rest = '';
  socket.setEncoding('latin1').on('error', () => {});
  socket.on('data', (piece) => {
    rest += piece;
    for (;;) {
      const head = /^(?:\r\n)*(.*?\r\n\r\n)/s.exec(rest);
      if (head === null) return;
      const length = Number(/^(?:Content-Length|l)[ \t]*:[ \t]*(\d+)/im.exec(head[1])?.[1] ?? 0);
      if (rest.length < head[0].length + length) return;
      take(rest.slice(head[0].length - head[1].length, head[0].length + length), (text) =>
        socket.write(text, 'latin1'),
      );
      rest = rest.slice(head[0].length + length);
    }
  });
  return socket;
}

const hops = new Map();

/** How a message gets to the next hop. */
function towards(host, to) {
  const key = `${host}:${to}`;
  if (!hops.has(key)) {
    const socket =
      transport === 'tls' ? tls.connect({ host, port: to, rejectUnauthorized: false }) : net.connect(to, host);
    hops.set(key, hear(socket, answer));
    socket.on('close', () => hops.delete(key));
  }
  return (text) => hops.get(key).write(text, 'latin1');
}

function answer(text) {
  const number = /branch=z9hG4bKcarried(\d+)/.exec(text)?.[1];
  // Of a status line it wants a version, a code, and whatever stands after a blank.
  if (number === undefined || !/^SIP\/2\.0 \d{3} [^\r\n]*\r\n/.test(text)) return;
  askers[number]?.(text.replace(`${via}${number}\r\n`, ''));
}

function ask(text, reply) {
  const [, host, to] = /^[A-Z]+ sip:(?:[^@\s]*@)?([\d.]+):(\d+)/.exec(text) ?? [];
  if (to === port) {
    const kept = text.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/i.test(line));
    reply(['SIP/2.0 483 Too Many Hops', ...kept, 'Content-Length: 0', '', ''].join('\r\n'));
  } else if (to !== undefined) {
    const number = askers.push(reply) - 1;
    next(text.replace('\r\n', `\r\n${via}${number}\r\n`), host, Number(to));
  }
}

let next = (text, host, to) => towards(host, to)(text);

if (transport === 'ws') {
  const socket = createSocket('udp4').on('message', (octets) => answer(octets.toString('latin1')));
  next = (text, host, to) => socket.send(Buffer.from(text, 'latin1'), to, host);
  const server = new WebSocketServer({ host: '127.0.0.1', port: Number(port), handleProtocols: () => 'sip' });
  server.on('connection', (web) =>
    web.on('message', (data) => ask(data.toString('latin1'), (text) => web.send(Buffer.from(text, 'latin1')))),
  );
} else {
  const take = (socket) => void hear(socket, ask);
  const secure = () => ({ key: readFileSync(keyFile), cert: readFileSync(certFile) });
  const server = transport === 'tls' ? tls.createServer(secure(), take) : net.createServer(take);
  server.listen(Number(port), '127.0.0.1');
}

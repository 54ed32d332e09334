// A client that calls once and says which code it was answered with: node planted-client.mjs TRANSPORT PORT FAULT. It
// knows its frames and messages itself, so that it sees each piece as it comes. With CA in the environment it calls only whom
// that file vouches for, and with METHOD it sends another request than MESSAGE.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as secureConnect } from 'node:tls';

const [transport, port, fault] = process.argv.slice(2);
const isWebSocket = transport === 'ws' || transport === 'wss';
const host = '127.0.0.1';
const trust = process.env.CA ? { ca: readFileSync(process.env.CA) } : { rejectUnauthorized: false };
const socket =
  transport === 'tls' || transport === 'wss'
    ? secureConnect({ host, port: Number(port), ...trust })
    : connect({ host, port: Number(port) });

const { METHOD: method = 'MESSAGE' } = process.env;
const requestOf = (name, to) =>
  [
    `${name} sip:case@${host}:${port} SIP/2.0`,
    `Via: SIP/2.0/${transport.toUpperCase()} ${host}:9;branch=z9hG4bKplanted`,
    'Max-Forwards: 70',
    `From: <sip:planted@${host}>;tag=planted`,
    `To: ${to}`,
    `Call-ID: planted-${process.pid}`,
    `CSeq: 1 ${name}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
const request = requestOf(method, `<sip:case@${host}:${port}>`);

/** A text frame of a client, under a mask of zeros. */
function framed(text) {
  const head = text.length < 126 ? [0x81, 0x80 | text.length] : [0x81, 0xfe, text.length >> 8, text.length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(text)]);
}

/** The payloads of the frames that are there, and what is left. */
function framesIn(octets) {
  const found = [];
  let rest = octets;
  while (rest.length >= 2) {
    let [length, at] = [rest[1] & 0x7f, 2];
    if (length === 126) [length, at] = [rest.length < 4 ? 1 << 20 : rest.readUInt16BE(2), 4];
    if (rest.length < at + length) break;
    found.push({ octets: rest.subarray(at, at + length), isLast: rest[0] >= 0x80 });
    rest = rest.subarray(at + length);
  }
  return { found, rest };
}

function say(message) {
  const code = /^SIP\/2\.0 (\d{3}) [^\r\n]*\r\n/.exec(message)?.[1];
  if (code === undefined) return false;
  process.stdout.write(`answered ${code}\n`);
  if (method !== 'INVITE') socket.destroy();
  else {
    const acknowledgement = requestOf('ACK', /^To: (.*)\r$/m.exec(message)?.[1]);
    socket.write(isWebSocket ? framed(acknowledgement) : acknowledgement);
    setTimeout(() => socket.destroy(), 100);
  }
  return true;
}

let message = '';
function take(piece) {
  const text = piece.toString('latin1');
  if (fault === 'dies where it is cut after the slash' && (message + text).endsWith('SIP/')) process.abort();
  // As if it had come as a whole.
  if (fault === 'reads a piece as a message') return void say(text);
  message += text;
  for (let end = message.indexOf('\r\n\r\n'); end !== -1; end = message.indexOf('\r\n\r\n')) {
    const one = message.slice(0, end + 4);
    message = message.slice(end + 4);
    if (say(one)) return;
  }
}

socket.once(transport === 'tls' || transport === 'wss' ? 'secureConnect' : 'connect', () => {
  if (!isWebSocket) {
    socket.write(request);
    socket.on('data', take);
    return;
  }
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  let [rest, isUpgraded] = [Buffer.alloc(0), false];
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    if (!isUpgraded) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      isUpgraded = true;
      rest = rest.subarray(end + 4);
      socket.write(framed(request));
    }
    const { found, rest: left } = framesIn(rest);
    rest = left;
    for (const { octets } of found) take(octets);
  });
});
socket.on('error', () => process.exit(3));

// A small proxy for the gateway fuzzer's tests, with one fault: node planted-proxy.mjs PORT FAULT
// It relays requests to the address in their URI, and responses by their Via, over UDP and TCP on loopback.
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';

const port = Number(process.argv[2]);
const fault = process.argv[3];
const host = '127.0.0.1';
const deaf = new Set();
const stuck = new Set();
const late = new Set();
let cases = 0;
let lastCallee = 0;
const leaked = [];

/** @param {string} text one character an octet @param {string} channel what it came by @param {(text: string) => void} reply */
function heard(text, channel, transport, reply) {
  if (deaf.has(channel)) return;
  if (/^[A-Z]+ sip:ping@/.test(text)) {
    const fields = /(?:^(?:Via|From|To|Call-ID|CSeq):.*\r\n)/gm;
    reply(`SIP/2.0 200 OK\r\n${text.match(fields)?.join('')}Content-Length: 0\r\n\r\n`);
    return;
  }
  const request = /^[A-Z]+ sip:case@127\.0\.0\.1:(\d+)\S* SIP\/2\.0\r\n/.exec(text);
  if (request) {
    const via = `Via: SIP/2.0/${transport.toUpperCase()} ${host}:${port};branch=z9hG4bKproxy${channel}\r\n`;
    send(
      transport,
      Number(request[1]),
      text.slice(0, request[0].length) + via + text.slice(request[0].length),
      reply,
      text,
    );
  } else if (!/^[A-Z]+ \S+ SIP\/2\.0\r\n/.test(text)) respond(text, channel, transport);
}

function respond(text, channel, transport) {
  if (text.includes('X-Role: case')) cases += 1;
  if (fault === 'dies on the 200th case' && cases === 200) process.exit(7);
  if (fault === 'leaks a connection a case') {
    leaked.push(transport === 'udp' ? createSocket('udp4').bind(0, host) : connect(lastCallee, host));
    leaked.at(-1).on('error', () => {});
  }
  const end = text.indexOf('\r\nVia: ');
  let line = text.slice(0, end);
  // RFC 3261 §16.7: what did not come through here is not for us.
  if (!text.slice(end).startsWith(`\r\nVia: SIP/2.0/${transport.toUpperCase()} ${host}:${port};`)) return;
  const call = /Call-ID: (.*)\r\n/.exec(text)?.[1];
  if (fault === 'deaf after a NUL' && line.includes('\0')) {
    deaf.add(channel);
    return;
  }
  if (fault === 'hangs at a CR of its own' && /\r(?!\n)/.test(line)) for (;;);
  if (fault === 'takes 000 for a request' && /^SIP\/2\.0 000 /.test(line)) stuck.add(call);
  if (stuck.has(call)) return;
  let [, code, phrase] = /^SIP\/2\.0 (\d+) (.*)$/is.exec(line) ?? [];
  if (fault === 'wraps the code at 16 bits' && code !== undefined) {
    const wrapped = BigInt.asUintN(16, BigInt(code));
    if (wrapped > 999n || (code.length !== 3 && BigInt(code) === wrapped)) return;
    code = String(wrapped).padStart(3, '0');
    line = `SIP/2.0 ${code} ${phrase}`;
  }
  const refused = fault === 'goes by the first Content-Length' ? /[\r\0]/ : /[\r\n\0]/;
  if (code?.length !== 3 || refused.test(phrase)) return;
  if (fault === 'crashes at a phrase of 16,384 octets' && phrase.length >= 16_384) process.kill(process.pid, 'SIGSEGV');
  if (fault === 'decodes %0d%0a') line = line.replace(/%0d%0a/gi, '\r\n');
  if (fault === 'changes the phrase') line = line.replace(/ {2,}$/, ' ');
  const answer = line + text.slice(end).replace(/\r\nVia: [^\r]*/, '');
  if (fault === 'answers late' && phrase.includes(';')) late.add(call);
  if (late.has(call)) setTimeout(() => back(answer, transport), 1000);
  else back(answer, transport);
}

function back(text, transport) {
  const [, address] = /\r\nVia: \S+ 127\.0\.0\.1:(\d+)/.exec(text) ?? [];
  if (address === undefined) return;
  if (transport === 'udp') udp.send(Buffer.from(text, 'latin1'), Number(address), host);
  else callers.get(Number(address))?.write(Buffer.from(text, 'latin1'));
}

const udp = createSocket({ type: 'udp4', recvBufferSize: 1 << 22 });
udp.on('message', (message, from) =>
  heard(message.toString('latin1'), `udp${from.port}`, 'udp', (text) =>
    udp.send(Buffer.from(text, 'latin1'), from.port, host),
  ),
);
udp.on('error', () => {});
udp.bind(port, host);

const callers = new Map();
const callees = new Map();
createServer((socket) => {
  callers.set(socket.remotePort, socket);
  listen(socket);
}).listen(port, host);

function send(transport, to, text) {
  if (transport === 'udp') {
    udp.send(Buffer.from(text, 'latin1'), to, host);
    return;
  }
  lastCallee = to;
  let socket = callees.get(to);
  if (socket === undefined || socket.destroyed) {
    socket = connect(to, host);
    callees.set(to, socket);
    listen(socket);
  }
  socket.write(Buffer.from(text, 'latin1'));
}

/** Messages have no body here, unless a case says that it has. The last header field of answers to cases is X-Role. */
function listen(socket) {
  let rest = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const end = rest.indexOf('\r\n\r\n', Math.max(0, rest.indexOf('Content-Length: 0')));
      if (end === -1) return;
      const [, length] = /\nContent-Length: (\d+)\r/.exec(rest) ?? [];
      const after = end + 4 + (fault === 'goes by the first Content-Length' ? Number(length) : 0);
      if (rest.length < after) return;
      const text = rest.slice(0, after);
      rest = rest.slice(after);
      heard(text, `tcp${socket.localPort}-${socket.remotePort}`, 'tcp', (answer) =>
        socket.write(Buffer.from(answer, 'latin1')),
      );
    }
  });
}

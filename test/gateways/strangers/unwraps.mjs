// A stateless relay that ends with an exception at each answer that it does not understand.
import { createSocket } from 'node:dgram';

const [, , port] = process.argv.map(Number);
const socket = createSocket('udp4');
const own = `SIP/2.0/UDP 127.0.0.1:${port}`;

socket.on('message', (octets) => {
  const text = octets.toString('latin1');
  if (/^\s*SIP\//i.test(text)) {
    const [, code] = text.match(/^SIP\/2\.0 (\d{3}) /);
    if (Number(code) < 100) return;
    const [, host, to] =
      /\r\nVia: SIP\/2\.0\/UDP (?!127\.0\.0\.1:PORT)([\d.]+):(\d+)/.exec(
        text.replaceAll(own, 'SIP/2.0/UDP 127.0.0.1:PORT'),
      ) ?? [];
    if (to !== undefined) socket.send(Buffer.from(text.replace(/\r\nVia: [^\r\n]*/, ''), 'latin1'), Number(to), host);
    return;
  }
  const [, host, to] = /^[A-Z]+ sip:[^@ ]*@([\d.]+):(\d+)/.exec(text) ?? [];
  const [, from] = /\r\nVia: SIP\/2\.0\/UDP [\d.]+:(\d+)/.exec(text) ?? [];
  if (to === undefined) return;
  if (Number(to) === port) {
    socket.send(Buffer.from(text.replace(/^[^\r\n]*/, 'SIP/2.0 483 Too Many Hops'), 'latin1'), Number(from), host);
  } else {
    const branch = Math.random().toString(36).slice(2);
    socket.send(
      Buffer.from(text.replace('\r\n', `\r\nVia: ${own};branch=z9hG4bK${branch}\r\n`), 'latin1'),
      Number(to),
      host,
    );
  }
});
socket.bind(port, '127.0.0.1');

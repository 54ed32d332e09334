// TCP and TLS: streams of octets. A message is what comes up to its end, as far as that can be told.
import { Buffer } from 'node:buffer';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createSecureServer, connect as secureConnect } from 'node:tls';
import type { Connection, ConnectionOptions, Endpoint, EndpointOptions, Incoming } from './endpoint.ts';
import { ListeningEndpoint } from './listening.ts';
import type { Address } from './message.ts';
import { Outbox } from './outbox.ts';
import { isSecure, type Transport } from './transport.ts';

/** Opens a port to which streams are made. */
export function openStreamEndpoint(
  transport: Transport,
  address: Address,
  options: EndpointOptions,
): Promise<Endpoint> {
  const { onMessage, credentials } = options;
  const server = isSecure(transport) ? createSecureServer({ ...credentials?.() }) : createServer();
  const endpoint = new ListeningEndpoint(server, options);
  // What is no TLS ends, and is nobody's call.
  server.on('tlsClientError', () => {});
  server.on(isSecure(transport) ? 'secureConnection' : 'connection', (socket: Socket) => {
    socket.on(
      'close',
      endpoint.add(socket, () => socket.destroy()),
    );
    hear(socket, onMessage);
  });
  return endpoint.listen(address);
}

/** Opens a socket to somebody, within some milliseconds. */
export function openSocket(transport: Transport, { host, port }: Address, limit: number): Promise<Socket> {
  const isTls = isSecure(transport);
  const socket: Socket = isTls
    ? secureConnect({ host, port, rejectUnauthorized: false })
    : connect({ host, port, noDelay: true });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('nobody takes the connection')), limit);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}

export async function connectStream(
  transport: Transport,
  address: Address,
  { limit, onMessage, raw, closed }: ConnectionOptions,
): Promise<Connection> {
  const socket = await openSocket(transport, address, limit);
  hear(socket, onMessage);
  if (raw !== undefined) socket.on('data', raw);
  if (closed !== undefined) socket.on('close', closed);
  return {
    address: localAddressOf(socket),
    get isOpen() {
      return socket.writable && !socket.destroyed;
    },
    send: (message) => void socket.write(message),
    close: () => void socket.destroy(),
  };
}

export function localAddressOf(socket: Socket): Address {
  return { host: socket.localAddress ?? '127.0.0.1', port: socket.localPort ?? 0 };
}

/** The longest message of a target: far longer than any of ours, and short enough for a target that floods. */
const mostOctets = 1 << 20;

/** Hears messages, as far as their ends can be told. */
function hear(socket: Socket, onMessage: (incoming: Incoming) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  const outbox = new Outbox(({ piece }) => void socket.write(piece));
  socket.setNoDelay(true);
  socket.on('error', () => {}); // what is broken is closed next
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = endOfMessage(rest); end !== undefined; end = endOfMessage(rest)) {
      const message = rest.subarray(0, end);
      rest = rest.subarray(end);
      onMessage({ message, reply: (answer, cuts) => outbox.send(answer, cuts), connection: socket });
    }
    if (rest.length > mostOctets) socket.destroy();
  });
}

/**
 * Where the first message ends; undefined where its end has not come yet. The Content-Length that stands last counts, and
 * an empty line before the first of them does not: both may be part of a damaged start line.
 */
function endOfMessage(octets: Buffer): number | undefined {
  for (let end = octets.indexOf('\r\n\r\n'); end !== -1; end = octets.indexOf('\r\n\r\n', end + 2)) {
    const head = octets.toString('latin1', 0, end);
    const length = [...head.matchAll(/\n(?:Content-Length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*(?=\r|$)/gi)].at(-1)?.[1];
    if (length === undefined) continue;
    const whole = end + 4 + Number(length);
    return whole <= octets.length ? whole : undefined;
  }
  return undefined;
}

// SIP over WebSocket (RFC 7118): each message is one of the connection, in as many frames as its sender likes.
import { Buffer, isUtf8 } from 'node:buffer';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { RawData, WebSocket } from 'ws';
import type { Connection, ConnectionOptions, Endpoint, EndpointOptions, Incoming } from './endpoint.ts';
import { ListeningEndpoint } from './listening.ts';
import { type Address, hostPort } from './message.ts';
import { Outbox } from './outbox.ts';
import { localAddressOf, openSocket } from './stream.ts';
import { isSecure, type Transport } from './transport.ts';

/** RFC 7118 §4.1: client and server agree on it. */
const subProtocol = 'sip';

/** As a stream has it. */
const settings = { perMessageDeflate: false, maxPayload: 1 << 20 } as const;

/** Loaded where it is needed: whoever fuzzes by other means need not install it. */
async function webSockets(): Promise<typeof import('ws')> {
  try {
    return await import('ws');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('WebSocket needs the package ws: npm install ws');
  }
}

/** Opens a port to which WebSockets are made. */
export async function openWebSocketEndpoint(
  transport: Transport,
  address: Address,
  options: EndpointOptions,
): Promise<Endpoint> {
  const { onMessage, credentials } = options;
  const { WebSocketServer } = await webSockets();
  const server = isSecure(transport) ? createSecureServer({ ...credentials?.() }) : createServer();
  const endpoint = new ListeningEndpoint(server, options);
  const sockets = new WebSocketServer({
    ...settings,
    server,
    handleProtocols: (names) => (names.has(subProtocol) ? subProtocol : false),
  });
  // It hears the errors of its server, of which the first to listen is told.
  sockets.on('error', () => {});
  sockets.on('connection', (socket) => {
    socket.on(
      'close',
      endpoint.add(socket, () => socket.terminate()),
    );
    hear(socket, onMessage);
  });
  return endpoint.listen(address);
}

export async function connectWebSocket(
  transport: Transport,
  address: Address,
  { limit, onMessage, raw, closed }: ConnectionOptions,
): Promise<Connection> {
  const { WebSocket } = await webSockets();
  const stream = await openSocket(transport, address, limit);
  const url = `${transport}://${hostPort(address)}${address.path ?? '/'}`;
  const socket = new WebSocket(url, subProtocol, {
    ...settings,
    handshakeTimeout: limit,
    createConnection: () => stream,
  });
  hear(socket, onMessage);
  if (raw !== undefined) socket.on('message', (data) => raw(octetsOf(data)));
  if (closed !== undefined) socket.on('close', closed);
  const outbox = outboxOf(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', resolve);
  });
  return {
    address: localAddressOf(stream),
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    send: (message) => outbox.send(message),
    close: () => socket.terminate(),
  };
}

function hear(socket: WebSocket, onMessage: (incoming: Incoming) => void): void {
  const outbox = outboxOf(socket);
  socket.on('error', () => {}); // what is broken is closed next
  socket.on('message', (data) =>
    onMessage({
      message: octetsOf(data),
      reply: (answer, cuts) => outbox.send(answer, cuts),
      connection: socket,
    }),
  );
}

/** A piece is a frame. What is no UTF-8 goes as binary, for a text of it would end the connection (RFC 6455 §8.1). */
function outboxOf(socket: WebSocket): Outbox {
  return new Outbox(({ piece, isLast, message }) => {
    socket.send(piece, { binary: !isUtf8(message), fin: isLast }, () => {});
  });
}

function octetsOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

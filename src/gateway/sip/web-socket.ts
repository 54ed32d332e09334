// SIP over WebSocket (RFC 7118): each message is one of the connection, in as many frames as its sender likes.
import { Buffer, isUtf8 } from 'node:buffer';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { RawData, WebSocket } from 'ws';
import type { Connection, ConnectionOptions, Endpoint, EndpointOptions, Incoming } from './endpoint.ts';
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

/** A listening port, and whoever has connected to it. */
export class WebSocketEndpoint implements Endpoint {
  readonly #server: Server;
  readonly #connections = new Set<WebSocket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(
    transport: Transport,
    { host, port }: Address,
    { onMessage, closed, credentials }: EndpointOptions,
  ): Promise<WebSocketEndpoint> {
    const { WebSocketServer } = await webSockets();
    const server = isSecure(transport) ? createSecureServer({ ...credentials?.() }) : createServer();
    const endpoint = new WebSocketEndpoint(server);
    const sockets = new WebSocketServer({
      ...settings,
      server,
      handleProtocols: (names) => (names.has(subProtocol) ? subProtocol : false),
    });
    sockets.on('connection', (socket) => {
      endpoint.#connections.add(socket);
      socket.on('close', () => {
        endpoint.#connections.delete(socket);
        closed?.();
      });
      hear(socket, onMessage);
    });
    return new Promise((resolve, reject) => {
      // It hears the errors of its server.
      sockets.once('error', reject);
      server.listen(port, host, () => resolve(endpoint));
    });
  }

  get address(): Address {
    const { address, port } = this.#server.address() as { address: string; port: number };
    return { host: address, port };
  }

  get connections(): number {
    return this.#connections.size;
  }

  close(): void {
    for (const socket of this.#connections) socket.terminate();
    this.#server.close();
  }
}

export async function connectWebSocket(
  transport: Transport,
  address: Address,
  { limit, onMessage, raw }: ConnectionOptions,
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

import { Buffer } from 'node:buffer';
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Address, Transport } from './message.ts';

/** Something of ours that messages come to: a UDP port, or a listening TCP port with its connections. */
export interface Endpoint {
  /** Where it listens. */
  readonly address: Address;
  /** Gives the port up, and ends its connections. */
  close(): void;
}

/** Opens a port on an address of this machine, a free one where it is 0. `closed` is called for each connection that ends. */
export function openEndpoint(
  transport: Transport,
  address: Address,
  onMessage: (incoming: Incoming) => void,
  closed: () => void = () => {},
): Promise<UdpEndpoint | TcpEndpoint> {
  return transport === 'tcp' ? TcpEndpoint.open(address, onMessage, closed) : UdpEndpoint.open(address, onMessage);
}

export type Reply = (message: Uint8Array) => void;

export interface Incoming {
  readonly message: Buffer;
  /** Sends back to where it came from, by the same port or connection. */
  reply: Reply;
  /** What the message came by: the same object for the same channel. */
  readonly connection: object;
}

/** A UDP port of ours. */
export class UdpEndpoint implements Endpoint {
  readonly #socket: Datagrams;
  #address: Address | undefined;

  private constructor(socket: Datagrams) {
    this.#socket = socket;
  }

  static open({ host, port }: Address, onMessage: (incoming: Incoming) => void): Promise<UdpEndpoint> {
    const socket = createSocket({
      type: host.includes(':') ? 'udp6' : 'udp4',
      recvBufferSize: 1 << 22,
      sendBufferSize: 1 << 22,
      // There are no names here, and a look-up takes longer than the rest.
      lookup: (host, _, found) => found(null, host, host.includes(':') ? 6 : 4),
    });
    const endpoint = new UdpEndpoint(socket);
    socket.on('message', (message, { address, port }) =>
      onMessage({ message, reply: (answer) => endpoint.send(answer, { host: address, port }), connection: socket }),
    );
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.off('error', reject);
        // A target that is not there is reported by an ICMP message, which is an error of nobody's call.
        socket.on('error', () => {});
        resolve(endpoint);
      });
    });
  }

  get address(): Address {
    if (this.#address === undefined) {
      const { address, port } = this.#socket.address();
      this.#address = { host: address, port };
    }
    return this.#address;
  }

  send(message: Uint8Array, { host, port }: Address): void {
    this.#socket.send(message, port, host, () => {});
  }

  close(): void {
    this.#socket.close();
  }
}

/** A TCP port of ours. A message is what comes up to its end, as far as that can be told. */
export class TcpEndpoint implements Endpoint {
  readonly #server: Server;
  readonly #connections = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static open(
    { host, port }: Address,
    onMessage: (incoming: Incoming) => void,
    closed: () => void,
  ): Promise<TcpEndpoint> {
    const server = createServer();
    const endpoint = new TcpEndpoint(server);
    server.on('connection', (socket) => {
      endpoint.#connections.add(socket);
      socket.on('close', () => {
        endpoint.#connections.delete(socket);
        closed();
      });
      listen(socket, onMessage);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve(endpoint));
    });
  }

  get address(): Address {
    const { address, port } = this.#server.address() as { address: string; port: number };
    return { host: address, port };
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.size;
  }

  close(): void {
    for (const socket of this.#connections) socket.destroy();
    this.#server.close();
  }
}

/** A connection of ours to a target. */
export class TcpConnection {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Connects, within some milliseconds.
   *
   * @param raw is called with whatever comes in, in the pieces that it comes in
   */
  static open(
    { host, port }: Address,
    limit: number,
    onMessage: (incoming: Incoming) => void,
    raw?: (octets: Buffer) => void,
  ): Promise<TcpConnection> {
    const socket = connect({ host, port, noDelay: true });
    listen(socket, onMessage);
    if (raw !== undefined) socket.on('data', raw);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.destroy(new Error('nobody takes the connection')), limit);
      socket.once('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve(new TcpConnection(socket));
      });
    });
  }

  get address(): Address {
    return { host: this.#socket.localAddress ?? '127.0.0.1', port: this.#socket.localPort ?? 0 };
  }

  get isOpen(): boolean {
    return this.#socket.writable && !this.#socket.destroyed;
  }

  send(message: Uint8Array): void {
    this.#socket.write(message);
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The longest message of a target: far longer than any of ours, and short enough for a target that floods. */
const mostOctets = 1 << 20;

/** Hears messages, as far as their ends can be told. */
function listen(socket: Socket, onMessage: (incoming: Incoming) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => {}); // what is broken is closed next
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = endOfMessage(rest); end !== undefined; end = endOfMessage(rest)) {
      const message = rest.subarray(0, end);
      rest = rest.subarray(end);
      onMessage({ message, reply: (answer) => socket.write(answer), connection: socket });
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

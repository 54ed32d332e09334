import { Buffer } from 'node:buffer';
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Address } from './sip-message.ts';

/** Something of ours that messages come to: a UDP port, or a listening TCP port with its connections. */
export interface Endpoint {
  readonly address: Address;
  /** Sends to where a message came from. */
  close(): void;
}

export type Reply = (message: Uint8Array) => void;

export interface Heard {
  readonly message: Buffer;
  /** Sends back to where it came from, by the same port or connection. */
  reply: Reply;
  /** What the message came by: the same object for the same channel. */
  readonly channel: object;
}

/** A UDP port of ours. */
export class UdpEndpoint implements Endpoint {
  readonly #socket: Datagrams;

  private constructor(socket: Datagrams) {
    this.#socket = socket;
  }

  /** Opens a free port on an address of this machine. */
  static open(host: string, heard: (heard: Heard) => void): Promise<UdpEndpoint> {
    const socket = createSocket({
      type: host.includes(':') ? 'udp6' : 'udp4',
      recvBufferSize: 1 << 22,
      sendBufferSize: 1 << 22,
    });
    const endpoint = new UdpEndpoint(socket);
    socket.on('message', (message, { address, port }) =>
      heard({ message, reply: (answer) => endpoint.send(answer, { host: address, port }), channel: socket }),
    );
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, host, () => {
        socket.off('error', reject);
        // A target that is not there is told of by an ICMP message, which is an error of nobody's call.
        socket.on('error', () => {});
        resolve(endpoint);
      });
    });
  }

  get address(): Address {
    const { address, port } = this.#socket.address();
    return { host: address, port };
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

  static open(host: string, heard: (heard: Heard) => void, closed: () => void): Promise<TcpEndpoint> {
    const server = createServer();
    const endpoint = new TcpEndpoint(server);
    server.on('connection', (socket) => {
      endpoint.#connections.add(socket);
      socket.on('close', () => {
        endpoint.#connections.delete(socket);
        closed();
      });
      listen(socket, heard);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, host, () => resolve(endpoint));
    });
  }

  get address(): Address {
    const { address, port } = this.#server.address() as { address: string; port: number };
    return { host: address, port };
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

  static open({ host, port }: Address, heard: (heard: Heard) => void): Promise<TcpConnection> {
    const socket = connect({ host, port, noDelay: true });
    listen(socket, heard);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('connect', () => resolve(new TcpConnection(socket)));
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

/** Hears messages that end with an empty line and have no body, as all of ours and all answers to them do. */
function listen(socket: Socket, heard: (heard: Heard) => void): void {
  let rest = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => {}); // what is broken is closed next
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      // The header field that says the length comes behind what may be damaged.
      const last = rest.indexOf('Content-Length: 0');
      const end = rest.indexOf('\r\n\r\n', Math.max(0, last));
      if (end === -1) return;
      const message = rest.subarray(0, end + 4);
      rest = rest.subarray(end + 4);
      heard({ message, reply: (answer) => socket.write(answer), channel: socket });
    }
  });
}

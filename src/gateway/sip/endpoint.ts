import type { Buffer } from 'node:buffer';
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import type { Credentials } from './credentials.ts';
import type { Address } from './message.ts';
import { connectStream, openStreamEndpoint } from './stream.ts';
import { isWebSocket, type Transport } from './transport.ts';
import { connectWebSocket, openWebSocketEndpoint } from './web-socket.ts';

/** Something of ours that messages come to: a UDP port, or a listening port with its connections. */
export interface Endpoint {
  /** Where it listens. */
  readonly address: Address;
  /** How many connections are open. */
  readonly connections: number;
  /** Gives the port up, and ends its connections. */
  close(): void;
}

/** What an endpoint is opened with beside its address. */
export interface EndpointOptions {
  /** Called with each message. */
  readonly onMessage: (incoming: Incoming) => void;
  /** Called for each connection that ends, with what {@link Incoming} has of it. */
  readonly closed?: (connection: object) => void;
  /** Who we are, where the transport is a secure one. */
  readonly credentials?: (() => Credentials) | undefined;
}

/** Opens a port on an address of this machine, a free one where it is 0. */
export function openEndpoint(transport: Transport, address: Address, options: EndpointOptions): Promise<Endpoint> {
  if (transport === 'udp') return UdpEndpoint.open(address, options.onMessage);
  return isWebSocket(transport)
    ? openWebSocketEndpoint(transport, address, options)
    : openStreamEndpoint(transport, address, options);
}

/** A connection of ours to a target. */
export interface Connection {
  /** Its address on this side. */
  readonly address: Address;
  readonly isOpen: boolean;
  send(message: Uint8Array): void;
  close(): void;
}

/** What a connection is opened with. */
export interface ConnectionOptions {
  /** Milliseconds within which it has to be taken. */
  readonly limit: number;
  /** Called with each message. */
  readonly onMessage: (incoming: Incoming) => void;
  /** Called with whatever comes in, in the pieces that it comes in. */
  readonly raw?: (octets: Buffer) => void;
  /** Called when it has ended. */
  readonly closed?: () => void;
}

/** Connects to a target. Any certificate will do: it is the target's own affair. */
export function openConnection(
  transport: Transport,
  address: Address,
  options: ConnectionOptions,
): Promise<Connection> {
  return isWebSocket(transport)
    ? connectWebSocket(transport, address, options)
    : connectStream(transport, address, options);
}

/** Sends back, cut into pieces where it says at which octets; a datagram is never cut. */
export type Reply = (message: Uint8Array, cuts?: readonly number[]) => void;

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
  readonly connections = 0;
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

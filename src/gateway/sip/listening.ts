import type { Server } from 'node:net';
import type { Endpoint, EndpointOptions } from './endpoint.ts';
import type { Address } from './message.ts';

/** A listening port with its connections, whatever they carry. */
export class ListeningEndpoint implements Endpoint {
  readonly #server: Server;
  readonly #closed: EndpointOptions['closed'];
  readonly #connections = new Map<object, () => void>();

  constructor(server: Server, { closed }: EndpointOptions) {
    this.#server = server;
    this.#closed = closed;
  }

  /** Keeps a connection, with what ends it, until what is returned is called, when it has ended. */
  add(connection: object, end: () => void): () => void {
    this.#connections.set(connection, end);
    return () => {
      this.#connections.delete(connection);
      this.#closed?.(connection);
    };
  }

  listen({ host, port }: Address): Promise<this> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve(this));
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
    for (const end of this.#connections.values()) end();
    this.#server.close();
  }
}

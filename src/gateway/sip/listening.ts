import type { Server } from 'node:net';
import type { Endpoint, EndpointOptions } from './endpoint.ts';
import type { Address } from './message.ts';

/** A listening port with its connections, whatever they carry. */
export class ListeningEndpoint implements Endpoint {
  readonly #server: Server;
  readonly #closed: EndpointOptions['closed'];
  readonly #connections = new Set<() => void>();

  constructor(server: Server, { closed }: EndpointOptions) {
    this.#server = server;
    this.#closed = closed;
  }

  /** Keeps a connection until what is returned is called, when it has ended. */
  add(end: () => void): () => void {
    this.#connections.add(end);
    return () => {
      this.#connections.delete(end);
      this.#closed?.();
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
    for (const end of this.#connections) end();
    this.#server.close();
  }
}

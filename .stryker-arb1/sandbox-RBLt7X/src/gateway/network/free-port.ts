import { createServer } from 'node:net';

/** A port of an address of this machine that nobody listens at, for UDP as for TCP as far as that can be told. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

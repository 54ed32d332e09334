import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

// Below the ports that systems give away by themselves, so that no socket of anybody's takes it before it is used.
const [first, last] = [20_000, 32_767];

/** A port of an address of this machine that nobody uses, for UDP and for TCP. */
export async function freePort(host: string): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = first + Math.floor(Math.random() * (last - first + 1));
    if ((await isFreeForTcp(port, host)) && (await isFreeForUdp(port, host))) return port;
  }
  throw new Error(`no port of ${host} from ${first} to ${last} is free`);
}

function isFreeForTcp(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      return isTaken(error) ? resolve(false) : reject(error);
    });
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EADDRINUSE' || error.code === 'EACCES';
}

import type { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';
import { isIP } from 'node:net';
import { TcpConnection, UdpEndpoint } from './endpoint.ts';
import { type Address, hostPort, request, type Transport } from './sip-message.ts';

/** What is fuzzed: where it listens, and how it is started where that is ours to do. */
export interface TargetInit {
  readonly transport: Transport;
  readonly address: Address;
  /** The command that starts it. Without one it is there already, and is never restarted. */
  readonly command?: readonly [command: string, ...args: readonly string[]];
}

/** The target could not be started, or does not answer. */
export class TargetError extends Error {}

/** Reads `udp:127.0.0.1:5060`. @throws {TypeError} for what is no address */
export function targetFrom(text: string): { transport: Transport; address: Address } {
  const [, transport, bracketed, plain, port] = /^(udp|tcp):(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? '';
  if (transport === undefined || isIP(host) === 0 || Number(port) > 65_535) {
    throw new TypeError(`${JSON.stringify(text)} is no target such as udp:127.0.0.1:5060 (names are not looked up)`);
  }
  return { transport: transport as Transport, address: { host, port: Number(port) } };
}

/** Whether an address is this machine's own loopback. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

const startLimit = 10_000;
const pingLimit = 500;

/** A server that is fuzzed. */
export class Target {
  readonly transport: Transport;
  readonly address: Address;
  readonly #command: TargetInit['command'];
  #child: ChildProcess | undefined;
  #log = '';
  #ended: string | undefined;
  #pings = 0;
  #whenEnded: (() => void)[] = [];

  constructor({ transport, address, command }: TargetInit) {
    this.transport = transport;
    this.address = address;
    this.#command = command;
  }

  get isOurs(): boolean {
    return this.#command !== undefined;
  }

  /** How the process ended; undefined while it runs, and where it is not ours. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** The last that the process wrote. */
  get log(): string {
    return this.#log;
  }

  /** Called once when the process ends. */
  onEnd(listener: () => void): void {
    this.#whenEnded.push(listener);
  }

  /** Starts the process, where there is one, and waits until it answers. @throws {TargetError} when it does not */
  async start(): Promise<void> {
    if (this.#command !== undefined) this.#spawn(this.#command);
    const end = Date.now() + (this.isOurs ? startLimit : 3 * pingLimit);
    while (Date.now() < end && this.#ended === undefined) {
      if (await this.ping(100)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const why = this.#ended ?? `no answer to OPTIONS from ${this.transport}:${hostPort(this.address)}`;
    const last = this.#log.trim().split('\n').slice(-3).join('\n');
    await this.stop();
    throw new TargetError(
      `the target ${this.isOurs ? 'did not start' : 'does not answer'}: ${why}${last && `\n${last}`}`,
    );
  }

  #spawn([command, ...args]: readonly [string, ...string[]] | readonly string[]): void {
    const child = spawn(command as string, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#ended = undefined;
    this.#log = '';
    const keep = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString('latin1')).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (how: string): void => {
      if (this.#child !== child) return;
      this.#ended = how;
      for (const listener of this.#whenEnded) listener();
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (status, signal) => end(signal ?? `exit status ${status}`));
  }

  /** Whether anything at all answers an OPTIONS request. */
  async ping(limit: number = pingLimit): Promise<boolean> {
    this.#pings += 1;
    const callId = `ping-${process.pid}-${this.#pings}`;
    let heard: () => void = () => {};
    const answered = new Promise<boolean>((resolve) => {
      heard = () => resolve(true);
      setTimeout(() => resolve(false), limit);
    });
    const options = (from: Address): Buffer =>
      request({
        method: 'OPTIONS',
        uri: `sip:ping@${hostPort(this.address)}`,
        transport: this.transport,
        from,
        callId,
        branch: callId,
      });
    try {
      if (this.transport === 'udp') {
        const endpoint = await UdpEndpoint.open(this.address.host, () => heard());
        endpoint.send(options(endpoint.address), this.address);
        const isAlive = await answered;
        endpoint.close();
        return isAlive;
      }
      const connection = await TcpConnection.open(this.address, () => heard());
      connection.send(options(connection.address));
      const isAlive = await answered;
      connection.close();
      return isAlive;
    } catch {
      return false; // nobody listens
    }
  }

  /** Ends the process and its children politely, then by force. Only what was started here is ended. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 1000);
    await exited;
    clearTimeout(force);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}

import type { Buffer } from 'node:buffer';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import { type Credentials, madeCredentials } from '../sip/credentials.ts';
import { type Address, hostPort } from '../sip/message.ts';
import { isTransport, isWebSocket, type Transport } from '../sip/transport.ts';
import { endProcess, startProcess, startShell } from './child-process.ts';
import { openFiles } from './open-files.ts';
import { isListening, ping } from './ping.ts';

/** The fuzzed program: where it listens and, if this tool starts it, how. */
export interface TargetInit {
  /** What it is reached by. */
  readonly transport: Transport;
  /** Left out for a program that is started for each case: it cannot be asked whether it is alive. */
  readonly address?: Address;
  /** The command that starts it. Without one it is there already. */
  readonly command?: readonly [command: string, ...args: readonly string[]];
  /** A shell command that starts a target again which is there already. It returns when it has done so. */
  readonly restartCommand?: string;
  /** What it says its version is. */
  readonly version?: string;
  /** Who we are where it connects to us with TLS. Default: a certificate that is made for the run. */
  readonly credentials?: Credentials;
}

/** The target could not be started, or does not answer. */
export class TargetError extends Error {}

/**
 * Reads `udp:127.0.0.1:5060`, and `ws:127.0.0.1:8088/ws` of a WebSocket.
 *
 * @throws {TypeError} for what is no address
 */
export function targetFrom(text: string): { transport: Transport; address: Address } {
  const [, transport, bracketed, plain, port, path] =
    /^(\w+):(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})(\/[!-~]*)?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? '';
  const isKnown = isTransport(transport) && (path === undefined || isWebSocket(transport));
  if (!isKnown || isIP(host) === 0 || Number(port) > 65_535) {
    throw new TypeError(`${JSON.stringify(text)} is not a target such as udp:127.0.0.1:5060 (names are not looked up)`);
  }
  return { transport, address: { host, port: Number(port), ...(path === undefined ? {} : { path }) } };
}

/** Whether an address is this machine's own loopback. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

const startLimit = 10_000;
const pingLimit = 500;
/** Milliseconds after which a target that is started may be one that answers no request itself. */
const silence = 1200;

/** A server that is fuzzed. */
export class Target {
  readonly transport: Transport;
  readonly version: string | undefined;
  readonly #init: TargetInit;
  readonly #onEnd = new Set<() => void>();
  #localHost = '127.0.0.1';
  #child: ChildProcess | undefined;
  #log = '';
  #ended: string | undefined;
  #isClosed = false;
  #received: string | undefined;
  #otherSign: (() => Promise<boolean>) | undefined;
  /** Whether it has shown the other sign of life, and no answer to OPTIONS. */
  #isSilent = false;

  constructor(init: TargetInit) {
    this.#init = init;
    this.transport = init.transport;
    this.version = init.version;
  }

  /** @throws {TargetError} for a target that has none */
  get address(): Address {
    if (this.#init.address === undefined) throw new TargetError('the target has no address');
    return this.#init.address;
  }

  /** Who we are towards it where it connects to us with TLS. @throws {Error} where no certificate can be made */
  get credentials(): Credentials {
    return this.#init.credentials ?? madeCredentials();
  }

  /** The address of this machine that the target can reach. */
  get localHost(): string {
    return this.#localHost;
  }

  /** Whether it can be started again. */
  get canRestart(): boolean {
    const { command, restartCommand, address } = this.#init;
    return command !== undefined || restartCommand !== undefined || address === undefined;
  }

  /** Whether it is a process that each crash makes this tool start again. */
  get isStartedHere(): boolean {
    return this.#init.command !== undefined || this.#init.restartCommand !== undefined;
  }

  /** How the process ended; undefined while it runs, and if this tool did not start it. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** Names another sign of life, for a target that answers no request itself: that a plain line comes through it. */
  livesIf(otherSign: () => Promise<boolean>): void {
    this.#otherSign = otherSign;
  }

  /** Calls somebody when the process ends; what is returned is called by whoever does not want that any more. */
  onEnd(call: () => void): () => void {
    this.#onEnd.add(call);
    return () => this.#onEnd.delete(call);
  }

  /** The last that the process wrote. */
  get log(): string {
    return this.#log;
  }

  /** How many files and sockets its processes have open; undefined where that cannot be seen. */
  get openFiles(): number | undefined {
    return this.#child?.pid === undefined ? undefined : openFiles(this.#child.pid);
  }

  /** Starts the process, where there is one, and waits until it answers. @throws {TargetError} when it does not */
  async start(): Promise<void> {
    const { command, address } = this.#init;
    if (this.#isClosed) throw new TargetError('the target is not wanted any more');
    if (address !== undefined) this.#localHost = await hostTowards(address);
    if (command !== undefined) this.#spawn(command);
    await this.#untilItAnswers(command === undefined ? 3 * pingLimit : startLimit);
  }

  async #untilItAnswers(limit: number): Promise<void> {
    const end = Date.now() + limit;
    this.#received = undefined;
    const patience = Date.now() + silence;
    while (Date.now() < end && this.#ended === undefined && !this.#isClosed) {
      if (await (this.#isSilent ? this.ping() : this.#answers(100))) return;
      if (Date.now() > patience && !this.#isSilent && (await this.ping())) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { transport, canRestart } = this;
    const noAnswer = `no answer to OPTIONS from ${transport}:${hostPort(this.address)}${
      this.#otherSign === undefined ? '' : ', and no plain response comes through it'
    }`;
    const why = this.#ended ?? (this.#received === undefined ? noAnswer : `it answers OPTIONS with ${this.#received}`);
    const last = this.#log.trim().split('\n').slice(-3).join('\n');
    await this.stop();
    throw new TargetError(
      `the target ${canRestart ? 'did not start' : 'does not answer'}: ${why}${last && `\n${last}`}`,
    );
  }

  #spawn([command, ...args]: readonly [string, ...string[]] | readonly string[]): void {
    const child = startProcess(command as string, args);
    this.#child = child;
    this.#ended = undefined;
    this.#log = '';
    const keep = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString('latin1')).slice(-20_000);
    };
    child.stdin.on('error', () => {});
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (how: string): void => {
      if (this.#child !== child) return;
      this.#ended = how;
      for (const call of this.#onEnd) call();
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (status, signal) => end(signal ?? `exit status ${status}`));
  }

  /** Whether it shows a sign of life. Always where nobody can be asked. */
  async ping(): Promise<boolean> {
    if (!this.#isSilent && (await this.#answers(pingLimit))) return true;
    if (this.#otherSign === undefined || this.#ended !== undefined || !(await this.#otherSign())) return false;
    this.#isSilent = this.#received === undefined;
    return true;
  }

  /** Whether it answers an OPTIONS request with SIP, whatever it says. */
  async #answers(limit: number): Promise<boolean> {
    const { address, command } = this.#init;
    if (address === undefined) return command === undefined || this.#ended === undefined;
    const asked = { transport: this.transport, address, localHost: this.#localHost };
    const { isAnswered, received } = await ping(asked, limit);
    this.#received = received ?? this.#received;
    return isAnswered;
  }

  /** Whether somebody listens where it does. Always where it has no address. */
  async isListening(): Promise<boolean> {
    const { address } = this.#init;
    return address === undefined || isListening({ transport: this.transport, address }, pingLimit);
  }

  /** Ends the process, where there is one, and starts it never again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }

  /** Ends the process politely, then by force. Only what was started here is ended. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    endProcess(child, 'SIGTERM');
    const force = setTimeout(() => endProcess(child, 'SIGKILL'), 1000);
    await exited;
    clearTimeout(force);
  }

  async restart(): Promise<void> {
    const { restartCommand } = this.#init;
    if (restartCommand === undefined) {
      await this.stop();
      await this.start();
    } else {
      await shell(restartCommand);
      await this.#untilItAnswers(startLimit);
    }
  }
}

/** Which of this machine's addresses packets to another one come from. Nothing is sent to find out. */
function hostTowards({ host, port }: Address): Promise<string> {
  if (isLoopback(host)) return Promise.resolve(host);
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    const end = (error: Error | undefined): void => {
      const local = error === undefined ? socket.address().address : '';
      socket.close();
      if (error === undefined) resolve(local);
      else reject(new TargetError(`${host} cannot be reached: ${error.message}`));
    };
    socket.once('error', end);
    socket.connect(port, host, () => end(undefined));
  });
}

function shell(command: string): Promise<void> {
  const child = startShell(command);
  child.stderr.pipe(process.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      if (status === 0) resolve();
      else reject(new TargetError(`${JSON.stringify(command)} ended with ${signal ?? `exit status ${status}`}`));
    });
  });
}

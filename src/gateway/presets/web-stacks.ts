// SIP stacks of web pages. Their calls are MESSAGE requests, which take no WebRTC.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Outcome } from '../campaign/verdict.ts';
import type { Call, Callee, Caller } from '../modes/uas.ts';
import { freePort } from '../sip/free-port.ts';
import { hostPort } from '../sip/message.ts';
import { TargetError } from '../target/target.ts';
import type { Preset } from './preset.ts';
import { webStackClient } from './web-stack-client.ts';

export const jssip: Preset = webStack('jssip', 'JsSIP');
export const sipJs: Preset = webStack('sip.js', 'SIP.js');

function webStack(npmPackage: string, title: string): Preset {
  return {
    name: npmPackage,
    summary: `${title}, a stack of web pages, in Node.js: uas over WebSocket`,
    modes: ['uas'],
    transports: ['ws', 'wss'],
    from: { npmPackage },
    parallel: 8,

    async prepare({ directory, transport, host, packageDirectory }) {
      mkdirSync(directory, { recursive: true });
      const program = join(directory, 'client.mjs');
      writeFileSync(program, webStackClient);
      const control = await freePort(host);
      const webSockets = createRequire(import.meta.url).resolve('ws');
      const words = [npmPackage, packageDirectory, webSockets, host, String(control)];
      return {
        target: { transport, command: [process.execPath, program, ...words] },
        caller: new StackCaller(host, control),
      };
    },
  };
}

/** What the program tells of an answer. */
interface Told {
  readonly id: number;
  readonly code?: number;
  readonly role?: string;
  /** Why there was none. */
  readonly cause?: string;
}

/** How long the program may take until it listens, in milliseconds. */
const startLimit = 10_000;

class StackCaller implements Caller {
  readonly isProcessPerCall = false;
  readonly isObserving = true;
  readonly #host: string;
  readonly #port: number;
  #socket: Promise<Socket> | undefined;
  #calls = 0;
  readonly #open = new Map<number, (told: Told) => void>();

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  async call({ uri, transport, address }: Callee): Promise<Call> {
    this.#calls += 1;
    const id = this.#calls;
    this.#socket ??= this.#connected();
    const socket = await this.#socket;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#open.set(id, (told) => resolve(outcomeOf(told)));
    });
    socket.write(`${JSON.stringify({ id, server: `${transport}://${hostPort(address)}/`, uri })}\n`);
    return {
      outcome,
      end: () => {
        this.#open.delete(id);
        if (socket.writable) socket.write(`${JSON.stringify({ id, end: true })}\n`);
      },
    };
  }

  /** It may have just been started. */
  async #connected(): Promise<Socket> {
    const end = Date.now() + startLimit;
    for (;;) {
      try {
        return await this.#connect();
      } catch (error) {
        if (Date.now() > end) throw new TargetError(`the program does not listen: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  #connect(): Promise<Socket> {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.once('close', () => {
        this.#socket = undefined;
      });
      socket.once('connect', () => {
        let rest = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            const told = JSON.parse(line) as Told;
            this.#open.get(told.id)?.(told);
          }
        });
        resolve(socket);
      });
    });
  }

  close(): void {
    void this.#socket?.then((socket) => socket.destroy());
  }
}

function outcomeOf({ code, role, cause }: Told): Outcome {
  if (code === undefined) return { verdict: 'replaced', detail: cause ?? 'no answer' };
  return role === 'sentinel' ? { verdict: 'dropped' } : { verdict: 'accepted-as', statusCode: code };
}

import type { Buffer } from 'node:buffer';
import { comparison, type Outcome } from '../campaign/verdict.ts';
import { type Heard, openEndpoint, TcpConnection, TcpEndpoint, UdpEndpoint } from '../sip/endpoint.ts';
import { answer, hostPort, readRequest, request, roleOf, startLineOf } from '../sip/message.ts';
import type { Target } from '../target/target.ts';
import { bringsHeaderField } from './header-field.ts';
import type { Channel, Mode } from './mode.ts';
import { sendBehind, sentinelLine } from './sentinel.ts';

export interface RelayOptions {
  /** Milliseconds between the case and the sentinel: over TCP both may come in one piece, which not all can part. */
  readonly sentinelDelay?: number;
  /** Milliseconds after which a case has no verdict. */
  readonly limit?: number;
}

/**
 * Fuzzes a proxy: we call ourselves through it, answer with the case, and see at the caller what comes of it. The
 * sentinel comes right after the case, so nothing has to wait for a timer.
 */
export function relay(target: Target, options: RelayOptions = {}): Mode {
  const { sentinelDelay: usualDelay = target.transport === 'tcp' ? 20 : 0, limit = 2500 } = options;
  return {
    name: 'relay',
    method: 'OPTIONS',
    maxOctets: 60_000,
    channels: 'shared',
    canReuseAfterTimeout: true,
    isSignOfLife: true,
    expects: 'the same line at the caller',
    openChannel: () => RelayChannel.open(target, usualDelay, limit),
    isThrough: (outcome) => outcome?.verdict === 'relayed',
  };
}

interface Pending {
  readonly callId: string;
  readonly octets: Uint8Array;
  readonly settle: (outcome: Outcome | undefined) => void;
  /** What came of the case itself, while the sentinel is awaited. */
  seen?: Outcome;
  isAnswered?: boolean;
}

let calls = 0;

class RelayChannel implements Channel {
  readonly #target: Target;
  readonly #usualDelay: number;
  readonly #limit: number;
  #callee: UdpEndpoint | TcpEndpoint | undefined;
  #caller: UdpEndpoint | undefined;
  #connection: TcpConnection | undefined;
  #pending: Pending | undefined;
  isDirty = false;

  private constructor(target: Target, usualDelay: number, limit: number) {
    this.#target = target;
    this.#usualDelay = usualDelay;
    this.#limit = limit;
  }

  static async open(target: Target, usualDelay: number, limit: number): Promise<RelayChannel> {
    const channel = new RelayChannel(target, usualDelay, limit);
    const ours = { host: target.localHost, port: 0 };
    channel.#callee = await openEndpoint(
      target.transport,
      ours,
      (heard) => channel.#called(heard),
      () => channel.#closed(),
    );
    if (target.transport === 'udp') {
      channel.#caller = await UdpEndpoint.open(ours, ({ message }) => channel.#answered(message));
    }
    return channel;
  }

  get connections(): number {
    return this.#callee instanceof TcpEndpoint ? this.#callee.connections : 0;
  }

  async attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    calls += 1;
    const callId = `case-${process.pid}-${calls}-`;
    const { transport } = this.#target;
    // A target may take that many octets of the sentinel for the body of the case, and send them on after it.
    this.isDirty ||= transport === 'tcp' && bringsHeaderField(octets, 'Content-Length|l');
    if (transport === 'tcp' && !this.#connection?.isOpen) {
      try {
        const heard = ({ message }: Heard): void => this.#answered(message);
        this.#connection = await TcpConnection.open(this.#target.address, this.#limit, heard);
      } catch {
        return undefined;
      }
    }
    const callee = this.#callee?.address;
    const from = this.#connection?.address ?? this.#caller?.address;
    if (callee === undefined || from === undefined) throw new Error('the channel is closed');
    const uri = `sip:case@${hostPort(callee)}${transport === 'tcp' ? ';transport=tcp' : ''}`;
    const message = request({ method: 'OPTIONS', uri, transport, from, callId, branch: callId });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#pending?.settle(undefined), this.#limit);
      this.#pending = {
        callId,
        octets,
        settle: (outcome) => {
          clearTimeout(timer);
          this.#pending = undefined;
          resolve(outcome);
        },
      };
      if (this.#connection) this.#connection.send(message);
      else this.#caller?.send(message, this.#target.address);
    });
  }

  /** The request has come through: now the case, and the sentinel after it. */
  #called({ message, reply }: Heard): void {
    const pending = this.#pending;
    const call = readRequest(message);
    if (pending === undefined || call?.callId !== pending.callId || pending.isAnswered) return;
    pending.isAnswered = true;
    reply(answer(pending.octets, call, 'case'));
    sendBehind(pending.octets, this.#usualDelay, () => {
      if (this.#pending === pending) reply(answer(sentinelLine, call, 'sentinel'));
    });
  }

  /** Something has come back. */
  #answered(message: Buffer): void {
    const pending = this.#pending;
    if (pending === undefined || !message.includes(pending.callId)) return;
    const startLine = startLineOf(message);
    switch (roleOf(message)) {
      case 'case': {
        const outcome = comparison(pending.octets, startLine);
        // A provisional answer leaves the transaction open: the sentinel has to come through as well.
        if (/^SIP\/2\.0 1\d\d /i.test(startLine.toString('latin1'))) pending.seen = outcome;
        else pending.settle(outcome);
        break;
      }
      case 'sentinel':
        pending.settle(pending.seen ?? { verdict: 'dropped' });
        break;
      default: {
        const own = startLine.toString('latin1');
        if (!/ 100 /.test(own)) pending.settle({ verdict: 'replaced', detail: own });
      }
    }
  }

  /** The target has closed its connection to the callee. */
  #closed(): void {
    const pending = this.#pending;
    if (pending?.isAnswered) pending.settle(pending.seen ?? { verdict: 'closed' });
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#callee?.close();
    this.#caller?.close();
    this.#connection?.close();
  }
}

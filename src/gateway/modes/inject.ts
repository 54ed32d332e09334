import type { Buffer } from 'node:buffer';
import { comparison, type Outcome } from '../campaign/verdict.ts';
import { type Incoming, UdpEndpoint } from '../sip/endpoint.ts';
import { answer, hostPort, longestLine, roleOf, startLineOf } from '../sip/message.ts';
import type { Target } from '../target/target.ts';
import type { Channel, Mode } from './mode.ts';
import { goesRound, sendAfter, sentinelAgainst } from './sentinel.ts';

/**
 * Fuzzes a proxy with responses that answer no request: RFC 3261 §16.7 and §16.11 have a stateless one send them on to
 * the Via below its own. Over UDP only, because only there they come from nowhere.
 */
export function inject(target: Target, { limit = 2500 }: { readonly limit?: number } = {}): Mode {
  return {
    name: 'inject',
    method: 'OPTIONS',
    maxOctets: longestLine('udp'),
    channels: 'shared',
    canReuseAfterTimeout: true,
    isSignOfLife: true,
    isSlow: goesRound,
    expects: 'the same line, sent on to the Via below the first',
    advice: 'mode relay, which asks before it answers',
    openChannel: () => InjectChannel.open(target, limit),
    isThrough: (outcome) => outcome?.verdict === 'relayed',
  };
}

let calls = 0;

class InjectChannel implements Channel {
  readonly #target: Target;
  readonly #limit: number;
  #endpoint: UdpEndpoint | undefined;
  #pending: { callId: string; octets: Uint8Array; settle: (outcome: Outcome | undefined) => void } | undefined;

  private constructor(target: Target, limit: number) {
    this.#target = target;
    this.#limit = limit;
  }

  static async open(target: Target, limit: number): Promise<InjectChannel> {
    const channel = new InjectChannel(target, limit);
    const ours = { host: target.localHost, port: 0 };
    channel.#endpoint = await UdpEndpoint.open(ours, ({ message }: Incoming) => channel.#answered(message));
    return channel;
  }

  attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    const endpoint = this.#endpoint;
    if (endpoint === undefined) throw new Error('the channel is closed');
    calls += 1;
    const callId = `inject-${process.pid}-${calls}-`;
    const { address } = this.#target;
    const head = {
      method: 'OPTIONS',
      via: [address, endpoint.address].map((at, n) => `SIP/2.0/UDP ${hostPort(at)};branch=z9hG4bK${callId}${n}`),
      from: `<sip:fuzz@${hostPort(endpoint.address)}>;tag=${callId}`,
      to: `<sip:case@${hostPort(endpoint.address)}>`,
      callId,
      cseq: '1 OPTIONS',
    };
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
      endpoint.send(answer(octets, head, 'case'), address);
      sendAfter(octets, 0, () => {
        if (this.#pending?.callId === callId) endpoint.send(answer(sentinelAgainst(octets), head, 'sentinel'), address);
      });
    });
  }

  #answered(message: Buffer): void {
    const pending = this.#pending;
    if (pending === undefined || !message.includes(pending.callId)) return;
    const role = roleOf(message);
    if (role === 'case') pending.settle(comparison(pending.octets, startLineOf(message, pending.octets)));
    else if (role === 'sentinel') pending.settle({ verdict: 'dropped' });
    else pending.settle({ verdict: 'replaced', detail: startLineOf(message).toString('latin1') });
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#endpoint?.close();
  }
}

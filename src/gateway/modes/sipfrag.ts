import { Buffer } from 'node:buffer';
import type { Outcome } from '../campaign/verdict.ts';
import { codeOf } from '../cases/lenient-reading.ts';
import { type Endpoint, type Incoming, openEndpoint } from '../sip/endpoint.ts';
import {
  type Answerable,
  answer,
  fieldsOfMessage,
  hostPort,
  longestLine,
  readRequest,
  request,
  sayOk,
  startLineOf,
} from '../sip/message.ts';
import { uriParameter } from '../sip/transport.ts';
import type { Target } from '../target/target.ts';
import type { Channel, Mode } from './mode.ts';
import { sentinelAgainst } from './sentinel.ts';
import type { Call, UasOptions } from './uas.ts';

/**
 * Fuzzes whoever transfers a call or subscribes: it sends REFER or SUBSCRIBE, and is told in a NOTIFY how far things are. The line
 * is the body, a fragment of a message (RFC 3420 §2), which needs no line end. What it does then says what it read: RFC 5589 §6.1
 * has the transferor end its own call when the transfer has succeeded.
 */
export function sipfrag(target: Target, options: UasOptions): Mode {
  const { caller, listen } = options;
  let only: SipfragChannel | undefined;
  return {
    name: 'sipfrag',
    method: 'INVITE',
    maxOctets: longestLine(target.transport),
    channels: listen === undefined ? 'per-case' : 'one',
    canReuseAfterTimeout: !caller.isProcessPerCall,
    expects: 'REFER or SUBSCRIBE, and an answer to NOTIFY',
    advice: '--case-timeout for a client that is slow, --trigger or --listen for one that does not call {uri} itself',
    async prepare() {
      if (listen !== undefined) only ??= await SipfragChannel.open(target, options);
    },
    async openChannel() {
      if (listen === undefined) return SipfragChannel.open(target, options);
      only ??= await SipfragChannel.open(target, options);
      const { attempt } = only;
      return { attempt: (octets) => attempt.call(only, octets), close() {} };
    },
    calibrate: (controls) => controls,
    isThrough: (outcome) => outcome?.verdict === 'unjudged' || outcome?.verdict === 'accepted-as',
    close() {
      only?.close();
      caller.close?.();
    },
  };
}

/** Milliseconds after the answer to a NOTIFY in which the target may act on it. */
const quiet = 150;

interface Pending {
  readonly octets: Uint8Array;
  readonly settle: (outcome: Outcome | undefined) => void;
  /** What began it, and what it came by. */
  begun?: { readonly call: Answerable; readonly incoming: Incoming };
  /** The code that the NOTIFY with the case was answered with. */
  answered?: number;
  isSentinelSent?: boolean;
}

class SipfragChannel implements Channel {
  readonly #target: Target;
  readonly #options: UasOptions;
  readonly #limit: number;
  #endpoint: Endpoint | undefined;
  #pending: Pending | undefined;
  /** A REFER that came while no case was there for it. */
  #early: Incoming | undefined;
  connection: object | undefined;

  private constructor(target: Target, options: UasOptions) {
    this.#target = target;
    this.#options = options;
    this.#limit = options.limit ?? 1500;
  }

  static async open(target: Target, options: UasOptions): Promise<SipfragChannel> {
    const channel = new SipfragChannel(target, options);
    const ours = options.listen ?? { host: target.localHost, port: 0 };
    channel.#endpoint = await openEndpoint(target.transport, ours, {
      onMessage: (incoming) => channel.#received(incoming),
      credentials: () => target.credentials,
    });
    return channel;
  }

  async attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    const { caller, listen, callLimit = listen === undefined ? this.#limit : 60_000 } = this.#options;
    const { address, transport } = this.#ours;
    const uri = `sip:case@${hostPort(address)}${uriParameter(transport)}`;
    const callee = { uri, address, transport, octets };
    let call: Call | undefined;
    try {
      return await new Promise<Outcome | undefined>((resolve, reject) => {
        const timer = setTimeout(() => pending.settle(undefined), callLimit + this.#limit);
        const pending: Pending = {
          octets,
          settle: (outcome) => {
            clearTimeout(timer);
            if (this.#pending === pending) this.#pending = undefined;
            resolve(outcome);
          },
        };
        this.#pending = pending;
        const fail = (error: unknown): void => {
          reject(error);
          pending.settle(undefined);
        };
        caller.call(callee).then((made) => {
          call = made;
          // Its end ends the case: what it did before has come by then.
          made.over?.then((outcome) => setTimeout(() => pending.settle(endOf(outcome, pending)), quiet / 5), fail);
          const early = this.#early;
          this.#early = undefined;
          if (early !== undefined) this.#received(early);
        }, fail);
      });
    } finally {
      call?.end();
      await this.#options.after?.(callee);
    }
  }

  get #ours() {
    const address = this.#endpoint?.address;
    if (address === undefined) throw new Error('the channel is closed');
    return { address, transport: this.#target.transport };
  }

  #received(incoming: Incoming): void {
    const call = readRequest(incoming.message);
    const pending = this.#pending;
    if (call === undefined) {
      if (pending !== undefined) this.#answered(pending, incoming.message);
      return;
    }
    switch (call.method) {
      case 'ACK':
        return;
      case 'REFER':
      case 'SUBSCRIBE':
        incoming.reply(answer(call.method === 'REFER' ? accepted : sayOk, call, undefined, this.#ours, 'case'));
        if (pending === undefined) this.#early = incoming;
        else if (pending.begun === undefined) {
          pending.begun = { call, incoming };
          this.connection = incoming.connection;
          this.#notify(pending, 'case', pending.octets);
        }
        return;
      default:
        incoming.reply(answer(sayOk, call, undefined, this.#ours, 'case'));
        if (call.method === 'BYE' && pending?.begun !== undefined && !pending.isSentinelSent) {
          pending.settle({ verdict: 'accepted-as', understood: '2xx' });
        }
    }
  }

  /** RFC 3515 §2.4.4 and §2.4.5: in the dialog of the request, with the state of the subscription. */
  #notify({ begun }: Pending, role: keyof typeof numbers, body: Uint8Array): void {
    if (begun === undefined) return;
    const { call, incoming } = begun;
    const { address, transport } = this.#ours;
    const event = call.method === 'REFER' ? 'refer' : (fieldsOfMessage(incoming.message, 'Event|o')[0] ?? 'refer');
    const state = role === 'case' ? 'active;expires=60' : 'terminated;reason=noresource';
    const notify = request({
      method: 'NOTIFY',
      uri: /<([^>]+)>/.exec(call.contact ?? '')?.[1] ?? call.contact ?? `sip:${hostPort(address)}`,
      ...{ transport, from: address, callId: call.callId },
      branch: `${role}-${call.callId}`,
      cseq: numbers[role],
      fromField: /;\s*tag\s*=/i.test(call.to) ? call.to : `${call.to};tag=case`,
      toField: call.from,
      headers: [`Event: ${event}`, `Subscription-State: ${state}`, `X-Role: ${role}`],
      contentType: 'message/sipfrag;version=2.0',
      body: Buffer.from(body).toString('latin1'),
    });
    incoming.reply(notify);
  }

  #answered(pending: Pending, message: Buffer): void {
    const { begun } = pending;
    const code = codeOf(startLineOf(message));
    if (begun === undefined || code === undefined || code < 200 || !message.includes(begun.call.callId)) return;
    const number = Number(/^\d+(?= NOTIFY$)/.exec(fieldsOfMessage(message, 'CSeq')[0] ?? '')?.[0]);
    if (number === numbers.case && pending.answered === undefined) {
      pending.answered = code;
      setTimeout(() => {
        if (this.#pending !== pending) return;
        pending.isSentinelSent = true;
        this.#notify(pending, 'sentinel', sentinelAgainst(pending.octets));
      }, quiet);
    } else if (number === numbers.sentinel) pending.settle(outcomeOf(pending));
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#endpoint?.close();
  }
}

/** The CSeq of the NOTIFY with the case, and of that with the sentinel. */
const numbers = { case: 1, sentinel: 2 } as const;

/** A NOTIFY that is refused was not read; of one that is taken nothing shows that its body was. */
function outcomeOf({ answered }: Pending): Outcome {
  return answered !== undefined && answered >= 300
    ? { verdict: 'dropped', detail: `NOTIFY was answered with ${answered}` }
    : { verdict: 'unjudged' };
}

function endOf(outcome: Outcome, pending: Pending): Outcome {
  if (outcome.ended === undefined) return outcome;
  if (pending.begun !== undefined) return outcomeOf(pending);
  return { verdict: 'replaced', detail: `it ended with exit status ${outcome.ended.status} and did not call` };
}

const accepted: Uint8Array = Buffer.from('SIP/2.0 202 Accepted');

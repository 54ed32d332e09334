import { Buffer } from 'node:buffer';
import { safeParseStatusLine } from '../../parse.ts';
import type { Outcome } from '../campaign/verdict.ts';
import { type Heard, openEndpoint, type TcpEndpoint, type UdpEndpoint } from '../sip/endpoint.ts';
import {
  type Address,
  type Answerable,
  answer,
  branchOf,
  hostPort,
  readRequest,
  request,
  type Transport,
} from '../sip/message.ts';
import type { Target } from '../target/target.ts';
import type { Channel, Mode } from './mode.ts';

/** Who makes a target call us. */
export interface Caller {
  /** Whether each call is a process of its own, which nothing but its one call can reach. */
  readonly isProcessPerCall: boolean;
  /** Makes the target send a request to a URI of ours, which is answered with some octets. */
  call(callee: Callee): Promise<Call>;
  /** Ends what was started for all calls. */
  close?(): void;
}

/** Whom a target shall call, and what it is answered with. */
export interface Callee {
  /** A SIP URI of ours. */
  readonly uri: string;
  /** Where we listen. */
  readonly address: Address;
  /** What we listen to. */
  readonly transport: Transport;
  /** The line that answers the call. */
  readonly octets: Uint8Array;
}

/** A call that a target was made to begin. */
export interface Call {
  /** How the target took the answer; left out by callers that cannot see it. */
  readonly outcome?: Promise<Outcome>;
  /** Settles only where the target has crashed over it, for callers that see nothing else. */
  readonly crash?: Promise<Outcome>;
  /** Ends the call, whatever its state. */
  end(): void;
}

/** A target that calls by itself, as a gateway that registers does, or one that somebody makes call by hand. */
export const waitForCalls: Caller = {
  isProcessPerCall: false,
  call: async () => ({ end() {} }),
};

export interface UasOptions {
  readonly caller: Caller;
  /** Where we wait for calls; a free port for each case where it is left out. */
  readonly listen?: Address;
  /** Milliseconds between the case and the sentinel: over TCP both may come in one piece, which not all can part. */
  readonly sentinelDelay?: number;
  /** Milliseconds from the answer on, after which a case has no verdict. */
  readonly limit?: number;
  /** Milliseconds within which a call must come. Default: the same; a minute where the target calls by itself. */
  readonly callLimit?: number;
}

/** RFC 3261 §17.1.2.2: a request over UDP that got no answer comes again after T1, half a second. */
const retransmission = 700;

/**
 * Fuzzes whatever calls: the target sends us a request, and we answer it with the case. The ACK of an INVITE has the tag
 * of the answer that was taken; other requests come again over UDP where the answer was not taken.
 */
export function uas(target: Target, options: UasOptions): Mode {
  const { caller, listen } = options;
  let only: UasChannel | undefined;
  return {
    name: 'uas',
    method: 'INVITE',
    maxOctets: 60_000,
    channels: listen === undefined ? 'per-case' : 'one',
    canReuseAfterTimeout: !caller.isProcessPerCall,
    async openChannel() {
      if (listen === undefined) return UasChannel.open(target, options);
      // There is one port that the target calls, so there is one channel.
      only ??= await UasChannel.open(target, options);
      const { attempt } = only;
      return { attempt: attempt.bind(only), close() {} };
    },
    isThrough: (outcome) => outcome?.verdict === 'accepted-as' && (outcome.statusCode ?? 486) === 486,
    close() {
      only?.close();
      caller.close?.();
    },
  };
}

interface Pending {
  readonly octets: Uint8Array;
  readonly settle: (outcome: Outcome | undefined) => void;
  /** Whether the caller sees what the target made of it. */
  isObserved: boolean;
  /** The request that was answered. */
  taken?: { readonly call: Answerable; readonly branch: string | undefined; readonly heard: Heard };
  isSentinelSent?: boolean;
}

class UasChannel implements Channel {
  readonly #target: Target;
  readonly #options: UasOptions;
  readonly #sentinelDelay: number;
  readonly #limit: number;
  #endpoint: UdpEndpoint | TcpEndpoint | undefined;
  #pending: Pending | undefined;
  /** What the last case went through. */
  connection: object | undefined;
  /** Calls that came while no case was there for them. */
  readonly #early: Heard[] = [];

  private constructor(target: Target, options: UasOptions) {
    this.#target = target;
    this.#options = options;
    this.#sentinelDelay = options.sentinelDelay ?? (target.transport === 'tcp' ? 60 : 0);
    this.#limit = options.limit ?? 1500;
  }

  static async open(target: Target, options: UasOptions): Promise<UasChannel> {
    const channel = new UasChannel(target, options);
    const ours = options.listen ?? { host: target.localHost, port: 0 };
    channel.#endpoint = await openEndpoint(
      target.transport,
      ours,
      (heard) => channel.#heard(heard),
      () => channel.#closed(),
    );
    return channel;
  }

  async attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    const { caller, listen, callLimit = listen === undefined ? this.#limit : 60_000 } = this.#options;
    const { transport } = this.#target;
    const address = this.#endpoint?.address;
    if (address === undefined) throw new Error('the channel is closed');
    const uri = `sip:case@${hostPort(address)}${transport === 'tcp' ? ';transport=tcp' : ''}`;
    let call: Call | undefined;
    try {
      return await new Promise<Outcome | undefined>((resolve, reject) => {
        const timer = setTimeout(() => pending.settle(undefined), callLimit + this.#limit);
        const fail = (error: unknown): void => {
          reject(error);
          pending.settle(undefined);
        };
        const pending: Pending = {
          octets,
          isObserved: true,
          settle: (outcome) => {
            clearTimeout(timer);
            if (this.#pending === pending) this.#pending = undefined;
            resolve(outcome);
          },
        };
        this.#pending = pending;
        caller.call({ uri, address, transport, octets }).then((made) => {
          call = made;
          pending.isObserved = made.outcome !== undefined;
          made.outcome?.then(pending.settle, fail);
          made.crash?.then(pending.settle, fail);
          for (const early of this.#early.splice(0)) this.#heard(early);
        }, fail);
      });
    } finally {
      call?.end();
    }
  }

  #heard(heard: Heard): void {
    const call = readRequest(heard.message);
    if (call === undefined) return;
    const pending = this.#pending;
    const branch = branchOf(call);
    if (call.method === 'ACK') {
      if (pending?.taken?.call.callId === call.callId) this.#acknowledged(pending, call, branch);
    } else if (call.method === 'BYE' || call.method === 'CANCEL') {
      heard.reply(answer(Buffer.from('SIP/2.0 200 OK'), call, 'sentinel'));
    } else if (pending === undefined) {
      if (this.#early.push(heard) > 16) this.#early.shift();
    } else if (pending.taken === undefined) {
      this.#answer(pending, { call, branch, heard });
    } else if (pending.taken.branch === branch && pending.taken.call.callId === call.callId) {
      // It comes again, because no answer was taken or the answers were lost.
      if (pending.isSentinelSent) this.#sendSentinel(pending);
      else {
        this.#sendSentinel(pending);
        pending.settle({ verdict: 'dropped' });
      }
    } else if (pending.taken.call.callId === call.callId) {
      // It took the case for one after which it asks again, with credentials or elsewhere.
      heard.reply(answer(sentinelAgainst(pending.octets), call, 'sentinel'));
      if (!pending.isObserved) pending.settle({ verdict: 'accepted-as' });
    }
  }

  #answer(pending: Pending, taken: NonNullable<Pending['taken']>): void {
    pending.taken = taken;
    this.connection = taken.heard.connection;
    const { heard, call } = taken;
    heard.reply(answer(pending.octets, call, 'case', this.#ours));
    const isSilent = call.method !== 'INVITE' && !pending.isObserved;
    const delay = isSilent && this.#target.transport === 'udp' ? retransmission : this.#sentinelDelay;
    const sentinel = (): void => {
      if (this.#pending !== pending || pending.isSentinelSent) return;
      this.#sendSentinel(pending);
      if (!isSilent) return;
      // No ACK will come. Over UDP the request would have come again.
      if (this.#target.transport === 'udp') pending.settle({ verdict: 'accepted-as' });
      else setTimeout(() => pending.settle({ verdict: 'dropped', detail: 'no sign that it was taken' }), 60);
    };
    if (delay === 0) sentinel();
    else setTimeout(sentinel, delay);
  }

  /** Where we listen. */
  get #ours(): { readonly address: Address; readonly transport: Transport } | undefined {
    const address = this.#endpoint?.address;
    return address === undefined ? undefined : { address, transport: this.#target.transport };
  }

  #sendSentinel(pending: Pending): void {
    const { taken } = pending;
    pending.isSentinelSent = true;
    if (taken !== undefined) taken.heard.reply(answer(sentinelAgainst(pending.octets), taken.call, 'sentinel'));
  }

  #acknowledged(pending: Pending, ack: Answerable, branch: string | undefined): void {
    const { taken } = pending;
    const isOfCase = /;\s*tag\s*=\s*case/i.test(ack.to);
    // RFC 3261 §13.2.2.4: the ACK of a 2xx is a transaction of its own. There is a dialog now, which we end.
    if (isOfCase && taken !== undefined && branch !== taken.branch && taken.call.contact !== undefined) {
      const { call, heard } = taken;
      const from = this.#endpoint?.address;
      if (from !== undefined) heard.reply(goodbye(call, from, this.#target.transport));
    }
    if (!pending.isObserved) pending.settle({ verdict: isOfCase ? 'accepted-as' : 'dropped' });
  }

  /** The target has closed its connection. Where a process has ended, what it says counts. */
  #closed(): void {
    const pending = this.#pending;
    if (pending?.taken === undefined || this.#options.caller.isProcessPerCall) return;
    pending.settle({ verdict: 'closed' });
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#endpoint?.close();
  }
}

/** A final answer that is told from the case by its code and its phrase. */
function sentinelAgainst(octets: Uint8Array): Uint8Array {
  return Buffer.from(`SIP/2.0 ${codeOf(octets) === 603 ? 600 : 603} ${sentinelPhrase}`);
}

function codeOf(octets: Uint8Array): number | undefined {
  return safeParseStatusLine(octets, { profile: 'lenient' }).statusLine?.statusCode;
}

export const sentinelPhrase = 'Sentinel';

function goodbye(call: Answerable, from: Address, transport: Transport): Buffer {
  const uri = /<([^>]+)>/.exec(call.contact ?? '')?.[1] ?? call.contact ?? '';
  return request({
    method: 'BYE',
    uri,
    transport,
    from,
    callId: call.callId,
    branch: `bye-${call.callId}`,
    fromField: /;\s*tag\s*=/i.test(call.to) ? call.to : `${call.to};tag=case`,
    toField: call.from,
  });
}

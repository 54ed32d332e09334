import type { Buffer } from 'node:buffer';
import { comparison, type Outcome } from '../campaign/verdict.ts';
import { codeOf } from '../cases/lenient-reading.ts';
import type { Account } from '../sip/digest.ts';
import {
  type Connection,
  type Endpoint,
  type Incoming,
  openConnection,
  openEndpoint,
  UdpEndpoint,
} from '../sip/endpoint.ts';
import {
  type Answerable,
  answer,
  hostPort,
  longestLine,
  type Role,
  readRequest,
  roleOf,
  sayOk,
  startLineOf,
} from '../sip/message.ts';
import { isStream, isWebSocket, type Transport, uriParameter } from '../sip/transport.ts';
import { type Target, TargetError } from '../target/target.ts';
import { type Early, EarlyAnswers } from './early.ts';
import { mayCutMessage } from './header-field.ts';
import type { Identity } from './identity.ts';
import type { Channel, Mode } from './mode.ts';
import { Order } from './order.ts';
import { OurCall } from './our-call.ts';
import { goesRound, isProvisional, sendAfter, sentinelAgainst, sentinelCodeAgainst } from './sentinel.ts';

export interface RelayOptions extends Identity {
  /** Milliseconds between the case and the sentinel: over TCP both may come in one piece, which not all can part. */
  readonly sentinelDelay?: number;
  /** Milliseconds after which a case has no verdict. */
  readonly limit?: number;
  /** What answers an INVITE before the case does. Default: nothing. */
  readonly early?: Early | undefined;
  /** Whom we register as first, so that the target calls us by that name. Default: we are called by our address. */
  readonly account?: Account | undefined;
}

/**
 * Fuzzes a proxy: we call ourselves through it, answer with the case, and see at the caller what comes of it. The
 * sentinel comes right after the case, so nothing has to wait for a timer.
 */
export function relay(target: Target, options: RelayOptions = {}): Mode {
  const { method = 'OPTIONS' } = options;
  return {
    ...common(target, { ...options, method }, throughProxy),
    name: 'relay',
    method,
    expects: 'the same line at the caller',
    isThrough: (outcome) => outcome?.verdict === 'relayed',
  };
}

/**
 * Fuzzes a back-to-back user agent: we call ourselves through it, the two legs have nothing in common but the user part of
 * a URI, and what one leg is told shows how it understood the answer of the other.
 */
export function b2bua(target: Target, options: RelayOptions = {}): Mode {
  const { method = 'INVITE' } = options;
  return {
    ...common(target, { ...options, method }, throughUserAgent),
    name: 'b2bua',
    method,
    expects: 'the code 486 at the caller',
    isThrough: (outcome) => outcome?.verdict === 'accepted-as',
  };
}

/** What the callee is called by: nobody opens a WebSocket to a server to call it, so that a proxy comes by UDP. */
function calleeTransportOf({ transport }: Target): Transport {
  return isWebSocket(transport) ? 'udp' : transport;
}

type ChannelOptions = RelayOptions & { readonly method: NonNullable<RelayOptions['method']>; readonly order: Order };

function common(target: Target, given: Omit<ChannelOptions, 'order'>, kind: Kind) {
  const order = new Order(given.sentinelDelay ?? (isStream(target.transport) ? 20 : 0));
  const options: ChannelOptions = { ...given, order };
  return {
    maxOctets: longestLine(calleeTransportOf(target)),
    // Whoever registers last is called.
    channels: options.account === undefined ? 'shared' : 'one',
    advice: '--method, --from, --to, --domain or --header for a target that goes by them, b2bua for one with two legs',
    canReuseAfterTimeout: true,
    isSignOfLife: true,
    isSlow: goesRound,
    order,
    openChannel: () => RelayChannel.open(target, options, kind),
  } as const;
}

/** How the other leg of a call is known, and what its caller is told says. */
interface Kind {
  /** The tag of what answers before the case, where it may not be taken for the case by it. */
  readonly earlyTag: Role;
  /** The user part of the URI that we call. */
  user(callId: string): string;
  isOtherLeg(message: Buffer, call: Answerable, callId: string): boolean;
  /** What an answer comes to. Undefined for one that says nothing. */
  outcome(octets: Uint8Array, message: Buffer): { readonly outcome: Outcome; readonly isLast: boolean } | undefined;
}

const throughProxy: Kind = {
  // A proxy looks at no tags.
  earlyTag: 'early',
  user: () => 'case',
  isOtherLeg: (_, call, callId) => call.callId === callId,
  outcome(octets, message) {
    const startLine = startLineOf(message, octets);
    switch (roleOf(message)) {
      case 'case':
        // A provisional answer leaves the transaction open: the sentinel has to come through as well.
        return {
          outcome: comparison(octets, startLine),
          isLast: !/^SIP\/2\.0 1\d\d /i.test(startLine.toString('latin1')),
        };
      case 'sentinel':
        return { outcome: { verdict: 'dropped' }, isLast: true };
      case 'early':
        return undefined;
      default: {
        const own = startLine.toString('latin1');
        return / 100 /.test(own) ? undefined : { outcome: { verdict: 'replaced', detail: own }, isLast: true };
      }
    }
  },
};

const throughUserAgent: Kind = {
  earlyTag: 'case',
  user: (callId) => callId,
  isOtherLeg: (message, _, callId) => message.includes(callId),
  outcome(octets, message) {
    const startLine = startLineOf(message);
    const code = codeOf(startLine);
    if (code === sentinelCodeAgainst(octets)) return { outcome: { verdict: 'dropped' }, isLast: true };
    const sent = codeOf(octets);
    // It has provisional answers of its own, and 100 is always one (RFC 3261 §16.7 step 5, §17.2.1).
    if (code !== undefined && code < 200 && (code === 100 || code !== sent)) return undefined;
    if (code === undefined || (sent !== undefined && code !== sent)) {
      // A user agent may tell its caller something else (RFC 3261 §6, back-to-back user agent).
      return { outcome: { verdict: 'replaced', detail: startLine.toString('latin1') }, isLast: true };
    }
    return { outcome: { verdict: 'accepted-as', statusCode: code }, isLast: !isProvisional(octets) };
  },
};

interface Pending {
  readonly callId: string;
  readonly call: OurCall;
  readonly octets: Uint8Array;
  readonly cuts: readonly number[] | undefined;
  readonly settle: (outcome: Outcome | undefined) => void;
  /** What came of the case itself, while the sentinel is awaited. */
  seen?: Outcome;
  answers?: EarlyAnswers;
  /** What the request came through by. */
  connection?: object;
  isSentAgain?: true;
}

/** Milliseconds in which what came before the end of another connection is read. */
const onItsWay = 10;

/** How many cases are remembered that nothing has come of. */
const mostDropped = 16;

/** How many calls are remembered, to end what their late answers begin. */
const mostCalls = 64;

let calls = 0;

class RelayChannel implements Channel {
  readonly #target: Target;
  readonly #options: ChannelOptions;
  readonly #kind: Kind;
  readonly #limit: number;
  readonly #calleeTransport: Transport;
  #callee: Endpoint | undefined;
  #caller: UdpEndpoint | undefined;
  #connection: Connection | undefined;
  #pending: Pending | undefined;
  readonly #calls = new Map<string, OurCall>();
  #dropped: readonly Pick<Pending, 'callId' | 'octets'>[] = [];
  isDirty = false;
  /** Takes what answers a registration that is under way. */
  #registering: ((message: Buffer) => void) | undefined;

  private constructor(target: Target, options: ChannelOptions, kind: Kind) {
    this.#target = target;
    this.#options = options;
    this.#kind = kind;
    this.#limit = options.limit ?? 2500;
    this.#calleeTransport = calleeTransportOf(target);
  }

  static async open(target: Target, options: ChannelOptions, kind: Kind): Promise<RelayChannel> {
    const channel = new RelayChannel(target, options, kind);
    const ours = { host: target.localHost, port: 0 };
    channel.#callee = await openEndpoint(channel.#calleeTransport, ours, {
      onMessage: (incoming) => channel.#called(incoming),
      closed: (connection) => channel.#closed(connection),
      credentials: () => target.credentials,
    });
    if (target.transport === 'udp') {
      channel.#caller = await UdpEndpoint.open(ours, (incoming) => channel.#answered(incoming));
    }
    try {
      if (options.account !== undefined) await channel.#register(options.account);
      return channel;
    } catch (error) {
      channel.close();
      throw error;
    }
  }

  get connections(): number {
    return this.#callee?.connections ?? 0;
  }

  async attempt(octets: Uint8Array, cuts?: readonly number[]): Promise<Outcome | undefined> {
    calls += 1;
    const callId = `case-${process.pid}-${calls}-`;
    // A target may take octets of the sentinel for the body of the case, or of the case for its head: it sends on what looks
    // like the beginning of the next message.
    this.isDirty ||= isStream(this.#target.transport) && mayCutMessage(octets);
    if (!(await this.#isConnected())) return undefined;
    const { transport, from, contact } = this.#ours(this.#kind.user(callId));
    const { account } = this.#options;
    const uri = account === undefined ? contact : `sip:${account.user}@${this.#domain}`;
    const identity = { ...this.#options, ...(account && { from: this.#options.from ?? uri }) };
    const call = new OurCall(identity, { uri, transport, from, callId });
    if (this.#options.method === 'INVITE') this.#remember(callId, call);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#send(call.cancelling);
        this.#pending?.settle(undefined);
      }, this.#limit);
      this.#pending = {
        callId,
        call,
        octets,
        cuts,
        settle: (outcome) => {
          clearTimeout(timer);
          this.#pending = undefined;
          resolve(outcome);
        },
      };
      this.#send([call.request]);
    });
  }

  /** Over what is no UDP, whether the caller has a connection. */
  async #isConnected(): Promise<boolean> {
    const { transport, address } = this.#target;
    if (transport === 'udp' || this.#connection?.isOpen) return true;
    const onMessage = (incoming: Incoming): void => this.#answered(incoming);
    const closed = (): void => void this.#sendAgain();
    this.#connection = await openConnection(transport, address, { limit: this.#limit, onMessage, closed }).catch(
      () => undefined,
    );
    return this.#connection !== undefined;
  }

  /** A target may end a connection after each answer: a request that came too late for it is sent once more. */
  async #sendAgain(): Promise<void> {
    const pending = this.#pending;
    if (pending === undefined || pending.answers !== undefined || pending.isSentAgain) return;
    pending.isSentAgain = true;
    if ((await this.#isConnected()) && this.#pending === pending) this.#send([pending.call.request]);
  }

  /** Where we call from, and the URI by which the target reaches the callee. */
  #ours(user: string) {
    const callee = this.#callee?.address;
    const from = this.#connection?.address ?? this.#caller?.address;
    if (callee === undefined || from === undefined) throw new Error('the channel is closed');
    const contact = `sip:${user}@${hostPort(callee)}${uriParameter(this.#calleeTransport)}`;
    return { transport: this.#target.transport, from, contact };
  }

  get #domain(): string {
    return this.#options.domain ?? hostPort(this.#target.address);
  }

  /** Registers the callee, with credentials where the target asks for them. @throws {TargetError} where it does not take them */
  async #register(account: Account): Promise<void> {
    calls += 1;
    const callId = `register-${process.pid}-${calls}-`;
    if (!(await this.#isConnected())) throw new TargetError('the target takes no connection');
    const registrar = `sip:${this.#domain}`;
    const { headers = [] } = this.#options;
    const own = `sip:${account.user}@${this.#domain}`;
    const identity = { method: 'REGISTER', from: own, to: own, headers: [...headers, 'Expires: 3600'] } as const;
    const call = new OurCall(identity, { ...this.#ours('case'), uri: registrar, callId });
    const answer = await new Promise<string>((resolve) => {
      const timer = setTimeout(() => resolve('nothing'), this.#limit);
      this.#registering = (message) => {
        if (!message.includes(callId)) return;
        const again = call.authorized(message, account);
        if (again !== undefined) {
          this.#send([again]);
          return;
        }
        const startLine = startLineOf(message).toString('latin1');
        if (/^SIP\/2\.0 1/.test(startLine)) return;
        clearTimeout(timer);
        resolve(startLine);
      };
      this.#send([call.request]);
    });
    this.#registering = undefined;
    if (!/^SIP\/2\.0 2/.test(answer)) throw new TargetError(`the target does not register ${own}: ${answer}`);
  }

  #send(messages: readonly Buffer[]): void {
    for (const message of messages) {
      if (this.#connection) this.#connection.send(message);
      else this.#caller?.send(message, this.#target.address);
    }
  }

  #remember(callId: string, call: OurCall): void {
    this.#calls.set(callId, call);
    if (this.#calls.size > mostCalls) this.#calls.delete(this.#calls.keys().next().value ?? '');
  }

  /** The request has come through: now the case, and the sentinel after it. */
  #called({ message, reply, connection }: Incoming): void {
    const pending = this.#pending;
    const call = readRequest(message);
    const address = this.#callee?.address;
    if (call === undefined || address === undefined || call.method === 'ACK') return;
    if (call.method === 'BYE' || call.method === 'CANCEL') {
      reply(answer(sayOk, call, undefined));
      return;
    }
    if (call.method === 'PRACK') {
      reply(answer(sayOk, call, undefined));
      pending?.answers?.acknowledge(call);
      return;
    }
    if (pending === undefined || pending.answers || !this.#kind.isOtherLeg(message, call, pending.callId)) return;
    const { early = {} } = this.#options;
    const ours = { address, transport: this.#calleeTransport };
    const answers = new EarlyAnswers(early, call, ours, reply, this.#kind.earlyTag);
    pending.answers = answers;
    pending.connection = connection;
    answers.begin((missing) => {
      if (this.#pending !== pending) return;
      if (missing === undefined) this.#answerWithCase(pending, call, answers, reply);
      else {
        reply(answer(sentinelAgainst(pending.octets), call, 'sentinel'));
        pending.settle({ verdict: 'replaced', detail: missing });
      }
    });
  }

  #answerWithCase(pending: Pending, call: Answerable, answers: EarlyAnswers, reply: Incoming['reply']): void {
    reply(answers.caseWith(pending.octets), pending.cuts);
    sendAfter(pending.octets, this.#options.order.delay, () => {
      // RFC 3261 §8.2.6.2: all answers to a request have one tag.
      const tag = isProvisional(pending.octets) && call.method === 'INVITE' ? 'case' : 'sentinel';
      if (this.#pending === pending) reply(answer(sentinelAgainst(pending.octets), call, 'sentinel', undefined, tag));
    });
  }

  /** Something has come back, or somebody ends a call of ours. */
  #answered({ message, reply }: Incoming): void {
    this.#registering?.(message);
    const pending = this.#pending;
    const isOurs = pending !== undefined && message.includes(pending.callId);
    if (this.#options.method === 'INVITE') {
      const asked = readRequest(message);
      if (asked !== undefined) {
        if (asked.method !== 'ACK') reply(answer(sayOk, asked, undefined));
        return;
      }
      const known = isOurs ? pending.call : [...this.#calls].find(([callId]) => message.includes(callId))?.[1];
      this.#send(known?.following(message) ?? []);
    }
    if (!isOurs) {
      this.#cameLate(message);
      return;
    }
    const again = roleOf(message) === undefined && pending.call.authorized(message, this.#options.account);
    if (again) {
      this.#send([again]);
      return;
    }
    const seen = this.#kind.outcome(pending.octets, message);
    if (seen === undefined) return;
    if (!seen.isLast) {
      pending.seen = seen.outcome;
      return;
    }
    const outcome = seen.outcome.verdict === 'dropped' ? (pending.seen ?? seen.outcome) : seen.outcome;
    if (outcome.verdict === 'dropped') this.#dropped = [pending, ...this.#dropped.slice(0, mostDropped - 1)];
    pending.settle(outcome);
  }

  /** What was taken for dropped may come through after all. */
  #cameLate(message: Buffer): void {
    const late = this.#dropped.find(({ callId }) => message.includes(callId));
    const verdict = late && this.#kind.outcome(late.octets, message)?.outcome.verdict;
    if (verdict !== undefined && verdict !== 'dropped' && verdict !== 'replaced') this.#options.order.overtaken();
  }

  /**
   * The target has closed a connection to the callee. One of its own for each request may be that of the last, and what it
   * has passed on before it closed this one comes another way, perhaps later.
   */
  #closed(connection: object): void {
    const pending = this.#pending;
    if (pending?.connection !== connection) return;
    setTimeout(() => {
      if (this.#pending === pending) pending.settle(pending.seen ?? { verdict: 'closed' });
    }, onItsWay);
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#callee?.close();
    this.#caller?.close();
    this.#connection?.close();
  }
}

import { Buffer } from 'node:buffer';
import { type Control, octetsOfLine } from '../campaign/controls.ts';
import type { Outcome } from '../campaign/verdict.ts';
import { codeOf } from '../cases/lenient-reading.ts';
import { type Endpoint, type Incoming, openEndpoint } from '../sip/endpoint.ts';
import {
  type Address,
  type Answerable,
  answer,
  branchOf,
  fieldsOfMessage,
  hostPort,
  longestLine,
  type Method,
  readRequest,
  request,
  sayOk,
} from '../sip/message.ts';
import { isStream, type Transport, uriParameter } from '../sip/transport.ts';
import type { Target } from '../target/target.ts';
import { type Early, EarlyAnswers } from './early.ts';
import { EndReading } from './end-reading.ts';
import type { Channel, Mode } from './mode.ts';
import { isProvisional, sentinelAgainst, sentinelCodeAgainst } from './sentinel.ts';

/** Who makes a target call us. */
export interface Caller {
  /** Whether each call is a process of its own, which nothing but its one call can reach. */
  readonly isProcessPerCall: boolean;
  /** Whether its calls tell their outcome themselves, so that no signs have to be read. */
  readonly isObserving?: boolean;
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
  /** Settles when a program has ended that was started for the call: whether it crashed, or how it ended. */
  readonly over?: Promise<Outcome>;
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
  /** Which requests are answered with cases; all others are refused, or told that we are well. Default: whatever comes. */
  readonly method?: Method | undefined;
  /** Whether a request without credentials is asked for them first (RFC 3261 §22). Default: false. */
  readonly isChallenging?: boolean;
  /** What answers an INVITE before the case does. Default: nothing. */
  readonly early?: Early | undefined;
  /** Called after each case, for what nothing but a hand or a command can end. */
  readonly after?: (callee: Callee) => Promise<void>;
  /** Milliseconds within which a call must come. Default: the same; a minute where the target calls by itself. */
  readonly callLimit?: number;
}

/** How often a client may ask again before it loops: with credentials, with others, and elsewhere. */
const mostAsks = 5;

/** Milliseconds after which it asks no more. */
const quiet = 100;

/** RFC 3261 §17.1.2.2: a request over UDP that got no answer comes again after T1, half a second. */
const retransmission = 700;

/** Milliseconds in which somebody who calls again and again has gone on to the next call. */
const goingOn = 60;

/** Milliseconds that a call is waited for at least from somebody who has closed the connection. */
const leastCallLimit = 4000;

/** So many times as long as the longest wait so far. */
const timesTheLongest = 20;

/** After how many calls it is known how long they are waited for. */
const callsToKnow = 5;

/**
 * Fuzzes whatever calls: the target sends us a request, and we answer it with the case. The ACK of an INVITE has the tag
 * of the answer that was taken; other requests come again over UDP where the answer was not taken.
 */
export function uas(target: Target, options: UasOptions): Mode {
  const { caller, listen } = options;
  let only: UasChannel | undefined;
  let isSettled = false;
  const signs: Signs = { reading: undefined, isEachAckNew: false, goesOn: undefined };
  const open = (): Promise<UasChannel> => UasChannel.open(target, options, signs);
  const calibrate = (controls: readonly Control[]): readonly Control[] => {
    signs.reading = new EndReading(controls);
    signs.isEachAckNew = controls[0]?.outcome?.understood === '2xx';
    signs.goesOn = controls.every(({ isResponse, outcome }) => isResponse === (outcome?.detail === wentOn));
    return controls.map((control) => ({
      ...control,
      outcome: interpreted(control.outcome, signs, octetsOfLine(control.line)),
    }));
  };
  return {
    name: 'uas',
    method: options.method ?? 'INVITE',
    maxOctets: longestLine(target.transport),
    channels: listen === undefined ? 'per-case' : 'one',
    canReuseAfterTimeout: !caller.isProcessPerCall,
    expects: 'an ACK of it, a request that follows it, or the end of the program that called',
    advice: '--case-timeout for a client that is slow, --trigger or --listen for one that does not call {uri} itself',
    async prepare() {
      // Whoever calls by itself may do so as soon as it is there.
      if (listen !== undefined) only ??= await open();
    },
    async openChannel() {
      if (listen === undefined) return open();
      // There is one port that the target calls, so there is one channel.
      only ??= await open();
      if (!isSettled) await only.settle(target.isStartedHere ? 0 : oldest);
      isSettled = true;
      const { attempt } = only;
      return { attempt: (octets, cuts) => attempt.call(only, octets, cuts), close() {} };
    },
    ...(caller.isObserving ? {} : { calibrate }),
    async watch(octets, milliseconds) {
      const channel = only ?? (await open());
      try {
        return await channel.watch(octets, milliseconds);
      } finally {
        if (channel !== only) channel.close();
      }
    },
    restarted: () => only?.restarted(),
    isThrough: (outcome) =>
      outcome?.verdict === 'unjudged' || (outcome?.verdict === 'accepted-as' && (outcome.statusCode ?? 486) === 486),
    close() {
      only?.close();
      caller.close?.();
    },
  };
}

/** RFC 3261 §17.1.2.2: after T2, four seconds, each old transaction has shown itself. */
const oldest = 4200;

/** What has been learnt of a target before a run. */
interface Signs {
  reading: EndReading | undefined;
  /** Whether it acknowledges a refusal as it should a 2xx. */
  isEachAckNew: boolean;
  /** Whether it goes on to another call when it has its answer, and only then; undefined before that has been tried. */
  goesOn: boolean | undefined;
}

const wentOn = 'it went on to another call';
const noSign = 'no sign that it was taken';

/** An outcome with what the end of the program says. */
function interpreted(outcome: Outcome | undefined, signs: Signs, octets: Uint8Array): Outcome | undefined {
  const { reading, goesOn } = signs;
  if (outcome?.detail === wentOn && !goesOn) return { verdict: 'unjudged' };
  if (outcome?.detail === noSign && goesOn) return { verdict: 'dropped' };
  if (outcome?.ended === undefined || reading === undefined) return outcome;
  return { ...reading.read(outcome.ended, octets, sentinelCodeAgainst(octets)), ended: outcome.ended };
}

/** Milliseconds after the end of a program in which its last message may still come. */
const lastWords = 20;

interface Pending {
  readonly octets: Uint8Array;
  readonly cuts: readonly number[] | undefined;
  readonly settle: (outcome: Outcome | undefined) => void;
  /** Whether the caller sees what the target made of it. */
  isObserved: boolean;
  /** The request that was answered. */
  taken?: { readonly call: Answerable; readonly branch: string | undefined; readonly incoming: Incoming };
  /** What answers the request, up to the case. */
  answers?: EarlyAnswers;
  /** Whether the case was acknowledged as a provisional answer is. */
  isTakenAsProvisional?: boolean;
  isCaseSent?: boolean;
  isSentinelSent?: boolean;
  /** When it began to wait for a call, on the clock of `performance.now()`. */
  readonly begun: number;
  /** How often it was asked again after the answer. */
  asks: number;
  /** The methods of what came after the answer, where nothing but that is looked at, and for how long. */
  readonly watched?: { readonly requests: string[]; readonly milliseconds: number };
}

class UasChannel implements Channel {
  readonly #target: Target;
  readonly #options: UasOptions;
  readonly #sentinelDelay: number;
  readonly #limit: number;
  #endpoint: Endpoint | undefined;
  #pending: Pending | undefined;
  /** How many calls have come, and the milliseconds that the longest was waited for. */
  #calls = 0;
  #longestWait = 0;
  /** Whether the target has closed the connection in the last call, and has not come back. */
  #isLeft = false;
  /** What the last case went through. */
  connection: object | undefined;
  /** Calls that came while no case was there for them, by their transactions. */
  readonly #early = new Map<string, Incoming>();
  /** Whether all that was begun before is over. */
  #isSettled: boolean;
  readonly #signs: Signs;

  private constructor(target: Target, options: UasOptions, signs: Signs) {
    this.#target = target;
    this.#options = options;
    this.#signs = signs;
    this.#isSettled = options.listen === undefined;
    this.#sentinelDelay = options.sentinelDelay ?? (isStream(target.transport) ? goingOn : 0);
    this.#limit = options.limit ?? 1500;
  }

  static async open(target: Target, options: UasOptions, signs: Signs): Promise<UasChannel> {
    const channel = new UasChannel(target, options, signs);
    const ours = options.listen ?? { host: target.localHost, port: 0 };
    channel.#endpoint = await openEndpoint(target.transport, ours, {
      onMessage: (incoming) => channel.#received(incoming),
      closed: (connection) => channel.#closed(connection),
      credentials: () => target.credentials,
    });
    return channel;
  }

  /** Waits until what a target began before is over: until then, each request is answered and is no case. */
  async settle(milliseconds: number): Promise<void> {
    // The port keeps the process, and not this: a run that is interrupted closes it.
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
    this.#isSettled = true;
  }

  /** Answers a call with a line alone, and tells what the target sends within some milliseconds. */
  async watch(octets: Uint8Array, milliseconds: number): Promise<readonly string[]> {
    const requests: string[] = [];
    await this.attempt(octets, undefined, { requests, milliseconds });
    return requests;
  }

  /** The target has been started again: nobody knows when it calls. */
  restarted(): void {
    this.#isLeft = false;
  }

  /** Whoever has called again and again, and does not for a while after closing the connection, may call no more. */
  get #callLimit(): number {
    const { listen, callLimit = listen === undefined ? this.#limit : 60_000 } = this.#options;
    if (!this.#isLeft || this.#calls < callsToKnow) return callLimit;
    return Math.min(callLimit, Math.max(leastCallLimit, timesTheLongest * this.#longestWait));
  }

  async attempt(
    octets: Uint8Array,
    cuts?: readonly number[],
    watched?: Pending['watched'],
  ): Promise<Outcome | undefined> {
    const { caller } = this.#options;
    const callLimit = this.#callLimit;
    const begun = performance.now();
    const { transport } = this.#target;
    const address = this.#endpoint?.address;
    if (address === undefined) throw new Error('the channel is closed');
    const uri = `sip:case@${hostPort(address)}${uriParameter(transport)}`;
    const callee = { uri, address, transport, octets };
    let call: Call | undefined;
    try {
      return await new Promise<Outcome | undefined>((resolve, reject) => {
        const limit = callLimit + this.#limit + (watched?.milliseconds ?? 0);
        const timer = setTimeout(() => pending.settle(undefined), limit);
        const fail = (error: unknown): void => {
          reject(error);
          pending.settle(undefined);
        };
        const pending: Pending = {
          octets,
          cuts,
          ...(watched === undefined ? {} : { watched }),
          isObserved: true,
          begun,
          asks: 0,
          settle: (outcome) => {
            clearTimeout(timer);
            if (this.#pending === pending) this.#pending = undefined;
            resolve(outcome);
          },
        };
        this.#pending = pending;
        caller.call(callee).then((made) => {
          call = made;
          pending.isObserved = made.outcome !== undefined;
          if (watched === undefined) made.outcome?.then((outcome) => this.#told(pending, outcome), fail);
          made.over?.then((outcome) => this.#programEnded(pending, outcome), fail);
          const early = [...this.#early.values()];
          this.#early.clear();
          for (const incoming of early) this.#received(incoming);
        }, fail);
      });
    } finally {
      call?.end();
      await this.#options.after?.(callee);
    }
  }

  /** What it says of its answer. Where it asks again, the answer to that is what counts, and it may have said of the first. */
  #told(pending: Pending, outcome: Outcome): void {
    if (outcome.verdict !== 'dropped') pending.settle(outcome);
    else setTimeout(() => pending.asks === 0 && pending.settle(outcome), lastWords);
  }

  /** Its end ends the case, whatever it says. */
  #programEnded(pending: Pending, outcome: Outcome): void {
    if (outcome.ended === undefined) {
      pending.settle(outcome);
      return;
    }
    const { status } = outcome.ended;
    setTimeout(() => {
      pending.settle(
        pending.taken === undefined
          ? { verdict: 'replaced', detail: `it ended with exit status ${status} and did not call` }
          : interpreted(outcome, this.#signs, pending.octets),
      );
    }, lastWords);
  }

  #received(incoming: Incoming): void {
    const call = readRequest(incoming.message);
    if (call === undefined) return;
    const pending = this.#pending;
    const branch = branchOf(call);
    if (pending?.watched !== undefined && pending.taken?.call.callId === call.callId) {
      pending.watched.requests.push(call.method);
      // What comes again shall come again; an end is answered.
      if (call.method === 'BYE' || call.method === 'CANCEL') incoming.reply(answer(sayOk, call, undefined));
      return;
    }
    if (call.method === 'ACK') {
      if (pending?.taken?.call.callId === call.callId) this.#acknowledged(pending, call, branch);
    } else if (call.method === 'PRACK') {
      incoming.reply(answer(sayOk, call, undefined));
      if (pending?.taken?.call.callId === call.callId && pending.answers?.acknowledge(call)) {
        pending.isTakenAsProvisional = true;
        this.#sendSentinel(pending);
      }
    } else if (call.method === 'BYE' || call.method === 'CANCEL') {
      incoming.reply(answer(sayOk, call, 'sentinel'));
    } else if (!this.#isSettled || !this.#isForCases(call)) {
      incoming.reply(answer(refusalOf(call), call, undefined));
    } else if (this.#options.isChallenging && !hasCredentials(incoming.message)) {
      incoming.reply(answer(sayUnauthorized, call, undefined));
    } else if (pending === undefined) {
      // What comes again replaces what it repeats.
      this.#early.set(`${branch} ${call.callId}`, incoming);
      if (this.#early.size > 16) this.#early.delete(this.#early.keys().next().value ?? '');
    } else if (pending.taken === undefined) {
      this.#answer(pending, { call, branch, incoming });
    } else if (pending.taken.branch === branch && pending.taken.call.callId === call.callId) {
      // It comes again, because no answer was taken or the answers were lost. Before the case, a PRACK is what is awaited.
      if (!pending.isCaseSent) return;
      if (pending.isSentinelSent) this.#sendSentinel(pending);
      else {
        this.#sendSentinel(pending);
        pending.settle({ verdict: 'dropped' });
      }
    } else if (pending.taken.call.callId === call.callId) {
      this.#askedAgain(pending, call, incoming);
    } else {
      // Another call than the one under way, or a keep-alive: it must not come again.
      incoming.reply(answer(refusalOf(call), call, undefined));
      this.#hasAnother(pending);
    }
  }

  /** Who has the answer to a call may go on to the next. Over UDP, and with INVITE, other signs say more. */
  #hasAnother(pending: Pending): void {
    const { taken, isCaseSent, isSentinelSent, isObserved, watched } = pending;
    const isSilent = this.#target.transport !== 'udp' && taken?.call.method !== 'INVITE' && !isObserved;
    if (!isSilent || !isCaseSent || isSentinelSent || watched !== undefined || this.#signs.goesOn === false) return;
    this.#sendSentinel(pending);
    pending.settle({ verdict: 'accepted-as', detail: wentOn });
  }

  #isForCases({ method }: Answerable): boolean {
    return this.#options.method === undefined || this.#options.method === method;
  }

  /**
   * It took the case for one after which it asks again, with credentials or elsewhere. It is answered with the case again, for
   * there is no end to what loops.
   */
  #askedAgain(pending: Pending, call: Answerable, incoming: Incoming): void {
    pending.asks += 1;
    const { understood } = understoodFrom(incoming.message);
    // Whoever tells its outcome tells that of the last answer then.
    const isTold = pending.isObserved && understood === '3xx';
    if (isTold || pending.asks > mostAsks) {
      incoming.reply(answer(sentinelAgainst(pending.octets), call, 'sentinel'));
      if (!isTold) pending.settle({ verdict: 'looping', detail: `it asked ${pending.asks} times more` });
      return;
    }
    incoming.reply(answer(pending.octets, call, 'case', this.#ours));
    const { asks } = pending;
    setTimeout(() => {
      if (pending.asks !== asks) return;
      // Whoever tells its outcome would tell the code.
      const how = pending.isObserved ? { statusCode: Number(understood) } : { understood };
      pending.settle({ verdict: 'accepted-as', ...how });
    }, quiet);
  }

  #answer(pending: Pending, taken: NonNullable<Pending['taken']>): void {
    pending.taken = taken;
    this.#calls += 1;
    this.#longestWait = Math.max(this.#longestWait, performance.now() - pending.begun);
    this.#isLeft = false;
    this.connection = taken.incoming.connection;
    const { incoming, call } = taken;
    const { early = {} } = this.#options;
    const ours = this.#ours;
    if (ours === undefined) return;
    const answers = new EarlyAnswers(early, call, ours, (message) => incoming.reply(message));
    pending.answers = answers;
    answers.begin((missing) => {
      if (this.#pending !== pending) return;
      if (missing === undefined) this.#answerWithCase(pending, taken, answers.caseWith(pending.octets));
      else {
        this.#sendSentinel(pending);
        pending.settle({ verdict: 'replaced', detail: missing });
      }
    });
  }

  #answerWithCase(
    pending: Pending,
    { call, incoming }: Pick<NonNullable<Pending['taken']>, 'call' | 'incoming'>,
    message: Buffer,
  ): void {
    pending.isCaseSent = true;
    incoming.reply(message, pending.cuts);
    if (pending.watched !== undefined) {
      setTimeout(() => {
        if (this.#pending !== pending) return;
        this.#sendSentinel(pending);
        const code = codeOf(pending.octets) ?? 0;
        if (code >= 200 && code < 300) this.#endDialog({ call, incoming });
        pending.settle({ verdict: 'unjudged' });
      }, pending.watched.milliseconds);
      return;
    }
    const isSilent = call.method !== 'INVITE' && !pending.isObserved;
    const silence = this.#target.transport === 'udp' ? retransmission : goingOn;
    const usual = isSilent ? Math.max(silence, this.#sentinelDelay) : this.#sentinelDelay;
    const delay = pending.answers?.isReliable(pending.octets) ? Math.max(usual, quiet) : usual;
    const sentinel = (): void => {
      if (this.#pending !== pending || pending.isSentinelSent) return;
      this.#sendSentinel(pending);
      if (!isSilent) return;
      // No ACK will come. Over UDP the request would have come again. A program says more by its end.
      const outcome: Outcome =
        this.#target.transport === 'udp'
          ? { verdict: 'accepted-as' }
          : this.#signs.goesOn
            ? { verdict: 'dropped' }
            : { verdict: 'unjudged', detail: noSign };
      setTimeout(() => pending.settle(outcome), this.#options.caller.isProcessPerCall ? 500 : 60);
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
    // RFC 3261 §8.2.6.2: all answers to a request have one tag. Another one would begin a dialog of its own, and leave the
    // one that a provisional answer has begun.
    const tag = isProvisional(pending.octets) ? 'case' : 'sentinel';
    if (taken !== undefined)
      taken.incoming.reply(answer(sentinelAgainst(pending.octets), taken.call, 'sentinel', undefined, tag));
  }

  #acknowledged(pending: Pending, ack: Answerable, branch: string | undefined): void {
    const { taken } = pending;
    const isOfCase = !isProvisional(pending.octets) && /;\s*tag\s*=\s*case/i.test(ack.to);
    // RFC 3261 §13.2.2.4: the ACK of a 2xx is a transaction of its own. There is a dialog now, which we end.
    if (isOfCase && taken !== undefined && branch !== taken.branch) this.#endDialog(taken);
    if (pending.isObserved) return;
    if (pending.isTakenAsProvisional) {
      pending.settle({ verdict: 'accepted-as', understood: '1xx' });
      return;
    }
    // RFC 3261 §17.1.1.3: in the transaction of the INVITE it is the ACK of another final answer.
    const isOf2xx = branch !== taken?.branch && !this.#signs.isEachAckNew;
    pending.settle(
      isOfCase ? { verdict: 'accepted-as', ...(isOf2xx ? { understood: '2xx' } : {}) } : { verdict: 'dropped' },
    );
  }

  #endDialog({ call, incoming }: Pick<NonNullable<Pending['taken']>, 'call' | 'incoming'>): void {
    const from = this.#endpoint?.address;
    if (call.contact !== undefined && from !== undefined) incoming.reply(goodbye(call, from, this.#target.transport));
  }

  /** The target has closed a connection. Where a process has ended, what it says counts. */
  #closed(connection: object): void {
    const pending = this.#pending;
    if (pending?.taken?.incoming.connection !== connection || this.#options.caller.isProcessPerCall) return;
    this.#isLeft = true;
    pending.settle({ verdict: 'closed' });
  }

  close(): void {
    this.#pending?.settle(undefined);
    this.#endpoint?.close();
  }
}

const sayUnauthorized: Uint8Array = Buffer.from('SIP/2.0 401 Unauthorized');

/** RFC 3261 §22.2. */
function hasCredentials(message: Buffer): boolean {
  return fieldsOfMessage(message, 'Authorization').length > 0;
}

/** What ends a call that is no case: whoever asks how we are hears that we are well. */
function refusalOf({ method }: Answerable): Uint8Array {
  return Buffer.from(method === 'INVITE' ? 'SIP/2.0 486 Busy Here' : 'SIP/2.0 200 OK');
}

/** What a request that follows an answer says of how that was understood (RFC 3261 §22.2, §22.3 and §8.1.3.4). */
function understoodFrom(message: Buffer): { readonly understood: NonNullable<Outcome['understood']> } {
  const head = message.toString('latin1');
  if (/^Proxy-Authorization[ \t]*:/im.test(head)) return { understood: '407' };
  return { understood: /^Authorization[ \t]*:/im.test(head) ? '401' : '3xx' };
}

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

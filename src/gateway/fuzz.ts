import { type Dissector, dissect } from './modes/dissect.ts';
import type { Early } from './modes/early.ts';
import type { Identity } from './modes/identity.ts';
import { inject } from './modes/inject.ts';
import type { Mode, ModeName } from './modes/mode.ts';
import { b2bua, relay } from './modes/relay.ts';
import { sipfrag } from './modes/sipfrag.ts';
import { type Callee, type Caller, uas, waitForCalls } from './modes/uas.ts';
import { type FuzzSummary, type RunOptions, run } from './run.ts';
import type { Account } from './sip/digest.ts';
import { type Address, hostPort } from './sip/message.ts';
import { Target, type TargetInit } from './target/target.ts';

/** What is fuzzed, and how. */
export interface FuzzOptions extends RunOptions, Identity {
  /** How the lines get there. */
  readonly mode: Exclude<ModeName, 'parser'>;
  /** What is fuzzed. */
  readonly target: TargetInit;
  /** What the target is called in the records. Default: where it listens. */
  readonly name?: string;
  /** In mode uas: who makes the target call. Default: it calls by itself, at `listen`. */
  readonly caller?: Caller;
  /** In mode uas: where we wait for its calls. Default: a free port for each case. */
  readonly listen?: Address;
  /** In mode uas: called after each case, for what nothing else ends. */
  readonly after?: (callee: Callee) => Promise<void>;
  /** In mode relay: whom we register as first, so that the target calls us by that name. */
  readonly account?: Account | undefined;
  /** In modes relay, b2bua and uas: what answers an INVITE before the case does. Default: nothing. */
  readonly early?: Early | undefined;
  /** In mode uas: whether a request without credentials is asked for them before it is answered with a case. */
  readonly isChallenging?: boolean;
  /** In mode dissect: what reads the cases. */
  readonly dissector?: Dissector;
  /** Milliseconds between a case and its sentinel. Default: 0 over UDP, 20 over TCP, and 60 there in mode uas. */
  readonly sentinelMilliseconds?: number;
}

/**
 * Fuzzes a server or a client with status lines, and shrinks what it finds against it.
 *
 * @throws {TargetError} when the target does not start, does not answer or does not take a plain 486
 */
export function fuzz(options: FuzzOptions): Promise<FuzzSummary> {
  const target = new Target(options.target);
  const { address, transport } = options.target;
  const { name = address === undefined ? transport : `${transport}:${hostPort(address)}` } = options;
  return run(target, modeOf(target, options), name, options);
}

/** What a mode is made of. */
export type ModeOptions = Pick<
  FuzzOptions,
  | (
      | 'mode'
      | 'caller'
      | 'listen'
      | 'after'
      | 'account'
      | 'early'
      | 'isChallenging'
      | 'dissector'
      | 'caseMilliseconds'
      | 'sentinelMilliseconds'
    )
  | keyof Identity
>;

export function modeOf(target: Target, options: ModeOptions): Mode {
  const { caseMilliseconds, sentinelMilliseconds, caller = waitForCalls, listen, after, dissector } = options;
  const { method, early, isChallenging = false } = options;
  const common = {
    ...(caseMilliseconds === undefined ? {} : { limit: caseMilliseconds }),
    ...(sentinelMilliseconds === undefined ? {} : { sentinelDelay: sentinelMilliseconds }),
  };
  switch (options.mode) {
    case 'relay':
      return relay(target, { ...options, ...common });
    case 'b2bua':
      return b2bua(target, { ...options, ...common });
    case 'inject':
      if (target.transport !== 'udp') throw new TypeError('mode inject is for UDP');
      return inject(target, common);
    case 'uas':
    case 'sipfrag': {
      const called = {
        ...{ ...common, caller, method, early, isChallenging },
        ...(listen === undefined ? {} : { listen }),
        ...(after === undefined ? {} : { after }),
      };
      return options.mode === 'uas' ? uas(target, called) : sipfrag(target, called);
    }
    case 'dissect':
      if (dissector === undefined) throw new TypeError('mode dissect needs a dissector');
      return dissect(dissector);
  }
}

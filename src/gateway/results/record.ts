import { Buffer } from 'node:buffer';
import type { CaseResult } from '../campaign/campaign.ts';
import type { Outcome, Verdict } from '../campaign/verdict.ts';
import type { FuzzCase } from '../cases/fuzz-case.ts';
import type { ModeName } from '../modes/mode.ts';
import type { Transport } from '../sip/transport.ts';

/** What carries the lines: a transport of SIP, or the call of a function. */
export type Carrier = Transport | 'call';

/** What all cases of a run have in common. The first line of its file. */
export interface RunRecord {
  readonly type: 'run';
  /** How the lines got there. */
  readonly mode: ModeName;
  /** What carried them. */
  readonly transport: Carrier;
  /** The preset, or where the target listens. */
  readonly target: string;
  /** What the target says its version is. */
  readonly version?: string;
  /** Which cases were generated. */
  readonly seed: number;
  /** How many cases were generated, in all shards together. */
  readonly runs: number;
  /** Which cases there are: a list of kinds, each with its weight where that is not 1. */
  readonly kinds: string;
  /** Which part of all cases, as 1/1. */
  readonly shard: string;
}

/** A case and its verdict, as plain data. */
export interface CaseRecord {
  readonly type: 'case';
  /** What carried it. */
  readonly transport: Carrier;
  /** Where it comes from: `seed:block:index` of a generated case, `corpus:S001`, `file:name`. */
  readonly address: string;
  /** What it is made of. */
  readonly kind: FuzzCase['kind'];
  /** Which lines it is one of. */
  readonly family: string;
  /** The line, in base64. */
  readonly octets: string;
  /** What the target did with it. */
  readonly verdict: Verdict;
  /** Whether that is a fault of the target. */
  readonly isFinding: boolean;
  /** The section that has it so, where a valid line is neither sent on nor taken: `RFC 3261 §16.7 step 5`. */
  readonly section?: string;
  /** Present where RFC 3261 has the line, and the target does not read it. */
  readonly isLegalRefused?: true;
  /** The start line that came back where it is another one, in base64. */
  readonly received?: string;
  /** What the target took the code for. */
  readonly statusCode?: number;
  /** How the process ended, what a message said. */
  readonly detail?: string;
  /** How long it took. */
  readonly milliseconds: number;
}

/** A case that was not run. */
export interface SkippedRecord {
  readonly type: 'skipped';
  /**
   * The mode cannot bring a line to a target that is so long, or that has a line end within; or what it does is known, and
   * costs a start each time.
   */
  readonly reason: 'too-long' | 'line-end' | 'set-aside';
  /** What could not carry it. */
  readonly transport: Carrier;
  /** Where it comes from. */
  readonly address: string;
  /** What it is made of. */
  readonly kind: FuzzCase['kind'];
  /** Which lines it is one of. */
  readonly family: string;
  /** How long the line is, in octets. */
  readonly length: number;
}

/** A verdict that is a fault of the target, and the least that shows it. */
export interface FindingRecord extends Omit<CaseRecord, 'type' | 'isFinding' | 'section' | 'isLegalRefused'> {
  readonly type: 'finding';
  /** What it comes down to: `changed: code 503 -> 500`, `server-crashed: empty phrase`. The same in each run. */
  readonly cause: string;
  /** Which lines it was found with. */
  readonly families: readonly { readonly kind: FuzzCase['kind']; readonly family: string }[];
  /** The least line that shows it, in base64. Where it takes a sequence, its last line. */
  readonly smallest: string;
  /** What came back for the least line, in base64, where something else did. */
  readonly smallestReceived?: string;
  /** The fewest lines that show it, one after the other, in base64. */
  readonly sequence?: readonly string[];
  /** After how many octets the line is cut, where it does harm in pieces and not as a whole. */
  readonly cuts?: readonly number[];
  /** Whether it was seen again when it was tried again. */
  readonly isReproducible: boolean;
  /** Present where a baseline has it, so that it fails no build. */
  readonly isKnown?: true;
  /** What a baseline has about it. */
  readonly note?: string;
  /** How many cases showed it. */
  readonly count: number;
  /** How many cases were not run, because they would have shown it too. */
  readonly setAside: number;
  /** How the line got there. */
  readonly mode: ModeName;
  /** The preset, or where the target listens. */
  readonly target: string;
  /** What the target says its version is. */
  readonly version?: string;
  /** Which cases were generated. */
  readonly seed: number;
  /** When it was seen, in ISO 8601. */
  readonly at: string;
  /** The last that the target wrote. */
  readonly log: string;
}

/** A labelled line whose verdict is not the one of the baseline. */
export interface ChangeRecord {
  readonly type: 'change';
  /** What carried it. */
  readonly transport: Carrier;
  /** Which labelled line it is: `corpus:S001`. */
  readonly address: string;
  /** The line, in base64. */
  readonly octets: string;
  /** The verdict of the baseline. */
  readonly was: string;
  /** The verdict now. */
  readonly is: string;
  /** The version of the target that the baseline was written of, where it says so. */
  readonly baselineVersion?: string;
}

/** A finding that a baseline has, and that a whole run did not find any more. */
export interface GoneRecord {
  readonly type: 'gone';
  /** What carried the lines. */
  readonly transport: Carrier;
  /** What it was known by. */
  readonly cause: string;
  /** What somebody wrote about it. */
  readonly note?: string;
}

/** What a client did after a line alone, which is no verdict. */
export interface WatchedRecord {
  readonly type: 'watched';
  /** What carried it. */
  readonly transport: Carrier;
  /** Where the line comes from. */
  readonly address: string;
  /** What it is made of. */
  readonly kind: FuzzCase['kind'];
  /** Which lines it is one of: the first of them. */
  readonly family: string;
  /** The line, in base64. */
  readonly octets: string;
  /** The methods of the requests that came after it, in their order: `ACK`, `BYE`, and `INVITE` for one that came again. */
  readonly requests: readonly string[];
  /** For how long they were waited for. */
  readonly milliseconds: number;
}

/** A line of the file of a run. */
export type FuzzRecord =
  | RunRecord
  | CaseRecord
  | SkippedRecord
  | FindingRecord
  | ChangeRecord
  | GoneRecord
  | WatchedRecord;

export function caseRecord(result: CaseResult, transport: Carrier): CaseRecord {
  const { isFinding, milliseconds, section, isLegalRefused } = result;
  return {
    type: 'case',
    transport,
    ...inBase64(result, result),
    isFinding,
    ...(section === undefined ? {} : { section }),
    ...(isLegalRefused ? { isLegalRefused } : {}),
    milliseconds,
  };
}

export function skippedRecord(
  { address, kind, family, octets }: FuzzCase,
  transport: Carrier,
  reason: SkippedRecord['reason'],
): SkippedRecord {
  return { type: 'skipped', reason, transport, address, kind, family, length: octets.length };
}

export function inBase64(
  { address, kind, family, octets }: FuzzCase,
  { verdict, received, statusCode, detail }: Outcome,
): Omit<CaseRecord, 'type' | 'isFinding' | 'section' | 'isLegalRefused' | 'transport' | 'milliseconds'> {
  return {
    address,
    kind,
    family,
    octets: base64(octets),
    verdict,
    ...(received === undefined ? {} : { received: base64(received) }),
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(detail === undefined ? {} : { detail }),
  };
}

export function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

export function octetsOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

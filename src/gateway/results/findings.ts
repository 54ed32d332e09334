import type { CaseResult, SequenceResult } from '../campaign/campaign.ts';
import { type Cause, Causes } from '../campaign/causes.ts';
import { changeOf } from '../campaign/change.ts';
import { crashSite } from '../campaign/crash.ts';
import type { Outcome } from '../campaign/verdict.ts';
import { compareAddresses, type FuzzCase } from '../cases/fuzz-case.ts';
import { type CaseRecord, type FindingRecord, octetsOf } from './record.ts';

/** Which lines a case is one of. */
export type Family = Pick<FuzzCase, 'kind' | 'family'>;

/** What was found, and not yet made small. */
export interface Finding {
  readonly fuzzCase: FuzzCase;
  readonly outcome: Outcome;
  /** What came before it, where it takes more than one case. The case itself comes last. */
  readonly sequence?: readonly FuzzCase[];
  readonly families: readonly Family[];
  readonly count: number;
  readonly setAside: number;
  readonly milliseconds: number;
  readonly at: string;
  readonly log: string;
}

/** How much is kept of what the target wrote last. */
const longestLog = 2000;

/** What a run has found: one finding a cause, of the case that comes first. */
export class Findings {
  readonly #found = new Map<unknown, Finding>();
  readonly #causes = new Causes();
  /** Where crashes at one place have several causes: the finding of each. */
  readonly #sites = new Map<Cause, string>();
  readonly #recorded = new Map<string, FindingRecord>();

  /** The cause that a line falls under, and that has been met often enough. */
  foreseen(octets: Uint8Array): Cause | undefined {
    return this.#causes.foreseen(octets);
  }

  /** A case of a run has come to something. */
  take(result: CaseResult, log: string): void {
    if (result.isFinding) this.#case(result, log);
    else this.#causes.survived(result.octets);
  }

  /** Takes up a finding that a run which was gone on with had recorded: it is as small as it gets. */
  recorded(record: FindingRecord): void {
    this.#recorded.set(`${record.verdict} ${record.address}`, record);
  }

  /** What was recorded of a finding before, with how often it has been seen by now. */
  known({ fuzzCase, outcome, families, count, setAside }: Finding): FindingRecord | undefined {
    const record = this.#recorded.get(`${outcome.verdict} ${fuzzCase.address}`);
    return record === undefined ? undefined : { ...record, families, count, setAside };
  }

  #case(result: CaseResult, log: string): void {
    const { isFinding: _, isLegalRefused: __, section: ___, milliseconds, ...rest } = result;
    const { address, kind, family, octets, cuts, ...outcome } = rest;
    const fuzzCase = { address, kind, family, octets, ...(cuts && { cuts }) };
    const key = this.#keyOf(octets, outcome);
    const known = this.#found.get(key);
    const isFirst = known === undefined || compareAddresses(address, known.fuzzCase.address) < 0;
    this.#found.set(key, {
      // Which one comes first in time differs from run to run.
      ...(isFirst
        ? { fuzzCase, outcome, milliseconds, at: new Date().toISOString(), log: log.slice(-longestLog) }
        : known),
      families: unionOf(known?.families ?? [], [{ kind, family }]),
      count: (known?.count ?? 0) + 1,
      setAside: known?.setAside ?? 0,
    });
  }

  /** What is one finding: the same change, the same place of a crash, the same cause, or whatever is cut. */
  #keyOf(octets: Uint8Array, outcome: Outcome): unknown {
    if (outcome.isCut) return `${outcome.verdict} in pieces`;
    const change = changeOf(octets, outcome);
    if (change !== undefined) return `${outcome.verdict} ${change}`;
    const cause = this.#causes.met(octets, outcome.verdict);
    const site = crashSite(outcome);
    if (site !== undefined) this.#sites.set(cause, site);
    return site ?? cause;
  }

  sequence({ sequence, ...outcome }: SequenceResult, log: string): void {
    const fuzzCase = sequence.at(-1);
    const key = `${outcome.verdict} sequence`;
    const known = this.#found.get(key);
    if (known !== undefined) this.#found.set(key, { ...known, count: known.count + 1 });
    else if (fuzzCase !== undefined) {
      const at = new Date().toISOString();
      const none = { families: [], count: 1, setAside: 0, milliseconds: 0 };
      this.#found.set(key, { fuzzCase, outcome, sequence, at, log: log.slice(-longestLog), ...none });
    }
  }

  /** A case was not run, because its cause is known. */
  setAside(cause: Cause): void {
    const key = this.#sites.get(cause) ?? cause;
    const found = this.#found.get(key);
    if (found !== undefined) this.#found.set(key, { ...found, setAside: found.setAside + 1 });
  }

  /** Takes up a case of a run that was cut short. */
  resume(record: CaseRecord): void {
    const { address, kind, family, octets, verdict, received, statusCode, detail, milliseconds, isFinding } = record;
    this.take(
      {
        ...{ address, kind, family, octets: octetsOf(octets), verdict, isFinding, milliseconds, isLegalRefused: false },
        ...(received === undefined ? {} : { received: octetsOf(received) }),
        ...(statusCode === undefined ? {} : { statusCode }),
        ...(detail === undefined ? {} : { detail }),
      },
      '',
    );
  }

  /** What is still to be made small, in the order of the cases. */
  get open(): readonly Finding[] {
    return [...this.#found.values()].sort((a, b) => compareAddresses(a.fuzzCase.address, b.fuzzCase.address));
  }
}

/** Findings that came down to the same cause, or to a crash at the same place, are one, of the case that comes first. */
export function byCause<Found extends Mergeable>(records: readonly Found[]): readonly Found[] {
  const found = new Map<string, Found>();
  const causes = new Map<string, string>();
  for (const record of records) {
    const site = crashSite(record);
    const cause = (site === undefined ? undefined : causes.get(site)) ?? record.cause;
    if (site !== undefined) causes.set(site, cause);
    const known = found.get(cause);
    found.set(cause, known === undefined ? record : together(known, record));
  }
  return [...found.values()].sort((a, b) => compareAddresses(a.address, b.address));
}

type Mergeable = Pick<FindingRecord, 'cause' | 'address' | 'families' | 'count' | 'setAside' | 'verdict' | 'detail'>;

function together<Found extends Mergeable>(one: Found, other: Found): Found {
  const [first, second] = compareAddresses(one.address, other.address) <= 0 ? [one, other] : [other, one];
  return {
    ...first,
    families: unionOf(first.families, second.families),
    count: one.count + other.count,
    setAside: one.setAside + other.setAside,
  };
}

function unionOf(some: readonly Family[], others: readonly Family[]): readonly Family[] {
  const all = new Map([...some, ...others].map((one) => [`${one.kind} ${one.family}`, one]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

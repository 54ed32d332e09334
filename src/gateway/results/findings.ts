import type { CaseResult, SequenceResult } from '../campaign/campaign.ts';
import type { Outcome } from '../campaign/verdict.ts';
import { compareAddresses, type FuzzCase } from '../cases/fuzz-case.ts';
import { type CaseRecord, type FindingRecord, octetsOf } from './record.ts';

/** What was found, and not yet made small. */
export interface Finding {
  readonly fuzzCase: FuzzCase;
  readonly outcome: Outcome;
  /** What came before it, where it takes more than one case. The case itself comes last. */
  readonly sequence?: readonly FuzzCase[];
  readonly count: number;
  readonly milliseconds: number;
  readonly at: string;
  readonly log: string;
}

/** What a run has found: one finding a verdict and family, of the case that comes first. */
export class Findings {
  readonly #found = new Map<string, Finding>();
  readonly #recorded = new Set<string>();

  get size(): number {
    return this.#found.size + this.#recorded.size;
  }

  case(result: CaseResult, log: string): void {
    const key = `${result.verdict} ${result.family}`;
    const { isFinding: _, milliseconds, verdict, received, statusCode, detail, ...fuzzCase } = result;
    const outcome: Outcome = {
      verdict,
      ...(received === undefined ? {} : { received }),
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(detail === undefined ? {} : { detail }),
    };
    const known = this.#found.get(key);
    const count = (known?.count ?? 0) + 1;
    // Which one comes first in time differs from run to run.
    if (known !== undefined && compareAddresses(known.fuzzCase.address, fuzzCase.address) <= 0) {
      this.#found.set(key, { ...known, count });
    } else {
      this.#found.set(key, { fuzzCase, outcome, count, milliseconds, at: new Date().toISOString(), log });
    }
  }

  sequence({ sequence, ...outcome }: SequenceResult, log: string): void {
    const fuzzCase = sequence.at(-1);
    const key = `${outcome.verdict} sequence`;
    const known = this.#found.get(key);
    if (known !== undefined) this.#found.set(key, { ...known, count: known.count + 1 });
    else if (fuzzCase !== undefined) {
      const at = new Date().toISOString();
      this.#found.set(key, { fuzzCase, outcome, sequence, count: 1, milliseconds: 0, at, log });
    }
  }

  /** Takes up what a run that was cut short had found. */
  resume(record: CaseRecord | FindingRecord): void {
    if (record.type === 'finding') {
      const key = `${record.verdict} ${record.sequence === undefined ? record.family : 'sequence'}`;
      this.#found.delete(key);
      this.#recorded.add(key);
    } else if (record.isFinding && !this.#recorded.has(`${record.verdict} ${record.family}`)) {
      const { address, kind, family, octets, verdict, received, statusCode, detail, milliseconds } = record;
      this.case(
        {
          ...{ address, kind, family, octets: octetsOf(octets), verdict, isFinding: true, milliseconds },
          ...(received === undefined ? {} : { received: octetsOf(received) }),
          ...(statusCode === undefined ? {} : { statusCode }),
          ...(detail === undefined ? {} : { detail }),
        },
        '',
      );
    }
  }

  /** What is still to be made small, in the order of the cases. */
  get open(): readonly Finding[] {
    return [...this.#found.values()].sort((a, b) => compareAddresses(a.fuzzCase.address, b.fuzzCase.address));
  }
}

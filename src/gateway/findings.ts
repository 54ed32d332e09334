import {
  type GeneratedLine,
  generatedLine,
  type KindWeights,
  type LineKind,
} from '../arbitraries/test-run/labelled-line.ts';
import { shrunk } from '../arbitraries/test-run/shrink-case.ts';
import type { Campaign, CaseResult, SequenceResult } from './campaign.ts';
import { compareAddresses, type FuzzCase, familyOf } from './fuzz-case.ts';
import { base64, type CaseRecord, type FindingRecord, inBase64, octetsOf } from './results/record.ts';
import { smallestOctets, smallestSequence } from './smallest.ts';
import { isFinding, type Outcome, type Verdict } from './verdict.ts';

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

/** What a finding comes down to. */
export interface Smallest {
  readonly octets: Uint8Array;
  readonly sequence?: readonly Uint8Array[];
  readonly isReproducible: boolean;
}

/** Makes a finding as small as it gets while the target still does the same. */
export async function smallestOf(
  { fuzzCase, outcome, sequence }: Finding,
  campaign: Campaign,
  weights: KindWeights,
  milliseconds: number,
): Promise<Smallest> {
  const end = Date.now() + milliseconds;
  if (sequence !== undefined) return smallestOfSequence(fuzzCase, sequence, outcome.verdict, campaign, end);
  const fails = async (octets: Uint8Array): Promise<boolean> => {
    const again = await campaign.judgeAlone({ ...fuzzCase, octets });
    return again.verdict === outcome.verdict && isFinding(octets, again);
  };
  if (milliseconds === 0) return { octets: fuzzCase.octets, isReproducible: true };
  if (!(await fails(fuzzCase.octets))) return { octets: fuzzCase.octets, isReproducible: false };
  let least = fuzzCase.octets;
  if (/^-?\d+:\d+:\d+$/.test(fuzzCase.address)) {
    const value: GeneratedLine = { kind: fuzzCase.kind as LineKind, octets: fuzzCase.octets };
    await shrunk(
      generatedLine(weights, { crlf: false }),
      { address: fuzzCase.address, value },
      async (smaller) => {
        const isSame = familyOf(smaller) === fuzzCase.family && (await fails(smaller.octets));
        if (isSame) least = smaller.octets;
        return isSame;
      },
      milliseconds / 2,
    );
  }
  return { octets: await smallestOctets(least, fails, end), isReproducible: true };
}

async function smallestOfSequence(
  last: FuzzCase,
  whole: readonly FuzzCase[],
  verdict: Verdict,
  campaign: Campaign,
  end: number,
): Promise<Smallest> {
  const fails = (some: readonly FuzzCase[]): Promise<boolean> => campaign.endsLike(some, verdict);
  const inOctets = (some: readonly FuzzCase[]): readonly Uint8Array[] => some.map(({ octets }) => octets);
  if (Date.now() >= end || !(await fails(whole))) {
    return { octets: last.octets, sequence: inOctets(whole), isReproducible: false };
  }
  const sequence = await smallestSequence(whole, fails, end);
  const [only] = sequence;
  if (sequence.length > 1 || only === undefined) {
    return { octets: (sequence.at(-1) ?? last).octets, sequence: inOctets(sequence), isReproducible: true };
  }
  // One line does it, though it does not show at once.
  const octets = await smallestOctets(only.octets, (smaller) => fails([{ ...only, octets: smaller }]), end);
  return { octets, isReproducible: true };
}

export function findingRecord(
  { fuzzCase, outcome, count, milliseconds, at, log }: Finding,
  { octets, sequence, isReproducible }: Smallest,
  common: Pick<FindingRecord, 'mode' | 'transport' | 'target' | 'version' | 'seed'>,
): FindingRecord {
  return {
    type: 'finding',
    ...common,
    ...inBase64(fuzzCase, outcome),
    smallest: base64(octets),
    ...(sequence === undefined ? {} : { sequence: sequence.map(base64) }),
    isReproducible,
    count,
    milliseconds,
    at,
    log,
  };
}

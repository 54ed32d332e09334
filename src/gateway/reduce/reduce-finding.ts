import {
  type GeneratedLine,
  generatedLine,
  type KindWeights,
  type LineKind,
} from '../../arbitraries/test-run/labelled-line.ts';
import { shrunk } from '../../arbitraries/test-run/shrink-case.ts';
import type { Isolation } from '../campaign/isolation.ts';
import { isFinding, type Verdict } from '../campaign/verdict.ts';
import { type FuzzCase, familyOf } from '../cases/fuzz-case.ts';
import type { Finding } from '../results/findings.ts';
import { base64, type FindingRecord, inBase64 } from '../results/record.ts';
import { reduceOctets } from './reduce-octets.ts';
import { reduceSequence } from './reduce-sequence.ts';

/** What a finding comes down to. */
export interface Reduced {
  readonly octets: Uint8Array;
  readonly sequence?: readonly Uint8Array[];
  readonly isReproducible: boolean;
}

/** Makes a finding as small as it gets while the target still does the same. */
export async function reduceFinding(
  { fuzzCase, outcome, sequence }: Finding,
  isolation: Isolation,
  weights: KindWeights,
  milliseconds: number,
): Promise<Reduced> {
  const end = Date.now() + milliseconds;
  if (sequence !== undefined) return reduceSequenceFinding(fuzzCase, sequence, outcome.verdict, isolation, end);
  const fails = async (octets: Uint8Array): Promise<boolean> => {
    const again = await isolation.run({ ...fuzzCase, octets });
    return again.verdict === outcome.verdict && isFinding(octets, again);
  };
  if (milliseconds === 0) return { octets: fuzzCase.octets, isReproducible: true };
  if (!(await fails(fuzzCase.octets))) return { octets: fuzzCase.octets, isReproducible: false };
  let { octets } = fuzzCase;
  if (/^-?\d+:\d+:\d+$/.test(fuzzCase.address)) {
    const shrunkLine = await shrunk(
      generatedLine(weights, { crlf: false }),
      { address: fuzzCase.address, value: { kind: fuzzCase.kind as LineKind, octets } as GeneratedLine },
      async (smaller) => familyOf(smaller) === fuzzCase.family && (await fails(smaller.octets)),
      milliseconds / 2,
    );
    octets = shrunkLine.octets;
  }
  return { octets: await reduceOctets(octets, fails, end), isReproducible: true };
}

async function reduceSequenceFinding(
  last: FuzzCase,
  whole: readonly FuzzCase[],
  verdict: Verdict,
  isolation: Isolation,
  end: number,
): Promise<Reduced> {
  const fails = (some: readonly FuzzCase[]): Promise<boolean> => isolation.reproduces(some, verdict);
  const inOctets = (some: readonly FuzzCase[]): readonly Uint8Array[] => some.map(({ octets }) => octets);
  if (Date.now() >= end || !(await fails(whole))) {
    return { octets: last.octets, sequence: inOctets(whole), isReproducible: false };
  }
  const sequence = await reduceSequence(whole, fails, end);
  const [only] = sequence;
  if (sequence.length > 1 || only === undefined) {
    return { octets: (sequence.at(-1) ?? last).octets, sequence: inOctets(sequence), isReproducible: true };
  }
  // One line does it, though it does not show at once.
  const octets = await reduceOctets(only.octets, (smaller) => fails([{ ...only, octets: smaller }]), end);
  return { octets, isReproducible: true };
}

export function findingRecord(
  { fuzzCase, outcome, count, milliseconds, at, log }: Finding,
  { octets, sequence, isReproducible }: Reduced,
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

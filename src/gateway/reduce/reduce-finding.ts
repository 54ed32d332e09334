import { Buffer } from 'node:buffer';
import {
  type GeneratedLine,
  generatedLine,
  type KindWeights,
  type LineKind,
} from '../../arbitraries/test-run/labelled-line.ts';
import { shrunk } from '../../arbitraries/test-run/shrink-case.ts';
import { changeOf } from '../campaign/change.ts';
import { canaryLine, octetsOfLine } from '../campaign/controls.ts';
import type { Isolation } from '../campaign/isolation.ts';
import { isFinding, type Outcome, type Verdict } from '../campaign/verdict.ts';
import { type FuzzCase, familyOf } from '../cases/fuzz-case.ts';
import { lenientReading, seemingCode } from '../cases/lenient-reading.ts';
import { essenceOf } from '../cases/line-features.ts';

import type { Finding } from '../results/findings.ts';
import { base64, type FindingRecord, inBase64 } from '../results/record.ts';
import { reduceOctets } from './reduce-octets.ts';
import { reduceSequence } from './reduce-sequence.ts';

/** What a finding comes down to. */
export interface Reduced {
  readonly octets: Uint8Array;
  /** What the target did with them, where that was seen. */
  readonly outcome?: Outcome;
  readonly sequence?: readonly Uint8Array[];
  /** Where they are cut, where nothing is wrong with them as a whole. */
  readonly cuts?: readonly number[];
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
  if (outcome.isCut) return reduceCutFinding(fuzzCase, outcome, isolation, end);
  const change = changeOf(fuzzCase.octets, outcome);
  const seen = new WeakMap<Uint8Array, Outcome>();
  let original = fuzzCase.octets;
  const fails = async (octets: Uint8Array): Promise<boolean> => {
    if (!isAlike(original, octets)) return false;
    const again = await isolation.run({ ...fuzzCase, octets });
    seen.set(octets, again);
    return (
      again.verdict === outcome.verdict && isFinding(octets, again) && isSameChange(change, changeOf(octets, again))
    );
  };
  if (milliseconds === 0) return { octets: fuzzCase.octets, outcome, isReproducible: true };
  if (!(await fails(fuzzCase.octets))) return { octets: fuzzCase.octets, isReproducible: false };
  let octets = await madePlain(fuzzCase.octets, fails);
  original = octets;
  if (octets === fuzzCase.octets && /^-?\d+:\d+:\d+$/.test(fuzzCase.address)) {
    const shrunkLine = await shrunk(
      generatedLine(weights, { crlf: false }),
      { address: fuzzCase.address, value: { kind: fuzzCase.kind as LineKind, octets } as GeneratedLine },
      async (smaller) => familyOf(smaller) === fuzzCase.family && (await fails(smaller.octets)),
      milliseconds / 2,
    );
    octets = shrunkLine.octets;
  }
  const least = await reduceOctets(octets, fails, end);
  return { octets: least, outcome: seen.get(least) ?? outcome, isReproducible: true };
}

/** Of a line that does harm in pieces: a plain line where that will do, and the one cut that does it. */
async function reduceCutFinding(
  fuzzCase: FuzzCase,
  outcome: Outcome,
  isolation: Isolation,
  end: number,
): Promise<Reduced> {
  const fails = async (octets: Uint8Array, cuts: readonly number[]): Promise<boolean> => {
    if (Date.now() > end) return false;
    const again = await isolation.run({ ...fuzzCase, octets, cuts });
    return again.verdict === outcome.verdict && again.isCut === true;
  };
  const { octets: line, cuts = [] } = fuzzCase;
  if (Date.now() >= end) return { octets: line, cuts, outcome, isReproducible: true };
  if (!(await fails(line, cuts))) return { octets: line, cuts, outcome, isReproducible: false };
  const plainCuts = isolation.cutsOf(plainLine) ?? [];
  const [octets, all] = (await fails(plainLine, plainCuts)) ? [plainLine, plainCuts] : [line, cuts];
  for (const cut of all) {
    if (cut > 0 && (await fails(octets, [cut]))) return { octets, cuts: [cut], outcome, isReproducible: true };
  }
  return { octets, cuts: all, outcome, isReproducible: true };
}

const plainLine: Uint8Array = octetsOfLine(canaryLine);

/**
 * What is plain shows a fault best, where it does the same: version 2.0, a phrase, and another code than 000 and 100, which
 * are treated in ways of their own.
 */
async function madePlain(octets: Uint8Array, fails: (octets: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let plain = octets;
  for (const [isOdd, sought, by] of plainer) {
    if (!isOdd(plain)) continue;
    const text = Buffer.from(plain).toString('latin1').replace(sought, by);
    const other = new Uint8Array(Buffer.from(text, 'latin1'));
    if (await fails(other)) plain = other;
  }
  return plain;
}

const plainer: readonly (readonly [isOdd: (octets: Uint8Array) => boolean, sought: RegExp, by: string])[] = [
  [(octets) => [0, 100].includes(seemingCode(octets) ?? -1), /000|100/, '400'],
  [(octets) => hasPhrase(octets) === false, /(?<=\d) ?(?=[\r\n]|$)/, ' x'],
  [(octets) => hasPhrase(octets) !== undefined, /^SIP\/\d+\.\d+(?= )/i, 'SIP/2.0'],
];

/** Undefined where no profile reads the line. */
function hasPhrase(octets: Uint8Array): boolean | undefined {
  const { statusLine } = lenientReading(octets);
  return statusLine && statusLine.reasonPhrase !== '';
}

/** 2 for a valid line, 1 for one that the lenient profile reads, 0 for all else. */
function validity(octets: Uint8Array): number {
  const { statusLine, deviations } = lenientReading(octets);
  return statusLine ? 1 + Number(deviations.length === 0) : 0;
}

/**
 * Whether a line may stand for another: it is as valid, and what is not empty is not emptied; its code is of the same
 * class, and it is neither 000 nor 100, which proxies treat in their own way.
 */
function isAlike(original: Uint8Array, smaller: Uint8Array): boolean {
  if (validity(smaller) < validity(original) || (hasPhrase(original) && !hasPhrase(smaller))) return false;
  const [before, now] = [original, smaller].map(seemingCode);
  if (now === undefined || now === before) return true;
  if (now === 0 || now === 100) return false;
  return before === undefined || before === 0 || before === 100 || Math.floor(before / 100) === Math.floor(now / 100);
}

/** Whether it is the same kind of change, whatever the codes. */
function isSameChange(before: string | undefined, now: string | undefined): boolean {
  const [one, other] = [before, now].map((change) => change?.replace(/\d+/g, 'N'));
  return one === other;
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
  const failsAlone = async (smaller: Uint8Array): Promise<boolean> =>
    isAlike(only.octets, smaller) && fails([{ ...only, octets: smaller }]);
  const octets = await reduceOctets(only.octets, failsAlone, end);
  return { octets, isReproducible: true };
}

export function findingRecord(
  { fuzzCase, outcome, families, count, setAside, milliseconds, at, log }: Finding,
  { octets, outcome: again, sequence, cuts, isReproducible }: Reduced,
  common: Pick<FindingRecord, 'mode' | 'transport' | 'target' | 'version' | 'seed'>,
): FindingRecord {
  return {
    type: 'finding',
    ...common,
    ...inBase64(fuzzCase, outcome),
    cause: causeOf(octets, again ?? outcome, sequence),
    families,
    smallest: base64(octets),
    ...(again?.received === undefined ? {} : { smallestReceived: base64(again.received) }),
    ...(sequence === undefined ? {} : { sequence: sequence.map(base64) }),
    ...(cuts && { cuts }),
    isReproducible,
    count,
    setAside,
    milliseconds,
    at,
    log,
  };
}

/** What a finding is called, in this run and in others. */
function causeOf(octets: Uint8Array, outcome: Outcome, sequence: Reduced['sequence']): string {
  const { verdict } = outcome;
  if (sequence !== undefined) return `${verdict}: a sequence of lines`;
  if (outcome.isCut) return `${verdict}: a line in pieces`;
  return `${verdict}: ${changeOf(octets, outcome) ?? essenceOf(octets)}`;
}

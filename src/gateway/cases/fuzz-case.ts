import { Buffer } from 'node:buffer';
import { exam } from '../../arbitraries/index.ts';
import {
  type GeneratedLine,
  generatedLine,
  type KindWeights,
  type LineKind,
} from '../../arbitraries/test-run/labelled-line.ts';
import { casesOfBlock, casesPerBlock } from '../../arbitraries/test-run/test-case.ts';
import { corpusLines } from './corpus-lines.ts';

/** The kinds of cases that a run can be made of: the last two are part A of the exam, and the whole of it. */
export const caseKinds = ['valid', 'lenient', 'malformed', 'corpus', 'sizes', 'complete', 'exam'] as const;

/** One of {@link caseKinds}. */
export type CaseKind = (typeof caseKinds)[number];

/** The kinds that are the lines of an exam. */
export const examKinds = ['complete', 'exam'] as const;

export function isOfExam(kind: FuzzCase['kind']): boolean {
  return kind === 'complete' || kind === 'exam';
}

/** The kinds of cases that a run is made of where nothing else is said. */
export const usualKinds: readonly CaseKind[] = caseKinds.filter((kind) => !isOfExam(kind));

/** Whether cases of a kind are generated from the seed, and not the same in each run. */
export function isGenerated(kind: CaseKind): kind is LineKind {
  return kind === 'valid' || kind === 'lenient' || kind === 'malformed';
}

/** A start line that is sent to a target. */
export interface FuzzCase {
  /**
   * Where it comes from: `seed:block:index` of a generated case, `corpus:S001`, `size:line-4096`, `exam:B-17`,
   * `file:name`.
   */
  readonly address: string;
  /**
   * What it is made of: generated lines of a kind, the labelled lines, lines as long as buffers are,
   * lines of an exam, or a file of one's own.
   */
  readonly kind: CaseKind | 'file';
  /** Which lines it is one of: the kind of its defect, its deviations, or `valid`. */
  readonly family: string;
  /** The line without a line end, unless the line end is what is wrong with it. */
  readonly octets: Uint8Array;
  /** Where it is cut into pieces, in place of where the run cuts its lines. */
  readonly cuts?: readonly number[];
}

/** One part of all cases: the blocks whose number modulo `count` is `index`. The parts of all shards are the whole. */
export interface Shard {
  /** Which part: from 0. */
  readonly index: number;
  /** How many parts there are. */
  readonly count: number;
}

/** The labelled lines, every `count`th of them. */
export function corpusCases({ index, count }: Shard): readonly FuzzCase[] {
  return corpusLines()
    .filter((_, position) => position % count === index)
    .map(({ id, family, octets }) => ({ address: `corpus:${id}`, kind: 'corpus', family, octets }));
}

/** The lines of the exam for strict, or of its part A, every `count`th of them. Made as they are asked for. */
export function* examCases(kind: (typeof examKinds)[number], { index, count }: Shard): Generator<FuzzCase> {
  let position = 0;
  for (const { octets, part, family } of exam(kind === 'complete' ? { parts: ['A'] } : {})) {
    const isOurs = position % count === index;
    const address = `${kind}:${part}-${position}`;
    position += 1;
    if (isOurs) yield { address, kind, family: part === 'C' ? family : `part ${part}`, octets };
  }
}

/** Whether a line has a CR or an LF elsewhere than in its line end: on its way, what comes after it is no part of the line. */
export function hasLineEndWithin(octets: Uint8Array): boolean {
  const text = Buffer.from(octets).toString('latin1');
  return /[\r\n]/.test(text.replace(/\r?\n$/, ''));
}

/** The generated cases of a run, whole blocks of them, up to a number of cases in all shards together. */
export function* generatedCases(
  weights: KindWeights,
  seed: number,
  runs: number,
  { index, count }: Shard,
): Generator<FuzzCase> {
  if (Object.keys(weights).length === 0) return;
  const arbitrary = generatedLine(weights, { crlf: false });
  for (let block = index; block * casesPerBlock < runs; block += count) {
    let left = Math.min(casesPerBlock, runs - block * casesPerBlock);
    for (const { address, value } of casesOfBlock(arbitrary, seed, block)) {
      if (left === 0) break;
      left -= 1;
      yield { address, kind: value.kind, family: familyOf(value), octets: value.octets };
    }
  }
}

export function familyOf({ defect, deviations }: GeneratedLine): string {
  return defect?.kind ?? (deviations?.map(({ code }) => code).join(' + ') || 'valid');
}

/** The order of the cases of a run: labelled lines and files as they come, then generated ones by block and index. */
export function compareAddresses(a: string, b: string): number {
  const [first, second] = [a, b].map((address) => /^-?\d+:(\d+):(\d+)$/.exec(address)?.slice(1).map(Number));
  if (first === undefined || second === undefined) {
    if (first === second) return a < b ? -1 : a > b ? 1 : 0;
    return first === undefined ? -1 : 1;
  }
  return (first[0] ?? 0) - (second[0] ?? 0) || (first[1] ?? 0) - (second[1] ?? 0);
}

import type { KindWeights } from '../arbitraries/test-run/labelled-line.ts';
import { Campaign } from './campaign/campaign.ts';
import { unlessAborted } from './campaign/interruption.ts';
import { type Verdict, verdicts } from './campaign/verdict.ts';
import {
  type CaseKind,
  caseKinds,
  corpusCases,
  type FuzzCase,
  generatedCases,
  isGenerated,
  type Shard,
} from './cases/fuzz-case.ts';
import { sizeCases } from './cases/size-cases.ts';
import type { Mode } from './modes/mode.ts';
import { findingRecord, reduceFinding } from './reduce/reduce-finding.ts';
import { Findings } from './results/findings.ts';
import {
  type CaseRecord,
  caseRecord,
  type FindingRecord,
  type RunRecord,
  type SkippedRecord,
  skippedRecord,
} from './results/record.ts';
import type { Target } from './target/target.ts';

/** The options that all runs share, for any kind of target. */
export interface RunOptions {
  /** Which cases there are. Default: all kinds. */
  readonly kinds?: readonly CaseKind[];
  /** How often the kinds of generated lines come. Default: 1 each. */
  readonly weights?: KindWeights;
  /** Cases of one's own, which come between the labelled lines and the generated ones. */
  readonly files?: readonly FuzzCase[];
  /** How many generated cases, in all shards together. Default: 1,000. */
  readonly runs?: number;
  /** Which cases are generated: the same seed gives the same cases. A 32-bit integer. */
  readonly seed: number;
  /** Which part of all cases. Default: the whole. */
  readonly shard?: Shard;
  /** How many cases are under way at once. Default: 8. */
  readonly parallel?: number;
  /** The most cases a second. Default: as many as can be. */
  readonly rate?: number;
  /** Milliseconds that the run may take, without the shrinking. Default: 10 minutes. */
  readonly maxMilliseconds?: number;
  /** Milliseconds after which a case has shown no effect. Default: 2,500, and 1,500 in mode uas. */
  readonly caseMilliseconds?: number;
  /**
   * Milliseconds that the shrinking of one finding may take; 0 for none. Default: 30 seconds. All findings together may
   * take ten times as long.
   */
  readonly shrinkMilliseconds?: number;
  /** Asked once, with what the run is: what has been recorded of it already. It goes on from there. */
  readonly resume?: (run: RunRecord) => readonly (CaseRecord | SkippedRecord | FindingRecord)[];
  /** Called with each case and each finding as it comes. */
  readonly report?: (record: CaseRecord | SkippedRecord | FindingRecord) => void | Promise<void>;
  /** Ends the run in good order: what is under way is finished, and nothing is begun. */
  readonly signal?: AbortSignal;
}

/** What a run came to. */
export interface FuzzSummary {
  readonly type: 'summary';
  /** The seed of the run. */
  readonly seed: number;
  /** How many cases have a verdict. */
  readonly cases: number;
  /** How many cases the mode could not bring to the target. */
  readonly skipped: number;
  /** How many findings there are: one for each verdict of each family. */
  readonly findings: number;
  /** How many cases had each verdict. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** How fast it went, without the shrinking. */
  readonly casesPerSecond: number;
  /** Whether all cases had their turn. */
  readonly isComplete: boolean;
}

/** Brings the cases of a run to a target by some mode. */
export async function run(target: Target, mode: Mode, name: string, options: RunOptions): Promise<FuzzSummary> {
  const { kinds = caseKinds, weights: given, files = [], runs = 1000, seed, signal } = options;
  const { parallel = 8, rate, maxMilliseconds = 600_000, shrinkMilliseconds = 30_000 } = options;
  const { shard = { index: 0, count: 1 }, report } = options;
  const { transport } = target;
  const weights = weightsOf(kinds, given);
  const counts: Partial<Record<Verdict, number>> = {};
  const findings = new Findings();
  const done = new Set<string>();
  let [cases, skipped] = [0, 0];
  const version = target.version === undefined ? {} : { version: target.version };
  const common = { mode: mode.name, transport, target: name, ...version, seed };
  const recorded = options.resume?.(runRecord(common, { kinds, weights, runs, shard })) ?? [];
  for (const record of recorded) {
    if (record.type !== 'finding') done.add(record.address);
    if (record.type === 'case') {
      cases += 1;
      counts[record.verdict] = (counts[record.verdict] ?? 0) + 1;
    }
    if (record.type === 'skipped') skipped += 1;
    else findings.resume(record);
  }

  const begun = performance.now();
  const before = cases;
  const campaign = new Campaign(target, mode, { parallel, rate, signal, deadline: begun + maxMilliseconds });
  const runCases = async (some: Iterable<FuzzCase>): Promise<void> => {
    for await (const event of campaign.run(open(some))) {
      if (event.type === 'case') {
        const { result } = event;
        cases += 1;
        counts[result.verdict] = (counts[result.verdict] ?? 0) + 1;
        if (result.isFinding) findings.case(result, (result.log ?? target.log).slice(-2000));
        await report?.(caseRecord(result, transport));
      } else if (event.type === 'skipped') {
        skipped += 1;
        await report?.(skippedRecord(event.fuzzCase, transport));
      } else {
        findings.sequence(event.result, (event.result.log ?? target.log).slice(-2000));
      }
    }
  };
  const open = function* (some: Iterable<FuzzCase>): Generator<FuzzCase> {
    for (const one of some) if (!done.has(one.address)) yield one;
  };
  try {
    let isComplete = false;
    try {
      await unlessAborted(signal, () => target.start());
      await campaign.begin();
      if (kinds.includes('corpus')) await runCases(corpusCases(shard));
      if (kinds.includes('sizes')) await runCases(sizeCases(shard));
      await runCases(files.filter((_, position) => position % shard.count === shard.index));
      await runCases(generatedCases(weights, seed, runs, shard));
      isComplete = campaign.isComplete;
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
    const seconds = (performance.now() - begun) / 1000;
    const shrinkEnd = Date.now() + 10 * shrinkMilliseconds;
    for (const finding of findings.open) {
      const left = signal?.aborted ? 0 : Math.min(shrinkMilliseconds, Math.max(0, shrinkEnd - Date.now()));
      const smallest = await reduceFinding(finding, campaign.isolation, weights, left).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
        return { octets: finding.fuzzCase.octets, isReproducible: true };
      });
      await report?.(findingRecord(finding, smallest, common));
    }
    return {
      type: 'summary',
      seed,
      cases,
      skipped,
      findings: findings.size,
      verdicts: Object.fromEntries(
        verdicts.flatMap((verdict) => (counts[verdict] ? [[verdict, counts[verdict]]] : [])),
      ),
      casesPerSecond: Math.round((cases - before) / seconds),
      isComplete,
    };
  } finally {
    mode.close?.();
    await target.close();
  }
}

/** Only the kinds that were asked for, with their weights. */
function weightsOf(kinds: readonly CaseKind[], given: KindWeights = {}): KindWeights {
  const generated = kinds.filter(isGenerated);
  return Object.fromEntries(generated.map((kind) => [kind, given[kind] ?? 1]));
}

function runRecord(
  common: Pick<RunRecord, 'mode' | 'transport' | 'target' | 'version' | 'seed'>,
  { kinds, weights, runs, shard }: { kinds: readonly CaseKind[]; weights: KindWeights; runs: number; shard: Shard },
): RunRecord {
  const weighted = kinds.map((kind) => {
    const weight = isGenerated(kind) ? (weights[kind] ?? 1) : 1;
    return weight === 1 ? kind : `${kind}=${weight}`;
  });
  return { type: 'run', ...common, runs, kinds: weighted.join(), shard: `${shard.index + 1}/${shard.count}` };
}

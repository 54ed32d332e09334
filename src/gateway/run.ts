import type { KindWeights } from '../arbitraries/test-run/labelled-line.ts';
import { Campaign } from './campaign/campaign.ts';
import { areTold } from './campaign/controls.ts';
import { TargetLost } from './campaign/health.ts';
import { unlessAborted } from './campaign/interruption.ts';
import { type Verdict, verdicts } from './campaign/verdict.ts';
import {
  type CaseKind,
  corpusCases,
  examCases,
  examKinds,
  type FuzzCase,
  generatedCases,
  isGenerated,
  type Shard,
  usualKinds,
} from './cases/fuzz-case.ts';
import { sizeCases } from './cases/size-cases.ts';
import type { Split } from './modes/in-pieces.ts';
import type { Mode } from './modes/mode.ts';
import { findingRecord, type Reduced, reduceFinding } from './reduce/reduce-finding.ts';
import { byCause, Findings } from './results/findings.ts';
import {
  base64,
  type Carrier,
  type CaseRecord,
  caseRecord,
  type FindingRecord,
  type RunRecord,
  type SkippedRecord,
  skippedRecord,
  type WatchedRecord,
} from './results/record.ts';
import { type Target, TargetError } from './target/target.ts';

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
  /**
   * Brings each line in pieces too, and finds where that changes what comes of it. Not over UDP, nor where the target is
   * answered over it: in mode relay over a WebSocket. Default: as a whole.
   */
  readonly split?: Split;
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
  readonly report?: (record: CaseRecord | SkippedRecord | FindingRecord | WatchedRecord) => void | Promise<void>;
  /**
   * Whether each case is run, however often what it does was seen. Default: false. Where the target has to be started
   * again after each of them, cases are set aside whose cause was met three times.
   */
  readonly keepGoing?: boolean;
  /**
   * Milliseconds for which a client is watched, after the run, when the first line of each family is all that it is
   * answered with. Mode uas. Default: it is not.
   */
  readonly watchMilliseconds?: number;
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
  /** How many cases were not run because their cause had been met three times. */
  readonly setAside: number;
  /** How many findings there are: one for each cause. */
  readonly findings: number;
  /** The findings themselves, in the order of their cases. */
  readonly found: readonly FindingRecord[];
  /** How many valid lines the target did not read that no section has it refuse. */
  readonly legalRefused: number;
  /** How many cases had each verdict. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /**
   * What became of lines before the run of which it is known what they are: what tells a response that is taken from one
   * that is not. Empty where that can be seen without.
   */
  readonly controls: readonly { readonly line: string; readonly verdict: Verdict | 'none'; readonly detail?: string }[];
  /** Whether something does. Where nothing does, only crashes, hangs and leaks are judged. */
  readonly isTold: boolean;
  /** How fast it went, without the shrinking. */
  readonly casesPerSecond: number;
  /** Whether all cases had their turn. */
  readonly isComplete: boolean;
  /** Why the run could not go on: the target is gone, and cannot be started again. */
  readonly lost?: string;
}

/** A summary as it stands in a file after the findings. */
export type SummaryRecord = Omit<FuzzSummary, 'found'>;

/** Brings the cases of a run to a target by some mode. */
export async function run(target: Target, mode: Mode, name: string, options: RunOptions): Promise<FuzzSummary> {
  const { kinds = usualKinds, weights: given, files = [], runs = 1000, seed, signal } = options;
  const { parallel = 8, rate, maxMilliseconds = 600_000, shrinkMilliseconds = 30_000 } = options;
  const { shard = { index: 0, count: 1 }, report } = options;
  // A function is called, and nothing carries its lines.
  const transport: Carrier = mode.name === 'parser' ? 'call' : target.transport;
  const weights = weightsOf(kinds, given);
  const counts: Partial<Record<Verdict, number>> = {};
  const findings = new Findings();
  const done = new Set<string>();
  const firsts = new Map<string, FuzzCase>();
  let [cases, skipped, setAside, legalRefused] = [0, 0, 0, 0];
  const version = target.version === undefined ? {} : { version: target.version };
  const common = { mode: mode.name, transport, target: name, ...version, seed };
  const recorded = options.resume?.(runRecord(common, { kinds, weights, runs, shard })) ?? [];
  const count = (record: CaseRecord | SkippedRecord): void => {
    if (record.type === 'case') {
      cases += 1;
      counts[record.verdict] = (counts[record.verdict] ?? 0) + 1;
      if (record.isLegalRefused) legalRefused += 1;
    } else if (record.reason === 'set-aside') setAside += 1;
    else skipped += 1;
  };
  for (const record of recorded) {
    if (record.type === 'finding') {
      findings.recorded(record);
      continue;
    }
    done.add(record.address);
    count(record);
    if (record.type === 'case') findings.resume(record);
  }

  const begun = performance.now();
  const before = cases;
  const campaign = new Campaign(target, mode, {
    ...{ parallel, rate, signal, split: options.split, deadline: begun + maxMilliseconds },
    ...(options.keepGoing || !target.isStartedHere ? {} : { foreseen: (octets) => findings.foreseen(octets) }),
  });
  const runCases = async (some: Iterable<FuzzCase>): Promise<void> => {
    if (campaign.lost !== undefined) return;
    await campaign.run(open(some), async (event) => {
      if (event.type === 'sequence') {
        findings.sequence(event.result, event.result.log ?? target.log);
        return;
      }
      if (event.type === 'case') {
        const family = `${event.result.kind} ${event.result.family}`;
        if (!firsts.has(family)) firsts.set(family, event.result);
        findings.take(event.result, event.result.log ?? target.log);
      } else if (event.type === 'set-aside') findings.setAside(event.cause);
      const record =
        event.type === 'case'
          ? caseRecord(event.result, transport)
          : skippedRecord(event.fuzzCase, transport, event.type === 'skipped' ? event.reason : 'set-aside');
      count(record);
      await report?.(record);
    });
  };
  const open = function* (some: Iterable<FuzzCase>): Generator<FuzzCase> {
    for (const one of some) if (!done.has(one.address)) yield one;
  };
  try {
    let isComplete = false;
    try {
      await mode.prepare?.();
      await unlessAborted(signal, () => target.start());
      await campaign.begin();
      if (kinds.includes('corpus')) await runCases(corpusCases(shard));
      if (kinds.includes('sizes')) await runCases(sizeCases(shard));
      for (const kind of examKinds) {
        if (kinds.includes(kind)) await runCases(examCases(kind, shard));
      }
      await runCases(files.filter((_, position) => position % shard.count === shard.index));
      await runCases(generatedCases(weights, seed, runs, shard));
      isComplete = campaign.isComplete;
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
    const seconds = (performance.now() - begun) / 1000;
    let { lost } = campaign;
    const endOf = (error: unknown): void => {
      if (error instanceof TargetLost || error instanceof TargetError) lost = error.message;
      else if (!signal?.aborted) throw error;
    };
    const { watchMilliseconds = 0 } = options;
    if (watchMilliseconds > 0 && mode.watch !== undefined && lost === undefined) {
      for (const { address, kind, family, octets } of firsts.values()) {
        const requests = await unlessAborted(signal, async () => {
          await campaign.isolation.ensureAlive();
          return mode.watch?.(octets, watchMilliseconds) ?? [];
        }).catch(endOf);
        if (requests === undefined) break;
        const line = { address, kind, family, octets: base64(octets) };
        await report?.({ type: 'watched', transport, ...line, requests, milliseconds: watchMilliseconds });
      }
    }
    const shrinkEnd = Date.now() + 10 * shrinkMilliseconds;
    const shrunk: FindingRecord[] = [];
    for (const finding of findings.open) {
      const known = findings.known(finding);
      if (known !== undefined) {
        shrunk.push(known);
        continue;
      }
      const isOver = signal?.aborted || lost !== undefined;
      const left = isOver ? 0 : Math.min(shrinkMilliseconds, Math.max(0, shrinkEnd - Date.now()));
      const least = await reduceFinding(finding, campaign.isolation, weights, left).catch((error: unknown): Reduced => {
        endOf(error);
        return { octets: finding.fuzzCase.octets, isReproducible: true };
      });
      shrunk.push(findingRecord(finding, least, common));
    }
    const found = byCause(shrunk);
    for (const finding of found) await report?.(finding);
    return {
      type: 'summary',
      seed,
      cases,
      skipped,
      setAside,
      findings: found.length,
      found,
      legalRefused,
      verdicts: Object.fromEntries(
        verdicts.flatMap((verdict) => (counts[verdict] ? [[verdict, counts[verdict]]] : [])),
      ),
      controls: campaign.controls.map(({ line, outcome }) => ({
        line,
        verdict: outcome?.verdict ?? 'none',
        ...(outcome?.statusCode === undefined ? {} : { detail: String(outcome.statusCode) }),
        ...(outcome?.detail === undefined ? {} : { detail: outcome.detail }),
      })),
      isTold: areTold(campaign.controls),
      casesPerSecond: Math.round((cases - before) / seconds),
      isComplete,
      ...(lost === undefined ? {} : { lost }),
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

import { Buffer } from 'node:buffer';
import { type GeneratedLine, generatedLine, type LineKind } from '../arbitraries/generated-line.ts';
import { shrunk } from '../arbitraries/shrunk.ts';
import { Campaign, type CaseResult } from './campaign.ts';
import { type CaseKind, corpusCases, type FuzzCase, familyOf, generatedCases, type Shard } from './fuzz-case.ts';
import type { Mode } from './mode.ts';
import { relay } from './relay.ts';
import { smallestOctets, smallestSequence } from './smallest.ts';
import { Target, type TargetInit } from './target.ts';
import { isFinding, type Verdict, verdicts } from './verdict.ts';

export type ModeName = 'relay';

export interface FuzzOptions {
  readonly mode: ModeName;
  readonly target: TargetInit;
  /** Which cases there are. Default: all kinds. */
  readonly kinds?: readonly CaseKind[];
  /** How many generated cases, in all shards together. Default: 1,000. */
  readonly runs?: number;
  readonly seed: number;
  readonly shard?: Shard;
  /** How many cases are under way at once. Default: 8. */
  readonly parallel?: number;
  /** Milliseconds that the run may take, without the shrinking. Default: 10 minutes. */
  readonly maxMilliseconds?: number;
  /** Milliseconds after which a case has shown no effect. Default: 2,500. */
  readonly caseMilliseconds?: number;
  /** Milliseconds that the shrinking of one finding may take. Default: 30 seconds. */
  readonly shrinkMilliseconds?: number;
  /** Told of each case and each finding as it comes. */
  readonly report?: (record: CaseRecord | FindingRecord) => void | Promise<void>;
  /** Ends the run in good order: what is under way is finished. */
  readonly signal?: AbortSignal;
}

export interface CaseRecord {
  readonly type: 'case';
  readonly address: string;
  readonly kind: CaseKind;
  readonly family: string;
  /** The line, in base64. */
  readonly octets: string;
  readonly verdict: Verdict;
  readonly isFinding: boolean;
  /** The start line that came back where it is another one, in base64. */
  readonly received?: string;
  readonly statusCode?: number;
  readonly detail?: string;
}

export interface FindingRecord extends Omit<CaseRecord, 'type' | 'isFinding'> {
  readonly type: 'finding';
  /** The least line that shows it, in base64. Where it takes a sequence, its last line. */
  readonly smallest: string;
  /** The fewest lines that show it, one after the other, in base64. */
  readonly sequence?: readonly string[];
  /** How many cases of this family had this verdict. */
  readonly count: number;
  readonly mode: ModeName;
  readonly transport: TargetInit['transport'];
  /** The last that the target wrote. */
  readonly log: string;
}

export interface FuzzSummary {
  readonly type: 'summary';
  readonly seed: number;
  readonly cases: number;
  readonly findings: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly casesPerSecond: number;
  /** Whether all cases had their turn. */
  readonly isComplete: boolean;
}

/**
 * Fuzzes a server with status lines, and shrinks what it finds against it.
 *
 * @throws {TargetError} when the target does not start or does not answer
 * @throws {UnsoundRunError} when it dies and is not ours to start again
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzSummary> {
  const { kinds = ['valid', 'lenient', 'malformed', 'corpus'], runs = 1000, seed, signal, parallel = 8 } = options;
  const { maxMilliseconds = 600_000, shrinkMilliseconds = 30_000, shard = { index: 0, count: 1 } } = options;
  const target = new Target(options.target);
  const mode = modes[options.mode](target, options);
  const counts: Partial<Record<Verdict, number>> = {};
  const found = new Map<string, { first: CaseResult; count: number; log: string }>();
  const begun = performance.now();
  let cases = 0;
  let isComplete = true;

  const campaign = new Campaign(target, mode, {
    lanes: parallel,
    goesOn: () => {
      isComplete = !signal?.aborted && performance.now() - begun < maxMilliseconds;
      return isComplete;
    },
    async judged(result) {
      cases += 1;
      counts[result.verdict] = (counts[result.verdict] ?? 0) + 1;
      if (result.isFinding) {
        const key = `${result.verdict} ${result.sequence === undefined ? result.family : 'sequence'}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { first: result, count: 1, log: target.log.slice(-2000) });
        else known.count += 1;
      }
      await options.report?.({ type: 'case', ...inBase64(result), isFinding: result.isFinding });
    },
  });
  const generated = kinds.filter((kind): kind is LineKind => kind !== 'corpus');
  await target.start();
  try {
    if (kinds.includes('corpus')) await campaign.run(corpusCases(shard));
    await campaign.run(generatedCases(generated, seed, runs, shard));
    const seconds = (performance.now() - begun) / 1000;
    for (const { first, count, log } of found.values()) {
      const { octets: smallest, sequence } = await smallestOf(first, campaign, generated, shrinkMilliseconds);
      await options.report?.({
        type: 'finding',
        ...inBase64(first),
        smallest: base64(smallest),
        ...(sequence === undefined ? {} : { sequence: sequence.map(({ octets }) => base64(octets)) }),
        count,
        mode: options.mode,
        transport: target.transport,
        log,
      });
    }
    return {
      type: 'summary',
      seed,
      cases,
      findings: found.size,
      verdicts: Object.fromEntries(
        verdicts.flatMap((verdict) => (counts[verdict] ? [[verdict, counts[verdict]]] : [])),
      ),
      casesPerSecond: Math.round(cases / seconds),
      isComplete,
    };
  } finally {
    await target.stop();
  }
}

const modes: Readonly<Record<ModeName, (target: Target, options: FuzzOptions) => Mode>> = {
  relay: (target, { caseMilliseconds }) =>
    relay(target, caseMilliseconds === undefined ? {} : { limit: caseMilliseconds }),
};

/** What a finding shrinks to while the target still does the same. */
async function smallestOf(
  result: CaseResult,
  campaign: Campaign,
  kinds: readonly LineKind[],
  milliseconds: number,
): Promise<{ octets: Uint8Array; sequence?: readonly FuzzCase[] }> {
  const end = Date.now() + milliseconds;
  if (result.sequence !== undefined) {
    if (!(await campaign.endsWith(result.sequence))) return { octets: result.octets, sequence: result.sequence };
    const sequence = await smallestSequence(result.sequence, (some) => campaign.endsWith(some), end);
    return { octets: sequence.at(-1)?.octets ?? result.octets, sequence };
  }
  const fails = async (octets: Uint8Array): Promise<boolean> => {
    const outcome = await campaign.judgeAlone({ ...result, octets });
    return outcome.verdict === result.verdict && isFinding(octets, outcome);
  };
  let least = result.octets;
  if (/^-?\d+:\d+:\d+$/.test(result.address)) {
    const value: GeneratedLine = { kind: result.kind as LineKind, octets: result.octets };
    await shrunk(
      generatedLine(kinds, { crlf: false }),
      { address: result.address, value },
      async (smaller) => {
        const isSame = familyOf(smaller) === result.family && (await fails(smaller.octets));
        if (isSame) least = smaller.octets;
        return isSame;
      },
      milliseconds / 2,
    );
  }
  return { octets: await smallestOctets(least, fails, end) };
}

function inBase64({
  octets,
  received,
  address,
  kind,
  family,
  verdict,
  statusCode,
  detail,
}: CaseResult): Omit<CaseRecord, 'type' | 'isFinding'> {
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

function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

import { casesPerBlock } from '../../arbitraries/test-run/test-case.ts';
import { type Verdict, verdicts } from '../campaign/verdict.ts';
import { corpusLines } from '../cases/corpus-lines.ts';
import { type CaseKind, compareAddresses, isGenerated } from '../cases/fuzz-case.ts';
import { sizeCases } from '../cases/size-cases.ts';
import type { FuzzSummary } from '../run.ts';
import type { CaseRecord, ChangeRecord, FindingRecord, FuzzRecord, RunRecord } from './record.ts';

/** What came of a run, or of all shards of one. The same cases give the same report, however they were divided. */
export interface Report {
  readonly targets: readonly TargetReport[];
}

export interface TargetReport extends Omit<RunRecord, 'type' | 'shard'> {
  readonly cases: number;
  readonly skipped: number;
  readonly verdicts: VerdictCounts;
  readonly families: readonly FamilyReport[];
  readonly findings: readonly FindingReport[];
  readonly changes: readonly ChangeRecord[];
}

export type VerdictCounts = Readonly<Partial<Record<Verdict, number>>>;

export interface FamilyReport {
  readonly kind: CaseRecord['kind'];
  readonly family: string;
  readonly verdicts: VerdictCounts;
}

/** What was found of one family of cases, without what differs from run to run. */
type FamilyFinding = Pick<
  FindingRecord,
  | ('address' | 'kind' | 'family' | 'octets' | 'verdict' | 'detail' | 'smallest' | 'sequence' | 'received')
  | ('isReproducible' | 'count')
>;

/** What was found, once for all families of cases that come down to the same lines. */
export interface FindingReport extends Omit<FamilyFinding, 'kind' | 'family'> {
  readonly families: readonly Pick<FamilyFinding, 'kind' | 'family'>[];
}

/** Something that makes several files of results no whole. */
export interface Flaw {
  readonly message: string;
}

/** Collects the records of runs as they come. */
export class ReportBuilder {
  readonly #targets = new Map<string, Collected>();

  /** What the records that are added next belong to. */
  begin(run: RunRecord): Collected {
    const { type: _, shard, ...common } = run;
    const key = [run.target, run.mode, run.transport].join(' ');
    const known = this.#targets.get(key);
    const collected = known ?? new Collected(common);
    collected.shards.push(shard);
    this.#targets.set(key, collected);
    return collected;
  }

  get report(): Report {
    return { targets: [...this.#targets.values()].map((collected) => collected.report) };
  }

  /** What is missing and what is there twice. */
  get flaws(): readonly Flaw[] {
    return [...this.#targets.values()].flatMap((collected) => collected.flaws);
  }
}

export class Collected {
  readonly shards: string[] = [];
  readonly #common: Omit<RunRecord, 'type' | 'shard'>;
  readonly #seen = new Set<string>();
  readonly #twice = new Set<string>();
  readonly #families = new Map<string, { kind: CaseRecord['kind']; family: string; counts: Map<Verdict, number> }>();
  readonly #findings = new Map<string, FamilyFinding>();
  readonly #changes: ChangeRecord[] = [];
  #cases = 0;
  #skipped = 0;

  constructor(common: Omit<RunRecord, 'type' | 'shard'>) {
    this.#common = common;
  }

  add(record: FuzzRecord | FuzzSummary): void {
    switch (record.type) {
      case 'case': {
        this.#see(record.address);
        this.#cases += 1;
        const { kind, family, verdict } = record;
        const key = `${kind} ${family}`;
        const row = this.#families.get(key) ?? { kind, family, counts: new Map<Verdict, number>() };
        row.counts.set(verdict, (row.counts.get(verdict) ?? 0) + 1);
        this.#families.set(key, row);
        break;
      }
      case 'skipped':
        this.#see(record.address);
        this.#skipped += 1;
        break;
      case 'finding':
        this.#find(record);
        break;
      case 'change':
        this.#changes.push(record);
    }
  }

  #see(address: string): void {
    if (this.#seen.has(address)) this.#twice.add(address);
    this.#seen.add(address);
  }

  /** Of two shards that found the same, the one whose case comes first counts, as it would in one run. */
  #find(found: FindingRecord): void {
    const { address, kind, family, octets, verdict, detail, smallest, sequence, received, isReproducible } = found;
    const key = `${verdict} ${sequence === undefined ? family : 'sequence'}`;
    const known = this.#findings.get(key);
    const count = found.count + (known?.count ?? 0);
    const isFirst = known === undefined || compareAddresses(address, known.address) < 0;
    const report = {
      ...{ address, kind, family, octets, verdict, smallest, isReproducible, count },
      ...(detail === undefined ? {} : { detail }),
      ...(received === undefined ? {} : { received }),
      ...(sequence === undefined ? {} : { sequence }),
    };
    this.#findings.set(key, isFirst ? report : { ...known, count });
  }

  get report(): TargetReport {
    const families = [...this.#families.values()]
      .sort((a, b) => (`${a.kind} ${a.family}` < `${b.kind} ${b.family}` ? -1 : 1))
      .map(({ kind, family, counts }) => ({ kind, family, verdicts: inOrder(counts) }));
    const total = new Map<Verdict, number>();
    for (const { counts } of this.#families.values()) {
      for (const [verdict, count] of counts) total.set(verdict, (total.get(verdict) ?? 0) + count);
    }
    return {
      ...this.#common,
      cases: this.#cases,
      skipped: this.#skipped,
      verdicts: inOrder(total),
      families,
      findings: byLines([...this.#findings.values()].sort((a, b) => compareAddresses(a.address, b.address))),
      changes: [...this.#changes].sort((a, b) => compareAddresses(a.address, b.address)),
    };
  }

  get flaws(): readonly Flaw[] {
    const { target, mode, transport, kinds, runs, seed } = this.#common;
    const where = `${target}, ${mode} over ${transport}`;
    const flaws: string[] = [];
    const counts = new Set(this.shards.map((shard) => shard.split('/')[1]));
    if (counts.size > 1) flaws.push(`shards of different divisions: ${this.shards.join(', ')}`);
    const missing = this.#expected(kinds, runs, seed).filter((address) => !this.#seen.has(address));
    if (missing.length > 0) flaws.push(`${missing.length} cases are missing: ${some(missing)}`);
    if (this.#twice.size > 0) flaws.push(`${this.#twice.size} cases are there twice: ${some([...this.#twice])}`);
    return flaws.map((flaw) => ({ message: `${where}: ${flaw}` }));
  }

  #expected(kinds: string, runs: number, seed: number): readonly string[] {
    const names = kinds.split(',').map((kind) => kind.split('=')[0]);
    const corpus = names.includes('corpus') ? corpusLines().map(({ id }) => `corpus:${id}`) : [];
    const sizes = names.includes('sizes') ? sizeCases().map(({ address }) => address) : [];
    const hasGenerated = names.some((name) => isGenerated(name as CaseKind));
    const generated = Array.from(
      { length: hasGenerated ? runs : 0 },
      (_, n) => `${seed}:${Math.floor(n / casesPerBlock)}:${n % casesPerBlock}`,
    );
    return [...corpus, ...sizes, ...generated];
  }
}

/** Families that come down to the same lines are one finding: the case that comes first stands for all of them. */
function byLines(findings: readonly FamilyFinding[]): readonly FindingReport[] {
  const reports = new Map<string, FindingReport>();
  for (const { kind, family, ...finding } of findings) {
    const key = [finding.verdict, ...(finding.sequence ?? [finding.smallest])].join(' ');
    const known = reports.get(key);
    const families = [...(known?.families ?? []), { kind, family }];
    reports.set(key, { ...(known ?? finding), count: finding.count + (known?.count ?? 0), families });
  }
  return [...reports.values()];
}

function inOrder(counts: ReadonlyMap<Verdict, number>): VerdictCounts {
  return Object.fromEntries(
    verdicts.flatMap((verdict) => (counts.has(verdict) ? [[verdict, counts.get(verdict)]] : [])),
  );
}

function some(addresses: readonly string[]): string {
  return addresses.length <= 3 ? addresses.join(', ') : `${addresses.slice(0, 3).join(', ')}, …`;
}

/**
 * One report of several files of results.
 *
 * @returns the report, and what is missing of it or there twice
 */
export function merge(files: readonly (readonly (FuzzRecord | FuzzSummary)[])[]): {
  report: Report;
  flaws: readonly Flaw[];
} {
  const builder = new ReportBuilder();
  const flaws: Flaw[] = [];
  const runs = new Map<string, string>();
  for (const records of files) {
    const [run] = records;
    if (run?.type !== 'run') throw new TypeError('a file of results must begin with a run');
    const { shard: _, version: __, ...common } = run;
    const key = [run.target, run.mode, run.transport].join(' ');
    const text = JSON.stringify(common);
    if (runs.has(key) && runs.get(key) !== text) flaws.push({ message: `${key}: shards of different runs: ${text}` });
    runs.set(key, text);
    const collected = builder.begin(run);
    for (const record of records) collected.add(record);
  }
  return { report: builder.report, flaws: [...flaws, ...builder.flaws] };
}

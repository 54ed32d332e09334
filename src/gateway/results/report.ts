import { type Clause, clauseOf, clauses } from '../../arbitraries/exam/clauses.ts';
import { casesPerBlock } from '../../arbitraries/test-run/test-case.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { blanksChanged } from '../campaign/change.ts';
import { type Verdict, verdicts } from '../campaign/verdict.ts';
import { corpusLines } from '../cases/corpus-lines.ts';
import {
  type CaseKind,
  caseKinds,
  compareAddresses,
  examCases,
  examKinds,
  isGenerated,
  isOfExam,
} from '../cases/fuzz-case.ts';
import { sizeCases } from '../cases/size-cases.ts';
import type { SummaryRecord } from '../run.ts';
import { byCause } from './findings.ts';
import {
  type CaseRecord,
  type ChangeRecord,
  type FindingRecord,
  type FuzzRecord,
  type GoneRecord,
  octetsOf,
  type RunRecord,
  type WatchedRecord,
} from './record.ts';

/** What came of a run, or of all shards of one. The same cases give the same report, however they were divided. */
export interface Report {
  readonly targets: readonly TargetReport[];
}

export interface TargetReport extends Omit<RunRecord, 'type' | 'shard'> {
  readonly cases: number;
  readonly skipped: number;
  /** How many cases were not run because what they do is known. */
  readonly setAside: number;
  readonly verdicts: VerdictCounts;
  readonly families: readonly FamilyReport[];
  /** What became of valid lines because a section has it so. */
  readonly demanded: readonly { readonly section: string; readonly verdict: Verdict; readonly count: number }[];
  /** How many lines RFC 3261 has that the target does not read, and the first of them. */
  readonly legalRefused: { readonly count: number; readonly lines: readonly RefusedLine[] };
  /** What became of the lines of an exam, by the clause of RFC 3261 that decides them. Empty where there were none. */
  readonly clauses: readonly ClauseReport[];
  readonly findings: readonly FindingReport[];
  readonly changes: readonly ChangeRecord[];
  /** Findings of a baseline that were not seen any more. */
  readonly gone: readonly GoneRecord[];
  /** What a client did after a line alone. */
  readonly watched: readonly WatchedLine[];
}

export type WatchedLine = Pick<WatchedRecord, 'address' | 'octets' | 'requests'>;

export type VerdictCounts = Readonly<Partial<Record<Verdict, number>>>;

export interface FamilyReport {
  readonly kind: CaseRecord['kind'];
  readonly family: string;
  readonly verdicts: VerdictCounts;
  /** The first lines with each verdict, as text that is clipped. */
  readonly lines: Readonly<Partial<Record<Verdict, readonly ShownLine[]>>>;
}

/** A line as a page shows it. */
export interface ShownLine {
  readonly address: string;
  readonly line: string;
}

/** What was found, without what differs from run to run. */
export type FindingReport = Pick<
  FindingRecord,
  | ('address' | 'octets' | 'verdict' | 'detail' | 'cause' | 'families' | 'smallest' | 'sequence' | 'received')
  | ('cuts' | 'smallestReceived' | 'isReproducible' | 'count' | 'setAside' | 'isKnown' | 'note')
> & {
  /** What the target wrote last, where it ended or hangs. */
  readonly log?: string;
};

/** A clause of RFC 3261, and what became of the lines that it decides. */
export interface ClauseReport extends Clause {
  readonly verdicts: VerdictCounts;
}

/** A valid line that was not read. */
export interface RefusedLine {
  readonly address: string;
  /** In base64. */
  readonly octets: string;
  readonly verdict: Verdict;
}

/** How many lines that are refused a report lists. */
const mostLines = 100;

/** How many lines of a family and a verdict. */
const fewLines = 10;

interface FamilyRow {
  readonly kind: CaseRecord['kind'];
  readonly family: string;
  readonly counts: Map<Verdict, number>;
  readonly lines: Map<Verdict, { readonly address: string; readonly octets: string }[]>;
}

/** Adds to a list of which the first by address will be shown: those are the same however the cases were divided. */
function addFirst<Item extends { readonly address: string }>(list: Item[], item: Item, most: number): void {
  list.push(item);
  if (list.length >= 4 * most) list.splice(0, list.length, ...firstOf(list, most));
}

function firstOf<Item extends { readonly address: string }>(list: readonly Item[], most: number): readonly Item[] {
  return [...list].sort((a, b) => compareAddresses(a.address, b.address)).slice(0, most);
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
  readonly #families = new Map<string, FamilyRow>();
  /** By shard and cause: a run that was gone on with tells them again. */
  readonly #findings = new Map<string, FindingReport>();
  readonly #demanded = new Map<string, { section: string; verdict: Verdict; count: number }>();
  readonly #refused: RefusedLine[] = [];
  readonly #changes: ChangeRecord[] = [];
  readonly #clauses = new Map<Clause, Map<Verdict, number>>();
  readonly #watched: WatchedLine[] = [];
  readonly #gone = new Map<string, GoneRecord>();
  #cases = 0;
  #skipped = 0;
  #setAside = 0;
  #legalRefused = 0;

  constructor(common: Omit<RunRecord, 'type' | 'shard'>) {
    this.#common = common;
  }

  add(record: FuzzRecord | SummaryRecord): void {
    switch (record.type) {
      case 'case': {
        this.#see(record.address);
        this.#cases += 1;
        const { kind, family, verdict } = record;
        const key = `${kind} ${family}`;
        const row = this.#families.get(key) ?? { kind, family, counts: new Map(), lines: new Map() };
        countIn(row.counts, verdict);
        const lines = row.lines.get(verdict) ?? [];
        addFirst(lines, { address: record.address, octets: record.octets }, fewLines);
        row.lines.set(verdict, lines);
        this.#families.set(key, row);
        this.#seeSection(record);
        if (isOfExam(kind)) this.#seeClause(record);
        break;
      }
      case 'skipped':
        this.#see(record.address);
        if (record.reason === 'set-aside') this.#setAside += 1;
        else this.#skipped += 1;
        break;
      case 'finding':
        this.#find(record);
        break;
      case 'change':
        this.#changes.push(record);
        break;
      case 'watched':
        this.#watched.push({ address: record.address, octets: record.octets, requests: record.requests });
        break;
      case 'gone':
        this.#gone.set(record.cause, record);
    }
  }

  #seeSection({ section, isLegalRefused, address, octets, verdict }: CaseRecord): void {
    if (section !== undefined) {
      const key = `${section} ${verdict}`;
      const row = this.#demanded.get(key) ?? { section, verdict, count: 0 };
      row.count += 1;
      this.#demanded.set(key, row);
    }
    if (!isLegalRefused) return;
    this.#legalRefused += 1;
    addFirst(this.#refused, { address, octets, verdict }, mostLines);
  }

  #seeClause({ octets, verdict }: CaseRecord): void {
    const clause = clauseOf(octetsOf(octets));
    const counts = this.#clauses.get(clause) ?? new Map<Verdict, number>();
    countIn(counts, verdict);
    this.#clauses.set(clause, counts);
  }

  #see(address: string): void {
    if (this.#seen.has(address)) this.#twice.add(address);
    this.#seen.add(address);
  }

  #find(found: FindingRecord): void {
    const { address, octets, verdict, detail, cause, families, smallest, sequence, received, smallestReceived } = found;
    const { isReproducible, count, setAside, log, isKnown, note, cuts } = found;
    const isOver = (verdict === 'server-crashed' || verdict === 'server-hung') && log !== '';
    this.#findings.set(`${this.shards.at(-1)} ${cause}`, {
      ...{ address, octets, verdict, cause, families, smallest, isReproducible, count, setAside },
      ...(detail === undefined ? {} : { detail }),
      ...(received === undefined ? {} : { received }),
      ...(smallestReceived === undefined ? {} : { smallestReceived }),
      ...(sequence === undefined ? {} : { sequence }),
      ...(cuts === undefined ? {} : { cuts }),
      ...(isOver ? { log } : {}),
      ...(isKnown ? { isKnown } : {}),
      ...(note === undefined ? {} : { note }),
    });
  }

  get report(): TargetReport {
    const families = [...this.#families.values()]
      .sort((a, b) => (`${a.kind} ${a.family}` < `${b.kind} ${b.family}` ? -1 : 1))
      .map(({ kind, family, counts, lines }) => ({
        kind,
        family,
        verdicts: inOrder(counts),
        lines: Object.fromEntries(
          [...lines].map(([verdict, some]) => [
            verdict,
            firstOf(some, fewLines).map(({ address, octets }) => ({ address, line: escapedLine(octetsOf(octets)) })),
          ]),
        ),
      }));
    const total = new Map<Verdict, number>();
    for (const { counts } of this.#families.values()) {
      for (const [verdict, count] of counts) countIn(total, verdict, count);
    }
    return {
      ...this.#common,
      cases: this.#cases,
      skipped: this.#skipped,
      setAside: this.#setAside,
      verdicts: inOrder(total),
      families,
      demanded: [...this.#demanded.values()].sort((a, b) =>
        `${a.section} ${a.verdict}` < `${b.section} ${b.verdict}` ? -1 : 1,
      ),
      legalRefused: {
        count: this.#legalRefused,
        lines: firstOf(this.#refused, mostLines),
      },
      clauses: clauses.flatMap((clause) => {
        const counts = this.#clauses.get(clause);
        return counts === undefined ? [] : [{ ...clause, verdicts: inOrder(counts) }];
      }),
      findings: inOrderOfWeight(byCause([...this.#findings.values()])),
      changes: [...this.#changes].sort((a, b) => compareAddresses(a.address, b.address)),
      gone: [...this.#gone.values()],
      watched: firstOf(this.#watched, Number.POSITIVE_INFINITY),
    };
  }

  get flaws(): readonly Flaw[] {
    const { target, mode, transport, kinds, runs, seed } = this.#common;
    const where = `${target}, ${mode} over ${transport}`;
    const flaws: string[] = [];
    const counts = new Set(this.shards.map((shard) => shard.split('/')[1]));
    if (counts.size > 1) flaws.push(`shards of different divisions: ${this.shards.join(', ')}`);
    const missing = this.#missing(kinds, runs, seed);
    if (missing.count > 0) flaws.push(`${missing.count} cases are missing: ${some(missing.first)}`);
    if (this.#twice.size > 0) flaws.push(`${this.#twice.size} cases are there twice: ${some([...this.#twice])}`);
    return flaws.map((flaw) => ({ message: `${where}: ${flaw}` }));
  }

  /** How many addresses of a run were not seen, and the first of them. A file may say that there are any number of cases. */
  #missing(kinds: string, runs: number, seed: number): { readonly count: number; readonly first: readonly string[] } {
    const names = kinds.split(',').map((kind) => kind.split('=')[0]);
    const corpus = names.includes('corpus') ? corpusLines().map(({ id }) => `corpus:${id}`) : [];
    const sizes = names.includes('sizes') ? sizeCases().map(({ address }) => address) : [];
    const ofExam = examKinds
      .filter((kind) => names.includes(kind))
      .flatMap((kind) => Array.from(examCases(kind, { index: 0, count: 1 }), ({ address }) => address));
    const hasGenerated = names.some((name) => caseKinds.includes(name as CaseKind) && isGenerated(name as CaseKind));
    const generated = hasGenerated ? runs : 0;
    const addressOf = (n: number): string => `${seed}:${Math.floor(n / casesPerBlock)}:${n % casesPerBlock}`;
    const missing = [...corpus, ...sizes, ...ofExam].filter((address) => !this.#seen.has(address));
    let seen = 0;
    for (const address of this.#seen) {
      const [itsSeed, block, index] = (/^(-?\d+):(\d+):(\d+)$/.exec(address) ?? []).slice(1).map(Number);
      if (itsSeed === seed && Number(block) * casesPerBlock + Number(index) < generated) seen += 1;
    }
    const count = missing.length + generated - seen;
    for (let n = 0; n < generated && missing.length < Math.min(4, count); n += 1) {
      if (!this.#seen.has(addressOf(n))) missing.push(addressOf(n));
    }
    return { count, first: missing };
  }
}

/** The worst effects first; of changes, those that leave the words alone last. */
function inOrderOfWeight(findings: readonly FindingReport[]): readonly FindingReport[] {
  const weight = ({ verdict, cause }: FindingReport): number =>
    cause.endsWith(blanksChanged) ? -1 : verdicts.indexOf(verdict);
  return [...findings].sort((a, b) => weight(b) - weight(a) || compareAddresses(a.address, b.address));
}

function countIn(counts: Map<Verdict, number>, verdict: Verdict, more = 1): void {
  counts.set(verdict, (counts.get(verdict) ?? 0) + more);
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
export function merge(files: readonly (readonly (FuzzRecord | SummaryRecord)[])[]): {
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

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LineKind } from '../../arbitraries/test-run/labelled-line.ts';
import {
  corpusCases,
  examCases,
  examKinds,
  generatedCases,
  isGenerated,
  usualKinds,
} from '../../gateway/cases/fuzz-case.ts';
import { sizeCases } from '../../gateway/cases/size-cases.ts';
import {
  type CaseKind,
  type CaseRecord,
  caseKinds,
  type FindingRecord,
  type FuzzCase,
  type FuzzRecord,
  type FuzzSummary,
  fuzz,
  type RunRecord,
  type Shard,
  type SkippedRecord,
  type Verdict,
  verdicts,
} from '../../gateway/index.ts';
import {
  type Baseline,
  type Baselines,
  baselineOf,
  changesFrom,
  goneFrom,
  knownIn,
  readBaselines,
  updatedBaseline,
  writeBaselines,
} from '../../gateway/results/baseline.ts';
import { type Collected, ReportBuilder, type TargetReport } from '../../gateway/results/report.ts';
import { RunFile } from '../../gateway/results/run-file.ts';
import { count, type Options, seedFrom, UsageError } from '../command.ts';
import { shardFrom } from '../input/shard.ts';
import { progress } from '../output/progress.ts';
import type { Terminal } from '../output/terminal.ts';
import { saveFinding } from './finding-folder.ts';
import { writePcap } from './pcap.ts';
import { prepared, type Setup, setupsFrom } from './setup.ts';
import { controlLines, textReport } from './text-report.ts';
import { writeReports } from './write-reports.ts';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Everything that is the same for all transports of a run. */
interface Plan {
  readonly kinds: readonly CaseKind[];
  readonly weights: Readonly<Partial<Record<LineKind, number>>>;
  readonly files: readonly FuzzCase[];
  /** How many generated cases: for all transports, or for each of them in their order. */
  readonly runs: readonly number[];
  readonly seed: number;
  readonly shard: Shard;
}

/** Fuzzes a target over each of its transports. */
export async function runAll(
  what: string,
  command: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<0 | 1 | 4 | 130> {
  const setups = setupsFrom(what, command, options);
  const plan = planFrom(options, terminal);
  if (typeof options.pcap === 'string') {
    await writePcap(options.pcap, linesOf(plan), terminal);
    return 0;
  }
  if (options.resume && options.output === undefined) throw new UsageError('--resume needs -o FOLDER');
  if (options['update-baseline'] && options.baseline === undefined) {
    throw new UsageError('--update-baseline needs --baseline FILE');
  }
  const failures = failuresFrom(options);
  const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-fuzz-'));
  const interrupt = new AbortController();
  const interrupted = (): void => {
    // Whoever asks twice does not want to wait for the report.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  };
  for (const signal of endingSignals) process.on(signal, interrupted);
  const builder = new ReportBuilder();
  const summaries: TransportTotal[] = [];
  let changes = 0;
  try {
    for (const setup of setups) {
      if (interrupt.signal.aborted) break;
      const runs = plan.runs[setups.indexOf(setup)] ?? plan.runs.at(-1) ?? 0;
      const one = await runOne(setup, { ...plan, runs }, options, {
        directory,
        builder,
        terminal,
        signal: interrupt.signal,
      });
      const { clauses } = one.collected.report;
      summaries.push({ ...one.summary, transport: setup.transport, ...(clauses.length > 0 && { clauses }) });
      changes += one.changes;
      if (!options.json) {
        const { casesPerSecond, isComplete } = one.summary;
        for (const line of controlLines(one.summary, terminal.paint)) await terminal.print(line);
        await terminal.show(textReport(one.collected.report, terminal.paint, isComplete));
        await terminal.print(`${casesPerSecond} cases a second\n`);
      }
      // What is gone is there for no other transport.
      if (one.summary.lost !== undefined) break;
    }
  } finally {
    for (const signal of endingSignals) process.removeListener(signal, interrupted);
    rmSync(directory, { recursive: true, force: true });
  }
  const total = totalOf(summaries, plan.seed, changes);
  if (options.json) await terminal.print(JSON.stringify(total));
  writeReports(builder.report, options, { isComplete: total.isComplete, failures });
  if (interrupt.signal.aborted) return 130;
  const lost = summaries.find((one) => one.lost !== undefined)?.lost;
  if (lost !== undefined) {
    terminal.reportError(lost);
    return 4;
  }
  const isFailing =
    (failures.includes('refused') && total.legalRefused > 0) || (failures.includes('incomplete') && !total.isComplete);
  return total.findings - total.known + changes === 0 && !isFailing ? 0 : 1;
}

/** A summary, and how many of its findings a baseline has. */
type Total = FuzzSummary & { readonly known: number };

/** The same of one transport, and what became of the lines of an exam by clause. */
type TransportTotal = Total & Pick<Setup, 'transport'> & { readonly clauses?: TargetReport['clauses'] };

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

interface Run {
  readonly directory: string;
  readonly builder: ReportBuilder;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function runOne(
  setup: Setup,
  { shard, ...plan }: Omit<Plan, 'runs'> & { readonly runs: number },
  options: Options,
  { directory, builder, terminal, signal }: Run,
): Promise<{ summary: Total; collected: Collected; changes: number }> {
  const compared = baselineFor(setup, options);
  const target = await prepared(setup, directory);
  const output = typeof options.output === 'string' ? options.output : undefined;
  const bar = progress(terminal, `${target.name ?? setup.target ?? setup.mode} ${setup.transport}`, plan.runs);
  const ofCorpus: CaseRecord[] = [];
  const counts = new Map<Verdict, number>();
  let file: RunFile | undefined;
  let version: string | undefined;
  let collected: Collected | undefined;
  let [cases, findings, known] = [0, 0, 0];

  const take = (record: FuzzRecord): void => {
    collected?.add(record);
    if (record.type === 'case') {
      if (record.kind === 'corpus') ofCorpus.push(record);
      counts.set(record.verdict, (counts.get(record.verdict) ?? 0) + 1);
      if (record.isFinding) findings += 1;
      bar.update(++cases, `${[...counts].map(([verdict, n]) => `${n} ${verdict}`).join(', ')}; ${findings} findings`);
    }
    if (record.type === 'finding' && output !== undefined) saveFinding(join(output, 'findings'), record, setup);
  };
  try {
    const summary = await fuzz({
      ...target,
      ...plan,
      shard,
      signal,
      ...limitsFrom(options),
      keepGoing: options['keep-going'] === true || options.baseline !== undefined,
      resume(run) {
        version = run.version;
        collected = builder.begin(run);
        if (output === undefined) return [];
        file = new RunFile(join(output, fileName(setup, run)), run, options.resume === true);
        const done = file.records.filter(
          (record) => !['run', 'summary', 'change', 'gone', 'watched'].includes(record.type),
        ) as Done[];
        for (const record of done) take(record);
        return done;
      },
      async report(given) {
        const isFound = given.type === 'finding' && compared?.before !== undefined;
        const record = isFound ? { ...given, ...knownIn(compared.before as Baseline, given.cause, today()) } : given;
        if (isFound && 'isKnown' in record) known += 1;
        // First into the file: whatever happens next, it is there.
        file?.append(record);
        take(record);
        if (options.json) await terminal.print(JSON.stringify(record));
      },
    });
    const changes = changesFrom(compared?.before, ofCorpus);
    const gone = compared?.before === undefined ? [] : goneFrom(compared.before, summary.found, setup.transport);
    for (const record of [...changes, ...(summary.isComplete ? gone : [])]) {
      file?.append(record);
      take(record);
      if (options.json) await terminal.print(JSON.stringify(record));
    }
    if (compared?.isNew) {
      const { path, key, baselines } = compared;
      const updated = updatedBaseline(baselines[key], ofCorpus, summary.found, version);
      writeBaselines(path, { ...baselines, [key]: updated });
    }
    const { found: _, ...rest } = summary;
    file?.append(rest);
    if (collected === undefined) throw new Error('a run begins with its record');
    return { summary: { ...summary, known }, collected, changes: changes.length };
  } finally {
    bar.stop();
    file?.close();
  }
}

type Done = CaseRecord | SkippedRecord | FindingRecord;

function fileName({ mode, transport }: Setup, { target, shard }: RunRecord): string {
  const words = [target, mode, transport, shard.replace('/', '-of-')];
  return `${words.map((word) => word.replaceAll(/[^\w.]+/g, '-')).join('_')}.ndjson`;
}

/** What a baseline says of a run of one mode and transport, before it begins; undefined where there is none. */
function baselineFor({ mode, transport }: Setup, options: Options): Compared | undefined {
  const { baseline: path } = options;
  if (typeof path !== 'string') return undefined;
  const isNew = options['update-baseline'] === true;
  const key = `${mode} ${transport}`;
  const baselines = readBaselines(path, isNew);
  return { path, isNew, key, baselines, before: isNew ? undefined : baselineOf(baselines, key, path) };
}

interface Compared {
  readonly path: string;
  readonly isNew: boolean;
  readonly key: string;
  readonly baselines: Baselines;
  /** Left out where it is written. */
  readonly before: Baseline | undefined;
}

/** One summary, whatever the number of transports. */
function totalOf(summaries: readonly TransportTotal[], seed: number, changes: number) {
  const sum = (of: (summary: Total) => number): number => summaries.reduce((most, one) => most + of(one), 0);
  const seconds = sum(({ cases, casesPerSecond }) => (casesPerSecond === 0 ? 0 : cases / casesPerSecond));
  const cases = sum((one) => one.cases);
  return {
    type: 'summary',
    seed,
    cases,
    skipped: sum((one) => one.skipped),
    setAside: sum((one) => one.setAside),
    legalRefused: sum((one) => one.legalRefused),
    findings: sum((one) => one.findings),
    known: sum((one) => one.known),
    changes,
    verdicts: Object.fromEntries(
      verdicts.flatMap((verdict) => {
        const number = sum((one) => one.verdicts[verdict] ?? 0);
        return number === 0 ? [] : [[verdict, number]];
      }),
    ),
    casesPerSecond: seconds === 0 ? 0 : Math.round(cases / seconds),
    isComplete: summaries.every(({ isComplete }) => isComplete),
    transports: summaries.map(({ type: _, seed: __, found: ___, ...rest }) => rest),
  };
}

function planFrom(options: Options, terminal: Terminal): Plan {
  const { kinds, weights } = kindsFrom(String(options.kind ?? usualKinds.join()));
  return {
    kinds,
    weights,
    files: typeof options.files === 'string' ? casesOfFolder(options.files) : [],
    runs: String(options.runs ?? 1000)
      .split(',')
      .map((runs) => count('-n', runs)),
    seed: seedFrom(options.seed, terminal),
    shard: shardFrom(options.shard, terminal.env),
  };
}

/** What fails a run beside findings and changes. */
const failures = ['refused', 'incomplete'] as const;

function failuresFrom({ 'fail-on': text }: Options): readonly (typeof failures)[number][] {
  if (text === undefined) return [];
  return String(text)
    .split(',')
    .map((word) => {
      const failure = failures.find((one) => one === word);
      if (failure === undefined)
        throw new UsageError(`--fail-on must be ${failures.join(' or ')}, or both with a comma`);
      return failure;
    });
}

function limitsFrom(options: Options) {
  const milliseconds = (name: string, unit: number): number | undefined =>
    options[name] === undefined ? undefined : count(`--${name}`, String(options[name])) * unit;
  const given = {
    parallel: options.parallel === undefined ? undefined : Math.max(1, count('--parallel', String(options.parallel))),
    rate: options.rate === undefined ? undefined : Math.max(1, count('--rate', String(options.rate))),
    maxMilliseconds: milliseconds('max-time', 1000),
    shrinkMilliseconds: milliseconds('shrink-time', 1000),
    caseMilliseconds: milliseconds('case-timeout', 1),
    watchMilliseconds: milliseconds('watch', 1),
    sentinelMilliseconds: milliseconds('sentinel-delay', 1),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [name in keyof typeof given]?: number;
  };
}

function kindsFrom(text: string): Pick<Plan, 'kinds' | 'weights'> {
  const kinds: CaseKind[] = [];
  const weights: Partial<Record<LineKind, number>> = {};
  for (const word of text.split(',')) {
    // What is in --files comes whatever the kinds are; so it comes alone.
    if (word === 'files') continue;
    const [, name, weight] = /^(\w+)(?:=([1-9]\d{0,5}))?$/.exec(word) ?? [];
    const kind = caseKinds.find((one) => one === name);
    if (kind === undefined || (!isGenerated(kind) && weight !== undefined)) {
      throw new UsageError(
        `--kind must be some of ${caseKinds.join(', ')}, files, separated by commas, with weights as valid=2`,
      );
    }
    kinds.push(kind);
    if (isGenerated(kind) && weight !== undefined && weight !== '1') weights[kind] = Number(weight);
  }
  return { kinds: caseKinds.filter((kind) => kinds.includes(kind)), weights };
}

function casesOfFolder(folder: string): readonly FuzzCase[] {
  try {
    return readdirSync(folder)
      .sort()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => ({
        address: `file:${name}`,
        kind: 'file',
        family: 'file',
        octets: new Uint8Array(readFileSync(join(folder, name))),
      }));
  } catch (error) {
    throw new UsageError(`--files: ${(error as Error).message}`);
  }
}

/** The lines of all cases of a plan. */
function* linesOf({ kinds, weights, files, runs, seed, shard }: Plan): Generator<Uint8Array> {
  const generated = Object.fromEntries(kinds.filter(isGenerated).map((kind) => [kind, weights[kind] ?? 1]));
  const isOurs = (_: unknown, position: number): boolean => position % shard.count === shard.index;
  if (kinds.includes('corpus')) for (const { octets } of corpusCases(shard)) yield octets;
  if (kinds.includes('sizes')) for (const { octets } of sizeCases(shard)) yield octets;
  for (const kind of examKinds) {
    if (kinds.includes(kind)) for (const { octets } of examCases(kind, shard)) yield octets;
  }
  for (const { octets } of files.filter(isOurs)) yield octets;
  for (const { octets } of generatedCases(generated, seed, runs[0] ?? 0, shard)) yield octets;
}

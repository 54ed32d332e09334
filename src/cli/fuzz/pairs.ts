import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lenientMeaning } from '../../gateway/campaign/verdict.ts';
import { hasLineEndWithin } from '../../gateway/cases/fuzz-case.ts';
import { codeOf, lenientReading } from '../../gateway/cases/lenient-reading.ts';
import { type CaseRecord, octetsOf, type RunRecord } from '../../gateway/results/record.ts';
import { readRunFile } from '../../gateway/results/run-file.ts';
import { displayReasonPhrase } from '../../reason-phrase.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { type Options, UsageError } from '../command.ts';
import { type Terminal, table } from '../output/terminal.ts';

/** How a relay and a reader after it may be fooled together, the worst first. */
const kinds = {
  'two-lines': 'a line end within it goes through, and the reader takes what it makes of it',
  'other-code': 'the reader takes it for another code than it has',
  'other-phrase': 'the relay gives it another phrase, and the reader takes that',
  'no-status-line': 'it is no Status-Line, and the reader takes it for one',
  mended: 'the reader refuses it as it was sent, and takes what the relay makes of it',
  lost: 'the relay sends it on, and the reader refuses it',
} as const;

type Kind = keyof typeof kinds;

interface Pair {
  readonly kind: Kind;
  readonly sent: Uint8Array;
  /** What the relay made of it. */
  readonly relayed: Uint8Array;
  /** As what the reader took that; undefined where it refused it. */
  readonly statusCode: number | undefined;
}

interface Candidate extends Pair {
  readonly count: number;
}

/** What a reader did with some octets. */
interface Reading {
  readonly isTaken: boolean;
  readonly statusCode: number | undefined;
}

/**
 * Reads what a relay passed on and how a reader reads it, out of the files of two runs, and lists where both together do
 * what neither does alone.
 */
export async function pairs(paths: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1> {
  const [first, second, ...others] = paths;
  if (first === undefined || second === undefined) {
    throw new UsageError('fuzz pairs needs the results of a relay, and those of a reader: one file or more');
  }
  if (others.length === 0 && paths.every((path) => path.endsWith('.json'))) {
    return (await import('../learn/run.ts')).compareModels([first, second], options, terminal);
  }
  const [relay, reader] = [runOf(first), runOf(second)];
  const tries = [reader, ...others.map(runOf)].flatMap(({ cases }) => cases);
  if (relay.run.mode !== 'relay' && relay.run.mode !== 'inject') {
    throw new UsageError(`${displayReasonPhrase(first)} is of mode ${relay.run.mode}, and not of a relay`);
  }
  if (reader.run.mode === 'relay' || reader.run.mode === 'inject') {
    throw new UsageError(`${displayReasonPhrase(second)} is of mode ${reader.run.mode}, and not of a reader`);
  }
  const readings = new Map(tries.map((record) => [record.octets, readingOf(record)]));
  const found = new Map<Kind, Candidate>();
  const untried = new Set<string>();
  let tried = 0;
  for (const { verdict, octets, received } of relay.cases) {
    if (verdict !== 'relayed' && verdict !== 'changed') continue;
    const passed = verdict === 'changed' ? (received ?? octets) : octets;
    const reading = readings.get(passed);
    if (reading === undefined) {
      untried.add(passed);
      continue;
    }
    tried += 1;
    const { statusCode } = reading;
    const [sent, relayed] = [octetsOf(octets), octetsOf(passed)];
    const kind = kindOf(sent, relayed, reading, readings.get(octets));
    if (kind === undefined) continue;
    const known = found.get(kind);
    const shorter =
      known === undefined || sent.length < known.sent.length ? { kind, sent, relayed, statusCode } : known;
    found.set(kind, { ...shorter, count: (known?.count ?? 0) + 1 });
  }
  const candidates = (Object.keys(kinds) as Kind[]).flatMap((kind) => found.get(kind) ?? []);
  if (typeof options.output === 'string') saveAll(options.output, untried);
  const names = [relay, reader].map(({ run }) => displayReasonPhrase(`${run.target} ${run.mode} ${run.transport}`));
  if (options.json) {
    const rows = candidates.map(({ sent, relayed, ...rest }) => ({
      ...rest,
      sent: Buffer.from(sent).toString('base64'),
      relayed: Buffer.from(relayed).toString('base64'),
    }));
    await terminal.print(JSON.stringify({ tried, untried: untried.size, candidates: rows }));
  } else {
    await terminal.show(textOf(names as [string, string], candidates, tried, untried.size));
  }
  return candidates.length === 0 ? 0 : 1;
}

function runOf(path: string): { readonly run: RunRecord; readonly cases: readonly CaseRecord[] } {
  const [run, ...records] = readRunFile(path);
  return { run: run as RunRecord, cases: records.filter((record): record is CaseRecord => record.type === 'case') };
}

function readingOf({ verdict, statusCode, octets }: CaseRecord): Reading {
  const isTaken = verdict === 'accepted-as' || verdict === 'changed';
  return { isTaken, statusCode: isTaken ? (statusCode ?? codeOf(octetsOf(octets))) : undefined };
}

/** What is wrong with a line that went through a relay to a reader; undefined where nothing is. */
function kindOf(
  sent: Uint8Array,
  relayed: Uint8Array,
  reading: Reading,
  direct: Reading | undefined,
): Kind | undefined {
  const { statusLine } = lenientReading(sent);
  if (!reading.isTaken) return statusLine !== undefined && direct?.isTaken !== false ? 'lost' : undefined;
  if (hasLineEndWithin(sent)) return 'two-lines';
  if (statusLine === undefined) return 'no-status-line';
  if (reading.statusCode !== undefined && reading.statusCode !== statusLine.statusCode) return 'other-code';
  if (direct?.isTaken === false) return 'mended';
  return lenientMeaning(sent) === lenientMeaning(relayed) ? undefined : 'other-phrase';
}

function textOf(
  [relay, reader]: readonly [string, string],
  candidates: readonly Candidate[],
  tried: number,
  untried: number,
): string {
  const rows = candidates.flatMap(({ kind, count, sent, relayed, statusCode }) => [
    [`${count} ${kind}`, kinds[kind]],
    ['', `sent      ${escapedLine(sent)}`],
    ['', `relayed   ${escapedLine(relayed)}`],
    ['', `read as   ${statusCode ?? 'nothing'}`],
  ]);
  return [
    `${relay}, then ${reader}: ${tried} lines that the one sends on and the other has read`,
    ...(untried === 0
      ? []
      : [`${untried} more that the other was not tried with: -o FOLDER, and --files FOLDER there`]),
    candidates.length === 0 ? 'no candidate for smuggling' : table(rows),
  ].join('\n');
}

/** Writes each line as a file, for a run of the reader with `--files`. */
function saveAll(folder: string, lines: ReadonlySet<string>): void {
  mkdirSync(folder, { recursive: true });
  [...lines].forEach((line, n) => {
    writeFileSync(join(folder, `line-${String(n).padStart(6, '0')}`), octetsOf(line));
  });
}

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Profile } from '../../index.ts';
import type { Listener } from '../../wire/search/listener.ts';
import { StatusLineSearch } from '../../wire/search/status-line-search.ts';
import { type Command, type Options, UsageError } from '../command.ts';
import { type Progress, progress } from '../output/progress.ts';
import type { Terminal } from '../output/terminal.ts';
import { htmlReport } from '../scan/html-report.ts';
import { openMetrics } from '../scan/openmetrics.ts';
import { type FileEnd, type Reading, readChunks, readFile, UnreadableError } from '../scan/read-source.ts';
import { readSummary } from '../scan/read-summary.ts';
import { row } from '../scan/row.ts';
import { mergeSummaries, type Summary } from '../scan/summary.ts';
import { Tally } from '../scan/tally.ts';
import { textReport } from '../scan/text-report.ts';

export const scan: Command = {
  usage: 'scan [--json | --lines | --format openmetrics] [--report FILE.html] [--fail-on WHAT] [FILE ...]',
  summary: 'find and count the status lines in logs and captures (pcap, pcapng) of any size, or in standard input',
  examples: ['sip-status-line scan capture.pcap', 'tail -F sip.log | sip-status-line scan --json'],
  options: {
    json: { type: 'boolean', help: 'print all counts as one JSON object' },
    lines: { type: 'boolean', help: 'print one JSON object per status line' },
    format: { type: 'string', value: 'FORMAT', help: 'openmetrics: print the counts for Prometheus and its like' },
    report: { type: 'string', value: 'FILE', help: 'write one HTML page that loads nothing else' },
    'fail-on': {
      type: 'string',
      value: 'WHAT',
      help: 'exit with 1 if a fault, deviation or unregistered code was found',
    },
    strict: { type: 'boolean', help: 'count every line outside the ABNF as a fault' },
    follow: { type: 'boolean', help: 'wait for more at the end of a growing log, until interrupted' },
    merge: { type: 'boolean', help: 'add up summaries that --json has printed' },
  },
  more: [
    ['scan --merge [--json] [--report FILE.html] SUMMARY.json ...', 'the sum of several summaries, as of one scan'],
  ],

  async run(files, options, terminal) {
    const failures = failOn(options['fail-on']);
    if ([options.json, options.lines, options.format].filter(Boolean).length > 1)
      throw new UsageError('--json, --lines and --format cannot be combined');
    if (options.format !== undefined && options.format !== 'openmetrics')
      throw new UsageError('--format must be openmetrics');
    if (options.merge) {
      if (files.length === 0) throw new UsageError('scan --merge needs one or more files written by scan --json');
      if (options.lines || options.follow) throw new UsageError('--merge cannot be combined with --lines or --follow');
      const summary = mergeSummaries(files.map(readSummary));
      await report(summary, options, terminal);
      return isFailure(summary, failures) ? 1 : 0;
    }
    if (options.follow && files.length !== 1) throw new UsageError('--follow needs exactly one FILE');
    const { summary, isUnreadable } = await scanAll(files.length === 0 ? ['-'] : files, options, terminal);
    await report(summary, options, terminal);
    return isUnreadable ? 2 : isFailure(summary, failures) ? 1 : 0;
  },
};

const failable = ['fault', 'deviation', 'unregistered'] as const;
type Failure = (typeof failable)[number];

function failOn(text: Options[string]): readonly Failure[] {
  if (text === undefined) return [];
  return String(text)
    .split(',')
    .map((word) => {
      const found = failable.find((one) => one === word);
      if (found === undefined) throw new UsageError(`--fail-on must be some of ${failable.join(', ')}`);
      return found;
    });
}

function isFailure(summary: Summary, failures: readonly Failure[]): boolean {
  const { faults: fault, deviations: deviation, unregistered } = summary;
  return failures.some((name) => Object.keys({ fault, deviation, unregistered }[name]).length > 0);
}

/** Scans files one after the other. A file that cannot be read is reported, and the others are scanned. */
async function scanAll(
  files: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<{ summary: Summary; isUnreadable: boolean }> {
  const profile: Profile = options.strict ? 'strict' : 'lenient';
  const tally = new Tally(profile);
  const bar = progress(
    terminal,
    'scan',
    files.reduce((sum, file) => sum + sizeOf(file), 0),
  );
  let isUnreadable = false;
  let done = 0;
  for (const file of files) {
    try {
      done += await scanOne(file, tally, { profile, options, terminal, bar, before: done });
    } catch (error) {
      if (!(error instanceof UnreadableError || (error instanceof Error && 'code' in error))) throw error;
      isUnreadable = true;
      terminal.reportError(error.message);
    }
  }
  bar.stop();
  return { summary: tally.summary(), isUnreadable };
}

interface Scanning {
  readonly profile: Profile;
  readonly options: Options;
  readonly terminal: Terminal;
  readonly bar: Progress;
  /** How many octets of other files have been scanned. */
  readonly before: number;
}

async function scanOne(
  file: string,
  tally: Tally,
  { profile, options: { lines, follow }, terminal, bar, before }: Scanning,
): Promise<number> {
  let rows: string[] = [];
  let octets = 0;
  const printRows = async (): Promise<void> => {
    const text = rows.join('\n');
    rows = [];
    await terminal.print(text);
  };
  const listener: Listener = lines ? rowsBeside(tally, (...found) => rows.push(row(file, ...found, profile))) : tally;
  const following = interruptible(follow === true);
  const reading: Reading = {
    onProgress(count) {
      bar.update(before + octets + count);
      return rows.length > 0 ? printRows() : undefined;
    },
    onIdle: () => (rows.length > 0 ? printRows() : undefined),
    isFollowed: () => following.isWanted,
  };
  for (let end: FileEnd | undefined; end === undefined || following.isWanted; ) {
    const search = new StatusLineSearch(listener);
    tally.open(file);
    end =
      file === '-'
        ? await readChunks('standard input', terminal.stdin, search, reading)
        : await readFile(file, search, reading);
    search.end();
    if (rows.length > 0) await printRows();
    tally.close(end.octets, search.format ?? 'text');
    octets += end.octets;
    if (end.why === 'end') break;
    terminal.reportError(`${file} was ${end.why}; the scan goes on at its beginning`);
    while (!existsSync(file) && following.isWanted) await setTimeout(200);
  }
  return octets;
}

/** A tally that also shows each line to somebody. */
function rowsBeside(tally: Tally, show: Listener['line']): Listener {
  return {
    line(...found) {
      tally.line(...found);
      show(...found);
    },
    message: (...found) => tally.message(...found),
    searched() {},
    framing() {},
    skipped: (start, end, reason) => tally.skipped(start, end, reason),
  };
}

/** An interrupt ends the following of a file; the counts are printed then. */
function interruptible(isFollowing: boolean): { isWanted: boolean } {
  const state = { isWanted: isFollowing };
  if (isFollowing) {
    process.once('SIGINT', () => {
      state.isWanted = false;
    });
  }
  return state;
}

function sizeOf(file: string): number {
  return file === '-' ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
}

async function report(
  summary: Summary,
  { json, lines, format, report: file }: Options,
  terminal: Terminal,
): Promise<void> {
  if (format) await terminal.print(openMetrics(summary));
  else if (json) await terminal.print(JSON.stringify(summary));
  else if (!lines) await terminal.show(textReport(summary, terminal.paint, terminal.columns));
  if (typeof file === 'string') writeFileSync(file, htmlReport(summary));
}

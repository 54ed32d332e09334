import { merge } from '../../gateway/results/report.ts';
import { readRunFile } from '../../gateway/results/run-file.ts';
import { displayReasonPhrase } from '../../reason-phrase.ts';
import { type Options, UsageError } from '../command.ts';
import type { Terminal } from '../output/terminal.ts';
import { textReport } from './text-report.ts';
import { writeReports } from './write-reports.ts';

/** One report of the files of several shards. Exit status 4 where they are no whole. */
export async function mergeFiles(files: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1 | 4> {
  if (files.length === 0) throw new UsageError('fuzz merge needs the .ndjson files of a run');
  const { report, flaws } = merge(files.map(readRunFile));
  if (options.json) await terminal.print(JSON.stringify(report));
  else for (const target of report.targets) await terminal.show(`${textReport(target, terminal.paint)}\n`);
  writeReports(report, options);
  for (const { message } of flaws) terminal.reportError(displayReasonPhrase(message));
  if (flaws.length > 0) return 4;
  return report.targets.every(({ findings, changes }) => findings.length + changes.length === 0) ? 0 : 1;
}

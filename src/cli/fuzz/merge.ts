import { stderr } from 'node:process';
import { merge } from '../../gateway/results/report.ts';
import { readRunFile } from '../../gateway/results/run-file.ts';
import { print } from '../terminal.ts';
import { type Options, UsageError } from '../verb.ts';
import { textReport } from './text-report.ts';
import { writeReports } from './write-reports.ts';

/** One report of the files of several shards. Exit status 4 where they are no whole. */
export async function mergeFiles(files: readonly string[], options: Options): Promise<0 | 1 | 4> {
  if (files.length === 0) throw new UsageError('fuzz merge needs the .ndjson files of a run');
  const { report, flaws } = merge(files.map(readRunFile));
  if (options.json) await print(JSON.stringify(report));
  else for (const target of report.targets) await print(`${textReport(target)}\n`);
  writeReports(report, options);
  for (const { message } of flaws) stderr.write(`sip-status-line: ${message}\n`);
  if (flaws.length > 0) return 4;
  return report.targets.every(({ findings, changes }) => findings.length + changes.length === 0) ? 0 : 1;
}

import { writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { findingText, plural } from '../../gateway/results/finding-text.ts';
import type { FindingReport, Report, TargetReport } from '../../gateway/results/report.ts';
import type { Options } from '../command.ts';
import { type JUnitTest, junit } from '../output/junit.ts';
import { nameOf } from './finding-folder.ts';
import { type FolderOf, htmlReport } from './html-report.ts';
import { escapedLineOf } from './text-report.ts';

/** What a run was asked to fail for beside findings and changes, and whether it came to its end. */
export interface Ending {
  readonly isComplete: boolean;
  readonly failures: readonly string[];
}

/** Writes the files that `--report` and `--junit` ask for. */
export function writeReports(
  report: Report,
  { report: html, junit: xml, output }: Options,
  ending: Ending = { isComplete: true, failures: [] },
): void {
  if (typeof html === 'string') {
    const folderOf: FolderOf = ({ target, mode, transport }, { cause }) =>
      typeof output === 'string'
        ? relativeUrl(dirname(html), join(output, 'findings', nameOf({ target, mode, transport, cause })))
        : undefined;
    writeFileSync(html, htmlReport(report, folderOf));
  }
  if (typeof xml !== 'string') return;
  const suites = report.targets.map((target) => ({
    name: `${target.target} ${target.mode} ${target.transport}`,
    tests: testsOf(target, ending),
  }));
  writeFileSync(xml, junit('sip-status-line fuzz', suites));
}

/** The way from a folder to a file, as a page has to write it. */
function relativeUrl(from: string, to: string): string {
  return relative(from, to).split(sep).map(encodeURIComponent).join('/');
}

/** A test for each family of cases and for each finding. A known finding is skipped; what is new fails. */
function testsOf(target: TargetReport, { isComplete, failures }: Ending): readonly JUnitTest[] {
  const { families, findings, changes, seed } = target;
  const found = new Set(findings.flatMap((one) => one.families.map(({ kind, family }) => `${kind}: ${family}`)));
  const names = families.map(({ kind, family }) => `${kind}: ${family}`).filter((name) => !found.has(name));
  const early = 'the run ended before all cases had their turn';
  return [
    ...(isComplete ? [] : [{ name: 'all cases', [failures.includes('incomplete') ? 'failure' : 'skipped']: early }]),
    ...names.map((name) => ({ name })),
    ...findings.map((finding) => findingTest(finding, seed)),
    ...(failures.includes('refused') ? [refusedTest(target)] : []),
    {
      name: 'baseline',
      failure: linesOrNone(changes.map(({ address, was, is }) => `${address}: ${was} -> ${is}`)),
    },
  ];
}

function findingTest(finding: FindingReport, seed: number): JUnitTest {
  const { cause, isKnown, note } = finding;
  return isKnown
    ? { name: cause, skipped: note ?? 'known' }
    : { name: cause, failure: findingText(finding, seed).join('\n') };
}

function refusedTest({ legalRefused: { count, lines } }: TargetReport): JUnitTest {
  const refused = lines.map(({ address, octets }) => `${address}: ${escapedLineOf(octets)}`);
  return {
    name: 'lines of RFC 3261',
    failure: linesOrNone(count === 0 ? [] : [`${plural(count, 'line')} not read`, ...refused]),
  };
}

function linesOrNone(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.join('\n');
}

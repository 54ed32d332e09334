import { writeFileSync } from 'node:fs';
import type { Report } from '../../gateway/results/report.ts';
import type { Options } from '../command.ts';
import { junit } from '../output/junit.ts';
import { htmlReport } from './html-report.ts';
import { escapedLineOf } from './text-report.ts';

/** Writes the files that `--report` and `--junit` ask for. */
export function writeReports(report: Report, { report: html, junit: xml }: Options): void {
  if (typeof html === 'string') writeFileSync(html, htmlReport(report));
  if (typeof xml === 'string') writeFileSync(xml, junit('sip-status-line fuzz', suites(report)));
}

/** A test for each family of cases. It fails where there is a finding, or a verdict that is not the baseline's. */
function suites({ targets }: Report): Parameters<typeof junit>[1] {
  return targets.map(({ target, mode, transport, families, findings, changes }) => ({
    name: `${target} ${mode} ${transport}`,
    tests: [
      ...families.map(({ kind, family }) => ({
        name: `${kind}: ${family}`,
        failure: text(
          findings.filter(
            (one) =>
              one.sequence === undefined && one.families.some((its) => its.kind === kind && its.family === family),
          ),
        ),
      })),
      { name: 'sequences of cases', failure: text(findings.filter(({ sequence }) => sequence !== undefined)) },
      {
        name: 'baseline',
        failure:
          changes.length === 0
            ? undefined
            : changes.map(({ address, was, is }) => `${address}: ${was} -> ${is}`).join('\n'),
      },
    ],
  }));
}

function text(findings: Report['targets'][number]['findings']): string | undefined {
  if (findings.length === 0) return undefined;
  return findings
    .map(({ verdict, smallest, address }) => `${verdict}: ${escapedLineOf(smallest)} (from ${address})`)
    .join('\n');
}

import { octetsOf } from '../../gateway/results/record.ts';
import type { FindingReport, TargetReport } from '../../gateway/results/report.ts';
import { displayReasonPhrase } from '../../index.ts';
import { type Paint, table } from '../output/terminal.ts';
import { escapedLine } from '../output/visible-octets.ts';

/** What came of a run, as a terminal shows it. */
export function textReport(report: TargetReport, paint: Paint): string {
  const { target, mode, transport, cases, skipped, families, findings, changes, seed } = report;
  const kinds = [...new Set(families.map(({ kind }) => kind))];
  const rows = Object.keys(report.verdicts).map((verdict) => [
    verdict,
    ...kinds.map((kind) =>
      String(
        families
          .filter((family) => family.kind === kind)
          .reduce((sum, { verdicts }) => sum + (verdicts[verdict as keyof typeof verdicts] ?? 0), 0),
      ),
    ),
  ]);
  return [
    `${paint('bold', target)}  ${mode} over ${transport}, ${cases} cases${skipped === 0 ? '' : `, ${skipped} skipped (too long for this mode)`}`,
    table([['', ...kinds], ...rows].map(([first, ...rest]) => [`  ${first}`, ...rest])),
    findings.length === 0 ? paint('green', 'no finding') : paint('red', plural(findings.length, 'finding')),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, seed, paint)]),
    ...(changes.length === 0
      ? []
      : ['', paint('red', `${plural(changes.length, 'change')} from the baseline${versions(report)}`)]),
    ...changes.map(({ address, octets, was, is }) => `  ${address}  ${was} -> ${is}  ${escapedLineOf(octets)}`),
  ].join('\n');
}

function findingLines(finding: FindingReport, seed: number, paint: Paint): readonly string[] {
  const { verdict, detail, smallest, sequence, address, isReproducible } = finding;
  return [
    `${paint('red', verdict)}  ${familiesOf(finding)}${detail === undefined ? '' : `: ${displayReasonPhrase(detail)}`}`,
    `  ${escapedLineOf(smallest)}${sequence === undefined ? '' : ', the last of them'}`,
    `  ${paint('dim', `from ${address}, --seed ${seed}${isReproducible ? '' : '; not seen again when it was tried again'}`)}`,
  ];
}

/** A new version of a target is the first thing that a changed verdict may come from. */
function versions({ version, changes }: TargetReport): string {
  const before = changes[0]?.baselineVersion;
  return before === undefined || before === version ? '' : `, which is of ${before}; this is ${version}`;
}

/** How much was found of it: in which families of cases, or after how many lines. */
export function familiesOf({ families, count, sequence }: FindingReport): string {
  if (sequence !== undefined) return `after ${plural(sequence.length, 'line')}`;
  const names = [...new Set(families.map(({ family }) => family))];
  const more = names.length > 3 ? ` and ${names.length - 3} other families` : '';
  return `${names.slice(0, 3).join(', ')}${more}: ${plural(count, 'case')}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A line of a record, as `escapedLine` shows it. */
export function escapedLineOf(base64: string): string {
  return escapedLine(octetsOf(base64));
}

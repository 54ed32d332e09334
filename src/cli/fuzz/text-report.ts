import { octetsOf } from '../../gateway/results/record.ts';
import type { FindingReport, TargetReport } from '../../gateway/results/report.ts';
import { displayReasonPhrase } from '../../index.ts';
import { decodeOctets } from '../../octets.ts';
import { paint, table } from '../terminal.ts';

/** What came of a run, as a terminal shows it. */
export function textReport(report: TargetReport): string {
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
    `${paint('bold', target)}  ${mode} over ${transport}, ${cases} cases${skipped === 0 ? '' : `, ${skipped} too long for it`}`,
    table([['', ...kinds], ...rows].map(([first, ...rest]) => [`  ${first}`, ...rest])),
    findings.length === 0 ? paint('green', 'no finding') : paint('red', plural(findings.length, 'finding')),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, seed)]),
    ...(changes.length === 0 ? [] : ['', paint('red', `${plural(changes.length, 'change')} from the baseline`)]),
    ...changes.map(({ address, octets, was, is }) => `  ${address}  ${was} -> ${is}  ${visible(octets)}`),
  ].join('\n');
}

function findingLines(finding: FindingReport, seed: number): readonly string[] {
  const { verdict, family, count, detail, smallest, sequence, address, isReproducible } = finding;
  const what =
    sequence === undefined ? `${family}, ${plural(count, 'case')}` : `after ${plural(sequence.length, 'line')}`;
  return [
    `${paint('red', verdict)}  ${what}${detail === undefined ? '' : `: ${displayReasonPhrase(detail)}`}`,
    `  ${visible(smallest)}${sequence === undefined ? '' : ', the last of them'}`,
    `  ${paint('dim', `from ${address}, --seed ${seed}${isReproducible ? '' : '; not seen again when it was tried again'}`)}`,
  ];
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A line of a record with its control octets made visible, cut where it is long. */
export function visible(base64: string): string {
  const octets = octetsOf(base64);
  const text = displayReasonPhrase(decodeOctets(octets));
  return text.length <= 160 ? text : `${text.slice(0, 100)} … ${text.slice(-20)} (${octets.length} octets)`;
}

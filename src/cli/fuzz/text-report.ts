import type { FuzzSummary } from '../../gateway/index.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import type { FindingReport, TargetReport } from '../../gateway/results/report.ts';
import { displayReasonPhrase } from '../../index.ts';
import { type Paint, table } from '../output/terminal.ts';
import { escapedLine } from '../output/visible-octets.ts';

/** What came of a run, as a terminal shows it: what is unexpected first. */
export function textReport(report: TargetReport, paint: Paint, isComplete = true): string {
  const { target, mode, transport, findings, changes, seed, legalRefused } = report;
  const facts = [`${mode} over ${transport}`, ...amounts(report), ...(isComplete ? [] : ['ended early'])];
  return [
    `${paint('bold', target)}  ${facts.join(', ')}`,
    findings.length === 0 ? paint('green', 'no finding') : paint('red', plural(findings.length, 'finding')),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, seed, paint)]),
    ...(changes.length === 0
      ? []
      : ['', paint('red', `${plural(changes.length, 'change')} from the baseline${versions(report)}`)]),
    ...changes.map(({ address, octets, was, is }) => `  ${address}  ${was} -> ${is}  ${escapedLineOf(octets)}`),
    ...refusedLines(legalRefused, paint),
    '',
    table(verdictRows(report).map(([first, ...rest]) => [`  ${first}`, ...rest])),
    ...demandedLines(report),
  ].join('\n');
}

/** What tells a response that a target takes from one that it does not, or that nothing does. */
export function controlLines({ controls, isTold }: FuzzSummary, paint: Paint): readonly string[] {
  if (controls.length === 0) return [];
  const told = controls.map(
    ({ line, verdict, detail }) =>
      `  ${line}: ${verdict}${detail === undefined ? '' : ` (${displayReasonPhrase(detail)})`}`,
  );
  const what = isTold
    ? 'before the run:'
    : paint('yellow', 'nothing tells what it takes from what it refuses: only crashes, hangs and leaks are judged');
  return [what, ...told, ''];
}

/** How many cases there were, and how many were not run. */
export function amounts({ cases, skipped, setAside }: TargetReport): readonly string[] {
  return [
    plural(cases, 'case'),
    ...(skipped === 0 ? [] : [`${skipped} skipped (too long for this mode)`]),
    ...(setAside === 0 ? [] : [`${setAside} set aside (what they do is known; --keep-going runs them)`]),
  ];
}

function verdictRows({ families, verdicts }: TargetReport): readonly (readonly string[])[] {
  const kinds = [...new Set(families.map(({ kind }) => kind))];
  const rows = Object.keys(verdicts).map((verdict) => [
    verdict,
    ...kinds.map((kind) =>
      String(
        families
          .filter((family) => family.kind === kind)
          .reduce((sum, family) => sum + (family.verdicts[verdict as keyof typeof verdicts] ?? 0), 0),
      ),
    ),
  ]);
  return [['', ...kinds], ...rows];
}

/** How many of the lines a terminal shows. */
const fewLines = 10;

function refusedLines({ count, lines }: TargetReport['legalRefused'], paint: Paint): readonly string[] {
  if (count === 0) return [];
  const more = count > fewLines ? [`  and ${count - fewLines} more`] : [];
  return [
    '',
    paint('yellow', `${plural(count, 'line')} of RFC 3261 §25.1 not read`),
    ...lines
      .slice(0, fewLines)
      .map(({ address, octets, verdict }) => `  ${address}  ${verdict}  ${escapedLineOf(octets)}`),
    ...more,
  ];
}

function demandedLines({ demanded }: TargetReport): readonly string[] {
  return demanded.map(({ section, verdict, count }) => `  ${count} of them ${verdict} by ${section}`);
}

function findingLines(finding: FindingReport, seed: number, paint: Paint): readonly string[] {
  const { detail, smallest, smallestReceived, sequence, address, isReproducible, cause, setAside } = finding;
  const lines =
    smallestReceived === undefined
      ? [escapedLineOf(smallest) + (sequence === undefined ? '' : ', the last of them')]
      : sentAndReceived(octetsOf(smallest), octetsOf(smallestReceived));
  const aside = setAside === 0 ? '' : `, ${setAside} more set aside`;
  const isToldBelow = smallestReceived !== undefined || detail === undefined;
  return [
    `${paint('red', displayReasonPhrase(cause))}  ${familiesOf(finding)}${aside}${isToldBelow ? '' : `: ${displayReasonPhrase(detail)}`}`,
    ...lines.map((line) => `  ${line}`),
    ...lastWords(finding).map((line) => `  ${paint('dim', `| ${line}`)}`),
    `  ${paint('dim', `from ${address}, --seed ${seed}${isReproducible ? '' : '; not seen again when it was tried again'}`)}`,
  ];
}

/** The last lines that a target wrote which has ended. */
export function lastWords({ log = '' }: FindingReport): readonly string[] {
  const lines = log.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-fewLines).map(displayReasonPhrase);
}

/** What was sent and what came back, one under the other, and where they begin to differ. */
export function sentAndReceived(sent: Uint8Array, received: Uint8Array): readonly string[] {
  const [ours, theirs] = [escapedLine(sent), escapedLine(received)];
  let same = 0;
  while (same < Math.min(ours.length, theirs.length) && ours[same] === theirs[same]) same += 1;
  return [`sent      ${ours}`, `received  ${theirs}`, `${' '.repeat(10 + [...ours.slice(0, same)].length)}^`];
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

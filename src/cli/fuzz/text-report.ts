import type { FuzzSummary } from '../../gateway/index.ts';
import { findingText, plural } from '../../gateway/results/finding-text.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import type { TargetReport } from '../../gateway/results/report.ts';
import { displayReasonPhrase } from '../../index.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { type Paint, table } from '../output/terminal.ts';

/** What came of a run, as a terminal shows it: what is unexpected first. */
export function textReport(report: TargetReport, paint: Paint, isComplete = true): string {
  const { target, mode, transport, findings, changes, seed, legalRefused } = report;
  const open = findings.filter(({ isKnown }) => !isKnown);
  const facts = [`${mode} over ${transport}`, ...amounts(report), ...(isComplete ? [] : ['ended early'])];
  return [
    `${paint('bold', displayReasonPhrase(target))}  ${facts.join(', ')}`,
    open.length === 0 ? paint('green', 'no finding') : paint('red', plural(open.length, 'finding')),
    ...open.flatMap((finding) => ['', ...findingText(finding, seed, paint)]),
    ...knownLines(report),
    ...(changes.length === 0
      ? []
      : ['', paint('red', `${plural(changes.length, 'change')} from the baseline${versions(report)}`)]),
    ...changes.map(
      ({ address, octets, was, is }) =>
        `  ${displayReasonPhrase(`${address}  ${was} -> ${is}`)}  ${escapedLineOf(octets)}`,
    ),
    ...refusedLines(legalRefused, paint),
    '',
    table(verdictRows(report).map(([first, ...rest]) => [`  ${first}`, ...rest])),
    ...demandedLines(report),
    ...clauseLines(report),
    ...watchedLines(report),
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
    ...(skipped === 0 ? [] : [`${skipped} skipped (too long for this mode, or with a line end within)`]),
    ...(setAside === 0 ? [] : [`${setAside} set aside (what they do is known; --keep-going runs them)`]),
  ];
}

/** What the baseline has: what was found again, and what was not. */
function knownLines({ findings, gone }: TargetReport): readonly string[] {
  const about = ({ cause, note }: { readonly cause: string; readonly note?: string }): string =>
    `  ${displayReasonPhrase(cause)}${note === undefined ? '' : `: ${displayReasonPhrase(note)}`}`;
  const known = findings.filter(({ isKnown }) => isKnown);
  return [
    ...(known.length === 0 ? [] : ['', `${known.length} known`, ...known.map(about)]),
    ...(gone.length === 0 ? [] : ['', `${gone.length} of the baseline not seen any more`, ...gone.map(about)]),
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

/** What became of the lines of an exam, by the clause that decides them. */
function clauseLines({ clauses }: TargetReport): readonly string[] {
  if (clauses.length === 0) return [];
  const rows = clauses.map(({ section, lines, verdicts }) => [
    `  ${section}`,
    lines,
    Object.entries(verdicts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', '),
  ]);
  return ['', 'by the clause that decides the lines of the exam', table(rows)];
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
      .map(({ address, octets, verdict }) => `  ${displayReasonPhrase(address)}  ${verdict}  ${escapedLineOf(octets)}`),
    ...more,
  ];
}

/** What followed each line: a request that came again and again is told once. */
function watchedLines({ watched }: TargetReport): readonly string[] {
  if (watched.length === 0) return [];
  const told = (requests: readonly string[]): string => {
    const counts = new Map<string, number>();
    for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
    const words = [...counts].map(([request, n]) => `${displayReasonPhrase(request)}${n === 1 ? '' : ` ${n} times`}`);
    return words.join(', ') || 'nothing';
  };
  const lines = watched.map(({ octets, requests }) => `  ${told(requests)}  after  ${escapedLineOf(octets)}`);
  return ['', 'what followed a line alone', ...lines];
}

function demandedLines({ demanded }: TargetReport): readonly string[] {
  return demanded.map(
    ({ section, verdict, count }) => `  ${count} of them ${verdict} by ${displayReasonPhrase(section)}`,
  );
}

/** A new version of a target is the first thing that a changed verdict may come from. */
function versions({ version, changes }: TargetReport): string {
  const before = changes[0]?.baselineVersion;
  return before === undefined || before === version
    ? ''
    : displayReasonPhrase(`, which is of ${before}; this is ${version}`);
}

/** A line of a record, as `escapedLine` shows it. */
export function escapedLineOf(base64: string): string {
  return escapedLine(octetsOf(base64));
}

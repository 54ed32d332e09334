import { canonicalReasonPhrase, displayReasonPhrase } from '../../index.ts';
import { shownPhrase } from '../output/phrase.ts';
import { type Paint, table } from '../output/terminal.ts';
import type { SessionRatios } from './sessions.ts';
import type { Count, Place, Summary } from './summary.ts';

type Rows = readonly (readonly string[])[];

/**
 * What was counted, as tables for a terminal.
 *
 * @param columns how many characters a line has, where there are so many and no more
 */
export function textReport(summary: Summary, paint: Paint, columns?: number): string {
  const section = (title: string, rows: Rows, more?: string): string =>
    rows.length === 0
      ? ''
      : [paint('bold', title), table(rows, columns), ...(more === undefined ? [] : [more])].join('\n');
  const at = ({ file, offset }: Place): string => paint('dim', `first at ${displayReasonPhrase(file)}:${offset}`);
  const { responses, files, codes, classes, methods, phrases, deviations, faults, unregistered, elsewhere, skipped } =
    summary;
  const octets = files.reduce((sum, file) => sum + file.octets, 0);
  const about = `${number(responses)} responses in ${number(octets)} octets of ${
    files.length === 1 ? displayReasonPhrase(files[0]?.file ?? '') : `${files.length} files`
  }`;
  const counted: readonly (readonly [string, Readonly<Record<string, Count>>])[] = [
    ['Deviations', deviations as Record<string, Count>],
    ['Faults', faults as Record<string, Count>],
  ];
  return [
    paint('bold', about),
    section('Codes', bars(Object.entries(codes).map(([code, count]) => [`${code} ${phraseOf(code)}`, count]))),
    section('Classes', bars(Object.entries(classes) as [string, number][])),
    section('Methods', bars(Object.entries(methods).map(([method, counts]) => [method, sum(counts)]))),
    section('Sessions', sessionRows(summary.sessions)),
    section(
      'Phrases that are not the canonical one',
      phrases
        .slice(0, 20)
        .map(({ statusCode, reasonPhrase, count, first }) => [
          `  ${String(statusCode).padStart(3, '0')} ${shownPhrase(reasonPhrase)}`,
          number(count),
          at(first),
        ]),
      morePhrases(summary),
    ),
    ...counted.map(([title, counts]) =>
      section(
        title,
        Object.entries(counts).map(([code, { count, first }]) => [`  ${code}`, number(count), at(first)]),
      ),
    ),
    section(
      'Codes that are not registered',
      Object.entries(unregistered).map(([code, { count, first, equivalent }]) => [
        `  ${code}${equivalent === null ? ', of no class' : `, to be treated as ${equivalent}`}`,
        number(count),
        at(first),
      ]),
    ),
    section(
      'Not counted, because they start no message',
      [...Object.entries(elsewhere.body), ...Object.entries(elsewhere.text)].length === 0
        ? []
        : [
            ['  in a body', number(sum(elsewhere.body))],
            ['  amid text', number(sum(elsewhere.text))],
          ],
    ),
    section('Over time', overTime(summary)),
    section(
      'Not searched',
      Object.entries(skipped).map(([reason, { count, octets: some, first }]) => [
        `  ${reason}`,
        `${number(count)} times`,
        `${number(some)} octets`,
        at(first),
      ]),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function sessionRows({ outcomes, ...ratios }: Summary['sessions']): Rows {
  if (Object.keys(outcomes).length === 0) return [];
  return [
    ['  attempts', number(sum(outcomes))],
    ...sessionRatios(ratios).map(([name, ratio]) => [`  ${name}`, `${ratio.toFixed(1)} %`]),
  ];
}

/** The ratios that there are, with the names that they go by. */
export function sessionRatios(ratios: SessionRatios): readonly (readonly [name: string, percent: number])[] {
  const names: Readonly<Record<keyof SessionRatios, string>> = {
    answerSeizure: 'answer-seizure ratio',
    networkEffectiveness: 'network effectiveness ratio',
    sessionEstablishment: 'session establishment ratio',
    sessionEstablishmentEffectiveness: 'session establishment effectiveness ratio',
    ineffectiveAttempts: 'ineffective session attempts',
  };
  return Object.entries(names).flatMap(([key, name]) => {
    const ratio = ratios[key as keyof SessionRatios];
    return ratio === null ? [] : [[name, ratio] as const];
  });
}

const longestBar = 30;

function bars(counts: readonly (readonly [string, number])[]): Rows {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const all = counts.reduce((total, [, count]) => total + count, 0);
  const widest = Math.max(0, ...counts.map(([, count]) => number(count).length));
  return counts.map(([label, count]) => [
    `  ${label}`,
    number(count).padStart(widest),
    `${((100 * count) / all).toFixed(1).padStart(5)} %`,
    bar(count / most),
  ]);
}

/** A bar in eighths of a character. */
function bar(share: number): string {
  const eighths = Math.max(1, Math.round(share * longestBar * 8));
  return '█'.repeat(eighths >> 3) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7];
}

/** At most forty rows, each of as many steps as that takes. */
/** What of the phrases is not listed. */
function morePhrases({ phrases, otherPhrases }: Summary): string | undefined {
  const lines = [
    ...(phrases.length > 20 ? [`  and ${number(phrases.length - 20)} more: --json has them`] : []),
    ...(otherPhrases > 0
      ? [`  and ${number(otherPhrases)} responses with more phrases than are counted separately`]
      : []),
  ];
  return lines.length === 0 ? undefined : lines.join('\n');
}

function overTime({ times: { step, counts } }: Summary): Rows {
  const seconds = Object.keys(counts).map(Number);
  if (seconds.length === 0) return [];
  const first = Math.min(...seconds);
  const width = step * Math.max(1, Math.ceil((Math.max(...seconds) - first + step) / step / 40));
  const rows = new Map<number, number>();
  for (const second of seconds) {
    const begin = first + Math.floor((second - first) / width) * width;
    rows.set(begin, (rows.get(begin) ?? 0) + sum(counts[second] as unknown as Record<string, number>));
  }
  return bars([...rows].sort(([a], [b]) => a - b).map(([second, count]) => [instant(second), count]));
}

/** A second since 1970 as text, in UTC; what no calendar has, as its number. */
export function instant(second: number): string {
  const date = new Date(second * 1000);
  return Number.isNaN(date.getTime()) ? String(second) : date.toISOString().replace('T', ' ').replace('.000Z', '');
}

function phraseOf(code: string): string {
  return canonicalReasonPhrase(Number(code)) ?? '';
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function number(count: number): string {
  return count.toLocaleString('en');
}

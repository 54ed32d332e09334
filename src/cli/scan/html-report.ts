import { canonicalReasonPhrase } from '../../index.ts';
import { bars, columns, type Html, html, htmlPage, searchableTable } from '../output/html.ts';
import { shownPhrase } from '../output/phrase.ts';
import type { Count, Place, Summary } from './summary.ts';
import { instant, sessionRatios } from './text-report.ts';

/** What was counted, as a page to look at and to hand on. */
export function htmlReport(summary: Summary): string {
  const {
    files,
    responses,
    classes,
    codes,
    methods,
    sessions,
    phrases,
    deviations,
    faults,
    unregistered,
    elsewhere,
    skipped,
  } = summary;
  const title = `Responses in ${files.length === 1 ? files[0]?.file : `${files.length} files`}`;
  const count = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, some) => sum + some, 0);
  return htmlPage(title, [
    html`<p>${responses.toLocaleString('en')} responses. ${count(elsewhere.body).toLocaleString('en')} more status lines stand in a body, ${count(elsewhere.text).toLocaleString('en')} amid other text.</p>`,
    ...overTime(summary),
    html`<h2>Codes</h2>`,
    bars(
      'Responses by code',
      Object.entries(codes).map(([code, some]) => ({
        label: `${code} ${canonicalReasonPhrase(Number(code)) ?? ''}`,
        count: some,
        isBad: code in unregistered,
      })),
    ),
    bars(
      'Responses by class',
      Object.entries(classes).map(([label, some]) => ({ label, count: some as number })),
    ),
    bars(
      'Responses by method',
      Object.entries(methods).map(([label, counts]) => ({ label, count: count(counts) })),
    ),
    searchableTable(
      'sessions',
      'Sessions',
      ['what', 'value'],
      Object.keys(sessions.outcomes).length === 0
        ? []
        : [
            ['attempts', count(sessions.outcomes)],
            ...sessionRatios(sessions).map(([name, ratio]) => [name, `${ratio.toFixed(1)} %`]),
          ],
    ),
    html`<h2>What to look at</h2>`,
    counted('deviations', 'Deviations from the ABNF that were forgiven', deviations as Record<string, Count>),
    counted('faults', 'Faults', faults as Record<string, Count>),
    searchableTable(
      'unregistered',
      'Codes that are not registered',
      ['code', 'to be treated as', 'count', 'first at'],
      Object.entries(unregistered).map(([code, { equivalent, count: some, first }]) => [
        code,
        equivalent ?? 'of no class',
        some,
        at(first),
      ]),
    ),
    searchableTable(
      'phrases',
      'Phrases that are not the canonical one',
      ['code', 'phrase', 'canonical', 'count', 'first at'],
      phrases.map(({ statusCode, reasonPhrase, count: some, first }) => [
        String(statusCode).padStart(3, '0'),
        html`<bdi>${shownPhrase(reasonPhrase)}</bdi>`,
        canonicalReasonPhrase(statusCode) ?? '',
        some,
        at(first),
      ]),
    ),
    html`<h2>Files</h2>`,
    searchableTable(
      'files',
      'What was scanned',
      ['file', 'octets', 'format'],
      files.map(({ file, octets, format }) => [file, octets, format]),
    ),
    searchableTable(
      'skipped',
      'What was not searched',
      ['reason', 'times', 'octets', 'first at'],
      Object.entries(skipped).map(([reason, { count: some, octets, first }]) => [reason, some, octets, at(first)]),
    ),
  ]);
}

function overTime({ times: { step, counts } }: Summary): readonly Html[] {
  const points = Object.entries(counts).map(([second, classes]) => ({
    at: Number(second) / step,
    label: `${instant(Number(second))}: ${classes
      .map((count, n) => (count === 0 ? '' : `${n + 1}xx ${count}`))
      .filter(Boolean)
      .join(', ')}`,
    counts: classes,
  }));
  if (points.length === 0) return [];
  const first = instant(Number(Object.keys(counts)[0]));
  const caption = `Responses in each ${step === 1 ? 'second' : `${step} seconds`} from ${first} UTC on`;
  return [html`<h2>Over time</h2>`, columns(caption, ['1xx', '2xx', '3xx', '4xx', '5xx', '6xx'], points)];
}

function counted(id: string, caption: string, counts: Readonly<Record<string, Count>>): Html {
  const rows = Object.entries(counts).map(([code, { count, first }]) => [code, count, at(first)]);
  return searchableTable(id, caption, ['what', 'count', 'first at'], rows);
}

function at({ file, offset }: Place): Html {
  return html`<bdi>${file}</bdi>:${offset}`;
}

import { Buffer } from 'node:buffer';
import type { ExamPart } from '../../arbitraries/index.ts';
import { displayReasonPhrase } from '../../index.ts';
import type { Profile } from '../../status-line.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { html, htmlPage, searchableTable } from '../output/html.ts';
import type { JUnitSuite } from '../output/junit.ts';
import { type Paint, table } from '../output/terminal.ts';
import type { ClauseScore } from './clause-count.ts';
import { type Expected, type Mistake, octetsOfBase64 } from './expected.ts';
import type { Answer } from './parser-process.ts';

/** Where lines come from: the corpus, a kind of generated lines, or a part of the exam. */
export type Source = 'corpus' | 'valid' | 'lenient' | 'malformed' | ExamPart;

/** What an exam is complete for, and with which automaton it was made. */
export interface Certificate {
  /** The number of states up to which a program that passes a part has the language. */
  readonly bounds: Readonly<Record<'A' | 'B', number>>;
  /** Names the automaton: another table has another name. */
  readonly automaton: string;
  /** How the lines that each clause of RFC 3261 decides were answered. */
  readonly clauses: readonly ClauseScore[];
}

export interface Score {
  readonly agreed: number;
  readonly total: number;
}

/** Disagreements of one kind about lines of one kind, and the least of them. */
export interface Disagreement {
  readonly source: Source;
  /** Which lines: the kind of a defect, deviations, the fault of a row. */
  readonly family: string;
  readonly mistake: Mistake;
  readonly count: number;
  readonly octets: Uint8Array;
  readonly expected: Expected;
  readonly answer: Answer;
  /** The row of the corpus, or the address `seed:block:index` of the generated case. */
  readonly origin: string;
}

export interface Report {
  readonly command: string;
  readonly profile: Profile;
  readonly seed: number;
  /** Which part of the lines it was, `1/4`, where it was not all of them. */
  readonly shard?: string | undefined;
  readonly score: Score;
  readonly sources: Readonly<Partial<Record<Source, Score>>>;
  /** Present where it was an exam. */
  readonly exam?: Certificate | undefined;
  readonly disagreements: readonly Disagreement[];
  /** Lines that were not shown to the parser, because it had failed too often at lines of their family or source. */
  readonly notAsked: number;
}

export function asText(report: Report, paint: Paint): string {
  const { command, profile, seed, score, sources: bySource, exam, disagreements, notAsked } = report;
  const colour = score.agreed === score.total ? 'green' : 'red';
  const rows = Object.entries(bySource).map(([source, { agreed, total }]) => [
    `  ${exam === undefined ? source : `part ${source}`}`,
    `${agreed} of ${total}`,
  ]);
  return [
    `${paint(colour, `${percent(score)} %`)}  ${command}  agrees with ${profile} on ${score.agreed} of ${score.total} lines`,
    table(rows),
    ...(exam === undefined ? [] : certified(exam, report)),
    ...disagreements.flatMap((one) => [
      '',
      `${paint('red', one.mistake)}  ${one.source}: ${one.family}, ${one.count} ${one.count === 1 ? 'line' : 'lines'}`,
      `  line      ${escapedLine(one.octets)}`,
      `  expected  ${expectation(one.expected)}`,
      `  answered  ${answered(one.answer)}`,
      `  ${paint('dim', `from ${one.origin}`)}`,
    ]),
    ...(notAsked > 0
      ? ['', `${notAsked} lines were not asked, because the parser had failed too often at lines like them`]
      : []),
    ...(disagreements.length > 0 && exam === undefined ? ['', paint('dim', `again: --seed ${seed}`)] : []),
  ].join('\n');
}

/** What passing a part says, and what it does not. */
function passed({ bounds }: Certificate, { sources: bySource, profile, shard }: Report): readonly string[] {
  if (shard !== undefined) return [`shard ${shard}: it takes all of them to pass a part`];
  const isPassed = (part: Source): boolean => bySource[part]?.agreed === bySource[part]?.total;
  return [
    ...(isPassed('A')
      ? [`part A passed: a program of up to ${bounds.A} states has the language of ${profile}, octet for octet`]
      : []),
    ...(isPassed('B')
      ? [
          `part B passed: so has one of up to ${bounds.B} states that does not tell apart octets which ${profile} does not`,
        ]
      : []),
    ...(isPassed('C') ? ['part C passed: the families that no number of states covers hold no difference'] : []),
  ];
}

/** The same, and how the lines of each clause were answered. */
function certified(exam: Certificate, report: Report): readonly string[] {
  const rows = exam.clauses.map(({ section, lines, agreed, total, least }) => [
    `  ${section}`,
    lines,
    `${agreed} of ${total}`,
    least === undefined ? '' : `${least.mistake} "${escapedLine(least.octets)}"`,
  ]);
  const sentences = [...passed(exam, report), `automaton ${exam.automaton}`];
  return [...sentences.map((sentence) => `  ${sentence}`), '', table(rows)];
}

export function asJson({ disagreements, exam, ...report }: Report): string {
  return JSON.stringify({
    ...report,
    ...(exam && {
      exam: {
        ...exam,
        clauses: exam.clauses.map(({ least, ...clause }) => ({
          ...clause,
          ...(least && { least: { line: escapedLine(least.octets), mistake: least.mistake } }),
        })),
      },
    }),
    disagreements: disagreements.map(({ octets, ...one }) => ({
      ...one,
      octets: Buffer.from(octets).toString('base64'),
      line: escapedLine(octets),
    })),
  });
}

/** The certificate of an exam as a page to look at, to print and to hand on. */
export function asPage(report: Report, version: string): string {
  const { command, profile, score, sources: bySource, exam, disagreements } = report;
  if (exam === undefined) throw new TypeError('there is a page of an exam only');
  const facts = [
    `${percent(score)} %: ${score.agreed} of ${score.total} lines answered as ${profile} has it`,
    ...Object.entries(bySource).map(([part, { agreed, total }]) => `part ${part}: ${agreed} of ${total}`),
    ...passed(exam, report),
    `automaton ${exam.automaton}, sip-status-line ${version}`,
  ];
  const rows = exam.clauses.map(({ section, level, sentence, lines, agreed, total, least }) => [
    section,
    level,
    sentence,
    lines,
    `${agreed} of ${total}`,
    least === undefined ? '' : html`${least.mistake} <code>${escapedLine(least.octets)}</code>`,
  ]);
  const columns = ['section', 'level', 'what it says', 'lines', 'right', 'the shortest that is wrong'];
  const wrong = disagreements.map(
    (one) => html`<article>
<h3>${one.mistake}: part ${one.source}, ${one.family}</h3>
<p>${one.count} ${one.count === 1 ? 'line' : 'lines'}, the shortest of them <code>${escapedLine(one.octets)}</code></p>
<p>expected ${expectation(one.expected)}; answered ${answered(one.answer)}</p>
</article>`,
  );
  return htmlPage(`Exam of ${command}`, [
    html`<ul>${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`,
    html`<h2>By clause</h2>
${searchableTable('clauses', 'The lines that each clause decides, and how many of them were answered rightly', columns, rows)}`,
    ...(wrong.length === 0 ? [] : [html`<h2>Disagreements</h2>${wrong}`]),
  ]);
}

/** A suite a source, a test a family that failed, and one for the lines on which both agree. */
export function asJUnit({ sources: bySource, disagreements }: Report): readonly JUnitSuite[] {
  return Object.entries(bySource).map(([source, { agreed }]) => ({
    name: source,
    tests: [
      { name: `${agreed} lines agreed`, failure: undefined },
      ...disagreements
        .filter((one) => one.source === source)
        .map((one) => ({
          name: `${one.family}: ${one.mistake}`,
          failure: [
            `${one.count} ${one.count === 1 ? 'line' : 'lines'}, the least of them ${escapedLine(one.octets)} (${one.origin})`,
            `expected ${expectation(one.expected)}`,
            `answered ${answered(one.answer)}`,
          ].join('\n'),
        })),
    ],
  }));
}

/** Rounded down, so that only what agrees on every line has 100. */
function percent({ agreed, total }: Score): string {
  return (Math.floor((agreed / Math.max(1, total)) * 1000) / 10).toFixed(1);
}

function phrase(said: unknown): string {
  if (said === undefined) return 'no phrase';
  const octets = octetsOfBase64(said);
  return octets ? JSON.stringify(escapedLine(octets)) : `a phrase that is not base64: ${asSaid(said)}`;
}

/** What should be something else, as it stood in the answer. */
function asSaid(value: unknown): string {
  return displayReasonPhrase(JSON.stringify(value).slice(0, 100));
}

function expectation(expected: Expected): string {
  return expected.valid ? `${expected.statusCode} ${phrase(expected.reasonPhrase)}` : `refused (${expected.fault})`;
}

function answered(answer: Answer): string {
  if (answer.kind !== 'answer') return `${answer.kind} (${displayReasonPhrase(answer.detail)})`;
  return answer.valid
    ? `${answer.statusCode === undefined ? 'no code' : asSaid(answer.statusCode)} ${phrase(answer.reasonPhrase)}`
    : 'refused';
}

import { type ExamLine, type ExamPart, exam } from '../../arbitraries/index.ts';
import {
  type GeneratedLine,
  generatedLine,
  type LineKind,
  lineKinds,
} from '../../arbitraries/test-run/labelled-line.ts';
import { shrunk } from '../../arbitraries/test-run/shrink-case.ts';
import { cases } from '../../arbitraries/test-run/test-case.ts';
import { corpusLines } from '../../gateway/cases/corpus-lines.ts';
import { familyOf, type Shard } from '../../gateway/cases/fuzz-case.ts';
import type { Profile } from '../../status-line.ts';
import type { Progress } from '../output/progress.ts';
import { ClauseCount } from './clause-count.ts';
import { type Expected, expectedFor, type Mistake, mistakeIn } from './expected.ts';
import { FailureBudget } from './failure-budget.ts';
import type { Answer, ParserProcess } from './parser-process.ts';
import type { Disagreement, Report, Source } from './report.ts';

export interface Examination {
  readonly profile: Profile;
  readonly seed: number;
  /** How many generated lines of each kind. */
  readonly count: number;
  /** Whether the lines are those of the exam, in place of the corpus and generated ones. */
  readonly isExam: boolean;
  /** Which part of the lines. */
  readonly shard: Shard;
  readonly isVerdictOnly: boolean;
  /** How long the shrinking of one family may take. */
  readonly shrinkingMilliseconds: number;
}

/** A line that is shown to the parser. */
interface Question {
  readonly source: Source;
  readonly family: string;
  readonly octets: Uint8Array;
  readonly origin: string;
  readonly expected: Expected;
}

interface Judged extends Question {
  readonly answer: Answer;
  readonly mistake: Mistake;
}

/** Only the shortest line is kept of each family, because all of a million lines may be wrong. */
interface Found {
  count: number;
  shortest: Judged;
}

/** How often a parser may fail while one family is shrunk: each time it has to be started again. */
const mostFailuresOfShrinking = 5;

/** Shows a parser the corpus and generated lines, and counts and shrinks what it is wrong about. */
export async function examine(
  parser: ParserProcess,
  { profile, seed, count, isExam, shard, isVerdictOnly, shrinkingMilliseconds }: Examination,
  progress: Progress,
): Promise<Examined> {
  const sources: Partial<Record<Source, { agreed: number; total: number }>> = {};
  for (const source of isExam ? parts : ordinarySources) sources[source] = { agreed: 0, total: 0 };
  const lines = isExam ? exam({ profile }) : undefined;
  const clauses = new ClauseCount();
  const found = new Map<string, Found>();
  const budget = new FailureBudget();
  let notAsked = 0;
  let done = 0;

  const judge = async (question: Question): Promise<void> => {
    const { source, family, octets, expected } = question;
    done += 1;
    const answer = await parser.ask(octets, () => budget.hasLeft(source, family));
    progress.update(done);
    if (answer === undefined) {
      notAsked += 1;
      return;
    }
    const mistake = mistakeIn(answer, expected, isVerdictOnly);
    budget.spend(source, family, mistake);
    if (isExam) clauses.add(octets, mistake);
    const score = sources[source] as { agreed: number; total: number };
    score.total += 1;
    if (mistake === undefined) score.agreed += 1;
    else {
      const key = `${source} ${family} ${mistake}`;
      const judged = { ...question, answer, mistake };
      const same = found.get(key);
      if (same === undefined) found.set(key, { count: 1, shortest: judged });
      else {
        same.count += 1;
        if (octets.length < same.shortest.octets.length) same.shortest = judged;
      }
    }
  };

  // Some questions are always under way, so that the parser need not wait for us, nor we hold all lines at once.
  const underWay = new Set<Promise<void>>();
  let position = 0;
  for (const question of lines === undefined ? questions(seed, count, profile) : examQuestions(lines, profile)) {
    const isOurs = position % shard.count === shard.index;
    position += 1;
    if (!isOurs) continue;
    const judging = judge(question).finally(() => underWay.delete(judging));
    underWay.add(judging);
    if (underWay.size >= 128) await Promise.race(underWay);
  }
  await Promise.all(underWay);

  const disagreements: Disagreement[] = [];
  for (const { count, shortest } of found.values()) {
    const least = await leastOf(shortest, parser, { profile, isVerdictOnly, shrinkingMilliseconds });
    disagreements.push({ ...least, count });
  }
  const certificate = lines && { bounds: lines.bounds, automaton: lines.automaton, clauses: clauses.scores };
  return { sources, disagreements, notAsked, ...(certificate && { exam: certificate }) };
}

export type Examined = Pick<Report, 'sources' | 'disagreements' | 'notAsked' | 'exam'>;

const parts: readonly ExamPart[] = ['A', 'B', 'C'];
const ordinarySources: readonly Source[] = ['corpus', ...lineKinds];

/** How many lines there will be. */
export function total({ count, isExam, profile, shard }: Examination): number {
  const all = isExam
    ? Object.values(exam({ profile }).lines).reduce((sum, lines) => sum + lines)
    : corpusLines().length + lineKinds.length * count;
  return Math.ceil((all - shard.index) / shard.count);
}

function* examQuestions(lines: Iterable<ExamLine>, profile: Profile): Generator<Question> {
  for (const { octets, part, family, answers } of lines) {
    const expected = expectedFor(octets, profile, answers[profile] !== undefined);
    yield { source: part, family, octets, origin: `part ${part} of the exam`, expected };
  }
}

function* questions(seed: number, count: number, profile: Profile): Generator<Question> {
  for (const { id, octets, why, family, labels } of corpusLines())
    yield { source: 'corpus', family, octets, origin: `corpus ${id}: ${why}`, expected: labels[profile] };
  for (const kind of lineKinds) {
    const lines = cases(linesOf(kind, profile), seed);
    for (let n = 0; n < count; n += 1) {
      const { address, value } = lines.next().value;
      const { octets } = value;
      const expected = expectedFor(octets, profile, isValid(kind, profile));
      yield { source: kind, family: familyOf(value), octets, origin: `case ${address}`, expected };
    }
  }
}

function linesOf(kind: LineKind, profile: Profile): ReturnType<typeof generatedLine> {
  return generatedLine([kind], { crlf: false, profile });
}

function isLineKind(source: Source): source is LineKind {
  return (lineKinds as readonly string[]).includes(source);
}

/** Malformed are only lines that the profile refuses. */
function isValid(kind: LineKind, profile: Profile): boolean {
  return kind === 'valid' || (kind === 'lenient' && profile === 'lenient');
}

/** What the shortest disagreement of a family shrinks to, where it was generated. */
async function leastOf(
  shortest: Judged,
  parser: ParserProcess,
  { profile, isVerdictOnly, shrinkingMilliseconds }: Omit<Examination, 'seed' | 'count' | 'isExam' | 'shard'>,
): Promise<Judged> {
  const { source, family, mistake, origin } = shortest;
  if (!isLineKind(source) || shrinkingMilliseconds === 0) return shortest;
  let failures = 0;
  const judged = async (value: GeneratedLine): Promise<Judged | undefined> => {
    const answer = await parser.ask(value.octets, () => failures < mostFailuresOfShrinking);
    if (answer === undefined) return undefined;
    if (answer.kind !== 'answer') failures += 1;
    const expected = expectedFor(value.octets, profile, isValid(source, profile));
    const same = familyOf(value) === family && mistakeIn(answer, expected, isVerdictOnly) === mistake;
    return same ? { ...shortest, octets: value.octets, expected, answer } : undefined;
  };
  let least = shortest;
  const address = origin.slice('case '.length);
  const value: GeneratedLine = { kind: source, octets: shortest.octets };
  await shrunk(
    linesOf(source, profile),
    { address, value },
    async (smaller) => {
      const result = await judged(smaller);
      if (result !== undefined) least = result;
      return result !== undefined;
    },
    shrinkingMilliseconds,
  );
  return least;
}

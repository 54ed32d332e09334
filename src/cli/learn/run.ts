import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demandedBy } from '../../gateway/campaign/expectation.ts';
import { type ModeName, TargetError } from '../../gateway/index.ts';
import { type Ask, type Learned, type LearnOptions, learnLanguage } from '../../gateway/learner/learn.ts';
import { type LearnedTarget, learnTarget } from '../../gateway/learner/learn-target.ts';
import {
  differencesOf,
  type LanguageDifference,
  type Machine,
  machineOf,
  machineOfProfile,
  machineWithout,
} from '../../gateway/learner/model.ts';
import { faultMessage, safeParseStatusLine } from '../../index.ts';
import { displayReasonPhrase } from '../../reason-phrase.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { count, type Options, UsageError } from '../command.ts';
import { ParserProcess } from '../conform/parser-process.ts';
import { prepared, setupsFrom } from '../fuzz/setup.ts';
import { html, htmlPage, searchableTable } from '../output/html.ts';
import { progress } from '../output/progress.ts';
import { type Terminal, table } from '../output/terminal.ts';
import { AnswerFile } from './answer-file.ts';
import { dotOf } from './dot.ts';
import { drawingOf } from './drawing.ts';
import { type ModelFile, modelFileOf, readModel, writeModel } from './model-file.ts';

/** How many differences are listed. */
const mostDifferences = 100;

/** CR and LF, which end a line on its way to a target. */
const lineEnds = [0x0d, 0x0a];

/** The parser ended or hung at a line: that is found, and nothing more can be learned. */
class Crash extends Error {}

/** What is learned of, what it is held against, and what is printed of it. */
interface Learning {
  readonly name: string;
  /** How a target is reached. Left out for a parser. */
  readonly mode?: ModeName;
  readonly against: { readonly name: string; readonly machine: Machine };
  readonly options: Options;
  readonly terminal: Terminal;
}

/** Learns what a parser takes. Exit status 1 where that is something else than it is held against, 4 for a hypothesis. */
export async function learnParser(
  command: string,
  args: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  const against = machineAgainst(String(options.against ?? 'rfc'));
  const parser = new ParserProcess(command, args, limitFrom(options, 'timeout', 1) ?? 2000);
  const ask: Ask = async (octets) => {
    const answer = await parser.ask(octets, () => true);
    if (answer?.kind !== 'answer') {
      throw new Crash(
        `${command} ${answer?.kind ?? 'gave no answer'} at ${escapedLine(octets)}: ${answer?.detail ?? ''}`,
      );
    }
    return answer.valid;
  };
  try {
    const learning = { name: [command, ...args].join(' '), against, options, terminal };
    return await report(learning, (limits) => learnLanguage(ask, limits));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    terminal.reportError(error.message);
    return 1;
  } finally {
    parser.stop();
  }
}

/** The same for a server or a client, over one transport. */
export async function learnFromTarget(
  what: string,
  command: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { name, machine } = machineAgainst(String(options.against ?? 'rfc'));
  const against = { name, machine: machineWithout(machine, lineEnds) };
  const [setup, ...more] = setupsFrom(what, command, options);
  if (setup === undefined || more.length > 0) throw new UsageError('learn works over one transport at a time');
  const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-learn-'));
  try {
    const target = await prepared(setup, directory);
    const parallel =
      options.parallel === undefined ? target.parallel : Math.max(1, count('--parallel', `${options.parallel}`));
    const caseMilliseconds = limitFrom(options, 'timeout', 1);
    const { version } = target.target;
    const named = `${target.name ?? setup.target ?? what}${version === undefined ? '' : ` ${version}`}, ${setup.mode} over ${setup.transport}`;
    return await report({ name: named, mode: setup.mode, against, options, terminal }, (limits) =>
      learnTarget({
        ...target,
        ...limits,
        ...(parallel === undefined ? {} : { parallel }),
        ...(caseMilliseconds === undefined ? {} : { caseMilliseconds }),
      }),
    );
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    terminal.reportError(error.message);
    return 3;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type ExitStatus = 0 | 1 | 3 | 4 | 130;

/** Learns within the limits of the options, and writes and prints what came of it. */
async function report(
  { name, mode, against, options, terminal }: Learning,
  learn: (limits: LearnOptions) => Promise<Learned & Partial<LearnedTarget>>,
): Promise<ExitStatus> {
  const output = typeof options.output === 'string' ? options.output : undefined;
  const interrupt = new AbortController();
  const answers = output === undefined ? undefined : new AnswerFile(`${output}.answers`, options.resume === true);
  const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const interrupted = (): void => interrupt.abort();
  for (const signal of endings) process.on(signal, interrupted);
  const bar = progress(terminal, 'learn', 0);
  const begun = performance.now();
  let learned: Learned & Partial<LearnedTarget>;
  try {
    learned = await learn({
      maxStates: limitFrom(options, 'max-states', 1),
      maxQuestions: limitFrom(options, 'max-questions', 1),
      maxMilliseconds: limitFrom(options, 'max-time', 1000),
      octets: octetsFrom(options),
      answers: answers?.before,
      keep: answers?.keep,
      signal: interrupt.signal,
      progress(states, questions) {
        const rate = Math.round((1000 * questions) / (performance.now() - begun));
        bar.update(questions, `${states} states, ${rate} questions a second`);
      },
    });
  } finally {
    bar.stop();
    answers?.close();
    for (const signal of endings) process.removeListener(signal, interrupted);
  }
  const file = modelFileOf(name, learned, Math.round(performance.now() - begun));
  if (output !== undefined) writeModel(output, file);
  if (learned.ending === 'learned') answers?.remove();
  if (typeof options.dot === 'string') writeFileSync(options.dot, dotOf(file.model));
  if (typeof options.svg === 'string') writeFileSync(options.svg, drawingOf(file.model, titleOf(file), true).text);
  const differences = differencesOf(machineOf(file.model), against.machine, mostDifferences);
  const { method } = learned;
  const way = mode === undefined || method === undefined ? undefined : { mode, method };
  const harms = (learned.harms ?? []).map(({ octets, outcome }) => ({
    octets: Buffer.from(octets).toString('base64'),
    line: escapedLine(octets),
    verdict: outcome.verdict,
    detail: outcome.detail,
  }));
  if (typeof options.report === 'string') {
    writeFileSync(options.report, pageOf({ file, learned, differences, harms, against: against.name, way }));
  }
  if (options.json)
    await terminal.print(JSON.stringify({ ...file, harms, differences: differences.map((one) => asJson(one, way)) }));
  else {
    await terminal.show(headOf(file, learned));
    for (const { line, verdict, detail = '' } of harms) {
      await terminal.show(
        `${verdict} at "${line}"${detail === '' ? '' : ` (${displayReasonPhrase(detail)})`}: fuzz it\n`,
      );
    }
    await terminal.show(tableOf(differences, 'it', against.name, way));
  }
  if (learned.ending === 'interrupted') return 130;
  if (learned.ending !== 'learned') return 4;
  return differences.length + harms.length === 0 ? 0 : 1;
}

function limitFrom(options: Options, name: string, unit: number): number | undefined {
  return options[name] === undefined ? undefined : unit * count(`--${name}`, String(options[name]));
}

function octetsFrom({ octets = 'all' }: Options): 'all' | 'classes' {
  if (octets !== 'all' && octets !== 'classes') throw new UsageError('--octets must be all or classes');
  return octets;
}

/** What one of two models takes and the other refuses. */
export async function compareModels(paths: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1> {
  const [first, second] = paths;
  if (first === undefined || second === undefined || paths.length > 2) {
    throw new UsageError('learn --compare needs two files that learn -o has written');
  }
  const [one, other] = [first, second].map((path) => machineOf(readModel(path).model)) as [Machine, Machine];
  const differences = differencesOf(one, other, mostDifferences);
  if (options.json) await terminal.print(JSON.stringify({ differences: differences.map((each) => asJson(each)) }));
  else await terminal.show(tableOf(differences, first, second));
  return differences.length === 0 ? 0 : 1;
}

function machineAgainst(what: string): { readonly name: string; readonly machine: Machine } {
  if (what === 'rfc') return { name: 'RFC 3261', machine: machineOfProfile('strict') };
  if (what === 'lenient') return { name: 'lenient', machine: machineOfProfile('lenient') };
  return { name: what, machine: machineOf(readModel(what).model) };
}

function headOf(
  { command, questions, symbols, milliseconds, model }: ModelFile,
  { ending, contradiction }: Learned,
): string {
  const found = `${model.labels.length} states, ${symbols} classes of octets, ${questions} questions, ${(milliseconds / 1000).toFixed(1)} s`;
  switch (ending) {
    case 'learned':
      return `${command}  learned: ${found}\n`;
    case 'interrupted':
      return `${command}  interrupted; a hypothesis: ${found}\n`;
    case 'unsound':
      return `${command}  answers a line both ways: ${escapedLine(contradiction ?? new Uint8Array())}\n  a hypothesis: ${found}\n`;
    default:
      return `${command}  not learned, ${ending.replaceAll('-', ' ')}; a hypothesis: ${found}\n`;
  }
}

function tableOf(differences: readonly LanguageDifference[], first: string, second: string, way?: Way): string {
  if (differences.length === 0) return `no difference from ${second}, for lines of any length`;
  const rows = differences
    .map((difference) => [difference, difference.first] as const)
    .map(([difference, label]) => [
      `${first} ${verbs[label]} it`,
      `"${escapedLine(difference.octets)}"`,
      saying(difference, way),
    ]);
  const more = differences.length < mostDifferences ? '' : `\nthe first ${mostDifferences} of them`;
  return `${differences.length} differences from ${second}, the shortest line of each\n${table(rows)}${more}`;
}

function titleOf({ command }: ModelFile): string {
  return `What ${command} reads of a Status-Line`;
}

interface Page {
  readonly file: ModelFile;
  readonly learned: Learned;
  readonly differences: readonly LanguageDifference[];
  readonly harms: readonly { readonly line: string; readonly verdict: string; readonly detail: string | undefined }[];
  readonly against: string;
  readonly way: Way | undefined;
}

/** What was learned as a page: the automaton drawn, and how it differs. */
function pageOf({ file, learned, differences, harms, against, way }: Page): string {
  const rows = differences.map((difference) => [
    `it ${verbs[difference.first]} it`,
    html`<code>${escapedLine(difference.octets)}</code>`,
    saying(difference, way),
  ]);
  const caption = `${differences.length} differences from ${against}, the shortest line of each`;
  return htmlPage(titleOf(file), [
    html`<p>${headOf(file, learned).trim()}</p>
<p>sip-status-line ${file.version}, ${file.at}</p>
<div class="wide" tabindex="0" role="region" aria-label="The automaton">${drawingOf(file.model, titleOf(file))}</div>
<p>A state with a double ring is where a line may end; a broken ring, where it is taken for something else. Octets are
characters, or two hexadecimal digits.</p>`,
    ...harms.map(
      ({ line, verdict, detail = '' }) =>
        html`<article><h2>${verdict}</h2><p><code>${line}</code> ${displayReasonPhrase(detail)}</p></article>`,
    ),
    html`<h2>Differences</h2>
${searchableTable('differences', caption, ['what it does', 'line', 'what RFC 3261 says'], rows)}`,
  ]);
}

const verbs = { taken: 'takes', changed: 'changes', refused: 'refuses' } as const;

/** What RFC 3261 says of a line, and where some section has a target do with it what it does. */
function saying({ octets, first }: LanguageDifference, way?: Way): string {
  const { fault } = safeParseStatusLine(octets);
  if (fault !== undefined) return faultMessage(fault, octets);
  const asSeen = first === 'refused' ? (['dropped', 'replaced'] as const) : [];
  const [section] = asSeen.flatMap((verdict) => (way && demandedBy(octets, { verdict }, way)) ?? []);
  return `a Status-Line (RFC 3261 §25.1)${section === undefined ? '' : `, and ${section} has it go no further`}`;
}

/** How a target was asked. */
type Way = Parameters<typeof demandedBy>[2];

function asJson(difference: LanguageDifference, way?: Way) {
  const { octets, first, second, only } = difference;
  const line = { octets: Buffer.from(octets).toString('base64'), line: escapedLine(octets) };
  return { ...line, first, second, only, rfc: saying(difference, way) };
}

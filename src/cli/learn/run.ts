import { writeFileSync } from 'node:fs';
import { type Ask, type Learned, learnLanguage } from '../../gateway/learner/learn.ts';
import {
  differencesOf,
  type LanguageDifference,
  type Machine,
  machineOf,
  machineOfProfile,
} from '../../gateway/learner/model.ts';
import { faultMessage, safeParseStatusLine } from '../../index.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { count, type Options, UsageError } from '../command.ts';
import { ParserProcess } from '../conform/parser-process.ts';
import { progress } from '../output/progress.ts';
import { type Terminal, table } from '../output/terminal.ts';
import { dotOf } from './dot.ts';
import { type ModelFile, modelFileOf, readModel, writeModel } from './model-file.ts';

/** How many differences are listed. */
const mostDifferences = 100;

/** The parser ended or hung at a line: that is found, and nothing more can be learned. */
class Crash extends Error {}

/** Learns what a parser takes. Exit status 1 where that is something else than it is held against, 4 for a hypothesis. */
export async function learnParser(
  command: string,
  args: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<0 | 1 | 4> {
  const against = machineAgainst(String(options.against ?? 'rfc'));
  const limit = (name: string, unit: number): number | undefined =>
    options[name] === undefined ? undefined : unit * count(`--${name}`, String(options[name]));
  const parser = new ParserProcess(command, args, limit('timeout', 1) ?? 2000);
  const bar = await progress(terminal, 'learn', 0);
  const ask: Ask = async (octets) => {
    const answer = await parser.ask(octets, () => true);
    if (answer?.kind !== 'answer') {
      throw new Crash(
        `${command} ${answer?.kind ?? 'gave no answer'} at ${escapedLine(octets)}: ${answer?.detail ?? ''}`,
      );
    }
    return answer.valid;
  };
  const begun = performance.now();
  let learned: Learned;
  try {
    learned = await learnLanguage(ask, {
      maxStates: limit('max-states', 1),
      maxQuestions: limit('max-questions', 1),
      maxMilliseconds: limit('max-time', 1000),
      progress: (states, questions) => bar.update(questions, `${states} states`),
    });
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    terminal.reportError(error.message);
    return 1;
  } finally {
    bar.stop();
    parser.stop();
  }
  const milliseconds = Math.round(performance.now() - begun);
  const file = modelFileOf([command, ...args].join(' '), learned, milliseconds);
  if (typeof options.output === 'string') writeModel(options.output, file);
  if (typeof options.dot === 'string') writeFileSync(options.dot, dotOf(file.model));
  const differences = differencesOf(machineOf(file.model), against.machine, mostDifferences);
  if (options.json) await terminal.print(JSON.stringify({ ...file, differences: differences.map(asJson) }));
  else {
    await terminal.print(headOf(file, learned));
    await terminal.print(tableOf(differences, 'it', against.name));
  }
  if (learned.ending !== 'learned') return 4;
  return differences.length === 0 ? 0 : 1;
}

/** What one of two models takes and the other refuses. */
export async function compareModels(paths: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1> {
  const [first, second] = paths;
  if (first === undefined || second === undefined || paths.length > 2) {
    throw new UsageError('learn --compare needs two files that learn -o has written');
  }
  const [one, other] = [first, second].map((path) => machineOf(readModel(path).model)) as [Machine, Machine];
  const differences = differencesOf(one, other, mostDifferences);
  if (options.json) await terminal.print(JSON.stringify({ differences: differences.map(asJson) }));
  else await terminal.print(tableOf(differences, first, second));
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
    case 'unsound':
      return `${command}  answers a line both ways: ${escapedLine(contradiction ?? new Uint8Array())}\n  a hypothesis: ${found}\n`;
    default:
      return `${command}  not learned, ${ending.replaceAll('-', ' ')}; a hypothesis: ${found}\n`;
  }
}

function tableOf(differences: readonly LanguageDifference[], first: string, second: string): string {
  if (differences.length === 0) return `no difference from ${second}, for lines of any length`;
  const rows = differences.map(({ octets, only }) => [
    only === 'first' ? `${first} takes it` : `${first} refuses it`,
    `"${escapedLine(octets)}"`,
    saying(octets),
  ]);
  const more = differences.length < mostDifferences ? '' : `\nthe first ${mostDifferences} of them`;
  return `${differences.length} differences from ${second}, the shortest line of each\n${table(rows)}${more}`;
}

/** What RFC 3261 says of a line. */
function saying(octets: Uint8Array): string {
  const { fault } = safeParseStatusLine(octets);
  return fault === undefined ? 'a Status-Line (RFC 3261 §25.1)' : faultMessage(fault, octets);
}

function asJson({ octets, only }: LanguageDifference) {
  return { octets: Buffer.from(octets).toString('base64'), line: escapedLine(octets), only, rfc: saying(octets) };
}

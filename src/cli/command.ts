import type { ParseArgsConfig } from 'node:util';
import type { Terminal } from './output/terminal.ts';

/** One of the tool's commands. */
export interface Command {
  /** The text after the tool's name in the help text. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The options with their explanations, for the help text of the command. */
  readonly options: Readonly<
    Record<string, { type: 'boolean' | 'string'; help: string; value?: string; short?: string; multiple?: boolean }>
  >;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  /** Other usages of the command, each with one line about it. */
  readonly more?: readonly (readonly [usage: string, summary: string])[];
  /** Does the work. Returns the exit status: 0 all good, 1 something was invalid or found, 2 unreadable; fuzz adds 3, 4, 130. */
  run(args: readonly string[], options: Options, terminal: Terminal): Promise<ExitStatus>;
}

export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 130;

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Wrong usage: printed to standard error, exit status 2. */
export class UsageError extends Error {}

export function parseArgsOptions(command: Command): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short === undefined ? {} : { short }) },
    ]),
  );
}

/** A whole number of things. */
export function count(option: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${option} must be a whole number`);
  return Number(text);
}

/** The seed of a run: the one that was given, or a new one, which is printed on standard error. */
export function seedFrom(text: Options[string], terminal: Terminal): number {
  if (text === undefined) {
    const seed = Math.floor(Math.random() * 0x7fffffff);
    terminal.report(`--seed ${seed}`);
    return seed;
  }
  const seed = Number(text);
  if (!/^-?\d+$/.test(String(text)) || seed !== (seed | 0))
    throw new UsageError('--seed must be an integer of 32 bits');
  return seed;
}

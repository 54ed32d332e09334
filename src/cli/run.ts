import { parseArgs } from 'node:util';
import { type Command, type ExitStatus, type Options, parseArgsOptions, UsageError } from './command.ts';
import { answer } from './commands/answer.ts';
import { build } from './commands/build.ts';
import { conform } from './commands/conform.ts';
import { fuzz } from './commands/fuzz.ts';
import { generate } from './commands/generate.ts';
import { learn } from './commands/learn.ts';
import { lookup } from './commands/lookup.ts';
import { parse } from './commands/parse.ts';
import { playground } from './commands/playground.ts';
import { scan } from './commands/scan.ts';
import { completionScript } from './completion.ts';
import { helpOf, helpOfAll, manPage, meantBy } from './help.ts';
import { type Io, Terminal } from './output/terminal.ts';
import { packageVersion } from './package-version.ts';

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ parse, build, lookup, generate, conform, scan, fuzz, learn, answer, playground }),
);

/** Runs the tool on its arguments, without the name of the program. Errors are reported, and never thrown. */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const terminal = new Terminal(io);
  try {
    return await runCommand(args, terminal);
  } catch (error) {
    terminal.reportError(missingPackage(error) ?? (error instanceof Error ? error.message : String(error)));
    if (isUsageError(error))
      terminal.report(`Try: sip-status-line ${commands.has(args[0] ?? '') ? `help ${args[0]}` : '--help'}`);
    return 2;
  }
}

async function runCommand([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  switch (name) {
    case '--version':
    case '-v':
      await terminal.print(packageVersion());
      return 0;
    case '--help':
    case '-h':
    case 'help':
      await terminal.write(helpFor(rest));
      return 0;
    case 'completion':
      await terminal.write(completionScript(rest[0], commands));
      return 0;
    case undefined:
      throw new UsageError('missing command');
  }
  const command = commandNamed(name);
  const { values, positionals } = parsed(command, rest);
  if (values.help) {
    await terminal.write(helpOf(command));
    return 0;
  }
  return command.run(positionals, values as Options, terminal);
}

/** Of one command, of all, or the manual page of all. */
function helpFor([name]: readonly string[]): string {
  if (name === '--man') return manPage(commands);
  return name === undefined ? helpOfAll(commands) : helpOf(commandNamed(name));
}

function commandNamed(name: string): Command {
  const command = commands.get(name);
  if (command !== undefined) return command;
  throw new UsageError(
    `unknown command ${JSON.stringify(name)}${hint(meantBy(name, [...commands.keys(), 'completion']))}`,
  );
}

function parsed(command: Command, args: readonly string[]) {
  const options = { ...parseArgsOptions(command), help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /^Unknown option '--([^']*)'/.exec(message)?.[1];
    if (!unknown) throw error;
    const meant = meantBy(unknown, Object.keys(options));
    throw new UsageError(`unknown option --${unknown}${hint(meant && `--${meant}`)}`);
  }
}

function hint(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** Packages that not everybody needs are installed by those who do. */
function missingPackage(error: unknown): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  const name = code === 'ERR_MODULE_NOT_FOUND' ? /^Cannot find package '([\w-]+)'/.exec(message)?.[1] : undefined;
  return name && `this needs the package ${name}: npm install ${name}`;
}

function isUsageError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

import { parseArgs } from 'node:util';
import { displayReasonPhrase } from '../index.ts';
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
    terminal.reportError(error instanceof Error ? error.message : String(error));
    if (isUsageError(error)) terminal.report('Try: sip-status-line --help');
    return 2;
  }
}

async function runCommand([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  if (name === '--version') {
    await terminal.print(packageVersion());
    return 0;
  }
  if (name === '--help' || name === 'help') {
    await terminal.write(helpOfAll());
    return 0;
  }
  const command = commands.get(name ?? '');
  if (command === undefined) {
    throw new UsageError(
      name === undefined ? 'missing command' : `unknown command ${displayReasonPhrase(JSON.stringify(name))}`,
    );
  }
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { ...parseArgsOptions(command), help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    await terminal.write(helpOf(command));
    return 0;
  }
  return command.run(positionals, values as Options, terminal);
}

function isUsageError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

function helpOfAll(): string {
  return `The SIP Status-Line of RFC 3261: parse it, validate it, build it, generate it.

${[...commands.values()].map(({ usage, summary }) => `  sip-status-line ${usage}\n      ${summary}`).join('\n')}

  sip-status-line COMMAND --help
  sip-status-line --version

Exit status: 0 all good, 1 something was invalid, found or not found, 2 wrong usage or unreadable input;
fuzz adds 3 (the target did not start or answer), 4 (the target was lost, or files are no whole) and 130 (interrupted).
`;
}

function helpOf({ usage, summary, options, more = [] }: Command): string {
  const rows = Object.entries(options).map(([name, { value, help, short }]) => {
    const names = short === undefined ? `--${name}` : `--${name}, -${short}`;
    const flag = value === undefined ? names : `${names} ${value}`;
    return `  ${flag.padEnd(24)} ${help}`;
  });
  return `Usage: sip-status-line ${usage}

${summary}
${more.map(([other, about]) => `\n  sip-status-line ${other}\n      ${about}`).join('')}${more.length === 0 ? '' : '\n'}
${[...rows, `  ${'--help, -h'.padEnd(24)} print this text`].join('\n')}
`;
}

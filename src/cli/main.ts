#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { argv, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { displayReasonPhrase } from '../index.ts';
import { answer } from './answer.ts';
import { build } from './build.ts';
import { conform } from './conform.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { generate } from './generate.ts';
import { lookup } from './lookup.ts';
import { parse } from './parse.ts';
import { playground } from './playground.ts';
import { scan } from './scan.ts';
import { parseArgsOptions, UsageError, type Verb } from './verb.ts';

const verbs: ReadonlyMap<string, Verb> = new Map(
  Object.entries({ parse, build, lookup, generate, conform, scan, fuzz, answer, playground }),
);

// Whoever reads the output may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main(argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  stderr.write(`sip-status-line: ${error instanceof Error ? error.message : String(error)}\n`);
  if (isUsageError(error)) stderr.write('Try: sip-status-line --help\n');
}

async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === '--version') {
    stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  if (name === '--help' || name === 'help') {
    stdout.write(helpOfAll());
    return 0;
  }
  const verb = verbs.get(name ?? '');
  if (verb === undefined) {
    throw new UsageError(
      name === undefined ? 'missing command' : `unknown command ${displayReasonPhrase(JSON.stringify(name))}`,
    );
  }
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { ...parseArgsOptions(verb), help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    stdout.write(helpOf(verb));
    return 0;
  }
  return verb.run(positionals, values as Record<string, string | boolean | undefined>);
}

function isUsageError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

function packageVersion(): string {
  // Not written in one piece, or the bundler takes the file for a part of the program.
  const manifest = '../../package.json';
  return JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')).version;
}

function helpOfAll(): string {
  return `The SIP Status-Line of RFC 3261: parse it, validate it, build it, generate it.

${[...verbs.values()].map(({ usage, summary }) => `  sip-status-line ${usage}\n      ${summary}`).join('\n')}

  sip-status-line COMMAND --help
  sip-status-line --version

Exit status: 0 all good, 1 something was invalid, found or not found, 2 wrong usage or unreadable input;
fuzz adds 3 (the target did not start or answer), 4 (the run was unsound) and 130 (interrupted).
`;
}

function helpOf({ usage, summary, options, more = [] }: Verb): string {
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

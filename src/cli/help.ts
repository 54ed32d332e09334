// What the tool says of itself: its help texts and its man page are made of the same data.
import type { Command } from './command.ts';
import { packageVersion } from './package-version.ts';

export type Commands = ReadonlyMap<string, Command>;

const what = 'The SIP Status-Line of RFC 3261: parse it, validate it, build it, generate it.';

/** What each exit status means, for every command. */
const exitStatuses: readonly (readonly [status: number, meaning: string])[] = [
  [0, 'all good'],
  [1, 'something was invalid, found or not found'],
  [2, 'wrong usage or unreadable input'],
  [3, 'fuzz, learn: the target did not start or answer'],
  [4, 'fuzz, learn: the target was lost, files are no whole, or nothing was learned'],
  [130, 'interrupted; what was done is written'],
];

export function helpOfAll(commands: Commands): string {
  const rows = [...commands].map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}`);
  return `${what}

Usage: sip-status-line COMMAND [OPTIONS]

${rows.join('\n')}

  sip-status-line help COMMAND, or COMMAND --help, has the options and examples of each
  sip-status-line --version, -v

Exit status:
${exitStatuses.map(([status, meaning]) => `  ${String(status).padEnd(4)} ${meaning}`).join('\n')}
`;
}

export function helpOf({ usage, summary, options, more = [], examples }: Command): string {
  const flags = [...flagsOf(options), ['--help, -h', 'print this text'] as const];
  const width = Math.min(24, Math.max(...flags.map(([flag]) => flag.length)));
  return [
    `Usage: sip-status-line ${usage}`,
    '',
    summary,
    ...more.flatMap(([other, about]) => ['', `  sip-status-line ${other}`, `      ${about}`]),
    '',
    ...flags.map(([flag, help]) => `  ${flag.padEnd(width)} ${help}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function flagsOf(options: Command['options']): readonly (readonly [flag: string, help: string])[] {
  return Object.entries(options).map(([name, { value, help, short }]) => {
    const names = short === undefined ? `--${name}` : `--${name}, -${short}`;
    return [value === undefined ? names : `${names} ${value}`, help];
  });
}

/** The manual page of section 1, in the macros of man(7). */
export function manPage(commands: Commands): string {
  return [
    `.TH SIP-STATUS-LINE 1 "" "sip-status-line ${packageVersion()}"`,
    '.SH NAME',
    'sip-status-line \\- the first line of SIP responses',
    '.SH SYNOPSIS',
    '.B sip-status-line',
    '.I COMMAND',
    '[\\fIOPTIONS\\fR]',
    '.SH DESCRIPTION',
    roff(what),
    ...[...commands].flatMap(([name, { usage, summary, options, more = [], examples }]) => [
      `.SH ${name.toUpperCase()}`,
      `.B sip-status-line ${roff(usage)}`,
      '.PP',
      roff(`${summary}.`),
      ...more.flatMap(([other, about]) => ['.TP', `.B ${roff(`sip-status-line ${other}`)}`, roff(about)]),
      ...flagsOf(options).flatMap(([flag, help]) => ['.TP', `.B ${roff(flag)}`, roff(help)]),
      '.PP',
      'Examples:',
      '.PP',
      '.nf',
      ...examples.map((example) => `.RS\n${roff(example)}\n.RE`),
      '.fi',
    ]),
    '.SH EXIT STATUS',
    ...exitStatuses.flatMap(([status, meaning]) => ['.TP', `.B ${status}`, roff(meaning)]),
    '',
  ].join('\n');
}

/** A line that begins with a dot or an apostrophe would be a request of roff, and it knows ASCII alone. */
function roff(text: string): string {
  const named = (character: string): string =>
    `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/[^ -~\n]/gu, named)
    .replace(/^(?=[.'])/gm, '\\&');
}

/** What was meant by a word that is none of some: the only one that is two slips away at most. */
export function meantBy(word: string, words: Iterable<string>): string | undefined {
  const near = [...words]
    .map((other) => ({ other, slips: slipsBetween(word, other) }))
    .filter(({ other, slips }) => slips <= Math.min(2, other.length / 2))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.other;
}

/** Letters that are missing, too many, wrong, or that have changed places. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(!isSame));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

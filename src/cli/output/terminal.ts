import { once } from 'node:events';
import { stripVTControlCharacters, styleText } from 'node:util';
import { displayReasonPhrase } from '../../reason-phrase.ts';
import { isolated } from './isolated.ts';

/** Where a command reads and writes: the streams of the process, or those of a test. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
};

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Colours a text where standard output shows colours. */
export type Paint = (style: Style, text: string) => string;

export class Terminal {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stderr: Output;
  readonly env: Io['env'];
  readonly isTerminal: boolean;
  readonly paint: Paint;
  /** How many characters a line of it has; Infinity where standard output is no terminal. */
  readonly columns: number;
  readonly #stdout: Output;

  constructor({ stdin, stdout, stderr, env }: Io) {
    this.stdin = stdin;
    this.stderr = stderr;
    this.env = env;
    this.#stdout = stdout;
    this.isTerminal = stdout.isTTY === true;
    this.columns = (this.isTerminal ? stdout.columns : undefined) ?? Infinity;
    const hasColors = this.isTerminal && stdout.hasColors?.() === true && !env.NO_COLOR;
    this.paint = (style, text) => (hasColors ? styleText(style, text) : text);
  }

  /** Writes a line to standard output. */
  print(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }

  /**
   * Writes a text for people to standard output. What runs from right to left is isolated on a terminal; data is printed
   * as it is, because whoever copies it from there would copy the marks.
   */
  show(text: string): Promise<void> {
    return this.print(this.isTerminal ? isolated(text) : text);
  }

  /** Writes to standard output and waits while nobody reads, so that any amount of output takes little memory. */
  async write(text: string | Uint8Array): Promise<void> {
    if (!this.#stdout.write(text)) await once(this.#stdout, 'drain');
  }

  /** Writes a line to standard error. What of it comes from elsewhere (names of files, answers of a target) does nothing there. */
  report(text: string): void {
    const shown = text.split('\n').map(displayReasonPhrase).join('\n');
    this.stderr.write(`${this.stderr.isTTY ? isolated(shown) : shown}\n`);
  }

  /** Reports an error in the form that all errors have. */
  reportError(message: string): void {
    this.report(`sip-status-line: ${message}`);
  }
}

/**
 * Rows as columns that line up, two spaces apart.
 *
 * @param columns how many characters a row may have: what the others leave is the room of the first column
 */
export function table(all: readonly (readonly string[])[], columns: number = Infinity): string {
  const shown = (cell: string): number => stripVTControlCharacters(cell).length;
  const others = Math.max(0, ...all.map(([, ...rest]) => rest.reduce((sum, cell) => sum + 2 + shown(cell), 0)));
  const room = Math.max(leastRoom, columns - others);
  const rows = all.map(([first = '', ...rest]) => [
    first.length > room ? `${first.slice(0, room - 1)}…` : first,
    ...rest,
  ]);
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, n) => Math.max(most[n] ?? 0, cell.length)), []);
  return rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** So much of a first column is shown in a terminal of any width. */
const leastRoom = 24;

import { once } from 'node:events';
import { stdout } from 'node:process';
import { styleText } from 'node:util';

/** Writes to standard output and waits while nobody reads, so that any amount of output takes little memory. */
export async function print(text: string): Promise<void> {
  if (!stdout.write(`${text}\n`)) await once(stdout, 'drain');
}

/** Colours a text where standard output shows colours: on a terminal, and unless NO_COLOR is set. */
export function paint(style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string): string {
  return stdout.isTTY && stdout.hasColors() && !process.env.NO_COLOR ? styleText(style, text) : text;
}

/** Rows as columns that line up, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string {
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

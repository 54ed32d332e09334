import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CaseRecord, ChangeRecord } from './record.ts';

/** For each mode and transport, what became of each labelled line. */
export type Baselines = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** @throws {Error} for a file that is not a baseline; a file that does not exist yet counts as empty */
export function readBaselines(path: string): Baselines {
  if (!existsSync(path)) return {};
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is not a baseline`);
  return value as Baselines;
}

export function writeBaselines(path: string, baselines: Baselines): void {
  writeFileSync(path, `${JSON.stringify(baselines, null, 2)}\n`);
}

/** What a baseline says of a case: the verdict, and the code where one was understood. */
export function baselineEntry({ verdict, statusCode }: CaseRecord): string {
  return statusCode === undefined ? verdict : `${verdict} ${statusCode}`;
}

/** How the labelled lines of a run differ from a baseline. Lines that it does not know are none. */
export function changesFrom(
  baseline: Readonly<Record<string, string>>,
  records: readonly CaseRecord[],
): readonly ChangeRecord[] {
  return records.flatMap((record): ChangeRecord[] => {
    const { address, transport, octets } = record;
    const was = baseline[address];
    const is = baselineEntry(record);
    return was === undefined || was === is ? [] : [{ type: 'change', transport, address, octets, was, is }];
  });
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CaseRecord, ChangeRecord } from './record.ts';

/** The labelled lines of one mode and transport by their verdict, and the version of the target that they are of. */
export interface Baseline {
  readonly version?: string | undefined;
  /** By `baselineEntry`, the addresses of the lines, in their order. */
  readonly verdicts: Readonly<Record<string, readonly string[]>>;
}

/** By mode and transport. */
export type Baselines = Readonly<Record<string, Baseline>>;

/** @throws {Error} for a file that is not a baseline; a file that does not exist yet counts as empty */
export function readBaselines(path: string): Baselines {
  if (!existsSync(path)) return {};
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const isBaseline = (one: unknown): boolean => typeof one === 'object' && one !== null && 'verdicts' in one;
  if (typeof value !== 'object' || value === null || !Object.values(value).every(isBaseline)) {
    throw new Error(
      `${path} is not a baseline of this version; --update-baseline writes a new one where there is none`,
    );
  }
  return value as Baselines;
}

/** Lists of addresses take few lines, so that a changed verdict is a short difference. */
export function writeBaselines(path: string, baselines: Baselines): void {
  const text = JSON.stringify(baselines, null, 2).replace(/\[\s+([^\]]*?)\s+\]/g, (_, items: string) => {
    const words = items.split(/,\s+/);
    const rows = Array.from({ length: Math.ceil(words.length / 8) }, (__, row) =>
      words.slice(8 * row, 8 * row + 8).join(', '),
    );
    return `[\n        ${rows.join(',\n        ')}\n      ]`;
  });
  writeFileSync(path, `${text}\n`);
}

/** A baseline with the verdicts of a run in place of older ones of the same lines. */
export function updatedBaseline(
  before: Baseline | undefined,
  records: readonly CaseRecord[],
  version: string | undefined,
): Baseline {
  const entries = new Map(entriesOf(before));
  for (const record of records) entries.set(record.address, baselineEntry(record));
  const verdicts: Record<string, string[]> = {};
  for (const [address, verdict] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    verdicts[verdict] = [...(verdicts[verdict] ?? []), address];
  }
  return { version, verdicts };
}

/** How the labelled lines of a run differ from a baseline. Lines that it does not know are left out. */
export function changesFrom(baseline: Baseline | undefined, records: readonly CaseRecord[]): readonly ChangeRecord[] {
  const known = new Map(entriesOf(baseline));
  const version = baseline?.version === undefined ? {} : { baselineVersion: baseline.version };
  return records.flatMap((record): ChangeRecord[] => {
    const { address, transport, octets } = record;
    const was = known.get(address);
    const is = baselineEntry(record);
    return was === undefined || was === is ? [] : [{ type: 'change', transport, address, octets, was, is, ...version }];
  });
}

function entriesOf(baseline: Baseline | undefined): readonly (readonly [address: string, verdict: string])[] {
  return Object.entries(baseline?.verdicts ?? {}).flatMap(([verdict, addresses]) =>
    addresses.map((address) => [address, verdict] as const),
  );
}

/** What a baseline says of a case: the verdict, and the code where one was understood. */
function baselineEntry({ verdict, statusCode }: CaseRecord): string {
  return statusCode === undefined ? verdict : `${verdict} ${statusCode}`;
}

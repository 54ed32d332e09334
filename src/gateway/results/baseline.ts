import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { escapedLine } from '../../text/escaped-line.ts';
import { objectOf } from './check-value.ts';
import type { CaseRecord, ChangeRecord, FindingRecord, GoneRecord } from './record.ts';
import { octetsOf } from './record.ts';

/** A finding that is known, and fails no build any more. Its note and its date are written by hand. */
export interface AcceptedFinding {
  /** What it is known by. */
  readonly cause: string;
  /** The least line that showed it, for whoever reads the file. */
  readonly line?: string;
  readonly note?: string;
  /** The last day, as 2027-01-31, on which it is accepted. */
  readonly expires?: string;
}

/** What one mode and transport came to, and the version of the target that it is of. */
export interface Baseline {
  readonly version?: string | undefined;
  /** By `baselineEntry`, the addresses of the labelled lines, in their order. */
  readonly verdicts: Readonly<Record<string, readonly string[]>>;
  readonly findings?: readonly AcceptedFinding[];
}

/** By mode and transport. */
export type Baselines = Readonly<Record<string, Baseline>>;

/** A file that is no baseline. */
export class BaselineError extends Error {}

/**
 * @param isNew whether the file may be missing or empty, because it is to be written
 * @throws {BaselineError} for a file that is not there, empty or no baseline
 */
export function readBaselines(path: string, isNew: boolean): Baselines {
  if (!existsSync(path)) {
    if (isNew) return {};
    throw new BaselineError(`${path} is not there; --update-baseline writes it`);
  }
  const text = readFileSync(path, 'utf8');
  if (text.trim() === '' && isNew) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BaselineError(
      `${path} is not a baseline: ${text.trim() === '' ? 'it is empty' : (error as Error).message}`,
    );
  }
  const wrong = wrongPartOf(value);
  if (wrong !== undefined) throw new BaselineError(`${path} is not a baseline of this version: ${wrong}`);
  return value as Baselines;
}

/** The baseline of a mode and transport. @throws {BaselineError} where the file has none, or an empty one */
export function baselineOf(baselines: Baselines, key: string, path: string): Baseline {
  const baseline = Object.hasOwn(baselines, key) ? baselines[key] : undefined;
  if (baseline === undefined || (entriesOf(baseline).length === 0 && (baseline.findings ?? []).length === 0)) {
    throw new BaselineError(`${path} has nothing about ${key}; --update-baseline writes it`);
  }
  return baseline;
}

/** What is not as it should be, with the way to it; undefined where all is. */
function wrongPartOf(value: unknown): string | undefined {
  const all = objectOf(value);
  if (all === undefined) return 'it is no object';
  for (const [key, one] of Object.entries(all)) {
    const { version, verdicts, findings = [] } = objectOf(one) ?? {};
    const where = JSON.stringify(key);
    if (version !== undefined && typeof version !== 'string') return `${where}.version is no text`;
    const entries = Object.values(objectOf(verdicts) ?? { verdicts: undefined });
    const isList = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === 'string');
    if (!entries.every(isList)) return `${where}.verdicts is no list of addresses by verdict`;
    if (!Array.isArray(findings)) return `${where}.findings is no list`;
    for (const [n, finding] of findings.entries()) {
      const { cause, note, expires } = objectOf(finding) ?? {};
      const at = `${where}.findings[${n}]`;
      if (typeof cause !== 'string') return `${at}.cause is no text`;
      if (note !== undefined && typeof note !== 'string') return `${at}.note is no text`;
      const isDate =
        typeof expires === 'string' && /^\d{4}-\d\d-\d\d$/.test(expires) && !Number.isNaN(Date.parse(expires));
      if (expires !== undefined && !isDate) return `${at}.expires is no day such as 2027-01-31`;
    }
  }
  return undefined;
}

/** What a baseline says of a finding: that it is known, or that it was known until a day which is past. */
export function knownIn(
  { findings = [] }: Baseline,
  cause: string,
  today: string,
): Pick<FindingRecord, 'isKnown' | 'note'> {
  const accepted = findings.find((one) => one.cause === cause);
  if (accepted === undefined) return {};
  const { note, expires } = accepted;
  if (expires !== undefined && expires < today)
    return { note: `known until ${expires}${note === undefined ? '' : `: ${note}`}` };
  return { isKnown: true, ...(note === undefined ? {} : { note }) };
}

/** What a baseline has and a whole run did not find any more. */
export function goneFrom(
  { findings = [] }: Baseline,
  found: readonly FindingRecord[],
  transport: GoneRecord['transport'],
): readonly GoneRecord[] {
  const causes = new Set(found.map(({ cause }) => cause));
  return findings
    .filter(({ cause }) => !causes.has(cause))
    .map(({ cause, note }) => ({ type: 'gone', transport, cause, ...(note === undefined ? {} : { note }) }));
}

/** Lists of addresses take few lines, so that a changed verdict is a short difference. */
export function writeBaselines(path: string, baselines: Baselines): void {
  const text = JSON.stringify(baselines, null, 2).replace(/\[\s+("[^\]{]*?)\s+\]/g, (_, items: string) => {
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
  found: readonly FindingRecord[],
  version: string | undefined,
): Baseline {
  const entries = new Map(entriesOf(before));
  for (const record of records) entries.set(record.address, baselineEntry(record));
  const verdicts: Record<string, string[]> = {};
  for (const [address, verdict] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    verdicts[verdict] = [...(verdicts[verdict] ?? []), address];
  }
  const findings = found.map(({ cause, smallest }) => ({
    // What was written by hand stays.
    ...before?.findings?.find((one) => one.cause === cause),
    cause,
    line: escapedLine(octetsOf(smallest)),
  }));
  return { version, verdicts, ...(findings.length === 0 ? {} : { findings }) };
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

import type { SkipReason } from '../../capture/payload-reader.ts';
import type { DeviationCode, FaultCode, StatusClass } from '../../index.ts';
import type { FormatName } from '../../wire/search/status-line-search.ts';
import { ratiosOf, type SessionRatios } from './sessions.ts';
import { Timeline, type Times } from './timeline.ts';

/** What came of a scan, as `--json` prints it. Summaries add up: see {@link mergeSummaries}. */
export interface Summary {
  readonly scan: 1;
  readonly files: readonly { readonly file: string; readonly octets: number; readonly format: FormatName }[];
  /** Status lines that start a message. All that is counted up to `elsewhere` is about them, and about their like with faults. */
  readonly responses: number;
  readonly classes: Readonly<Partial<Record<StatusClass | 'none', number>>>;
  readonly codes: Readonly<Record<string, number>>;
  /** By the method of the requests that they answer, where a CSeq says so, and by code. */
  readonly methods: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Phrases that are not the canonical one of their code; a code that is not registered has none. Well-formed text. */
  readonly phrases: readonly PhraseCount[];
  /** Responses whose phrases are not among them, because there were too many. */
  readonly otherPhrases: number;
  readonly deviations: Readonly<Partial<Record<DeviationCode, Count>>>;
  readonly faults: Readonly<Partial<Record<FaultCode, Count>>>;
  readonly unregistered: Readonly<Record<string, Count & { readonly equivalent: number | null }>>;
  /** Codes of status lines that stand in a body, or amid other text. */
  readonly elsewhere: {
    readonly body: Readonly<Record<string, number>>;
    readonly text: Readonly<Record<string, number>>;
  };
  /** What became of the attempts to begin a session, in captures that have requests and responses. */
  readonly sessions: SessionRatios & { readonly outcomes: Readonly<Record<string, number>> };
  /** Responses of a capture over time, where it has times. */
  readonly times: Times;
  /** What was not searched, by the reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, Count & { readonly octets: number }>>>;
}

export interface Count {
  readonly count: number;
  readonly first: Place;
}

export interface Place {
  readonly file: string;
  readonly offset: number;
}

export interface PhraseCount extends Count {
  readonly statusCode: number;
  readonly reasonPhrase: string;
}

/** At most this many phrases, of so many characters together, are counted separately: the ones that are seen first. */
export const mostPhrases = 10_000;
export const mostPhraseCharacters = 4_000_000;

/** The summary of all that several summaries are about: of the shards of a file, of days, of machines. */
export function mergeSummaries(summaries: readonly Summary[]): Summary {
  const phrases = new Map<string, PhraseCount>();
  for (const { phrases: some } of summaries) {
    for (const one of some) {
      const key = `${one.statusCode} ${one.reasonPhrase}`;
      const known = phrases.get(key);
      phrases.set(key, known === undefined ? one : { ...known, count: known.count + one.count });
    }
  }
  return {
    scan: 1,
    files: summaries.flatMap(({ files }) => files),
    responses: summaries.reduce((sum, { responses }) => sum + responses, 0),
    classes: sums(summaries.map(({ classes }) => classes)),
    codes: sums(summaries.map(({ codes }) => codes)),
    methods: Object.fromEntries(
      [...new Set(summaries.flatMap(({ methods }) => Object.keys(methods ?? {})))].map((method) => [
        method,
        sums(summaries.map(({ methods }) => methods?.[method] ?? {})),
      ]),
    ),
    phrases: [...phrases.values()].sort(byCount),
    otherPhrases: summaries.reduce((sum, { otherPhrases = 0 }) => sum + otherPhrases, 0),
    deviations: counts(summaries.map(({ deviations }) => deviations)),
    faults: counts(summaries.map(({ faults }) => faults)),
    unregistered: counts(summaries.map(({ unregistered }) => unregistered)),
    elsewhere: {
      body: sums(summaries.map(({ elsewhere }) => elsewhere.body)),
      text: sums(summaries.map(({ elsewhere }) => elsewhere.text)),
    },
    sessions: sessionsOf(sums(summaries.map(({ sessions }) => sessions?.outcomes ?? {}))),
    times: timesOf(summaries.map(({ times }) => times)),
    skipped: counts(summaries.map(({ skipped }) => skipped)),
  };
}

function timesOf(all: readonly Times[]): Times {
  const timeline = new Timeline(all.reduce((most, { step }) => Math.max(most, step), 1));
  for (const { counts } of all) {
    for (const [second, some] of Object.entries(counts)) timeline.add(Number(second), some);
  }
  return timeline.times;
}

export function sessionsOf(outcomes: Readonly<Record<string, number>>): Summary['sessions'] {
  return { outcomes, ...ratiosOf(outcomes) };
}

export function byCount(a: PhraseCount, b: PhraseCount): number {
  return b.count - a.count || a.statusCode - b.statusCode || (a.reasonPhrase < b.reasonPhrase ? -1 : 1);
}

function sums<Key extends string>(records: readonly Readonly<Partial<Record<Key, number>>>[]): Record<Key, number> {
  const all: Record<string, number> = {};
  for (const record of records) {
    for (const [key, count] of Object.entries(record)) all[key] = (all[key] ?? 0) + (count as number);
  }
  return all as Record<Key, number>;
}

/** The same of counts that know where the first was: that of the first summary that has any. */
function counts<Value extends Count & { readonly octets?: number }>(
  records: readonly Readonly<Partial<Record<string, Value>>>[],
): Record<string, Value> {
  const all: Record<string, Value> = {};
  for (const record of records) {
    for (const [key, value] of Object.entries(record) as [string, Value][]) {
      const known = all[key];
      if (known === undefined) all[key] = value;
      else {
        const octets = value.octets === undefined ? {} : { octets: (known.octets ?? 0) + value.octets };
        all[key] = { ...known, count: known.count + value.count, ...octets };
      }
    }
  }
  return all;
}

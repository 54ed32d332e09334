import { verdicts } from '../campaign/verdict.ts';
import { caseKinds } from '../cases/fuzz-case.ts';
import { modeNames } from '../modes/mode.ts';
import { transports } from '../sip/transport.ts';
import type { FuzzRecord } from './record.ts';

type Check = (value: unknown) => boolean;

/** More than the text of a line of 64 KiB, and than any command. */
const longestText = 100_000;

/** More cases than anybody runs. */
const mostRuns = 1_000_000_000;

export const isText: Check = (value) => typeof value === 'string' && value.length <= longestText;
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isBase64: Check = (value) => isText(value) && /^[A-Za-z0-9+/]*={0,2}$/.test(value as string);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isInteger: Check = (value) => Number.isSafeInteger(value);
const isOneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
export const isOptional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

const kind = isOneOf([...caseKinds, 'file']);
const verdict = isOneOf(verdicts);
const transport = isOneOf([...transports, 'call']);
const mode = isOneOf([...modeNames, 'parser']);
const family: Check = (value) => kind(objectOf(value)?.kind) && isText(objectOf(value)?.family);

const seen = {
  ...{ transport, address: isText, kind, family: isText, octets: isBase64, verdict },
  ...{ received: isOptional(isBase64), statusCode: isOptional(isInteger), detail: isOptional(isText) },
  milliseconds: isCount,
};

const checks: Readonly<Record<FuzzRecord['type'] | 'summary', Readonly<Record<string, Check>>>> = {
  run: {
    ...{ mode, transport, target: isText, version: isOptional(isText), seed: isInteger, kinds: isText },
    runs: (value) => isCount(value) && (value as number) <= mostRuns,
    shard: (value) => isText(value) && /^[1-9]\d{0,5}\/[1-9]\d{0,5}$/.test(value as string),
  },
  case: {
    ...seen,
    ...{ isFinding: isBoolean, section: isOptional(isText), isLegalRefused: isOptional(isBoolean) },
  },
  skipped: {
    ...{ reason: isOneOf(['too-long', 'line-end', 'set-aside']), transport, address: isText, kind, family: isText },
    length: isCount,
  },
  finding: {
    ...seen,
    ...{ mode, target: isText, version: isOptional(isText), seed: isInteger, at: isText, log: isText },
    ...{ cause: isText, families: isListOf(family), smallest: isBase64, smallestReceived: isOptional(isBase64) },
    sequence: isOptional((value) => isListOf(isBase64)(value) && (value as unknown[]).length > 0),
    cuts: isOptional((value) => isListOf(isCount)(value) && (value as unknown[]).length <= 100),
    ...{ isReproducible: isBoolean, isKnown: isOptional(isBoolean), note: isOptional(isText) },
    ...{ count: isCount, setAside: isCount },
  },
  change: {
    ...{ transport, address: isText, octets: isBase64, was: isText, is: isText },
    baselineVersion: isOptional(isText),
  },
  watched: {
    ...{ transport, address: isText, kind, family: isText, octets: isBase64, milliseconds: isCount },
    requests: isListOf(isText),
  },
  gone: { transport, cause: isText, note: isOptional(isText) },
  summary: {},
};

/**
 * The first field that is not as it should be in what somebody says is a record: its files may be a stranger's.
 *
 * @returns undefined where all are right, and `type` for what is no record
 */
export function wrongFieldOf(value: unknown): string | undefined {
  const record = objectOf(value);
  const type = record?.type;
  if (record === undefined || typeof type !== 'string' || !Object.hasOwn(checks, type)) return 'type';
  const fields = Object.entries(checks[type as keyof typeof checks]);
  return fields.find(([name, check]) => !check(Object.hasOwn(record, name) ? record[name] : undefined))?.[0];
}

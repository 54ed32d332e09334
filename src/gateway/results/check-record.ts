import { verdicts } from '../campaign/verdict.ts';
import { caseKinds } from '../cases/fuzz-case.ts';
import { modeNames } from '../modes/mode.ts';
import { transports } from '../sip/transport.ts';
import {
  type Check,
  isBase64,
  isBoolean,
  isCount,
  isInteger,
  isListOf,
  isOneOf,
  isOptional,
  isText,
  objectOf,
} from './check-value.ts';
import type { FuzzRecord } from './record.ts';

/** More cases than anybody runs. */
const mostRuns = 1_000_000_000;

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

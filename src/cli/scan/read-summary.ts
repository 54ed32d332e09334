import { isCount, isListOf, isOptional, isText, objectOf } from '../../gateway/results/check-value.ts';
import { displayReasonPhrase } from '../../index.ts';
import { UsageError } from '../command.ts';
import { readJson } from '../read-json.ts';
import type { Summary } from './summary.ts';

/** What a value has to be: gives the path of the first part that is not so. */
type Shape = (value: unknown, path: string) => string | undefined;

const value =
  (isRight: (value: unknown) => boolean): Shape =>
  (some, path) =>
    isRight(some) ? undefined : path;

function object(fields: Readonly<Record<string, Shape>>): Shape {
  return (some, path) => {
    const record = objectOf(some);
    if (record === undefined) return path;
    for (const [name, shape] of Object.entries(fields)) {
      const wrong = shape(
        Object.hasOwn(record, name) ? record[name] : undefined,
        path === '' ? name : `${path}.${name}`,
      );
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** Any names of a kind, each with a value of a kind. */
function record(names: RegExp, shape: Shape): Shape {
  return (some, path) => {
    const all = objectOf(some);
    if (all === undefined) return path;
    for (const [name, one] of Object.entries(all)) {
      const wrong = names.test(name) ? shape(one, `${path}.${name}`) : path;
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

function list(shape: Shape): Shape {
  return (some, path) => {
    if (!Array.isArray(some)) return path;
    for (const [index, one] of some.entries()) {
      const wrong = shape(one, `${path}.${index}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

const optional =
  (shape: Shape): Shape =>
  (some, path) =>
    some === undefined ? undefined : shape(some, path);

const word = /^[a-z\d-]{1,40}$/;
const code = /^\d{3}$/;
/** A token (RFC 3261 §25.1). */
const method = /^[\w\-.!%*+`'~]{1,100}$/;
const second = /^-?\d{1,16}$/;

const count = value(isCount);
const text = value(isText);
const isCode = (some: unknown): boolean => isCount(some) && (some as number) < 1000;
const first = object({ file: text, offset: count });
const codes = record(code, count);

/** Of what a summary has, `classes` and `sessions` but for their outcomes follow from the rest. Those of 0.1.0 have less. */
const summaryShape = object({
  scan: value((some) => some === 1),
  files: list(
    object({ file: text, octets: count, format: value((some) => isText(some) && word.test(some as string)) }),
  ),
  responses: count,
  classes: record(word, count),
  codes,
  methods: optional(record(method, codes)),
  phrases: list(object({ statusCode: value(isCode), reasonPhrase: text, count, first })),
  otherPhrases: value(isOptional(isCount)),
  deviations: record(word, object({ count, first })),
  faults: record(word, object({ count, first })),
  unregistered: record(code, object({ count, first, equivalent: value((some) => some === null || isCode(some)) })),
  elsewhere: object({ body: codes, text: codes }),
  sessions: optional(object({ outcomes: record(word, count) })),
  times: object({
    step: value((some) => isCount(some) && (some as number) > 0),
    counts: record(
      second,
      value((some) => isListOf(isCount)(some) && (some as unknown[]).length === 6),
    ),
  }),
  skipped: record(word, object({ count, octets: count, first })),
});

/** What `scan --json` has written. @throws {UsageError} for anything else, which may be a stranger's */
export function readSummary(file: string): Summary {
  const summary = readJson(file);
  const wrong = summaryShape(summary, '');
  if (wrong === undefined) return summary as Summary;
  const what = wrong === '' || wrong === 'scan' ? '' : `: ${wrong} is not what a summary has`;
  throw new UsageError(`${displayReasonPhrase(file)} is not a summary written by scan --json${what}`);
}

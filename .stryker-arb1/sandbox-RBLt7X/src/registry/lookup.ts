import type { RegisteredStatusCode } from './registered-status-code.ts';
import { registeredStatusCodes } from './response-codes.ts';

let byCode: ReadonlyMap<number, RegisteredStatusCode> | undefined;
let byName: ReadonlyMap<string, RegisteredStatusCode> | undefined;
let byPhrase: ReadonlyMap<string, readonly number[]> | undefined;

/** All that the registry knows of a code, or of a member name or alias of `StatusCode`; undefined when it is neither. */
export function lookupStatusCode(codeOrName: number | string): RegisteredStatusCode | undefined {
  if (typeof codeOrName === 'number') {
    byCode ??= new Map(registeredStatusCodes.map((row) => [row.statusCode, row]));
    return byCode.get(codeOrName);
  }
  byName ??= new Map([
    // Names come last, because a name beats an alias.
    ...registeredStatusCodes.flatMap((row) => row.aliases.map((alias) => [alias, row] as const)),
    ...registeredStatusCodes.map((row) => [row.name, row] as const),
  ]);
  return byName.get(codeOrName);
}

/**
 * The registered codes that a phrase goes with: those whose default phrase it is, then those that it was seen
 * with, each ascending. `Not Acceptable` gives 406 and 606. The case of ASCII letters is ignored.
 */
export function statusCodesForReasonPhrase(text: string): readonly number[] {
  byPhrase ??= phraseIndex();
  return typeof text === 'string' ? (byPhrase.get(foldCase(text)) ?? []) : [];
}

function phraseIndex(): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  const add = (phrase: string, code: number): void => {
    const key = foldCase(phrase);
    const codes = index.get(key);
    if (codes === undefined) index.set(key, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const { reasonPhrase, statusCode } of registeredStatusCodes) add(reasonPhrase, statusCode);
  for (const { observedReasonPhrases, statusCode } of registeredStatusCodes) {
    for (const { reasonPhrase } of observedReasonPhrases) add(reasonPhrase, statusCode);
  }
  for (const codes of index.values()) Object.freeze(codes);
  return index;
}

/** ASCII only: `ſ` and `ı` are no letters of a phrase that anyone registered. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

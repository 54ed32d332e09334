import type { RegisteredCode, RegisteredRow, RegisteredStatusCode } from './registered-status-code.ts';
import { registeredStatusCodes } from './response-codes.ts';
import type { ReasonPhrases, StatusCodes } from './status-codes.ts';

let byCode: ReadonlyMap<number, RegisteredStatusCode> | undefined;
let byName: ReadonlyMap<string, RegisteredStatusCode> | undefined;
let byPhrase: ReadonlyMap<string, readonly number[]> | undefined;

/**
 * The registry's row of a registered code, of its digits, of a member name or alias of `StatusCode`, or of a default phrase.
 *
 * @example
 * ```ts
 * lookupStatusCode('BusyHere').definedIn.section; // => '§21.4.24'
 * ```
 */
export function lookupStatusCode<Code extends RegisteredCode>(code: Code): RegisteredRow<Code>;
export function lookupStatusCode<Digits extends `${RegisteredCode}`>(
  digits: Digits,
): RegisteredRow<Digits extends `${infer Code extends RegisteredCode}` ? Code : never>;
export function lookupStatusCode<Name extends keyof StatusCodes>(name: Name): RegisteredRow<StatusCodes[Name]>;
export function lookupStatusCode<Phrase extends ReasonPhrases[RegisteredCode]>(
  reasonPhrase: Phrase,
): RegisteredRow<{ [Code in RegisteredCode]: ReasonPhrases[Code] extends Phrase ? Code : never }[RegisteredCode]>;
/**
 * The registry's row of a code, of its three digits, of a member name or alias of `StatusCode`, or of a default phrase, in
 * any case of its letters; undefined where it is none of them. A phrase that two codes have is the lower one's. The rows are
 * IANA's, in https://www.iana.org/assignments/sip-parameters, with what the RFCs add.
 *
 * @example
 * ```ts
 * lookupStatusCode(477); // => undefined
 * ```
 */
export function lookupStatusCode(wanted: number | string): RegisteredStatusCode | undefined;
export function lookupStatusCode(wanted: number | string): RegisteredStatusCode | undefined {
  if (typeof wanted === 'number' || (typeof wanted === 'string' && /^\d{3}$/.test(wanted))) {
    byCode ??= new Map(registeredStatusCodes.map((row) => [row.statusCode, row]));
    return byCode.get(Number(wanted));
  }
  byName ??= new Map([
    // Names come last, because a name beats an alias, and what is lower beats what is higher.
    ...registeredStatusCodes.map((row) => [foldCase(row.reasonPhrase), row] as const).reverse(),
    ...registeredStatusCodes.flatMap((row) => row.aliases.map((alias) => [alias, row] as const)),
    ...registeredStatusCodes.map((row) => [row.name, row] as const),
  ]);
  return byName.get(wanted) ?? (typeof wanted === 'string' ? byName.get(foldCase(wanted)) : undefined);
}

/**
 * The registered codes that a phrase goes with: those whose default phrase it is (RFC 3261 §21), then those that it was
 * seen with, each ascending. The case of ASCII letters is ignored.
 *
 * @example
 * ```ts
 * statusCodesForReasonPhrase('not acceptable'); // => [406, 606]
 * ```
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

/** ASCII only: no registered phrase has `ſ` or `ı`. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

import type { RegisteredCode } from './registered-status-code.ts';
import { type ReasonPhrases, STATUS_CODES } from './status-codes.ts';

/** The default phrase of a code: a literal where the code is one, undefined where it is unregistered. */
export type ReasonPhraseOf<Code extends number> = Code extends RegisteredCode
  ? ReasonPhrases[Code]
  : number extends Code
    ? string | undefined
    : undefined;

/**
 * The default reason phrase (RFC 3261 §21) that IANA registers for a code; undefined where the code is unregistered.
 *
 * @example
 * ```ts
 * canonicalReasonPhrase(486); // => 'Busy Here'
 * ```
 */
export function canonicalReasonPhrase<const Code extends RegisteredCode | (number & {})>(
  code: Code,
): ReasonPhraseOf<Code> {
  return STATUS_CODES[code as number] as ReasonPhraseOf<Code>;
}

/**
 * Whether IANA registers the code (RFC 3261 §27.4).
 *
 * @example
 * ```ts
 * isRegistered(477); // => false
 * ```
 */
export function isRegistered(code: number): code is RegisteredCode {
  return canonicalReasonPhrase(code) !== undefined;
}

/**
 * The code that a UA treats a code as which it does not recognise (RFC 3261 §8.1.3.2): the x00 of its class, or 183 for a
 * provisional one. A registered code is itself; a code outside 100 to 699 has none: undefined.
 *
 * @example
 * ```ts
 * equivalentStatusCode(431); // => 400
 * ```
 */
export function equivalentStatusCode(code: number): number | undefined {
  if (isRegistered(code)) return code;
  if (!Number.isInteger(code) || code < 100 || code > 699) return undefined;
  return code < 200 ? 183 : Math.floor(code / 100) * 100;
}

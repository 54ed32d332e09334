import type { RegisteredCode } from './registered-status-code.ts';
import { type ReasonPhrases, STATUS_CODES } from './status-codes.ts';

/** The default phrase of a code: a literal where the code is one, undefined where it is unregistered. */
export type ReasonPhraseOf<Code extends number> = Code extends RegisteredCode
  ? ReasonPhrases[Code]
  : number extends Code
    ? string | undefined
    : undefined;

/** The default reason phrase that IANA registers for a code: 486 gives `Busy Here`. Undefined when unregistered. */
export function canonicalReasonPhrase<const Code extends RegisteredCode | (number & {})>(
  code: Code,
): ReasonPhraseOf<Code> {
  return (STATUS_CODES as unknown as Readonly<Record<number, string | undefined>>)[code] as ReasonPhraseOf<Code>;
}

/** Whether IANA registers the code. */
export function isRegistered(code: number): code is RegisteredCode {
  return canonicalReasonPhrase(code) !== undefined;
}

/**
 * What a code is to be treated as by one who does not know it (RFC 3261 §8.1.3.2): an unregistered final code
 * as the x00 of its class, a provisional one as 183. A registered code is itself; outside the classes there is none.
 */
export function equivalentStatusCode(code: number): number | undefined {
  if (isRegistered(code)) return code;
  if (!Number.isInteger(code) || code < 100 || code > 699) return undefined;
  return code < 200 ? 183 : Math.floor(code / 100) * 100;
}

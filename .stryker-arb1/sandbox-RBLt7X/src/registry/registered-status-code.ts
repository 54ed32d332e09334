import { type StatusClass, statusClass } from './status-class.ts';
import type { ReasonPhrases } from './status-codes.ts';

/** A response code that IANA registers, as a literal: 100, 180, … 608. */
export type RegisteredCode = keyof ReasonPhrases;

/** All that the registry knows of one response code. Frozen. */
export interface RegisteredStatusCode {
  readonly statusCode: RegisteredCode;
  /** The member of `StatusCode`: `BusyHere`. */
  readonly name: string;
  /** Other names of the same member. */
  readonly aliases: readonly string[];
  /** The default phrase of the registry: `Busy Here`. */
  readonly reasonPhrase: string;
  readonly statusClass: StatusClass;
  /** One sentence: what the code means to the one who receives it. */
  readonly description: string;
  /** The RFC that IANA names, and its section: `RFC 3261`, `§21.4.24`. */
  readonly definedIn: { readonly rfc: string; readonly section: string };
  readonly deprecated: boolean;
  /** Other phrases that were seen with the code, and who sends them: an RFC's section, or `software`. */
  readonly observedReasonPhrases: readonly { readonly reasonPhrase: string; readonly by: string }[];
  /** Header fields that the response carries, with the RFC's keyword; a condition stands in parentheses. */
  readonly headers: {
    readonly must: readonly string[];
    readonly should: readonly string[];
    readonly may: readonly string[];
  };
  /** Whether Retry-After may come with it (RFC 3261 §20.33). */
  readonly retryAfter: boolean;
  /** What a response to a request inside a dialog ends (RFC 5057 §5.1); undefined for 1xx to 3xx. */
  readonly dialogEffect: 'transaction' | 'usage' | 'dialog' | undefined;
  /** The Q.850 cause that a gateway releases a call with (RFC 3398 §8.2.6.1). */
  readonly q850Cause: number | undefined;
  /** What the code is to be treated as (RFC 3261 §8.1.3.2): itself, since it is registered. */
  readonly equivalentStatusCode: number;
}

/** A code that is seen on wires without being registered. */
export interface ObservedStatusCode {
  readonly statusCode: number;
  readonly reasonPhrase: string;
  /** The RFC that names it, or `software`. */
  readonly origin: string;
}

/** A row of `response-codes.json`: what is not derived. */
export interface Facts
  extends Omit<RegisteredStatusCode, 'statusClass' | 'dialogEffect' | 'q850Cause' | 'equivalentStatusCode'> {
  readonly dialogEffect: RegisteredStatusCode['dialogEffect'] | null;
  readonly q850Cause: number | null;
}

export function registeredStatusCodesOf(facts: readonly Facts[]): readonly RegisteredStatusCode[] {
  return Object.freeze(
    facts.map((row) =>
      deepFreeze({
        ...row,
        statusClass: statusClass(row.statusCode) as StatusClass,
        dialogEffect: row.dialogEffect ?? undefined,
        q850Cause: row.q850Cause ?? undefined,
        equivalentStatusCode: row.statusCode,
      }),
    ),
  );
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}

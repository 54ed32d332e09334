import { deprecatedBy } from './deprecated.ts';
import { q850CauseForStatusCode } from './q850.ts';
import { type StatusClass, statusClass } from './status-class.ts';
import { type ReasonPhrases, STATUS_CODES, type StatusCode } from './status-codes.ts';

/** A response code that IANA registers, as a literal: 100, 180, … 608. */
export type RegisteredCode = StatusCode;

/** All that the registry knows of one response code. Frozen. */
export interface RegisteredStatusCode {
  /** 486 */
  readonly statusCode: RegisteredCode;
  /** The member of `StatusCode`: `BusyHere`. */
  readonly name: string;
  /** Other names of the same member. */
  readonly aliases: readonly string[];
  /** The default phrase of the registry: `Busy Here`. */
  readonly reasonPhrase: string;
  /** `client-error` */
  readonly statusClass: StatusClass;
  /** One sentence: what the code means to the one who receives it. */
  readonly description: string;
  /** The RFC that IANA names, and its section: `RFC 3261`, `§21.4.24`. */
  readonly definedIn: { readonly rfc: string; readonly section: string };
  /** Whether IANA registers it as deprecated: 202 is, by RFC 6665 §8.3.1. */
  readonly deprecated: boolean;
  /** Other phrases that were seen with the code, and who sends them: an RFC's section, another standard, or `software`. */
  readonly observedReasonPhrases: readonly ObservedReasonPhrase[];
  /** Header fields that the response carries, with the RFC's keyword; a condition stands in parentheses. */
  readonly headers: {
    readonly must: readonly string[];
    readonly should: readonly string[];
    readonly may: readonly string[];
  };
  /** Whether Retry-After may come with it (RFC 3261 §20.33). */
  readonly retryAfter: boolean;
  /** What a client or a proxy does then. */
  readonly advice: Advice;
  /** What a response to a request inside a dialog ends (RFC 5057 §5.1); undefined for 1xx to 3xx. */
  readonly dialogEffect: 'transaction' | 'usage' | 'dialog' | undefined;
  /** The Q.850 cause that a gateway releases a call with (RFC 3398 §8.2.6.1). */
  readonly q850Cause: number | undefined;
  /** What the code is to be treated as (RFC 3261 §8.1.3.2): itself, since it is registered. */
  readonly equivalentStatusCode: number;
}

/** The same of a code that is known when it is written down: code and phrase are literals. */
export type RegisteredRow<Code extends RegisteredCode = RegisteredCode> = RegisteredStatusCode & {
  readonly statusCode: Code;
  readonly reasonPhrase: ReasonPhrases[Code];
};

/** A phrase that a code was seen with. */
export interface ObservedReasonPhrase {
  readonly reasonPhrase: string;
  readonly by: string;
  /** What it means, where that is not what the code means. */
  readonly meaning?: string;
}

/** What a client or a proxy does with a response. */
export interface Advice {
  /**
   * - `wait`: the final response is still to come
   * - `proceed`: the request has done what it should
   * - `redirect`: send the request elsewhere, as the response says
   * - `change`: send the request again, changed as the response says
   * - `retry`: the same request may be sent again later
   * - `try-another`: another target may answer otherwise
   * - `stop`: no target will do
   */
  readonly action: 'wait' | 'proceed' | 'redirect' | 'change' | 'retry' | 'try-another' | 'stop';
  /** One sentence. */
  readonly text: string;
  /** The RFC and its section. */
  readonly source: string;
}

/** A code that is seen on wires without being registered. */
export interface ObservedStatusCode {
  /** 477 */
  readonly statusCode: number;
  /** The phrase that comes with it. */
  readonly reasonPhrase: string;
  /** The RFC that names it, or `software`. */
  readonly origin: string;
}

/** A row of the generated table: what no other table has. What is left out is false, empty or undefined. */
export interface Facts {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  readonly rfc: string;
  readonly section: string;
  readonly observedReasonPhrases?: RegisteredStatusCode['observedReasonPhrases'];
  readonly must?: readonly string[];
  readonly should?: readonly string[];
  readonly may?: readonly string[];
  readonly retryAfter?: boolean;
  readonly advice?: { readonly action: string; readonly text: string; readonly source: string };
  readonly dialogEffect?: string;
}

export function registeredStatusCodesOf(facts: Readonly<Record<number, Facts>>): readonly RegisteredStatusCode[] {
  return deepFreeze(
    Object.entries(facts).map(([code, row]): RegisteredStatusCode => {
      const statusCode = Number(code) as RegisteredCode;
      return {
        statusCode,
        name: row.name,
        aliases: row.aliases ?? [],
        reasonPhrase: STATUS_CODES[statusCode],
        statusClass: statusClass(statusCode) as StatusClass,
        description: row.description,
        definedIn: { rfc: row.rfc, section: row.section },
        deprecated: deprecatedBy[statusCode] !== undefined,
        observedReasonPhrases: row.observedReasonPhrases ?? [],
        headers: { must: row.must ?? [], should: row.should ?? [], may: row.may ?? [] },
        retryAfter: row.retryAfter ?? false,
        advice: (row.advice as Advice | undefined) ?? (adviceOfClass[Math.floor(statusCode / 100) - 1] as Advice),
        dialogEffect: row.dialogEffect as RegisteredStatusCode['dialogEffect'],
        q850Cause: q850CauseForStatusCode(statusCode),
        equivalentStatusCode: statusCode,
      };
    }),
  );
}

/** For each of 1xx to 6xx, what goes for a code of which no RFC says more. */
const adviceOfClass: readonly Advice[] = [
  { action: 'wait', text: 'The final response is still to come.', source: 'RFC 3261 §21.1' },
  { action: 'proceed', text: 'The request has succeeded.', source: 'RFC 3261 §21.2' },
  { action: 'redirect', text: 'Send the request to the addresses in Contact.', source: 'RFC 3261 §8.1.3.4' },
  {
    action: 'try-another',
    text: 'Do not send the same request to this server again unchanged; another server may answer it.',
    source: 'RFC 3261 §21.4',
  },
  {
    action: 'try-another',
    text: 'The server has failed; another one may answer the request.',
    source: 'RFC 3261 §16.7',
  },
  { action: 'stop', text: 'No other target will do; a proxy ends its search.', source: 'RFC 3261 §16.7' },
];

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}

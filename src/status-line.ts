/**
 * A SIP Status-Line (RFC 3261 §7.2), for example `SIP/2.0 486 Busy Here`.
 *
 * The three fields hold what was on the wire, without the separators and without the CRLF.
 * An octet of the phrase that is no part of valid UTF-8 stands as the lone surrogate U+DC00 + octet;
 * `displayReasonPhrase` makes such a phrase fit for logs, JSON and screens.
 */
export interface StatusLine {
  /** As received, for example `SIP/2.0`. Its letters may be in any case; the builder writes `SIP`. */
  readonly sipVersion: string;
  /** 0 to 999: the grammar derives all of them, the registry knows 75. */
  readonly statusCode: number;
  /** May be empty. Escapes such as `%20` are kept as they are. */
  readonly reasonPhrase: string;
}

/**
 * `strict` is the ABNF of RFC 3261 §25.1, octet for octet.
 * `lenient` also reads what real software sends, and reports each {@link Deviation}.
 */
export type Profile = 'strict' | 'lenient';

/** How a Status-Line is to be read. */
export interface ParseOptions {
  /** Default: `strict`. Anything else is a TypeError. */
  readonly profile?: Profile | undefined;
}

/** What is wrong: the part of the line that was expected at `offset`. */
export type FaultCode =
  /** The line does not begin with a SIP-Version such as `SIP/2.0` (RFC 3261 §7.1). */
  | 'invalid-sip-version'
  /** Two parts are not separated by a single SP (RFC 3261 §7.2). */
  | 'invalid-separator'
  /** The code is not three digits (RFC 3261 §7.2). */
  | 'invalid-status-code'
  /** The phrase has an octet, an escape or a UTF-8 sequence that it does not allow (RFC 3261 §25.1). */
  | 'invalid-reason-phrase'
  /** A CR or an LF that is no CRLF (RFC 3261 §7). */
  | 'invalid-line-end'
  /** Something follows the end of the line. */
  | 'trailing-octets'
  /** The input ends before the line is whole. */
  | 'incomplete'
  /** The line is longer than `maxOctets`; for `parseWithOhm`, longer than 65,536 units. */
  | 'too-long'
  /** A string has a surrogate that stands for no octet. */
  | 'invalid-text'
  /** The input is neither a string nor a Uint8Array. */
  | 'invalid-input-type';

/** Why an input is no Status-Line. Plain data; `explainFault` makes text of it. */
export interface Fault {
  /** What is wrong. */
  readonly code: FaultCode;
  /**
   * The length of the longest prefix of the input that some valid line of the profile starts with,
   * in the input's own units: octets of a Uint8Array, UTF-16 units of a string.
   */
  readonly offset: number;
  /** The part of the line, as the grammar's rule for it is named: `reasonPhrase`, `versionSeparator`, … */
  readonly rule: string;
  /** The smallest rules and terminals of the grammar that were tried at the offset, in the grammar's order. */
  readonly expected: readonly string[];
}

/** What the lenient profile forgives. */
export type DeviationCode =
  /** CR, LF, NUL, SP, HTAB or UTF-8 byte order marks before `SIP`. */
  | 'leading-octets'
  /** Before the code, a run of SP and HTAB that is not one SP; after it, one HTAB. */
  | 'irregular-separator'
  /** After the code comes the end of the line, or a letter: `200OK`. */
  | 'missing-separator'
  /** An octet that the phrase does not allow; no CR, LF or NUL. Only the first one is reported. */
  | 'illegal-reason-octet'
  /** The line ends with a lone LF or a lone CR. */
  | 'irregular-line-end';

/** Something that the lenient profile forgave. Plain data; `explainFault` makes text of it. */
export interface Deviation {
  /** What was forgiven. */
  readonly code: DeviationCode;
  /** Where it begins, in the input's own units: octets of a Uint8Array, UTF-16 units of a string. */
  readonly offset: number;
}

/**
 * What parsing comes to: a `statusLine`, or a `fault` that says why there is none; and the `deviations` that the
 * lenient profile forgave, in the order of the line. All three fields are always there, so that a result can be
 * destructured and narrowed by any of them.
 */
export type ParseResult =
  | { readonly statusLine: StatusLine; readonly deviations: readonly Deviation[]; readonly fault: undefined }
  | { readonly statusLine: undefined; readonly deviations: readonly Deviation[]; readonly fault: Fault };

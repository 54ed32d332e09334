/**
 * A SIP Status-Line (RFC 3261 §7.2), for example `SIP/2.0 486 Busy Here`.
 *
 * The three fields hold what was on the wire, without the separators and without the CRLF.
 * An octet of the phrase that is no part of valid UTF-8 stands as the lone surrogate U+DC00 + octet;
 * {@link displayReasonPhrase} makes such a phrase fit for logs, JSON and screens.
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

export interface ParseOptions {
  /** Default: `strict`. Anything else is a TypeError. */
  readonly profile?: Profile | undefined;
}

export type FaultCode =
  | 'invalid-sip-version'
  | 'invalid-separator'
  | 'invalid-status-code'
  | 'invalid-reason-phrase'
  | 'invalid-line-end'
  | 'trailing-octets'
  | 'incomplete'
  | 'too-long'
  | 'invalid-text'
  | 'invalid-input-type';

/** Why an input is no Status-Line. Plain data; `explainFault` makes text of it. */
export interface Fault {
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

export type DeviationCode =
  | 'leading-octets'
  | 'irregular-separator'
  | 'missing-separator'
  | 'illegal-reason-octet'
  | 'irregular-line-end';

/** Something that the lenient profile forgave, and the offset where it begins, in the input's own units. */
export interface Deviation {
  readonly code: DeviationCode;
  readonly offset: number;
}

/** All three fields are always there, so that a result can be destructured and narrowed by any of them. */
export type ParseResult =
  | { readonly statusLine: StatusLine; readonly deviations: readonly Deviation[]; readonly fault: undefined }
  | { readonly statusLine: undefined; readonly deviations: readonly Deviation[]; readonly fault: Fault };

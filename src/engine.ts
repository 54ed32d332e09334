import type { Deviation, Profile } from './status-line.ts';

/**
 * Something that runs the grammars: the one seam between the language and what is built on it.
 *
 * An engine reads octets, from a Uint8Array or from a string with one character an octet, and knows neither
 * encodings nor limits nor messages. All offsets that it gives count octets from the first one it was given.
 */
export interface Engine {
  /** Octets that this engine takes at most. More is `too-long` before it is asked. */
  readonly maxOctets: number;
  /** Runs the rule `statusLine` over one whole line, with its line end or without. */
  scanLine(octets: Octets, profile: Profile): Match | Mismatch;
  /** Runs the rule `streamedStatusLine` over the beginning of a stream: octets behind the line are let be. */
  scanStream(octets: Octets, profile: Profile): Match | Mismatch | 'partial';
  /** The offsets in a phrase at which no legal unit of the strict grammar begins. The phrase has no CR, LF or NUL. */
  illegalReasonOctets(phrase: Octets): readonly number[];
}

export type Octets = Uint8Array | string;

/** The grammar's rules for the parts of the line, in the order of the line. */
export const parts = [
  'emptyLine',
  'leadingOctets',
  'sipVersion',
  'versionSeparator',
  'statusCode',
  'codeSeparator',
  'reasonPhrase',
  'lineEnd',
] as const;

/** `end` is what is due behind a complete line: nothing. */
export type Part = (typeof parts)[number] | 'end';

export interface Match {
  readonly matched: true;
  readonly sipVersion: Span;
  readonly statusCode: number;
  readonly reasonPhrase: Span;
  readonly deviations: readonly Deviation[];
  /** The offset after the line's end. */
  readonly end: number;
}

export interface Mismatch {
  readonly matched: false;
  /** The length of the longest prefix that some line of the profile starts with. */
  readonly offset: number;
  /** The part that was due there; of several, the last in the order of the line. */
  readonly part: Part;
  /** Whether that part was to begin at the offset, rather than to go on. */
  readonly begins: boolean;
  /** What the grammar tried there: names of rules that are one octet long, or else terminals. */
  readonly expected: readonly string[];
}

/** From an offset up to another, that one not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

import type { Due } from './due.ts';
import type { Deviation, Profile } from './status-line.ts';

/**
 * Something that runs the grammars: the one seam between the language and what is built on it.
 *
 * An engine reads octets, from a Uint8Array or from a string with one character an octet, and knows neither
 * encodings nor limits nor messages. All offsets that it gives count octets from the first one it was given.
 */
export interface Engine extends LineEngine {
  /** Runs the rule `streamedStatusLine` over the beginning of a stream: octets behind the line are let be. */
  scanStream(octets: Octets, profile: Profile): Match | Mismatch | 'partial';
}

/** The half of an engine that whole lines need. */
export interface LineEngine {
  /** Octets that this engine takes at most. More is `too-long` before it is asked. */
  readonly maxOctets: number;
  /** Runs the rule `statusLine` over one whole line, with its line end or without. */
  scanLine(octets: Octets, profile: Profile): Match | Mismatch;
}

export type Octets = Uint8Array | string;

export interface Match {
  readonly matched: true;
  readonly sipVersion: Span;
  readonly statusCode: number;
  readonly reasonPhrase: Span;
  readonly deviations: readonly Deviation[];
  /** The offset after the line's end. */
  readonly end: number;
}

export interface Mismatch extends Due {
  readonly matched: false;
  /** The length of the longest prefix that some line of the profile starts with. */
  readonly offset: number;
}

/** From an offset up to another, that one not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

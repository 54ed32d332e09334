import type { Deviation, Fault, StatusLine } from './status-line.ts';

/**
 * What reading comes to: the line is `complete`, more octets are needed (`partial`), or it is `invalid`. All offsets
 * count from the input's index 0, in its own units: octets of a Uint8Array, UTF-16 units of a string.
 */
export type ReadResult =
  /** A line with its line end. */
  | {
      readonly state: 'complete';
      readonly statusLine: StatusLine;
      readonly deviations: readonly Deviation[];
      /** The index after the line's end, where the header fields begin. */
      readonly end: number;
    }
  /** What is there fits, and more could complete the line or change what was read. */
  | { readonly state: 'partial' }
  /** No line of the profile begins like this. */
  | { readonly state: 'invalid'; readonly fault: Fault };

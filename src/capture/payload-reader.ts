import type { Passage } from './passage.ts';

/** Why a range of the source was not searched. */
export type SkipReason =
  /** The frame is of a kind that is not known here, or carries no IP. */
  | 'unknown-link'
  /** The packet carries neither UDP nor TCP. */
  | 'unknown-transport'
  /** A later fragment of an IP packet. The start of a message is in the first. */
  | 'fragment'
  /** Octets of a TCP stream that have been seen before. */
  | 'repeated'
  /** A header makes no sense. */
  | 'malformed'
  /** A header is cut off by the end of the packet or of the file. Empty where only the end of a payload is missing. */
  | 'truncated';

/** Who takes what the packets of a capture carry. Each octet of the source is searched, framing or skipped. */
export interface PayloadReader {
  /** A datagram, or a message that something else has framed. The passage is lent until the call returns. */
  datagram(passage: Passage, start: number, end: number, isCut: boolean): void;
  /** One direction of a connection begins. */
  stream(): StreamReader;
  /** So many octets were payload. */
  searched(count: number): void;
  /** So many octets were headers around packets, and padding: of records, frames, IP, UDP and TCP. */
  framing(count: number): void;
  /** A range of the source that was not searched. */
  skipped(start: number, end: number, reason: SkipReason): void;
}

/** Who takes the octets of one direction of a connection, in their order. */
export interface StreamReader {
  /**
   * Reads what there is of the stream, and returns the index of the first octet that is still needed.
   *
   * @param isLast whether no more of the stream comes, or octets are missing after those that are there
   */
  search(passage: Passage, from: number, to: number, isLast: boolean): number;
  /** Octets are missing before what comes next. */
  interrupted(): void;
}

import type { CapturedPacket } from '../../capture/captured-packet.ts';

/** Octets that lie side by side in memory, and where each of them came from. */
export interface Passage {
  readonly octets: Uint8Array;
  /** Whether no more has come for a while, so that nothing should wait for what may not come. */
  readonly isIdle?: boolean;
  /** What {@link nextVersion} says of the passage's octets, by whatever means is the fastest. */
  next(from: number, to: number): number;
  /** The same for what `nextCSeq` says, where there is something faster. */
  nextCSeq?(from: number, to: number): number;
  /** The offset in the source of the octet at an index. */
  offsetAt(index: number): number;
  /** The packet that brought the octet at an index; undefined where the source is no capture. */
  packetAt(index: number): PacketView | undefined;
}

/** A packet as far as it is needed while it is at hand. */
export interface PacketView {
  /** Seconds since 1970-01-01T00:00:00Z; undefined where the file does not say. */
  readonly seconds: number | undefined;
  /** All that is known of it, to be kept. */
  describe(): CapturedPacket;
}

/** Where a status line stands. */
export type Where =
  /** It starts a message. */
  | 'message'
  /** It stands in the body of one, as RFC 3420 (message/sipfrag) has it. */
  | 'body'
  /** It stands amid other text: in a log entry, in a header field. */
  | 'text';

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

/** What is reported of a search while it goes on. Each octet of the source is searched, framing or skipped. */
export interface Listener {
  /** A status line, and the index of the method in the CSeq after it, -1 where none is known. The passage is lent. */
  line(passage: Passage, start: number, end: number, where: Where, method: number): void;
  /** A message of a capture: its start-line and header fields. If it is a response, its line is told before. */
  message(passage: Passage, start: number, end: number): void;
  /** So many octets were searched for status lines. */
  searched(count: number): void;
  /** So many octets were headers around packets, and padding: of records, frames, IP, UDP and TCP. */
  framing(count: number): void;
  /** A range of the source that was not searched. */
  skipped(start: number, end: number, reason: SkipReason): void;
}

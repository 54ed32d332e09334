import type { SkipReason } from '../../capture/payload-reader.ts';
import type { Passage } from './passage.ts';

/** Where a status line stands. */
export type Where =
  /** It starts a message. */
  | 'message'
  /** It stands in the body of one, as RFC 3420 (message/sipfrag) has it. */
  | 'body'
  /** It stands amid other text: in a log entry, in a header field. */
  | 'text';

/** What is reported of a search while it goes on. Each octet of the source is searched, framing or skipped. */
export interface Listener {
  /** A status line, and the index of the method in the CSeq after it, -1 where none is known. The passage is lent. */
  line(passage: Passage, start: number, end: number, where: Where, method: number): void;
  /** A message of a capture: its start-line and header fields. If it is a response, its line is reported before. */
  message(passage: Passage, start: number, end: number): void;
  /** So many octets were searched for status lines. */
  searched(count: number): void;
  /** So many octets were headers around packets, and padding: of records, frames, IP, UDP and TCP. */
  framing(count: number): void;
  /** A range of the source that was not searched. */
  skipped(start: number, end: number, reason: SkipReason): void;
}

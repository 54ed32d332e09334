import type { DeviationCode } from '../status-line.ts';

/** What the lenient profile forgives in a message: in its Status-Line or in its header fields. */
export type MessageDeviationCode =
  | DeviationCode
  /** An LF or a CR in the header section that is not part of a CRLF. A CR ends no line. Offset: of the first. */
  | 'irregular-head-line-end'
  /** A NUL in the header section. Offset: of the first. */
  | 'illegal-head-octet'
  /** No Content-Length, which a stream must have. It counts as 0. Offset: of the empty line, where it was due at the latest. */
  | 'missing-content-length'
  /** Content-Length is there again, with the same number. Offset: of the line that repeats it. */
  | 'repeated-content-length'
  /** SP or HTAB, or an empty continuation line, after the number of a Content-Length. Offset: of the first such octet. */
  | 'irregular-content-length';

/** Something that the lenient profile forgave in a message. */
export interface MessageDeviation {
  /** What was forgiven. */
  readonly code: MessageDeviationCode;
  /** Where it begins. It counts as the offsets of the message do: from the first octet of the stream or the datagram. */
  readonly offset: number;
}

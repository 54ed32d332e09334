import type { DeviationCode } from '../status-line.ts';

export type MessageDeviationCode =
  | DeviationCode
  /** A line of the header section ends with a lone LF. Offset: of the first such LF. */
  | 'irregular-head-line-end'
  /** No Content-Length, which a stream must have. It counts as 0. Offset: of the empty line, where it was due at the latest. */
  | 'missing-content-length'
  /** Content-Length is there again, with the same number. Offset: of the line that repeats it. */
  | 'repeated-content-length'
  /** SP or HTAB, or an empty continuation line, behind the number of a Content-Length. Offset: of the first such octet. */
  | 'irregular-content-length';

/** Something that the lenient profile forgave in a message, and where it begins. Offsets count as those of the message do. */
export interface MessageDeviation {
  readonly code: MessageDeviationCode;
  readonly offset: number;
}

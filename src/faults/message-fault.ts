import type { Fault, StatusLine } from '../status-line.ts';

/** What is wrong with a message. */
export type MessageFaultCode =
  /** Neither a Status-Line of the profile nor a Request-Line. `lineFault` says why it is no Status-Line. */
  | 'invalid-start-line'
  /** A line of the header section is a start-line: the message before it was cut off. */
  | 'start-line-in-head'
  /**
   * The start-line ends with a CR alone, or an empty line has more than one CR, so that two readers would not agree on
   * where the head ends; strict: an LF alone or a CR alone in the header section (RFC 3261 §7).
   */
  | 'invalid-line-end'
  /** Strict: a NUL in the header section. */
  | 'illegal-head-octet'
  /** Not a number, or not the number that an earlier Content-Length gave; strict: any second Content-Length. */
  | 'invalid-content-length'
  /** Strict: a message on a stream without Content-Length. */
  | 'missing-content-length'
  /** The start-line is longer than `maxLineOctets`. */
  | 'line-too-long'
  /** The header section is longer than `maxHeadOctets`. */
  | 'head-too-long'
  /** The body is longer than `maxBodyOctets`. */
  | 'body-too-long'
  /** The octets end before the message does. */
  | 'truncated'
  /** What was to be read is no Uint8Array. */
  | 'invalid-input-type';

/** Why octets are no message. Plain data. Offsets count from the first octet of the stream or the datagram. */
export interface MessageFault {
  /** What is wrong. */
  readonly code: MessageFaultCode;
  /** Where it shows. Of what is too long, the first octet that is too much. */
  readonly offset: number;
  /** Where the message begins. */
  readonly start: number;
  /** Whether reading may continue after the fault: `resynchronise` looks for the next message. */
  readonly canResynchronise: boolean;
  /** With `invalid-start-line`: why the line is no Status-Line. */
  readonly lineFault?: Fault;
  /** What the start-line says, where it is a Status-Line and not at fault itself. */
  readonly statusLine?: StatusLine;
  /** With `truncated`: the header fields, where they are there as a whole. */
  readonly head?: Uint8Array;
  /** With `truncated`, after a whole head: how many octets of the body are missing. */
  readonly missingOctets?: number;
}

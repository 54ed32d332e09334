import type { DeviationCode } from '../status-line.ts';
import type { MessageDeviationCode } from './message-deviation.ts';
import type { MessageFaultCode } from './message-fault.ts';

export const messageFaultSentences: Readonly<Record<MessageFaultCode, string>> = {
  'invalid-start-line': 'neither a Status-Line nor a Request-Line (RFC 3261 §7)',
  'start-line-in-head': 'a start-line among the header fields; the message before it was cut off (RFC 3261 §7)',
  'invalid-line-end': 'a CR or an LF that is not part of a CRLF, which ends a line (RFC 3261 §7)',
  'illegal-head-octet': 'a NUL among the header fields (RFC 3261 §25.1)',
  'invalid-content-length': 'a Content-Length is one decimal number (RFC 3261 §20.14)',
  'missing-content-length': 'no Content-Length, which a stream must have (RFC 3261 §20.14)',
  'line-too-long': 'the start-line is longer than the limit',
  'head-too-long': 'the header fields are longer than the limit',
  'body-too-long': 'the body is longer than the limit',
  truncated: 'the octets end before the message does (RFC 3261 §18.3)',
  'invalid-input-type': 'a message is a Uint8Array',
};

/** Of the deviations that a line alone does not have. */
export const messageDeviationSentences: Readonly<Record<Exclude<MessageDeviationCode, DeviationCode>, string>> = {
  'irregular-head-line-end': 'a CR or an LF among the header fields that is not part of a CRLF (RFC 3261 §7)',
  'illegal-head-octet': 'a NUL among the header fields (RFC 3261 §25.1)',
  'missing-content-length': 'no Content-Length, which a stream must have; it counts as 0 (RFC 3261 §20.14)',
  'repeated-content-length': 'a second Content-Length, with the same number (RFC 3261 §7.3.1)',
  'irregular-content-length': 'white space after the number of a Content-Length (RFC 3261 §20.14)',
};

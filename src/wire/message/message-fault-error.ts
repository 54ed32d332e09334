import type { MessageFault, MessageFaultCode } from './message-fault.ts';

/** Thrown by `readResponses` where a stream cannot be read on. The fault is data. */
export class MessageFaultError extends Error {
  override readonly name = 'MessageFaultError';
  /** What is wrong, where, and whether the stream could have been resynchronised. */
  readonly fault: MessageFault;

  constructor(fault: MessageFault) {
    super(`${fault.code} at ${fault.offset}: ${sentenceOf(fault)}`);
    this.fault = fault;
  }
}

const sentences: Readonly<Record<MessageFaultCode, string>> = {
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

function sentenceOf({ code, start, lineFault }: MessageFault): string {
  const why = lineFault === undefined ? '' : `: ${lineFault.code}`;
  return `${sentences[code]}${why}; the message begins at ${start}`;
}

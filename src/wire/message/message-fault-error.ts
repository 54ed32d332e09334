import type { MessageFault } from '../../faults/message-fault.ts';
import { messageFaultSentences } from '../../faults/message-words.ts';

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

function sentenceOf({ code, start, lineFault }: MessageFault): string {
  const why = lineFault === undefined ? '' : `: ${lineFault.code}`;
  return `${messageFaultSentences[code]}${why}; the message begins at ${start}`;
}

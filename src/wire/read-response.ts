import { isUint8Array, octetsBetween } from '../text/uint8-array.ts';
import { Gap } from './gap.ts';
import type { MessageFault, MessageFaultCode } from './message-fault.ts';
import { faultOfHead, readMessageHead } from './message-head.ts';
import { type MessageOptions, messageRulesOf } from './message-rules.ts';
import { announced, type ReceivedRequest, type ReceivedResponse, receivedMessage } from './received-message.ts';

/** How the message of a datagram is to be read. */
export interface ReadResponseOptions extends MessageOptions {}

/** What the octets of a datagram are. */
export type ReadResponseResult =
  | ReceivedResponse
  | ReceivedRequest
  /** No message: nothing at all, or only what may stand before one. */
  | { readonly type: 'keep-alive' }
  /** What is no message, and why. */
  | { readonly type: 'fault'; readonly fault: MessageFault };

/**
 * Reads the one message of a datagram or of a WebSocket message. Never throws for any input.
 *
 * RFC 3261 §18.3: the body has as many octets as Content-Length says, and those after it are discarded: from `end` on.
 * Where there are fewer, the message is `truncated`. Without Content-Length, the body goes to the end.
 *
 * Head and body are views of the datagram. All offsets count from its first octet.
 *
 * @throws {TypeError} for a wrong option
 */
export function readResponse(datagram: Uint8Array, options?: ReadResponseOptions): ReadResponseResult {
  const rules = messageRulesOf(options, false);
  if (!isUint8Array(datagram)) return faulty('invalid-input-type', 0, 0);
  const { length } = datagram;
  const octets = octetsBetween(datagram, 0, length);
  const gap = new Gap(rules.profile, () => {});
  let start = gap.skip(octets, 0, 0);
  if (start === length) start -= gap.finish(length);
  if (start === length) return { type: 'keep-alive' };

  const head = readMessageHead(octets, start, rules);
  if (head.state === 'partial') return faulty('truncated', length, start);
  if (head.state === 'invalid') {
    return { type: 'fault', fault: { ...faultOfHead(head, start, 0), canResynchronise: false } };
  }
  const message = announced(head, octets, 0, gap.takeLeadingOctets());
  const { bodyOffset, contentLength = length - bodyOffset } = message;
  if (contentLength > rules.maxBodyOctets) return faulty('body-too-long', bodyOffset + rules.maxBodyOctets, start);
  const end = bodyOffset + contentLength;
  return end > length
    ? faulty('truncated', length, start)
    : receivedMessage(message, octetsBetween(octets, bodyOffset, end));
}

function faulty(code: MessageFaultCode, offset: number, start: number): ReadResponseResult {
  return { type: 'fault', fault: { code, offset, start, canResynchronise: false } };
}

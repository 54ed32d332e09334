import type { MessageFault, MessageFaultCode } from '../faults/message-fault.ts';
import { isUint8Array, octetsBetween, plainView } from '../text/uint8-array.ts';
import { BetweenMessages } from './message/between-messages.ts';
import { type CompleteFrame, faultOfFrame, frameAt, truncated } from './message/frame.ts';
import { type MessageOptions, messageRulesOf } from './message/limits.ts';
import { type ReceivedRequest, type ReceivedResponse, receivedMessage } from './message/received-message.ts';

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
 * Start-line, head and body are views of the datagram. All offsets count from its first octet.
 *
 * @throws {TypeError} for a wrong option
 */
export function readResponse(datagram: Uint8Array, options?: ReadResponseOptions): ReadResponseResult {
  const rules = messageRulesOf(options, false);
  if (!isUint8Array(datagram)) return { type: 'fault', fault: faultAt('invalid-input-type', 0, 0) };
  const octets = plainView(datagram);
  const { length } = octets;
  const between = new BetweenMessages(rules.profile, () => {});
  const { at: start, begins } = between.skip(octets, 0, 0, true);
  if (!begins) return { type: 'keep-alive' };

  const frame = frameAt(octets, start, rules);
  if (frame.state === 'partial') return { type: 'fault', fault: truncated(frame, octets, start, 0) };
  if (frame.state === 'invalid') {
    return { type: 'fault', fault: { ...faultOfFrame(frame, start, 0), canResynchronise: false } };
  }
  const end = endIn(frame, length);
  if (end > length) return { type: 'fault', fault: truncated(frame, octets, start, 0) };
  if (end - frame.head.end > rules.maxBodyOctets) {
    return { type: 'fault', fault: faultAt('body-too-long', frame.head.end + rules.maxBodyOctets, start) };
  }
  return receivedMessage(frame, octets, octetsBetween(octets, frame.head.end, end), 0, between.takeLeadingOctets());
}

/** Where a message ends in a datagram. */
function endIn({ head }: CompleteFrame, length: number): number {
  return head.contentLength === undefined ? length : head.end + head.contentLength;
}

function faultAt(code: MessageFaultCode, offset: number, start: number): MessageFault {
  return { code, offset, start, canResynchronise: false };
}

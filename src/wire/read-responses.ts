import { describeValue } from '../text/describe-value.ts';
import { checkLimit, type MessageOptions, messageRulesOf } from './message/limits.ts';
import type { ReceivedMessage, ReceivedResponse } from './message/received-message.ts';
import { MessageStream, type MessageStreamRules } from './stream/message-stream.ts';
import { checkedChunk, chunksOf, type OctetSource } from './stream/octet-source.ts';
import type { SkippedRange } from './stream/skipped-range.ts';

/** How the messages of a stream are to be read. */
export interface ReadResponsesOptions extends MessageOptions {
  /** What is done with the requests between the responses. Default: `skip`. */
  readonly requests?: 'skip' | 'yield' | undefined;
  /**
   * Whether to continue after a fault: after the faulty message, where its Content-Length says where that is, or else
   * with the next start-line whose header fields have a Content-Length or, lenient, a Via. Default: false, a fault is
   * thrown.
   */
  readonly resynchronise?: boolean | undefined;
  /**
   * The longest faulty message that `resynchronise` skips for its Content-Length; beyond it, the fault is thrown with
   * `canResynchronise: false`. Default: 16,777,216.
   */
  readonly maxSkippedOctets?: number | undefined;
  /**
   * Called with each range of octets that is not part of a yielded message, in order: keep-alives, skipped requests,
   * faulty messages. It is called while the next message is read, so a keep-alive is reported as soon as it has arrived.
   */
  readonly skipped?: ((range: SkippedRange) => void) | undefined;
}

/**
 * Reads the SIP responses of a stream, one after the other, as Content-Length frames them (RFC 3261 §18.3). The
 * outcome is the same however the stream is cut into chunks. A chunk is asked for when all messages of the one before
 * have been taken; leaving the loop closes the source.
 *
 * The octets of a response are views of the chunk that they came in, and only a message that a chunk's end has cut is copied.
 * Copy a response (`body.slice()`) before reusing the chunk's buffer or keeping the response.
 *
 * All offsets count from the first octet of the stream.
 *
 * @throws {TypeError} at once for a wrong option or source; in the loop for a chunk that is not a Uint8Array
 * @throws {MessageFaultError} in the loop, for malformed input, unless `resynchronise` is set and the fault allows it
 */
export function readResponses(
  source: OctetSource,
  options?: ReadResponsesOptions & { readonly requests?: 'skip' | undefined },
): AsyncGenerator<ReceivedResponse, void, undefined>;
/** Reads the SIP responses of a stream, and the requests between them. All else is as without `requests: 'yield'`. */
export function readResponses(
  source: OctetSource,
  options: ReadResponsesOptions & { readonly requests: 'yield' },
): AsyncGenerator<ReceivedMessage, void, undefined>;
/** Reads the SIP responses of a stream, and the requests between them where `requests` is `yield`. */
export function readResponses(
  source: OctetSource,
  options?: ReadResponsesOptions,
): AsyncGenerator<ReceivedMessage, void, undefined>;
export function readResponses(
  source: OctetSource,
  options?: ReadResponsesOptions,
): AsyncGenerator<ReceivedMessage, void, undefined> {
  const stream = new MessageStream(rulesOf(options));
  return messagesOf(chunksOf(source), stream);
}

async function* messagesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  stream: MessageStream,
): AsyncGenerator<ReceivedMessage, void, undefined> {
  for await (const chunk of chunks) {
    stream.feed(checkedChunk(chunk));
    for (let message = stream.next(); message !== undefined; message = stream.next()) yield message;
  }
  stream.end();
  for (let message = stream.next(); message !== undefined; message = stream.next()) yield message;
}

function rulesOf(options: ReadResponsesOptions | undefined): MessageStreamRules {
  const rules = messageRulesOf(options, true);
  const { requests = 'skip', resynchronise = false, skipped = () => {}, maxSkippedOctets = 1 << 24 } = options ?? {};
  if (requests !== 'skip' && requests !== 'yield') {
    throw new TypeError(`requests must be 'skip' or 'yield', not ${describeValue(requests)}`);
  }
  if (typeof resynchronise !== 'boolean') {
    throw new TypeError(`resynchronise must be true or false, not ${describeValue(resynchronise)}`);
  }
  if (typeof skipped !== 'function') throw new TypeError(`skipped must be a function, not ${describeValue(skipped)}`);
  checkLimit('maxSkippedOctets', maxSkippedOctets, 0);
  return { ...rules, yieldsRequests: requests === 'yield', resynchronises: resynchronise, maxSkippedOctets, skipped };
}

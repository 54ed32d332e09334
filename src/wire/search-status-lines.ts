import type { CapturedPacket } from '../capture/captured-packet.ts';
import type { SkipReason } from '../capture/payload-reader.ts';
import { profileOf } from '../options.ts';
import type { ParseResult, Profile } from '../status-line.ts';
import { describeValue } from '../text/describe-value.ts';
import { isDetached, isUint8Array, plainView } from '../text/uint8-array.ts';
import { methodFrom } from './search/cseq.ts';
import { judge } from './search/judge.ts';
import type { Listener, Where } from './search/listener.ts';
import { StatusLineSearch } from './search/status-line-search.ts';
import { chunksOf, type OctetSource } from './stream/octet-source.ts';

/** How status lines are to be searched for. */
export interface SearchOptions {
  /** Default: `lenient`, because this is for what is on real wires. Anything else is a TypeError. */
  readonly profile?: Profile | undefined;
  /** Called with each range of a capture that was not searched, and the reason. */
  readonly skipped?: ((range: UnsearchedRange) => void) | undefined;
}

/** Octets of a capture from one offset up to another, that one not included. */
export interface UnsearchedRange {
  /** The offset of its first octet in the source. */
  readonly start: number;
  /** The offset after its last octet; the same as `start` where something that should be there is not. */
  readonly end: number;
  /** Why it was not searched. */
  readonly why: SkipReason;
}

/** A status line, or what begins like one and has a fault. */
export type FoundStatusLine = ParseResult & {
  /** Where it begins in the source: the offset of its first octet. */
  readonly offset: number;
  /**
   * The line as it stands there. Where it starts a message of a capture, its line end belongs to it; in a text or in a
   * body, that is the text's. The offsets of the deviations and of the fault count from its first octet.
   */
  readonly octets: Uint8Array;
  /** Whether it starts a message. */
  readonly where: Where;
  /** The method in the message's CSeq (RFC 3261 §8.2.6.2): that of the request that it answers; undefined where none is known. */
  readonly method: string | undefined;
  /** The packet of a capture that it came in; undefined where there is none. */
  readonly packet: CapturedPacket | undefined;
};

/**
 * Finds each status line in octets of any kind and any size: logs, what `tcpdump -A` prints, pcap and pcapng files.
 * Whether it is a capture, the source itself says. Memory does not grow with the source.
 *
 * In a capture a line starts a message (`where: 'message'`) when it begins a datagram, or a message of a TCP stream
 * whose segments are put in order. In text it does when nothing stands before it on its line, or when a header field
 * follows. What stands in the body of a message (RFC 3420) is `body`; whatever else looks like one is `text`.
 *
 * @throws {TypeError} for a wrong option, or a source that is none
 */
export async function* searchStatusLines(
  source: Uint8Array | OctetSource,
  options?: SearchOptions,
): AsyncGenerator<FoundStatusLine, void, undefined> {
  profileOf(options);
  const profile = options?.profile ?? 'lenient';
  let found: FoundStatusLine[] = [];
  const listener: Listener = {
    line(passage, start, end, where, methodAt) {
      const octets = passage.octets.slice(start, end);
      const offset = passage.offsetAt(start);
      const method = methodAt === -1 ? undefined : methodFrom(passage.octets, methodAt);
      const packet = passage.packetAt(start)?.describe();
      found.push({ offset, octets, where, method, packet, ...judge(octets, profile) });
    },
    message() {},
    searched() {},
    framing() {},
    skipped: (start, end, reason) => options?.skipped?.({ start, end, why: reason }),
  };
  const search = new StatusLineSearch(listener);
  for await (const piece of piecesOf(source)) {
    if (!isUint8Array(piece)) throw new TypeError(`a source is made of Uint8Arrays, not of ${describeValue(piece)}`);
    if (isDetached(piece)) throw new TypeError('the buffer of a piece of the source is detached');
    const octets = plainView(piece);
    for (let at = 0; at < octets.length; ) {
      const room = search.room();
      const some = octets.subarray(at, at + room.length);
      room.set(some);
      search.take(some.length);
      at += some.length;
      yield* found;
      found = [];
    }
  }
  search.end();
  yield* found;
}

function piecesOf(source: Uint8Array | OctetSource): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  return isUint8Array(source) ? [source] : chunksOf(source);
}

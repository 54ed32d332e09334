// Streams as text, one character an octet, and what reading them gives.
import {
  type MessageFault,
  MessageFaultError,
  type ReadResponsesOptions,
  type ReceivedMessage,
  readResponses,
  type SkippedRange,
} from '../../src/wire/index.ts';

export function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function textOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

export interface Reading {
  readonly messages: readonly ReceivedMessage[];
  readonly skipped: readonly SkippedRange[];
  /** What was thrown. */
  readonly fault: MessageFault | undefined;
}

/** Everything that reading some chunks gives. */
export async function reading(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: ReadResponsesOptions = {},
): Promise<Reading> {
  const messages: ReceivedMessage[] = [];
  const skipped: SkippedRange[] = [];
  try {
    for await (const message of readResponses(chunks, { ...options, skipped: (range) => skipped.push(range) })) {
      messages.push(message);
    }
    return { messages, skipped, fault: undefined };
  } catch (error) {
    if (!(error instanceof MessageFaultError)) throw error;
    return { messages, skipped, fault: error.fault };
  }
}

/** The octets in chunks of a size. */
export function chunked(octets: Uint8Array, size: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += size) chunks.push(octets.slice(at, at + size));
  return chunks;
}

/** The octets cut at some places, which may be the same or beyond the end. */
export function cutAt(octets: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const cuts = [...places].map((place) => Math.min(place, octets.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => octets.slice(from, cuts[index] ?? octets.length));
}

/** Where each octet went: to messages, to what was skipped, to a fault that was thrown; in order, without a gap. */
export function accounted(
  { messages, skipped, fault }: Reading,
  length: number,
): readonly (readonly [number, number])[] {
  const ranges = [
    ...messages.map(({ offset, end }) => [offset, end] as const),
    ...skipped.map(({ start, end }) => [start, end] as const),
    ...(fault === undefined ? [] : [[fault.start, length] as const]),
  ];
  return ranges.sort((a, b) => a[0] - b[0]);
}

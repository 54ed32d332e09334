import { describeValue } from '../../text/describe-value.ts';
import { isDetached, isUint8Array, plainView } from '../../text/uint8-array.ts';

/** Where octets come from, chunk by chunk: a socket, a file, a web ReadableStream, or an array of chunks. */
export type OctetSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | OctetStream;

/** As much of a web `ReadableStream<Uint8Array>` as is needed of it. */
export interface OctetStream {
  /** Locks the stream and reads it chunk by chunk. */
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
}

/** The chunks of a source. Throws TypeError for any other value. */
export function chunksOf(source: OctetSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof source === 'object' && source !== null) {
    // Not every browser's streams can be iterated.
    if ('getReader' in source && typeof source.getReader === 'function') return chunksOfStream(source);
    // Octets can be iterated too, but theirs are no chunks.
    if (!isUint8Array(source) && (Symbol.asyncIterator in source || Symbol.iterator in source)) return source;
  }
  throw new TypeError(`source must be an iterable or a ReadableStream of Uint8Arrays, not ${describeValue(source)}`);
}

/** A chunk as a plain Uint8Array of this realm. Throws TypeError for any other value. */
export function checkedChunk(chunk: Uint8Array): Uint8Array {
  if (isUint8Array(chunk)) {
    // Of a buffer that is gone nothing can be read, and nobody would know what is missing.
    if (isDetached(chunk)) throw new TypeError('the buffer of a chunk of the source is detached');
    return plainView(chunk);
  }
  throw new TypeError(`a chunk of the source must be a Uint8Array, not ${describeValue(chunk)}`);
}

async function* chunksOfStream(stream: OctetStream): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      yield value as Uint8Array;
    }
  } finally {
    if (!isOver) await reader.cancel();
    reader.releaseLock();
  }
}

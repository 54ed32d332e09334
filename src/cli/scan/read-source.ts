import { Buffer } from 'node:buffer';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { StatusLineSearch } from '../../wire/search/status-line-search.ts';

export interface Reading {
  /** Called with the number of octets of the source that have been read. It may wait for something. */
  onProgress(octets: number): Promise<void> | undefined;
  /** Whether to wait for more at the end of a file, until this says no. */
  isFollowed(): boolean;
}

/**
 * Reads a file to its end, whatever its size, into the room that the search has for it. What gzip has compressed is
 * read as what it was before. Returns how many octets were searched.
 */
export async function readFile(path: string, search: StatusLineSearch, reading: Reading): Promise<number> {
  const file = openSync(path, 'r');
  try {
    const isRegular = fstatSync(file).isFile();
    if (isRegular && isGzip(file)) return await readChunks(decompressed(path), search, reading);
    let octets = 0;
    for (;;) {
      const room = search.room();
      // A size that is given at each read keeps the place where it goes on, and a pipe has none.
      const count = readSync(file, room, 0, room.length, isRegular ? octets : null);
      if (count > 0) {
        octets += count;
        search.take(count);
        await reading.onProgress(octets);
        continue;
      }
      if (!reading.isFollowed()) return octets;
      await setTimeout(200);
      if (fstatSync(file).size < octets) return octets;
    }
  } finally {
    closeSync(file);
  }
}

/** Reads chunks to their end, as those of standard input. Returns how many octets were searched. */
export async function readChunks(
  chunks: AsyncIterable<Uint8Array>,
  search: StatusLineSearch,
  reading: Reading,
): Promise<number> {
  let octets = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const room = search.room();
      const some = chunk.subarray(at, at + room.length);
      room.set(some);
      search.take(some.length);
      at += some.length;
      octets += some.length;
      await reading.onProgress(octets);
    }
  }
  return octets;
}

function decompressed(path: string): AsyncIterable<Uint8Array> {
  // What goes wrong is thrown where the chunks are read.
  return pipeline(createReadStream(path), createGunzip(), () => {});
}

function isGzip(file: number): boolean {
  const magic = Buffer.alloc(2);
  return readSync(file, magic, 0, 2, 0) === 2 && magic.readUInt16BE(0) === 0x1f8b;
}

import { Buffer } from 'node:buffer';
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { StatusLineSearch } from '../../wire/search/status-line-search.ts';

export interface Reading {
  /** Called where a followed file has no more for now. It may wait for something. */
  onIdle(): Promise<void> | undefined;
  /** Called with the number of octets of the source that have been read. It may wait for something. */
  onProgress(octets: number): Promise<void> | undefined;
  /** Whether to wait for more at the end of a file, until this says no. */
  isFollowed(): boolean;
}

/** How a file ended, and how many octets of it were searched. */
export interface FileEnd {
  readonly octets: number;
  /** What has become of a file that was followed: there is another of its name, or less of it than was read. */
  readonly why: 'end' | 'replaced' | 'truncated';
}

/** A file that cannot be searched as it is. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/**
 * Reads a file to its end, whatever its size, into the room that the search has for it. What gzip has compressed is
 * read as what it was before.
 *
 * @throws {UnreadableError} for what another program has compressed
 */
export async function readFile(path: string, search: StatusLineSearch, reading: Reading): Promise<FileEnd> {
  const file = openSync(path, 'r');
  try {
    const opened = fstatSync(file);
    const isRegular = opened.isFile();
    if (isRegular) {
      const magic = Buffer.alloc(6);
      readSync(file, magic, 0, 6, 0);
      if (magic.readUInt16BE(0) === 0x1f8b) return await readChunks(path, decompressed(path), search, reading);
      refuseCompressed(path, magic);
    }
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
      if (!reading.isFollowed()) return { octets, why: 'end' };
      if (fstatSync(file).size < octets) return { octets, why: 'truncated' };
      // A file of another name is read on until there is one of this name again, as logs are rotated.
      const now = statSync(path, { throwIfNoEntry: false });
      if (now !== undefined && isRegular && (now.ino !== opened.ino || now.dev !== opened.dev))
        return { octets, why: 'replaced' };
      await setTimeout(200);
      search.idle();
      await reading.onIdle();
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Reads chunks to their end, as those of standard input.
 *
 * @param name what they are called in a message
 * @throws {UnreadableError} for what a program has compressed
 */
export async function readChunks(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  search: StatusLineSearch,
  reading: Reading,
): Promise<FileEnd> {
  let octets = 0;
  for await (const chunk of chunks) {
    if (octets === 0) refuseCompressed(name, chunk);
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
  return { octets, why: 'end' };
}

/** What other programs begin with, and how what they compressed is read. */
const compressors: readonly (readonly [name: string, command: string, magic: readonly number[]])[] = [
  ['zstd', 'zstdcat', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', 'xzcat', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', 'bzcat', [0x42, 0x5a, 0x68]],
  ['lz4', 'lz4cat', [0x04, 0x22, 0x4d, 0x18]],
];

function refuseCompressed(path: string, octets: Uint8Array): void {
  for (const [name, command, magic] of compressors) {
    if (magic.every((octet, at) => octets[at] === octet))
      throw new UnreadableError(
        `${path} is compressed with ${name}, which scan does not read; ${command} ${path} | sip-status-line scan reads it`,
      );
  }
}

function decompressed(path: string): AsyncIterable<Uint8Array> {
  // What goes wrong is thrown where the chunks are read.
  return pipeline(createReadStream(path), createGunzip(), () => {});
}

import { nextCSeq } from './cseq.ts';
import { nextVersion, sieved } from './next-version.ts';

/** Memory in which {@link nextVersion} and {@link nextCSeq} are answered sixteen octets at a time. */
export interface Searchable {
  readonly octets: Uint8Array;
  next(from: number, to: number): number;
  nextCSeq(from: number, to: number): number;
}

/**
 * Room for some octets, searched by a WebAssembly program where there is WebAssembly with vectors, and by JavaScript,
 * in twice to five times the time, where there is not or where a page forbids it.
 */
export function searchable(size: number): Searchable {
  try {
    return vectorSearchable(size);
  } catch {
    return plainSearchable(new Uint8Array(size));
  }
}

export function plainSearchable(octets: Uint8Array): Searchable {
  return {
    octets,
    next: (from, to) => nextVersion(octets, from, to),
    nextCSeq: (from, to) => nextCSeq(octets, from, to),
  };
}

const pageSize = 65_536;
/** The vectors of the last place reach this far beyond it. */
const margin = 32;

function vectorSearchable(size: number): Searchable {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((size + margin) / pageSize) });
  module ??= new WebAssembly.Module(program());
  const { next, cseq } = new WebAssembly.Instance(module, { host: { memory } }).exports as {
    next(from: number, to: number): number;
    cseq(from: number, to: number): number;
  };
  const octets = new Uint8Array(memory.buffer);
  return {
    octets: octets.subarray(0, size),
    next(from, to) {
      const found = next(from, to);
      // After the end lies what was there before.
      return found > to - sieved ? -1 : found;
    },
    nextCSeq(from, to) {
      const found = cseq(from, to);
      return found > to - 4 ? -1 : found;
    },
  };
}

let module: object | undefined;

/** As much of WebAssembly as is needed. Every runtime has it, and no library of types that would fit all of them. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (program: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** The program in WebAssembly's binary format (https://webassembly.github.io/spec/core/binary/), written down instruction by instruction. */
function program(): Uint8Array {
  const ends = [0x0d, 0x0a];
  const next = search('sip', [
    { fourth: 0x2f, fifth: undefined, notAt: 7, not: [0x2f, ...ends] },
    { fourth: 0x5c, fifth: 0x2f, notAt: 8, not: [0x5c, ...ends] },
  ]);
  const cseq = search('cse', [{ fourth: 0x71, fifth: undefined, notAt: 0, not: [] }]);
  const name = (text: string): number[] => [text.length, ...octetsOf(text)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // the magic, version 1
    ...section(1, [1, 0x60, 2, i32, i32, 1, i32]), // one type: two numbers to one
    ...section(2, [1, ...name('host'), ...name('memory'), 0x02, 0x00, 0]), // the memory is brought along
    ...section(3, [2, 0, 0]), // two functions of that type
    ...section(7, [2, ...name('next'), 0x00, 0, ...name('cseq'), 0x00, 1]), // by their names
    ...section(10, [2, ...unsigned(next.length), ...next, ...unsigned(cseq.length), ...cseq]),
  ]);
}

const i32 = 0x7f;

/** What may follow three letters: a fourth octet, perhaps a fifth, and at an offset none of some octets. */
interface Rest {
  readonly fourth: number;
  readonly fifth: number | undefined;
  readonly notAt: number;
  readonly not: readonly number[];
}

/**
 * In words: for each sixteen places, compare the octets that begin there with three letters, in either case, and what
 * follows them with each of what may follow; if a place is left, return the first.
 */
function search(needle: string, rests: readonly Rest[]): readonly number[] {
  const [from, to, places] = [0, 1, 2];
  const get = (local: number): number[] => [0x20, local];
  const set = (local: number): number[] => [0x21, local];
  const constant = (value: number): number[] => [0x41, ...signed(value)];
  const splat = (octet: number): number[] => [...constant(octet), 0xfd, 0x0f];
  const load = (offset: number): number[] => [...get(from), 0xfd, 0x00, 0x00, offset];
  const equal = [0xfd, 0x23];
  const unequal = [0xfd, 0x24];
  const and = [0xfd, 0x4e];
  const or = [0xfd, 0x50];
  const any = [0xfd, 0x53];
  const bitmask = [0xfd, 0x64];
  const is = (offset: number, octet: number): number[] => [
    ...load(offset),
    ...(octet >= 0x61 ? [...splat(0x20), ...or] : []),
    ...splat(octet),
    ...equal,
  ];
  const isNot = (offset: number, octet: number): number[] => [...load(offset), ...splat(octet), ...unequal];
  const anyOf = (conditions: readonly (readonly number[])[]): number[] =>
    conditions.flatMap((condition, n) => [...condition, ...(n === 0 ? [] : or)]);

  return [
    ...[1, 1, i32], // a local for the bits of the places
    ...[0x02, 0x40], // block
    ...[0x03, 0x40], // loop
    ...[...get(from), ...get(to), 0x4e, 0x0d, 1], // leave the block if from >= to
    ...[...anyOf(rests.map(({ fourth }) => is(3, fourth))), ...any, 0x04, 0x40], // if any may be a fourth, as few may
    ...anyOf(
      rests.map(({ fourth, fifth, notAt, not }) => [
        ...is(3, fourth),
        ...(fifth === undefined ? [] : [...is(4, fifth), ...and]),
        ...not.flatMap((octet) => [...isNot(notAt, octet), ...and]),
      ]),
    ),
    ...octetsOf(needle).flatMap((octet, offset) => [...is(offset, octet), ...and]),
    ...[...bitmask, 0x22, places], // keep the bits
    ...[0x04, 0x40], // if there are any
    ...[...get(from), ...get(places), 0x68, 0x6a, 0x0f], // return from + the count of zeros before the first
    ...[0x0b, 0x0b],
    ...[...get(from), ...constant(16), 0x6a, ...set(from)], // from += 16
    ...[0x0c, 0], // once more
    ...[0x0b, 0x0b],
    ...constant(-1),
    0x0b,
  ];
}

function octetsOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** LEB128 */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

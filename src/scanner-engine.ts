import { type Due, dueOf, type Leaf } from './due.ts';
import type { Engine, Match, Mismatch, Octets } from './engine.ts';
import * as lenientOctets from './scanner/lenient-octets.ts';
import * as lenientText from './scanner/lenient-text.ts';
import * as strictOctets from './scanner/strict-octets.ts';
import * as strictText from './scanner/strict-text.ts';
import type { Deviation, Profile } from './status-line.ts';

/** The scanners that are compiled from the grammars. They take input of any length. */
export const scannerEngine: Engine = {
  maxOctets: Number.POSITIVE_INFINITY,

  scanLine(octets, profile) {
    const scanner = scannerOf(octets, profile);
    return scanner.statusLine(octets as never, 0, octets.length) ? matchOf(scanner, octets) : mismatchOf(scanner);
  },

  scanStream(octets, profile) {
    const scanner = scannerOf(octets, profile);
    const matched = scanner.streamedStatusLine(octets as never, 0, octets.length);
    if (scanner.found.touchesEnd) return 'partial';
    return matched ? matchOf(scanner, octets) : mismatchOf(scanner);
  },
};

/** What the modules in `scanner/` have in common. */
export interface Scanner {
  readonly found: Found;
  readonly leaves: readonly Leaf[];
  statusLine(input: never, from: number, to: number): boolean;
  streamedStatusLine(input: never, from: number, to: number): boolean;
}

export interface Found {
  sipVersionStart: number;
  sipVersionEnd: number;
  statusCodeStart: number;
  reasonPhraseStart: number;
  reasonPhraseEnd: number;
  marks?: readonly Deviation[] | undefined;
  end: number;
  fault: number;
  tried0: number;
  tried1: number;
  touchesEnd: boolean;
}

function scannerOf(octets: Octets, profile: Profile): Scanner {
  if (typeof octets === 'string') return profile === 'strict' ? strictText : lenientText;
  return profile === 'strict' ? strictOctets : lenientOctets;
}

function matchOf({ found }: Scanner, octets: Octets): Match {
  return {
    matched: true,
    sipVersion: { start: found.sipVersionStart, end: found.sipVersionEnd },
    statusCode: statusCodeAt(octets, found.statusCodeStart),
    reasonPhrase: { start: found.reasonPhraseStart, end: found.reasonPhraseEnd },
    deviations: found.marks ?? [],
    end: found.end,
  };
}

function mismatchOf(scanner: Scanner): Mismatch {
  return { matched: false, offset: scanner.found.fault, ...dueAtFault(scanner) };
}

const dues = new Map<readonly Leaf[], Map<number, Map<number, Due>>>();

/** What was due where the last call has failed. There are some forty answers for a scanner, and each is made once. */
export function dueAtFault({ found, leaves }: Scanner): Due {
  const ofScanner = gotten(dues, leaves, () => new Map<number, Map<number, Due>>());
  const ofWord = gotten(ofScanner, found.tried0, () => new Map<number, Due>());
  // Bit n of word w is leaf 30 w + n.
  const isTried = (leaf: number): boolean => (((leaf < 30 ? found.tried0 : found.tried1) >> (leaf % 30)) & 1) === 1;
  return gotten(ofWord, found.tried1, () => dueOf(leaves.filter((_, leaf) => isTried(leaf))));
}

function gotten<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** The code that the three digits at an offset are. */
export function statusCodeAt(octets: Octets, at: number): number {
  return typeof octets === 'string'
    ? octets.charCodeAt(at) * 100 + octets.charCodeAt(at + 1) * 10 + octets.charCodeAt(at + 2) - 0x30 * 111
    : (octets[at] as number) * 100 + (octets[at + 1] as number) * 10 + (octets[at + 2] as number) - 0x30 * 111;
}

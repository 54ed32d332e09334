import { automatonOf } from '../../automaton/profiles.ts';
import { profileOf } from '../../options.ts';
import { safeParseStatusLine } from '../../parse.ts';
import type { FaultCode, ParseOptions, Profile } from '../../status-line.ts';
import { octetsOfLatin1 } from '../../text/latin-1.ts';

/** A line with a certain octet at a certain place. */
export interface PlacedOctet {
  /** The line. */
  readonly octets: Uint8Array;
  /** The part of the line that the octet stands in, or before: a rule of the grammar. */
  readonly rule: string;
  /** Where it stands. */
  readonly offset: number;
  /** What each profile has to say of it: where the line breaks and why, or that it reads it. */
  readonly verdicts: Readonly<Record<Profile, PlacedVerdict>>;
}

/** That a profile reads a line, or where the line breaks and why. */
export type PlacedVerdict =
  | { readonly isRead: true }
  | { readonly isRead: false; readonly fault: FaultCode; readonly offset: number };

/**
 * Every octet at every place of a line: each of the 256 after the way to each state of the profile's automaton, and after it
 * what makes it a line, where there is something, or the rest of a plain line.
 *
 * @throws {TypeError} for a wrong profile
 */
export function* octetsEverywhere(constraints: ParseOptions = {}): Generator<PlacedOctet> {
  const automaton = automatonOf(profileOf(constraints));
  const { next, atEnd, expected, starts } = automaton;
  const step = (state: number, octet: number): number => (next[(state << 8) | octet] as number) & 0xff;
  const start = starts.statusLine?.state ?? 0;
  // The way to each state: along a plain line first, then by the plainest octets.
  const ways = new Map([[start, '']]);
  let last = start;
  for (const [index, character] of [...plainLine].entries()) {
    last = step(last, character.charCodeAt(0));
    if (!ways.has(last)) ways.set(last, plainLine.slice(0, index + 1));
  }
  for (const [state, way] of ways) {
    for (const octet of plainFirst) {
      const to = step(state, octet);
      if (to !== 0 && !ways.has(to)) ways.set(to, way + String.fromCharCode(octet));
    }
  }
  const made = new Set<string>();
  for (const [state, way] of ways) {
    for (let octet = 0; octet < 256; octet += 1) {
      const to = step(state, octet);
      const rest = to === 0 ? plainLine.slice(way.length + 1) : shortestEnd(to);
      const line = way + String.fromCharCode(octet) + rest;
      if (made.has(line)) continue;
      made.add(line);
      const octets = octetsOfLatin1(line);
      const verdicts = { strict: verdictOf(octets, 'strict'), lenient: verdictOf(octets, 'lenient') };
      yield { octets, rule: expected[state]?.part ?? '', offset: way.length, verdicts };
    }
  }

  /** The fewest octets that make a line of what has led to a state. */
  function shortestEnd(from: number): string {
    const ends = new Map([[from, '']]);
    for (const [state, end] of ends) {
      if (atEnd[state] !== undefined) return end;
      for (const octet of plainFirst) {
        const to = step(state, octet);
        if (to !== 0 && !ends.has(to)) ends.set(to, end + String.fromCharCode(octet));
      }
    }
    return '';
  }
}

const plainLine = 'SIP/2.0 486 Busy Here';

/** The octets, the plainest first, so that ways and ends look like a line where they can. */
const plainFirst: readonly number[] = [
  ...new Set([
    ...[...'SIP/2.0 486x\r\n'].map((character) => character.charCodeAt(0)),
    ...Array.from({ length: 256 }, (_, octet) => octet),
  ]),
];

function verdictOf(octets: Uint8Array, profile: Profile): PlacedVerdict {
  const { fault } = safeParseStatusLine(octets, { profile });
  return fault === undefined ? { isRead: true } : { isRead: false, fault: fault.code, offset: fault.offset };
}

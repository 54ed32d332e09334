import { type InspectResult, inspectStatusLine, type StatusLine } from '../index.ts';
import { notationOfOctets, octetsOfNotation } from '../octet-notation.ts';
import type { ParseTree } from './parse-tree.ts';
import type { NearMiss } from './work.ts';

/** All that the page shows. */
export interface State {
  /** The line as it was typed. */
  readonly notation: string;
  readonly octets: Uint8Array;
  readonly strict: InspectResult;
  readonly lenient: InspectResult;
  /** What was read: by strict, or else by lenient. */
  readonly read: Reading | undefined;
  /** The tree of what was read; undefined while it is being made, and where nothing was read. */
  readonly tree: ParseTree | undefined;
  readonly nearMisses: readonly NearMiss[] | undefined;
  readonly seed: number;
  /** The octet that is pointed at. */
  readonly selected: number;
  /** The octets of the node of the tree that is pointed at. */
  readonly marked: { readonly start: number; readonly end: number } | undefined;
}

export interface Reading {
  readonly profile: 'strict' | 'lenient';
  readonly statusLine: StatusLine;
  readonly result: InspectResult;
}

/** The state for a line that was typed, before the worker has said anything about it. */
export function stateOf(notation: string): State {
  const octets = octetsOfNotation(notation);
  const strict = inspectStatusLine(octets);
  const lenient = inspectStatusLine(octets, { profile: 'lenient' });
  return {
    notation,
    octets,
    strict,
    lenient,
    read: readingOf('strict', strict) ?? readingOf('lenient', lenient),
    tree: undefined,
    nearMisses: undefined,
    seed: 1,
    selected: 0,
    marked: undefined,
  };
}

function readingOf(profile: 'strict' | 'lenient', result: InspectResult): Reading | undefined {
  const { statusLine } = result;
  return statusLine === undefined ? undefined : { profile, statusLine, result };
}

/** The part of a link behind the #, which holds the line. */
export function fragmentOf({ octets }: State): string {
  return `#${encodeURIComponent(notationOfOctets(octets))}`;
}

/** The line that a link holds; undefined where it holds none. */
export function notationOfFragment(fragment: string): string | undefined {
  if (fragment.length < 2) return undefined;
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    // Cut off in the middle of an escape, or typed by hand.
    return fragment.slice(1);
  }
}

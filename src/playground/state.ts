import { type InspectResult, inspectStatusLine, type StatusLine } from '../index.ts';
import { escapeOctets, unescapeOctets } from '../text/backslash-escapes.ts';
import type { FoundLines } from './found-lines.ts';
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
  /** What the octets and the tree are shown of: this line when the worker is done with it, until then the one before. */
  readonly shown: { readonly octets: Uint8Array; readonly tree: ParseTree | undefined };
  readonly nearMisses: readonly NearMiss[] | undefined;
  readonly seed: number;
  /** The status lines in what is none; with `pasted`, the line is one of them, and that is what it was taken out of. */
  readonly found: (FoundLines & { readonly pasted?: string | undefined }) | undefined;
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

/** The state for a line that was typed. What the worker has to say of it is still that of the line before. */
export function stateOf(notation: string, before?: State): State {
  const octets = unescapeOctets(notation);
  const strict = inspectStatusLine(octets);
  const lenient = inspectStatusLine(octets, { profile: 'lenient' });
  const read = readingOf('strict', strict) ?? readingOf('lenient', lenient);
  return {
    notation,
    octets,
    strict,
    lenient,
    read,
    shown: read === undefined ? { octets, tree: undefined } : (before?.shown ?? nothing),
    nearMisses: read === undefined ? undefined : before?.nearMisses,
    seed: 1,
    found: undefined,
    selected: 0,
    marked: undefined,
  };
}

const nothing: State['shown'] = { octets: new Uint8Array(0), tree: undefined };

/** Whether the worker is still at the line. */
export function isBusy({ octets, shown }: State): boolean {
  return shown.octets !== octets;
}

function readingOf(profile: 'strict' | 'lenient', result: InspectResult): Reading | undefined {
  const { statusLine } = result;
  return statusLine === undefined ? undefined : { profile, statusLine, result };
}

/** The part of a link after the #, which holds the line. */
export function fragmentOf({ octets }: State): string {
  return `#${encodeURIComponent(escapeOctets(octets))}`;
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

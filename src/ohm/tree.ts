import type { MatchResult } from 'ohm-js';
import type { Profile } from '../status-line.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from './grammars.ts';

/** What a node of Ohm's parse tree offers of its own, without any operation. Ohm's own types name it nowhere. */
export interface Tree {
  readonly ctorName: string;
  readonly children: readonly Tree[];
  readonly source: { readonly startIdx: number; readonly endIdx: number; readonly contents: string };
  isTerminal(): boolean;
  isIteration(): boolean;
}

const semantics = {
  strict: statusLineGrammar.createSemantics(),
  lenient: lenientStatusLineGrammar.createSemantics(),
} as const;

/** The parse tree of what a profile's grammar has matched. */
export function treeOf(match: MatchResult, profile: Profile): Tree {
  return semantics[profile](match) as unknown as Tree;
}

import type { Grammar } from 'ohm-js';
import { automatonOf } from '../grammar/automaton/automaton-of.ts';
import { differences, type Machine } from '../grammar/automaton/differences.ts';
import { octetsOfLatin1 } from '../text/latin-1.ts';
import { recipeOf } from './recipe-of.ts';

/** An input that one of two grammars accepts and the other does not: the shortest one of those that differ for the same reason. */
export interface GrammarDifference {
  /** Which of the two accepts it. */
  readonly only: 'first' | 'second';
  readonly octets: Uint8Array;
}

/**
 * The shortest inputs on which two Ohm grammars differ, each character an octet, the shortest first; none where their rules have
 * one language, whatever the length of the input. For whoever extends a grammar of this package, or has changed one.
 *
 * @param rule the start rule, in both
 * @throws {Error} naming the rule or the expression of a grammar that is not regular, or that has more than 254 states
 * @example
 * ```ts
 * compareGrammars(statusLineGrammar, lenientStatusLineGrammar, 'statusLine')[0]; // => { only: 'second', octets: 'SIP/0.0\t000' }
 * ```
 */
export function compareGrammars(first: Grammar, second: Grammar, rule: string): readonly GrammarDifference[] {
  return differences(machineOf(first, rule), machineOf(second, rule)).map(({ acceptedBy, input }) => ({
    only: acceptedBy === 'a' ? 'first' : 'second',
    octets: octetsOfLatin1(input),
  }));
}

/** What a grammar accepts, and nothing of what is in it. */
function machineOf(grammar: Grammar, rule: string): Machine<number> {
  const { starts, states } = automatonOf(recipeOf(grammar), [rule], { parts: [], fields: [], reports: {} });
  return {
    start: { state: starts[rule]?.target ?? 0, notes: [] },
    step(state, octet) {
      const transition = states[state]?.transitions[octet];
      return transition && { state: transition.target, notes: [] };
    },
    end: (state) => states[state]?.atEnd && [],
    farthest: 0,
  };
}

import type { Automaton } from '../../automaton/automaton.ts';
import { completeSuite as suiteOf } from '../../automaton/complete-suite.ts';
import { automatonOf } from '../../automaton/profiles.ts';
import { profileOf } from '../../options.ts';
import type { ParseOptions } from '../../status-line.ts';

/** Which lines {@link completeSuite} makes. */
export interface CompleteSuiteConstraints extends ParseOptions {
  /**
   * `all`: every octet is tried at every state. `classes`: one octet of each class, where a class are octets that no state
   * tells apart; the suite then says nothing of programs that tell them apart. Default: `all`.
   */
  readonly octets?: 'all' | 'classes' | undefined;
  /** How many states more than the automaton a program may have. Each makes the suite longer by the octets tried. Default: 0. */
  readonly extraStates?: 0 | 1 | 2 | undefined;
}

/** Lines, made as they are asked for, and what is to be known of them. */
export interface CompleteSuite extends Iterable<Uint8Array> {
  /** The states of the least automaton of the profile, the one from which nothing is accepted among them. */
  readonly states: number;
  /** The classes of octets that none of these states tells apart. */
  readonly classes: number;
  /** The number of states up to which a program that answers every line rightly has the language. */
  readonly bound: number;
  /** The number of lines. */
  readonly lines: number;
  /** Names the automaton: another table has another name. */
  readonly automaton: string;
}

/**
 * Lines that tell the language of a profile from every other of so many states: a complete test suite by harmonised state
 * identifiers (Luo, Petrenko and Bochmann 1994). A deterministic program that accepts and refuses them as the profile does has
 * its language, if it has no more states than `bound`, or if an access word and at most `extraStates` octets lead to each
 * of its states (Vaandrager and Melse 2025). A program that counts farther, or knows a word by heart, may still differ.
 *
 * Whoever stops early has tried each part of a line as much as another.
 *
 * @throws {TypeError} for a wrong profile
 * @example
 * ```ts
 * const suite = completeSuite({ octets: 'classes' });
 * [suite.states, suite.bound]; // => [23, 23]
 * ```
 */
export function completeSuite(constraints: CompleteSuiteConstraints = {}): CompleteSuite {
  const profile = profileOf(constraints);
  const { octets, extraStates } = constraints;
  const automaton = automatonOf(profile);
  const suite = suiteOf(automaton, 'statusLine', { octets, extraStates, sentence: 'SIP/2.0 486 Busy Here' });
  return Object.assign(suite, { automaton: nameOf(automaton) });
}

/** A name that is another where the table is another: its FNV-1a hash, of 32 bits. */
export function nameOf({ next, atEnd }: Pick<Automaton, 'next' | 'atEnd'>): string {
  let hash = 0x811c9dc5;
  const add = (octet: number): void => {
    hash = Math.imul(hash ^ octet, 0x01000193) >>> 0;
  };
  for (const entry of next) add(entry & 0xff);
  for (const actions of atEnd) add(actions === undefined ? 0 : 1);
  return hash.toString(16).padStart(8, '0');
}

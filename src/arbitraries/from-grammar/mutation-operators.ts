import type { Production, Productions } from '../../grammar/productions.ts';
import { neighboursOf, outsideOf } from './character.ts';

/** The ways in which one node of a grammar can be broken. */
export type DefectKind =
  /** One factor of a sequence is left out. */
  | 'factor-dropped'
  /** One factor of a sequence is there twice. */
  | 'factor-doubled'
  /** Two factors that stand side by side change places. */
  | 'factors-swapped'
  /** A repetition has fewer than the least. */
  | 'too-few'
  /** A character is not of its class. */
  | 'outside-class'
  /** A character of a terminal is another one. */
  | 'terminal-changed'
  /** Something follows the end. */
  | 'input-after-end';

/** One way to break a node: what its text becomes. */
export interface Mutation {
  readonly kind: DefectKind;
  readonly text: string;
}

/**
 * The mutation operators of a grammar: every way to break a node of it, given the texts of its parts. The parts of a
 * sequence are its factors, those of a repetition its rounds; all else has one. A text that does not change is left out.
 */
export type MutationOperators = (production: Production, parts: readonly string[]) => readonly Mutation[];

export function mutationOperators(productions: Productions): MutationOperators {
  // A class is met once for each character of a sentence.
  const known = new Map<Production, readonly string[]>();
  const outside = (production: Production): readonly string[] => {
    const characters = known.get(production) ?? outsideOf(production, productions);
    known.set(production, characters);
    return characters;
  };

  return (production, parts) => {
    const separator = separatorOf(production);
    const mutations: Mutation[] = [];
    const add = (kind: DefectKind, ...changed: readonly string[]): void => {
      const text = changed.join(separator);
      if (text !== parts.join(separator)) mutations.push({ kind, text });
    };
    switch (production.kind) {
      case 'class':
      case 'alt':
        for (const character of outside(production)) add('outside-class', character);
        break;
      case 'terminal': {
        const { text } = production;
        for (let n = 0; n < text.length; n += 1) {
          for (const other of neighboursOf(text, n))
            add('terminal-changed', text.slice(0, n) + other + text.slice(n + 1));
        }
        break;
      }
      case 'seq':
        for (const [n, part] of parts.entries()) {
          add('factor-dropped', ...parts.toSpliced(n, 1));
          add('factor-doubled', ...parts.toSpliced(n, 0, part));
          if (n > 0) add('factors-swapped', ...parts.toSpliced(n - 1, 2, part, parts[n - 1] as string));
        }
        break;
      case 'repetition':
        if (production.least === 1) add('too-few');
        if (production.isOption && parts.length === 1) add('factor-doubled', ...parts, ...parts);
        break;
      default:
        break;
    }
    return mutations;
  };
}

/** What stands between the parts of a node. */
export function separatorOf(production: Production): string {
  return 'spaced' in production && production.spaced ? ' ' : '';
}

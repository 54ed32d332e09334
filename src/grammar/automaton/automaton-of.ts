import type { Recipe } from '../recipe.ts';
import { type Automaton, determinize } from './determinize.ts';
import { minimize } from './minimize.ts';
import { Terms, type TermsOptions } from './terms.ts';

/**
 * The least automaton of some start rules of a grammar, with all that it reports.
 *
 * @throws {Error} naming what no automaton of at most 254 states can follow as Ohm does
 */
export function automatonOf(recipe: Recipe, startRules: readonly string[], options: TermsOptions): Automaton {
  const terms = new Terms(recipe, options);
  // A table has 255 states and the one for refusal; before states are merged there may be some more.
  const automaton = minimize(determinize(terms, startRules, options.parts, { states: 2000, back: 64 }));
  if (automaton.states.length > 254)
    throw new Error(`the automaton has ${automaton.states.length} states, more than 254`);
  return automaton;
}

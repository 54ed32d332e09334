import * as ohm from 'ohm-js';
import type { Recipe } from '../grammar/recipe.ts';

// Ohm's own types leave out recipes, though its command line writes them.
const { makeRecipe } = ohm as unknown as { makeRecipe(recipe: readonly unknown[]): ohm.Grammar };

/** A grammar from its recipe, with a supergrammar that is there already in place of the recipe's own. */
export function grammarFromRecipe(recipe: Recipe, supergrammar: ohm.Grammar | null = null): ohm.Grammar {
  const [grammar, meta, name, inherited, startRule, rules] = recipe;
  return makeRecipe([grammar, meta, name, supergrammar ?? inherited, startRule, rules]);
}

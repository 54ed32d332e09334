import type { Grammar } from 'ohm-js';
import { lenientStatusLineRecipe, statusLineRecipe } from '../grammar/recipes.ts';
import { grammarFromRecipe } from './grammar-from-recipe.ts';

/**
 * The strict grammar, `grammar/status-line.ohm`, as an Ohm grammar over octets: one character an octet,
 * U+0000 to U+00FF. Use it to match single rules, to write operations, or as the supergrammar of your own.
 */
export const statusLineGrammar: Grammar = grammarFromRecipe(statusLineRecipe);

/** The lenient grammar, `grammar/status-line-lenient.ohm`. Its supergrammar is {@link statusLineGrammar}. */
export const lenientStatusLineGrammar: Grammar = grammarFromRecipe(lenientStatusLineRecipe, statusLineGrammar);

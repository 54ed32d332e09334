import type { Grammar } from 'ohm-js';
import type { Recipe } from '../src/grammar/recipe.ts';
import { recipeOf } from '../src/ohm/recipe-of.ts';

/** The grammars as recipes: an Ohm grammar is made from one in a thirtieth of the time that its source takes. */
export function generateRecipes(statusLine: Grammar, lenient: Grammar): string {
  return `// Generated from grammar/status-line.ohm and grammar/status-line-lenient.ohm by \`npm run generate\`. Do not edit.
import type { Recipe } from './recipe.ts';

export const statusLineRecipe: Recipe = ${literal(recipeOf(statusLine), 'null')};

export const lenientStatusLineRecipe: Recipe = ${literal(recipeOf(lenient), 'statusLineRecipe')};
`;
}

/** A recipe, one rule a line. */
function literal([, meta, name, , startRule, rules]: Recipe, supergrammar: string): string {
  const lines = Object.entries(rules).map(([rule, body]) => `    ${rule}: ${JSON.stringify(body)},`);
  return `[
  'grammar',
  ${JSON.stringify(meta)},
  ${JSON.stringify(name)},
  ${supergrammar},
  ${JSON.stringify(startRule)},
  {
${lines.join('\n')}
  },
]`;
}

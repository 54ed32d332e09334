import type { Grammar } from 'ohm-js';
import { type Recipe, recipeOf } from '../src/ohm/recipe.ts';

/** The grammars as recipes: an Ohm grammar is made from one in a thirtieth of the time that its source takes. */
export function generateRecipes(statusLine: Grammar, lenient: Grammar): string {
  return `// Generated from grammar/status-line.ohm and grammar/status-line-lenient.ohm by \`npm run generate\`. Do not edit.
import type { Recipe } from './recipe.ts';

export const statusLineRecipe: Recipe = ${literal(recipeOf(statusLine))};

/** Its supergrammar is StatusLine. */
export const lenientStatusLineRecipe: Recipe = ${literal(recipeOf(lenient))};
`;
}

/** A recipe without its supergrammar, one rule a line. */
function literal([, meta, name, , startRule, rules]: Recipe): string {
  const lines = Object.entries(rules).map(([rule, body]) => `    ${rule}: ${JSON.stringify(body)},`);
  return `[
  'grammar',
  ${JSON.stringify(meta)},
  ${JSON.stringify(name)},
  null,
  ${JSON.stringify(startRule)},
  {
${lines.join('\n')}
  },
]`;
}

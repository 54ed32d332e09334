// Takes the recipe of a grammar from Ohm. Needs Ohm's types only, so whoever reads recipes does not load ohm-js.
import type { Grammar } from 'ohm-js';
import type { Recipe } from '../grammar/recipe.ts';

export type { Grammar } from 'ohm-js';

export function recipeOf(grammar: Grammar): Recipe {
  const inside = grammar as unknown as Inside;
  nameClasses(inside);
  return JSON.parse(inside.toRecipe()) as Recipe;
}

/** As much of the inside of Ohm's grammars as is needed here. */
interface Inside {
  readonly rules: Readonly<Record<string, { readonly body: Node }>>;
  readonly superGrammar: Inside;
  isBuiltIn(): boolean;
  toRecipe(): string;
}

interface Node {
  readonly operator?: string;
  readonly expr?: Node;
  readonly terms?: readonly Node[];
  readonly factors?: readonly Node[];
  readonly args?: readonly Node[];
}

/** The names of Ohm's classes of expressions around another one, by the operator before or after that one. */
const classNames: ReadonlyMap<string | undefined, string> = new Map([
  ['*', 'Star'],
  ['+', 'Plus'],
  ['?', 'Opt'],
  ['~', 'Not'],
  ['&', 'Lookahead'],
  ['#', 'Lex'],
]);

/** Ohm writes the names of its classes into a recipe. Where a minifier has taken them, they are given back here. */
function nameClasses({ rules, superGrammar }: Inside): void {
  const visit = (node: Node): void => {
    const { expr, operator, terms = [], factors = [], args = [] } = node;
    const name = expr && classNames.get(operator ?? String(node)[0]);
    if (name !== undefined && node.constructor.name !== name) {
      Object.defineProperty(node.constructor, 'name', { value: name, configurable: true });
    }
    for (const part of [...(expr ? [expr] : []), ...terms, ...factors, ...args]) visit(part);
  };
  for (const { body } of Object.values(rules)) visit(body);
  // Ohm's own rules are no part of a recipe.
  if (!superGrammar.isBuiltIn()) nameClasses(superGrammar);
}

import * as ohm from 'ohm-js';

/** An Ohm expression as a grammar's recipe writes it. The second item, where it stood in the source, is not read here. */
export type Expression =
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]
  | readonly ['app', object, string, ...unknown[]]
  | readonly ['seq' | 'alt', object, ...Expression[]]
  | readonly ['star' | 'plus' | 'opt' | 'lookahead' | 'not', object, Expression]
  | readonly ['splice', object, readonly Expression[], readonly Expression[]];

type Rule = readonly ['define' | 'override' | 'extend', object, string | null, readonly string[], Expression];

export type Recipe = readonly [
  'grammar',
  object,
  name: string,
  supergrammar: Recipe | null,
  startRule: string | null,
  rules: Readonly<Record<string, Rule>>,
];

// Ohm's own types leave out recipes, though its command line writes them.
const { makeRecipe } = ohm as unknown as { makeRecipe(recipe: readonly unknown[]): ohm.Grammar };

/** A grammar from its recipe, with a supergrammar that is there already in place of the recipe's own. */
export function grammarFromRecipe(recipe: Recipe, supergrammar: ohm.Grammar | null = null): ohm.Grammar {
  const [grammar, meta, name, inherited, startRule, rules] = recipe;
  return makeRecipe([grammar, meta, name, supergrammar ?? inherited, startRule, rules]);
}

export function recipeOf(grammar: ohm.Grammar): Recipe {
  return JSON.parse((grammar as unknown as { toRecipe(): string }).toRecipe()) as Recipe;
}

/** Each rule's body, inherited ones included, with overriding, extension and `...` worked out. Ohm's built-in rules are not in it. */
export function rulesOf([, , , supergrammar, , rules]: Recipe): Map<string, Expression> {
  const bodies = supergrammar === null ? new Map<string, Expression>() : rulesOf(supergrammar);
  for (const [name, [operation, , , , body]] of Object.entries(rules)) {
    const inherited = bodies.get(name);
    if (operation === 'extend' && inherited !== undefined) bodies.set(name, ['alt', {}, body, inherited]);
    else if (body[0] === 'splice' && inherited !== undefined) {
      bodies.set(name, ['alt', {}, ...body[2], inherited, ...body[3]]);
    } else bodies.set(name, body);
  }
  return bodies;
}

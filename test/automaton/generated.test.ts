import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateAutomata } from '../../grammar/generate-automata.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';
import { inheriting, recipeOf } from '../../src/ohm/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../../src/ohm/recipes.ts';

test('the automata are what the generator makes of the grammars', () => {
  const automata = generateAutomata(statusLineRecipe, inheriting(lenientStatusLineRecipe, statusLineRecipe));
  expect(Object.keys(automata).length).toBe(2);
  for (const [path, text] of Object.entries(automata)) expect(text, path).toBe(readFileSync(path, 'utf8'));
});

test('a recipe of a grammar is as good as the one that was written down', () => {
  expect(generateAutomata(recipeOf(statusLineGrammar), recipeOf(lenientStatusLineGrammar))).toEqual(
    generateAutomata(statusLineRecipe, inheriting(lenientStatusLineRecipe, statusLineRecipe)),
  );
});

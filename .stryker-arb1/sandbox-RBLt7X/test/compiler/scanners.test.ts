import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateScanners } from '../../grammar/generate-scanners.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';
import { inheriting, recipeOf } from '../../src/ohm/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../../src/ohm/recipes.ts';

test('the scanners are what the compiler makes of the grammars', () => {
  const scanners = generateScanners(statusLineRecipe, inheriting(lenientStatusLineRecipe, statusLineRecipe));
  expect(Object.keys(scanners).length).toBe(4);
  for (const [path, text] of Object.entries(scanners)) expect(text, path).toBe(readFileSync(path, 'utf8'));
});

test('a recipe of a grammar is as good as the one that was written down', () => {
  expect(generateScanners(recipeOf(statusLineGrammar), recipeOf(lenientStatusLineGrammar))).toEqual(
    generateScanners(statusLineRecipe, inheriting(lenientStatusLineRecipe, statusLineRecipe)),
  );
});

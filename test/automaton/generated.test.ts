import { readFileSync } from 'node:fs';
import * as ohm from 'ohm-js';
import { expect, test } from 'vitest';
import { automataOf, changedReadings, generateAutomata } from '../../grammar/generate-automata.ts';
import { strict } from '../../src/automaton/strict.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../../src/grammar/recipes.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../../src/ohm/index.ts';
import { recipeOf } from '../../src/ohm/recipe-of.ts';

test('the automata are what the generator makes of the grammars, as data or as they are', () => {
  const automata = automataOf(statusLineRecipe, lenientStatusLineRecipe);
  const files = Object.entries(generateAutomata(automata));
  expect(files.length).toBe(2);
  for (const [path, text] of files) expect(text, path).toBe(readFileSync(path, 'utf8'));
  expect(automataOf(recipeOf(statusLineGrammar), recipeOf(lenientStatusLineGrammar))).toEqual(automata);
});

test('a change of the grammar is told by the shortest lines that it reads otherwise', () => {
  const changed = (rule: string, rules: string): readonly string[] => {
    const grammar = ohm.grammar(`Changed <: StatusLine { ${rule} ${rules} }`, { StatusLine: statusLineGrammar });
    return changedReadings(strict, automataOf(recipeOf(grammar), lenientStatusLineRecipe).strict);
  };
  expect(changed('statusCode', ':= digit digit digit digit')).toEqual([
    '"SIP/0.0 000 " was accepted, is refused',
    '"SIP/0.0 0000 " was refused, is accepted',
  ]);
  expect(changed('codeSeparator', ':= sp sp?')).toEqual(['"SIP/0.0 000  " is accepted with another reasonPhrase']);
  expect(changed('sp', ':= " "')).toEqual([]);
});

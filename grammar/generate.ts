// npm run generate             writes what is derived from the grammars and the registry
// npm run generate -- --check  writes nothing, and fails when a derived file is stale
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as ohm from 'ohm-js';
import { lenient as lenientBefore } from '../src/automaton/lenient.ts';
import { strict as strictBefore } from '../src/automaton/strict.ts';
import { recipeOf } from '../src/ohm/recipe-of.ts';
import { automataOf, changedReadings, generateAutomata } from './generate-automata.ts';
import { generateDocuments } from './generate-documents.ts';
import { generateRecipes } from './generate-recipes.ts';
import { generateDeprecated, generateQ850, generateResponseCodes, generateStatusCodes } from './generate-registry.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

// This file runs as grammar/.build/grammar/generate.js.
const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const sources = {
  grammar: read('grammar/status-line.ohm'),
  lenientGrammar: read('grammar/status-line-lenient.ohm'),
  registry: JSON.parse(read('grammar/response-codes.json')),
};

const strict = ohm.grammar(sources.grammar);
const lenient = ohm.grammar(sources.lenientGrammar, { StatusLine: strict });

const automata = automataOf(recipeOf(strict), recipeOf(lenient));

const generated: Readonly<Record<string, string>> = {
  'src/grammar/recipes.ts': generateRecipes(strict, lenient),
  ...generateAutomata(automata),
  'src/registry/status-codes.ts': generateStatusCodes(sources.registry),
  'src/registry/deprecated.ts': generateDeprecated(sources.registry),
  'src/registry/q850-causes.ts': generateQ850(sources.registry),
  'src/registry/response-codes.ts': generateResponseCodes(sources.registry),
  ...generateDocuments(read, {
    registry: sources.registry,
    results: JSON.parse(read('bench/results/latest.json')),
    platforms: JSON.parse(read('test/platforms/results.json')),
    abilities: JSON.parse(read('bench/results/abilities.json')),
  }),
};

for (const [path, text] of Object.entries(generated)) {
  let current = '';
  try {
    current = read(path);
  } catch {
    // A file that is not there yet is stale.
  }
  if (current === text) continue;
  if (values.check) {
    console.error(`${path} is stale: run npm run generate`);
    process.exitCode = 1;
  } else {
    mkdirSync(new URL('.', new URL(path, root)), { recursive: true });
    writeFileSync(new URL(path, root), text);
    console.log(`wrote ${fileURLToPath(new URL(path, root))}`);
  }
}

const changes = {
  strict: changedReadings(strictBefore, automata.strict),
  lenient: changedReadings(lenientBefore, automata.lenient),
};
for (const [profile, lines] of Object.entries(changes)) {
  if (lines.length === 0) continue;
  console.log(`\nThe ${profile} profile reads lines otherwise than before. Of each kind of change a shortest line:`);
  for (const line of lines.slice(0, 20)) console.log(`  ${line}`);
  if (lines.length > 20) console.log(`  … and ${lines.length - 20} more kinds`);
}

import type { Grammar, MatchResult } from 'ohm-js';
import { parts } from '../due.ts';
import type { Engine, Match, Octets, Span } from '../engine.ts';
import { octetCharacters } from '../octets.ts';
import type { Deviation, DeviationCode, Profile } from '../status-line.ts';
import { type Diagnose, diagnosisOf } from './diagnose.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from './grammars.ts';
import { inheriting, type Recipe } from './recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from './recipes.ts';
import { type Tree, treeOf } from './tree.ts';

/** The reference: Ohm runs the grammars as they are written. */
export const ohmEngine: Engine = {
  // Ohm keeps a table of every rule at every octet. Past this it takes seconds, and with megabytes the process dies.
  maxOctets: 65_536,

  scanLine(octets, profile) {
    const characters = charactersOf(octets);
    const result = grammarOf(profile).match(characters, 'statusLine');
    return result.succeeded() ? matchOf(result, profile) : diagnose(characters, profile, 'statusLine');
  },

  scanStream(octets, profile) {
    const characters = charactersOf(octets);
    const grammar = grammarOf(profile);
    const result = grammar.match(characters, 'streamedStatusLine');
    if (!result.failed()) {
      // A line that ends with the octets may only seem to end. An LF settles it, a CR may have one coming.
      return characters.endsWith('\n') ? matchOf(result, profile) : 'partial';
    }
    if (result.getRightmostFailurePosition() === characters.length) return 'partial';
    const mismatch = diagnose(characters, profile, 'streamedStatusLine');
    if (mismatch.part !== 'end') return mismatch;
    return matchOf(grammar.match(characters.slice(0, mismatch.offset), 'streamedStatusLine'), profile);
  },
};

function charactersOf(octets: Octets): string {
  return typeof octets === 'string' ? octets : octetCharacters(octets);
}

function grammarOf(profile: Profile): Grammar {
  return profile === 'strict' ? statusLineGrammar : lenientStatusLineGrammar;
}

/** As they were written down: a grammar's `toRecipe()` names things after classes, which a minifier renames. */
const recipes: Readonly<Record<Profile, Recipe>> = {
  strict: statusLineRecipe,
  lenient: inheriting(lenientStatusLineRecipe, statusLineRecipe),
};

const diagnoses = new Map<string, Diagnose>();

/** Made when first needed: most programs meet few of the four. */
function diagnose(characters: string, profile: Profile, startRule: string): ReturnType<Diagnose> {
  const key = `${profile} ${startRule}`;
  let diagnosis = diagnoses.get(key);
  if (diagnosis === undefined) {
    diagnosis = diagnosisOf(recipes[profile], startRule, parts);
    diagnoses.set(key, diagnosis);
  }
  return diagnosis(characters);
}

/** Visits a tree in the order of the line; `visit` says whether to go on below a node. */
function walk(node: Tree, visit: (node: Tree) => boolean): void {
  if (visit(node)) for (const child of node.children) walk(child, visit);
}

function matchOf(result: MatchResult, profile: Profile): Match {
  const tree = treeOf(result, profile);
  const fields = new Map<string, Tree>();
  const deviations: Deviation[] = [];
  walk(tree, (node) => {
    const code = deviationCodeOf(node.ctorName);
    if (code !== undefined) {
      const isRepeated = code === 'illegal-reason-octet' && deviations.at(-1)?.code === code;
      if (!isRepeated) deviations.push({ code, offset: node.source.startIdx });
      return false;
    }
    if (node.ctorName === 'sipVersion' || node.ctorName === 'statusCode' || node.ctorName === 'reasonPhrase') {
      fields.set(node.ctorName, node);
      // Only a lenient phrase has anything to report below. To look at the rest would take a quarter longer.
      return profile === 'lenient' && node.ctorName === 'reasonPhrase';
    }
    return true;
  });
  const span = (name: string): Span => {
    const { startIdx, endIdx } = (fields.get(name) as Tree).source;
    return { start: startIdx, end: endIdx };
  };
  return {
    matched: true,
    sipVersion: span('sipVersion'),
    statusCode: Number((fields.get('statusCode') as Tree).source.contents),
    reasonPhrase: span('reasonPhrase'),
    deviations,
    end: tree.source.endIdx,
  };
}

const deviationCodes: ReadonlyMap<string, DeviationCode> = new Map([
  ['leadingOctets', 'leading-octets'],
  ['irregularSeparator', 'irregular-separator'],
  ['missingSeparator', 'missing-separator'],
  ['illegalReasonOctet', 'illegal-reason-octet'],
  ['irregularLineEnd', 'irregular-line-end'],
]);

/** A deviation's rule is named after it; behind an underscore stands which form of it. */
function deviationCodeOf(rule: string): DeviationCode | undefined {
  return deviationCodes.get(rule.split('_', 1)[0] as string);
}

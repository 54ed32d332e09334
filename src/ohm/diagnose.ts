import type { FailedMatchResult } from 'ohm-js';
import { dueOf, type Leaf } from '../due.ts';
import type { Mismatch } from '../engine.ts';
import { grammarFromRecipe } from './grammar-from-recipe.ts';
import { type Expression, isNullable, isOneOctet, notation, type Recipe, rulesOf } from './recipe.ts';

/** Tells of an input that a grammar refuses where it does so and what was due there. */
export type Diagnose = (octets: string) => Mismatch;

/**
 * Makes the diagnosis for one start rule of a grammar.
 *
 * Ohm knows which terminals failed rightmost, but not on whose behalf: it says that a digit was expected, not
 * whether in the version or in the code. So the diagnosis runs a copy of the grammar in which every application
 * of a rule has a rule of its own, and so has every terminal, described by the number of what it says as a leaf.
 * What fails is then looked up by number. The copy is the same language, since the grammar has no recursion and each
 * terminal is one octet.
 */
export function diagnosisOf(recipe: Recipe, startRule: string, parts: readonly string[]): Diagnose {
  const { rules, leaves } = copyOf(rulesOf(recipe), startRule, parts);
  const grammar = grammarFromRecipe(['grammar', {}, 'Diagnosis', null, 'start', rules]);
  return (octets) => {
    const result = grammar.match(octets) as FailedMatch;
    const texts = result.getRightmostFailures().map((failure) => failure.getText());
    const failed = leaves.filter((_, n) => texts.includes(String(n)));
    // Ohm has no rule for the end behind the grammar's own, and so it has no number.
    const behind = texts.includes('end of input') ? [{ part: 'end', begins: true, expected: 'end' }] : [];
    return { matched: false, offset: result.getRightmostFailurePosition(), ...dueOf([...failed, ...behind]) };
  };
}

// Ohm's own types leave out the failures themselves, from which its message is made.
type FailedMatch = FailedMatchResult & { getRightmostFailures(): readonly { getText(): string }[] };

interface Context {
  readonly part: string;
  readonly label: string | undefined;
  readonly begins: boolean;
}

function copyOf(
  originals: ReadonlyMap<string, Expression>,
  startRule: string,
  parts: readonly string[],
): { rules: Recipe[5]; leaves: readonly Leaf[] } {
  const rules: Record<string, Recipe[5][string]> = {};
  const leaves: Leaf[] = [];

  function apply(rule: string): Expression {
    return ['app', {}, rule, []];
  }

  /** Terminals that say the same have one number, so that what was tried comes in the order in which the grammar first says it. */
  function numberOf(leaf: Leaf): number {
    const known = leaves.findIndex(
      ({ part, begins, expected }) => part === leaf.part && begins === leaf.begins && expected === leaf.expected,
    );
    return known === -1 ? leaves.push(leaf) - 1 : known;
  }

  function leaf([kind, , ...operands]: Expression, { part, begins }: Context, expected: string): Expression {
    const name = `leaf${Object.keys(rules).length}`;
    const number = numberOf({ part, begins, expected });
    rules[name] = ['define', {}, String(number), [], [kind, {}, ...operands] as unknown as Expression];
    return apply(name);
  }

  function write(expression: Expression, context: Context): Expression {
    switch (expression[0]) {
      case 'terminal':
      case 'range':
        return leaf(expression, context, context.label ?? notation(expression));
      case 'app': {
        const name = expression[2];
        const original = originals.get(name);
        if (original === undefined) return leaf(expression, context, name);
        const enters = parts.includes(name);
        const body = write(original, {
          part: enters ? name : context.part,
          label: isOneOctet(original, originals) ? name : undefined,
          begins: enters || context.begins,
        });
        const copy = `copy${Object.keys(rules).length}`;
        rules[copy] = ['define', {}, null, [], body];
        return apply(copy);
      }
      case 'seq': {
        const [, , ...factors] = expression;
        let { begins } = context;
        const written = factors.map((factor) => {
          const result = write(factor, { ...context, begins });
          begins &&= isNullable(factor, originals);
          return result;
        });
        return ['seq', {}, ...written];
      }
      case 'alt': {
        const [, , ...alternatives] = expression;
        return ['alt', {}, ...alternatives.map((alternative) => write(alternative, context))];
      }
      default:
        return [expression[0], {}, write(expression[2], context)];
    }
  }

  const body = write(apply(startRule), { part: '', label: undefined, begins: true });
  rules.start = ['define', {}, null, [], body];
  return { rules, leaves };
}

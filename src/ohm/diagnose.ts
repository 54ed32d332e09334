import type { FailedMatchResult } from 'ohm-js';
import type { Mismatch, Part } from '../engine.ts';
import { type Expression, grammarFromRecipe, type Recipe, rulesOf } from './recipe.ts';

/** Tells of an input that a grammar refuses where it does so and what was due there. */
export type Diagnose = (octets: string) => Mismatch;

/**
 * Makes the diagnosis for one start rule of a grammar.
 *
 * Ohm knows which terminals failed rightmost, but not on whose behalf: it says that a digit was expected, not
 * whether in the version or in the code. So the diagnosis runs a copy of the grammar in which every application
 * of a rule has a rule of its own, and so has every terminal, described by its number. What fails is then looked
 * up by number. The copy is the same language, since the grammar has no recursion and each terminal is one octet.
 */
export function diagnosisOf(recipe: Recipe, startRule: string, parts: readonly string[]): Diagnose {
  const { rules, leaves } = copyOf(rulesOf(recipe), startRule, parts);
  const grammar = grammarFromRecipe(['grammar', {}, 'Diagnosis', null, 'start', rules]);
  return (octets) => {
    const result = grammar.match(octets) as FailedMatch;
    const texts = result.getRightmostFailures().map((failure) => failure.getText());
    const failed = leaves.filter((_, n) => texts.includes(String(n)));
    // Where something failed that has no number, the grammar was at its end and the input was not.
    const atEnd = failed.length < texts.length;
    const last = failed.reduce((later, leaf) => (leaf.order > later.order ? leaf : later), failed[0] as Leaf);
    return {
      matched: false,
      offset: result.getRightmostFailurePosition(),
      part: atEnd ? 'end' : last.part,
      begins: failed.some((leaf) => leaf.part === last.part && leaf.begins),
      expected: [...new Set([...failed.map((leaf) => leaf.label), ...(atEnd ? ['end'] : [])])],
    };
  };
}

// Ohm's own types leave out the failures themselves, from which its message is made.
type FailedMatch = FailedMatchResult & { getRightmostFailures(): readonly { getText(): string }[] };

/** A place in the written-out grammar where one octet, or the end of the input, is matched. */
interface Leaf {
  readonly part: Part;
  /** The part's place in the order of the line. */
  readonly order: number;
  /** Whether the part can begin with this leaf. */
  readonly begins: boolean;
  readonly label: string;
}

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

  function leaf([kind, , ...operands]: Expression, { part, begins }: Context, label: string): Expression {
    const name = `leaf${leaves.length}`;
    rules[name] = ['define', {}, String(leaves.length), [], [kind, {}, ...operands] as unknown as Expression];
    leaves.push({ part: part as Part, order: parts.indexOf(part), begins, label });
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
      case 'splice':
        throw new Error('a splice is worked out by rulesOf');
      default:
        return [expression[0], {}, write(expression[2], context)];
    }
  }

  const body = write(apply(startRule), { part: '', label: undefined, begins: true });
  rules.start = ['define', {}, null, [], body];
  return { rules, leaves };
}

/** Whether an expression matches exactly one octet whenever it matches. */
function isOneOctet(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
    case 'range':
      return true;
    case 'alt': {
      const [, , ...alternatives] = expression;
      return alternatives.every((alternative) => isOneOctet(alternative, rules));
    }
    case 'app': {
      const rule = rules.get(expression[2]);
      return rule !== undefined && isOneOctet(rule, rules);
    }
    default:
      return false;
  }
}

/** Whether an expression can match nothing. */
function isNullable(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
    case 'range':
      return false;
    case 'plus':
      return isNullable(expression[2], rules);
    case 'app': {
      const rule = rules.get(expression[2]);
      return rule === undefined ? expression[2] === 'end' : isNullable(rule, rules);
    }
    case 'seq': {
      const [, , ...factors] = expression;
      return factors.every((factor) => isNullable(factor, rules));
    }
    case 'alt': {
      const [, , ...alternatives] = expression;
      return alternatives.some((alternative) => isNullable(alternative, rules));
    }
    default:
      return true;
  }
}

/** A terminal as RFC 5234 writes it: "/" or, where that cannot be printed, %xC0-DF. */
function notation([kind, , ...ends]:
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]): string {
  if (kind === 'terminal' && /^[!-~]$/.test(ends[0])) return `"${ends[0]}"`;
  return `%x${ends.map((end) => end.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join('-')}`;
}

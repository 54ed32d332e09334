// Reads the recipes of Ohm grammars. Needs Ohm's types only, so that whoever walks a recipe does not load ohm-js.
import type { Grammar } from 'ohm-js';

export type { Grammar } from 'ohm-js';

/** An Ohm expression as a grammar's recipe writes it. The second item, where it stood in the source, is not read here. */
export type Expression =
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]
  | readonly ['app', object, string, ...unknown[]]
  | readonly ['seq' | 'alt', object, ...Expression[]]
  | readonly ['star' | 'plus' | 'opt' | 'lookahead' | 'not', object, Expression];

/** Alternatives before and behind those of the rule that is overridden: `...` in a grammar. */
type Splice = readonly ['splice', object, readonly Expression[], readonly Expression[]];

type Rule = readonly ['define' | 'override' | 'extend', object, string | null, readonly string[], Expression | Splice];

export type Recipe = readonly [
  kind: 'grammar',
  metadata: object,
  name: string,
  supergrammar: Recipe | null,
  startRule: string | null,
  rules: Readonly<Record<string, Rule>>,
];

/** A recipe that was written without its supergrammar, and its supergrammar. */
export function inheriting([grammar, meta, name, , startRule, rules]: Recipe, supergrammar: Recipe): Recipe {
  return [grammar, meta, name, supergrammar, startRule, rules];
}

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

/** What Ohm's classes of expressions around another one are called, by what stands before or behind that one. */
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

/**
 * Each rule's body, inherited ones included, with overriding, extension and `...` worked out.
 *
 * @param builtIn what Ohm's own rules are to be. They are in no recipe, and without them a rule that extends one of
 * them has a body that is no expression
 */
export function rulesOf(
  [, , , supergrammar, , rules]: Recipe,
  builtIn: ReadonlyMap<string, Expression> = new Map(),
): Map<string, Expression> {
  const bodies = supergrammar === null ? new Map(builtIn) : rulesOf(supergrammar, builtIn);
  for (const [name, [operation, , , , written]] of Object.entries(rules)) {
    const body = operation === 'extend' ? (['splice', {}, [written as Expression], []] as const) : written;
    const inherited = bodies.get(name);
    bodies.set(
      name,
      body[0] === 'splice' && inherited !== undefined
        ? ['alt', {}, ...body[2], inherited, ...body[3]]
        : (body as Expression),
    );
  }
  return bodies;
}

/** Whether an expression matches exactly one octet whenever it matches. */
export function isOneOctet(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
      return expression[2].length === 1;
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
export function isNullable(expression: Expression, rules: ReadonlyMap<string, Expression>): boolean {
  switch (expression[0]) {
    case 'terminal':
      return expression[2] === '';
    case 'range':
    case 'plus': // Ohm has no repetition of what can match nothing.
      return false;
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

/** A terminal or a range as RFC 5234 writes it: "/" or, where that cannot be printed, %x0D.0A, and %xC0-DF. */
export function notation([kind, , ...ends]:
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]): string {
  const [text] = ends;
  if (kind === 'range') return `%x${ends.map(hexadecimal).join('-')}`;
  return /^[!#-~]+$/.test(text) ? `"${text}"` : `%x${[...text].map(hexadecimal).join('.')}`;
}

function hexadecimal(octet: string): string {
  return octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}

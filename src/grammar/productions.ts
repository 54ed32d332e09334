// What a grammar can say, as its generators walk it: recipes with their parameters filled in, Ohm's built-in rules
// written out, and the single characters among a rule's own alternatives merged into a class.
import { type Expression, type Recipe, rulesOf } from './recipe.ts';

export type Production =
  /** One character of some ranges, which come in the order of the grammar. Both ends are included. */
  | { readonly kind: 'class'; readonly rule: string; readonly ranges: readonly Range[] }
  /** These characters, two or more, one after the other. */
  | { readonly kind: 'terminal'; readonly rule: string; readonly text: string }
  | { readonly kind: 'seq'; readonly rule: string; readonly factors: readonly Production[]; readonly spaced: boolean }
  | { readonly kind: 'alt'; readonly rule: string; readonly alternatives: readonly Production[] }
  | {
      readonly kind: 'repetition';
      readonly rule: string;
      readonly body: Production;
      readonly least: 0 | 1;
      readonly isOption: boolean;
      readonly spaced: boolean;
    }
  /** A rule of the productions, by its key. */
  | { readonly kind: 'rule'; readonly rule: string; readonly key: string }
  /** What takes no input: a lookahead, the end, an empty terminal. */
  | { readonly kind: 'epsilon'; readonly rule: string };

export type Range = readonly [first: number, last: number];

export interface Productions {
  readonly start: string;
  /** Every rule that the start rule reaches, under its name and the arguments it was applied to. */
  readonly bodies: ReadonlyMap<string, Production>;
  /** The last character that the grammar's inputs are made of: U+00FF where it knows octets only. */
  readonly lastCharacter: number;
}

/**
 * The productions of a start rule.
 *
 * @param kept rules that stay rules of their own, although one character is all that they say
 * @throws {TypeError} for a rule that is not there
 */
export function productionsOf(recipe: Recipe, start: string, kept: readonly string[] = []): Productions {
  const rules = rulesOf(recipe, builtIn);
  const parameters = parametersOf(recipe);
  const bodies = new Map<string, Production>();
  let lastCharacter = 0xff;

  function apply(name: string, args: readonly Expression[], outer: string): Production {
    if (name === 'end') return { kind: 'epsilon', rule: outer };
    const body = rules.get(name);
    if (body === undefined) throw new TypeError(`the grammar has no rule ${name} to make sentences of`);
    const key = args.length === 0 ? name : `${name}<${args.map((arg) => JSON.stringify(arg)).join()}>`;
    if (!bodies.has(key)) {
      bodies.set(key, { kind: 'epsilon', rule: name }); // for a rule that applies itself
      bodies.set(key, write(filledIn(body, args), name));
    }
    // A rule of one character is its class wherever it stands. It keeps its name.
    const written = bodies.get(key) as Production;
    return written.kind === 'class' && !kept.includes(name) ? written : { kind: 'rule', rule: outer, key };
  }

  /** @param spaced whether spaces stand between what is said: in a rule whose name begins with a capital letter */
  function write(expression: Expression, rule: string, spaced: boolean = /^[A-Z]/.test(rule)): Production {
    switch (expression[0]) {
      case 'terminal': {
        const text = expression[2];
        const codePoints = [...text].map(codePointOf);
        lastCharacter = Math.max(lastCharacter, beyondOctets(codePoints));
        const [only] = codePoints;
        if (only === undefined) return { kind: 'epsilon', rule };
        return codePoints.length === 1
          ? { kind: 'class', rule, ranges: [[only, only]] }
          : { kind: 'terminal', rule, text };
      }
      case 'range': {
        const range = [codePointOf(expression[2]), codePointOf(expression[3])] as const;
        lastCharacter = Math.max(lastCharacter, beyondOctets(range));
        return { kind: 'class', rule, ranges: [range] };
      }
      case 'app':
        return apply(expression[2], (expression[3] ?? []) as readonly Expression[], rule);
      case 'seq': {
        const [, , ...factors] = expression;
        return { kind: 'seq', rule, factors: factors.map((factor) => write(factor, rule, spaced)), spaced };
      }
      case 'alt': {
        const [, , ...written] = expression;
        const alternatives = merged(
          written.map((alternative) => write(alternative, rule, spaced)),
          rule,
        );
        return alternatives.length === 1 ? (alternatives[0] as Production) : { kind: 'alt', rule, alternatives };
      }
      case 'star':
      case 'plus':
      case 'opt': {
        const [kind, , body] = expression;
        const least = kind === 'plus' ? 1 : 0;
        return { kind: 'repetition', rule, body: write(body, rule, spaced), least, isOption: kind === 'opt', spaced };
      }
      case 'lookahead':
      case 'not':
        return { kind: 'epsilon', rule };
      case 'lex' as never:
        return write((expression as unknown as readonly [string, object, Expression])[2], rule, false);
      default:
        throw new TypeError(`the rule ${rule} has ${expression[0]}, of which no sentence can be made`);
    }
  }

  for (const name of kept) {
    if (!rules.has(name)) throw new TypeError(`the grammar has no rule ${name} to say something for`);
  }
  if (parameters.get(start)) throw new TypeError(`the rule ${start} needs arguments`);
  const production = apply(start, [], start);
  if (production.kind !== 'rule') bodies.set(start, production);
  return { start, bodies, lastCharacter };
}

/** Alternatives with all the rule's own characters in one class, where the first of them was. */
function merged(alternatives: readonly Production[], rule: string): readonly Production[] {
  const isOwn = (one: Production): boolean => one.kind === 'class' && one.rule === rule;
  const ranges = alternatives.flatMap((one) => (isOwn(one) && one.kind === 'class' ? one.ranges : []));
  const first = alternatives.findIndex(isOwn);
  return alternatives.flatMap((one, index) =>
    index === first ? [{ kind: 'class' as const, rule, ranges }] : isOwn(one) ? [] : [one],
  );
}

function parametersOf([, , , supergrammar, , rules]: Recipe): Map<string, number> {
  const counts = supergrammar === null ? new Map<string, number>() : parametersOf(supergrammar);
  for (const [name, [, , , formals]] of Object.entries(rules)) counts.set(name, formals.length);
  return counts;
}

/** An expression with its parameters replaced by what they stand for. */
function filledIn(expression: Expression, args: readonly Expression[]): Expression {
  if ((expression[0] as string) === 'param')
    return args[(expression as unknown as [string, object, number])[2]] as Expression;
  const isExpression = (item: unknown): item is Expression => Array.isArray(item) && typeof item[0] === 'string';
  const filled = (item: unknown): unknown => {
    if (isExpression(item)) return filledIn(item, args);
    return Array.isArray(item) ? item.map(filled) : item;
  };
  return [expression[0], {}, ...expression.slice(2).map(filled)] as unknown as Expression;
}

function codePointOf(character: string): number {
  return character.codePointAt(0) as number;
}

function beyondOctets(codePoints: readonly number[]): number {
  return codePoints.some((codePoint) => codePoint > 0xff) ? 0x10ffff : 0xff;
}

const range = (first: string, last: string): Expression => ['range', {}, first, last];
const app = (name: string, ...args: readonly Expression[]): Expression => ['app', {}, name, args];
const param = (index: number): Expression => ['param', {}, index] as unknown as Expression;
const alt = (...alternatives: readonly Expression[]): Expression => ['alt', {}, ...alternatives];
const seq = (...factors: readonly Expression[]): Expression => ['seq', {}, ...factors];

/** Ohm's own rules, which no recipe holds. Of its letters the ASCII ones are enough to be a sentence. */
const builtIn: ReadonlyMap<string, Expression> = new Map<string, Expression>([
  ['any', range(' ', '~')],
  ['lower', range('a', 'z')],
  ['upper', range('A', 'Z')],
  ['letter', alt(range('a', 'z'), range('A', 'Z'))],
  ['digit', range('0', '9')],
  ['hexDigit', alt(range('0', '9'), range('a', 'f'), range('A', 'F'))],
  ['alnum', alt(range('a', 'z'), range('A', 'Z'), range('0', '9'))],
  ['space', alt(range(' ', ' '), range('\t', '\n'))],
  ['spaces', ['star', {}, app('space')]],
  ['caseInsensitive', param(0)],
  ['applySyntactic', param(0)],
  ['emptyListOf', seq()],
  ['nonemptyListOf', seq(param(0), ['star', {}, seq(param(1), param(0))])],
  ['listOf', alt(app('nonemptyListOf', param(0), param(1)), app('emptyListOf', param(0), param(1)))],
  ['EmptyListOf', seq()],
  ['NonemptyListOf', seq(param(0), ['star', {}, seq(param(1), param(0))])],
  ['ListOf', alt(app('NonemptyListOf', param(0), param(1)), app('EmptyListOf', param(0), param(1)))],
]);

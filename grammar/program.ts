// A grammar's start rule with every application written out: what is left to do is to emit code for it.
import { type Expression, isNullable, isOneOctet, notation, type Recipe, rulesOf } from '../src/ohm/recipe.ts';
import { OctetSet } from './octet-set.ts';

/** A place where one octet, or the end of the input, is tried, and what a fault there says of it. */
export interface Leaf {
  /** The part of the sentence: the outermost rule that the place is in, of those that are named as parts. */
  readonly part: string;
  /** Whether the part can begin here. */
  readonly begins: boolean;
  /** What is expected here: the smallest rule that is one octet long, or the terminal. */
  readonly expected: string;
}

interface Common {
  /** The octets that it can begin with. */
  readonly first: OctetSet;
  /** Whether it can match without an octet. */
  readonly nullable: boolean;
  /** The leaves, by number, that fail at its start when none of `first` is there. */
  readonly tries: readonly number[];
}

export type Node = Common &
  (
    | { readonly kind: 'octet' }
    | { readonly kind: 'literal'; readonly octets: readonly number[] }
    | { readonly kind: 'end' }
    | { readonly kind: 'seq'; readonly nodes: readonly Node[] }
    | { readonly kind: 'alt'; readonly nodes: readonly Node[] }
    | { readonly kind: 'repeat'; readonly body: Node; readonly least: 0 | 1 }
    | { readonly kind: 'opt'; readonly body: Node }
    | { readonly kind: 'ahead'; readonly body: Node }
    | { readonly kind: 'not'; readonly body: Node }
    | { readonly kind: 'rule'; readonly name: string; readonly body: Node }
  );

/** The numbered leaves of all start rules that are compiled together. */
export class Leaves {
  readonly list: Leaf[] = [];

  number(leaf: Leaf): number {
    const known = this.list.findIndex(
      ({ part, begins, expected }) => part === leaf.part && begins === leaf.begins && expected === leaf.expected,
    );
    return known === -1 ? this.list.push(leaf) - 1 : known;
  }
}

interface Context {
  /** The rule being written out, for messages. */
  readonly rule: string;
  readonly part: string;
  readonly begins: boolean;
  /** The smallest rule around that is one octet long. */
  readonly label: string | undefined;
  /** The rules being written out, from the outermost. */
  readonly within: readonly string[];
}

/** Writes a start rule out. Throws, naming the rule, where code could not mean what Ohm means. */
export function programOf(recipe: Recipe, startRule: string, parts: readonly string[], leaves: Leaves): Node {
  const rules = rulesOf(recipe);

  function refuse({ rule }: Context, why: string): never {
    throw new Error(`cannot compile the rule ${rule}: ${why}`);
  }

  function octetOf(character: string, context: Context): number {
    const code = character.codePointAt(0) as number;
    return code > 0xff ? refuse(context, `${JSON.stringify(character)} is no octet`) : code;
  }

  function leaf({ part, begins, label }: Context, name: string): readonly number[] {
    return [leaves.number({ part, begins, expected: label ?? name })];
  }

  function write(expression: Expression, context: Context): Node {
    switch (expression[0]) {
      case 'terminal': {
        const octets = [...expression[2]].map((character) => octetOf(character, context));
        if (octets.length === 0) return { kind: 'seq', nodes: [], first: OctetSet.none, nullable: true, tries: [] };
        const [octet] = octets as [number];
        const first = OctetSet.range(octet, octet);
        const tries = leaf(context, notation(expression));
        if (octets.length === 1) return { kind: 'octet', first, nullable: false, tries };
        return { kind: 'literal', octets, first, nullable: false, tries };
      }
      case 'range': {
        const first = OctetSet.range(octetOf(expression[2], context), octetOf(expression[3], context));
        return { kind: 'octet', first, nullable: false, tries: leaf(context, notation(expression)) };
      }
      case 'app':
        return apply(expression[2], expression[3] as readonly unknown[], context);
      case 'seq': {
        const [, , ...factors] = expression;
        let { begins } = context;
        const nodes = factors.map((factor) => {
          const node = write(factor, { ...context, begins });
          begins &&= isNullable(factor, rules);
          return node;
        });
        return sequence(nodes);
      }
      case 'alt': {
        const [, , ...alternatives] = expression;
        return choice(alternatives.map((alternative) => write(alternative, context)));
      }
      case 'star':
      case 'plus': {
        const body = write(expression[2], context);
        const least = expression[0] === 'star' ? 0 : 1;
        // Ohm has no repetition of what may match nothing.
        return { kind: 'repeat', body, least, first: body.first, nullable: least === 0, tries: body.tries };
      }
      case 'opt': {
        const body = write(expression[2], context);
        return { kind: 'opt', body, first: body.first, nullable: true, tries: body.tries };
      }
      case 'lookahead': {
        const body = write(expression[2], context);
        return { kind: 'ahead', body, first: OctetSet.none, nullable: true, tries: body.tries };
      }
      case 'not': {
        const body = write(expression[2], context);
        return { kind: 'not', body, first: OctetSet.none, nullable: true, tries: [] };
      }
      case 'splice' as never:
        return refuse(context, 'it extends a rule that is built into Ohm; define it in the grammar');
      default:
        return refuse(context, `"${expression[0]}" has no meaning here`);
    }
  }

  function apply(name: string, operands: readonly unknown[], context: Context): Node {
    const body = rules.get(name);
    if (operands.length > 0) return refuse(context, `${name} is applied with parameters`);
    if (name === 'end') {
      return { kind: 'end', first: OctetSet.none, nullable: true, tries: leaf(context, name) };
    }
    if (name === 'any' && body === undefined) {
      return { kind: 'octet', first: OctetSet.range(0, 0xff), nullable: false, tries: leaf(context, name) };
    }
    if (body === undefined)
      return refuse(context, `${name} is built into Ohm and knows more than octets; define it in the grammar`);
    if (/^[A-Z]/.test(name)) return refuse({ ...context, rule: name }, 'its capital letter makes Ohm skip white space');
    if (context.within.includes(name)) return refuse({ ...context, rule: name }, 'it is recursive');
    const enters = parts.includes(name);
    const node = write(body, {
      rule: name,
      part: enters ? name : context.part,
      begins: enters || context.begins,
      label: isOneOctet(body, rules) ? name : undefined,
      within: [...context.within, name],
    });
    return { ...node, kind: 'rule', name, body: node };
  }

  const context = { rule: startRule, part: '', begins: true, label: undefined, within: [] };
  if (rules.has('end')) refuse({ ...context, rule: 'end' }, 'Ohm matches it behind the start rule too');
  return apply(startRule, [], context);
}

function sequence(nodes: readonly Node[]): Node {
  let first = OctetSet.none;
  const tries: number[] = [];
  let nullable = true;
  for (const node of nodes) {
    if (!nullable) break;
    first = first.union(node.first);
    tries.push(...node.tries);
    nullable = node.nullable;
  }
  return { kind: 'seq', nodes, first, nullable, tries };
}

function choice(nodes: readonly Node[]): Node {
  const first = nodes.reduce((union, node) => union.union(node.first), OctetSet.none);
  const tries = nodes.flatMap((node) => node.tries);
  // One octet out of several classes is one octet out of one class.
  if (nodes.every((node) => node.kind === 'octet')) return { kind: 'octet', first, nullable: false, tries };
  return { kind: 'alt', nodes, first, nullable: nodes.some((node) => node.nullable), tries };
}

// The recipes of Ohm grammars: grammars as data, which are read without ohm-js.

/** An Ohm expression as a grammar's recipe writes it. The second item, its place in the source, is not read here. */
export type Expression =
  | readonly ['terminal', object, string]
  | readonly ['range', object, string, string]
  | readonly ['app', object, string, ...unknown[]]
  | readonly ['seq' | 'alt', object, ...Expression[]]
  | readonly ['star' | 'plus' | 'opt' | 'lookahead' | 'not', object, Expression];

/** Alternatives before and after those of the rule that is overridden: `...` in a grammar. */
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

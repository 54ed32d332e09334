import type { Profile } from '../index.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from '../ohm/index.ts';
import { type Tree, treeOf } from '../ohm/tree.ts';
import { latin1Of } from '../text/latin-1.ts';
import type { ParseTree } from './parse-tree.ts';

/** The tree of a line's rules, as Ohm finds it; undefined where the profile refuses the line. */
export function parseTreeByOhm(octets: Uint8Array, profile: Profile): ParseTree | undefined {
  const grammar = profile === 'strict' ? statusLineGrammar : lenientStatusLineGrammar;
  const match = grammar.match(latin1Of(octets), 'statusLine');
  if (match.failed()) return undefined;

  const numbers = new Map<string, number>();
  const nodes: number[] = [];
  const visit = (node: Tree): void => {
    if (node.isTerminal()) return;
    if (node.isIteration()) {
      node.children.forEach(visit);
      return;
    }
    const { ctorName, source } = node;
    if (!numbers.has(ctorName)) numbers.set(ctorName, numbers.size);
    const at = nodes.push(numbers.get(ctorName) as number, source.startIdx, source.endIdx, 0);
    node.children.forEach(visit);
    nodes[at - 1] = nodes.length / 4;
  };
  visit(treeOf(match, profile));
  return { profile, rules: [...numbers.keys()], nodes: Int32Array.from(nodes) };
}

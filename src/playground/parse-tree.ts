import type { Profile } from '../index.ts';

/** A parse tree in numbers, so that a worker can hand over one of a hundred thousand nodes without copying it. */
export interface ParseTree {
  readonly profile: Profile;
  /** The names of the rules, by number. */
  readonly rules: readonly string[];
  /** Four numbers a node, in the order of the line: its rule, its first octet, the one after it, and the node after all below it. */
  readonly nodes: Int32Array<ArrayBuffer>;
}

/** The number of a node; 0 is the whole line. */
export type Node = number;

export function ruleOf({ rules, nodes }: ParseTree, node: Node): string {
  return rules[nodes[4 * node] as number] as string;
}

export function startOf({ nodes }: ParseTree, node: Node): number {
  return nodes[4 * node + 1] as number;
}

export function endOf({ nodes }: ParseTree, node: Node): number {
  return nodes[4 * node + 2] as number;
}

function nextSibling({ nodes }: ParseTree, node: Node): Node {
  return nodes[4 * node + 3] as number;
}

export function childrenOf(tree: ParseTree, node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node + 1; child < nextSibling(tree, node); child = nextSibling(tree, child)) children.push(child);
  return children;
}

/** The rules that each octet from one index up to another stands under, the outermost first. */
export function rulesOfOctets(tree: ParseTree, from: number, to: number): readonly (readonly string[])[] {
  const paths: string[][] = Array.from({ length: to - from }, () => []);
  const count = tree.nodes.length / 4;
  for (let node = 0; node < count; ) {
    const [start, end] = [startOf(tree, node), endOf(tree, node)];
    if (end <= from || start >= to) {
      node = nextSibling(tree, node);
      continue;
    }
    for (let at = Math.max(start, from); at < Math.min(end, to); at += 1) paths[at - from]?.push(ruleOf(tree, node));
    node += 1;
  }
  return paths;
}

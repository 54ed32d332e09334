import type { Production, Productions, Range } from './productions.ts';

export interface FirstSet {
  /** The characters that a production may begin with. */
  readonly ranges: readonly Range[];
  /** Whether it may say nothing at all. */
  readonly isNullable: boolean;
}

export function firstSet(production: Production, { bodies }: Productions): FirstSet {
  const entered = new Set<string>();
  const firsts = (one: Production): FirstSet => {
    switch (one.kind) {
      case 'class':
        return { ranges: one.ranges, isNullable: false };
      case 'terminal': {
        const first = one.text.codePointAt(0) as number;
        return { ranges: [[first, first]], isNullable: false };
      }
      case 'epsilon':
        return nothing;
      case 'rule': {
        // For a left-recursive rule, its other alternatives give the first characters.
        if (entered.has(one.key)) return { ranges: [], isNullable: false };
        entered.add(one.key);
        const inside = firsts(bodies.get(one.key) as Production);
        entered.delete(one.key);
        return inside;
      }
      case 'seq':
        return one.factors.map(firsts).reduce(followedBy, nothing);
      case 'alt': {
        const all = one.alternatives.map(firsts);
        return { ranges: all.flatMap(({ ranges }) => ranges), isNullable: all.some(({ isNullable }) => isNullable) };
      }
      case 'repetition': {
        const { ranges, isNullable } = firsts(one.body);
        return { ranges, isNullable: isNullable || one.least === 0 };
      }
    }
  };
  return firsts(production);
}

const nothing: FirstSet = { ranges: [], isNullable: true };

function followedBy(before: FirstSet, next: FirstSet): FirstSet {
  return before.isNullable ? { ranges: [...before.ranges, ...next.ranges], isNullable: next.isNullable } : before;
}

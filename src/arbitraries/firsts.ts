import { justOutside } from './character.ts';
import type { Production, Productions, Range } from './productions.ts';

export interface Firsts {
  /** The characters that a production may begin with. */
  readonly ranges: readonly Range[];
  /** Whether it may say nothing at all. */
  readonly isNullable: boolean;
}

export function firstsOf(production: Production, { bodies }: Productions): Firsts {
  const entered = new Set<string>();
  const firsts = (one: Production): Firsts => {
    switch (one.kind) {
      case 'class':
        return { ranges: one.ranges, isNullable: false };
      case 'terminal': {
        const first = one.text.codePointAt(0) as number;
        return { ranges: [[first, first]], isNullable: false };
      }
      case 'silence':
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

const nothing: Firsts = { ranges: [], isNullable: true };

function followedBy(before: Firsts, next: Firsts): Firsts {
  return before.isNullable ? { ranges: [...before.ranges, ...next.ranges], isNullable: next.isNullable } : before;
}

/** The characters just outside of what a class or a choice begins with; none where a choice may say nothing. */
export function outsideOf(production: Production, productions: Productions): readonly string[] {
  const { ranges, isNullable } = firstsOf(production, productions);
  return isNullable ? [] : justOutside(ranges, productions.lastCharacter);
}

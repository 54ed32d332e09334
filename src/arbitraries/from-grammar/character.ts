import * as fc from 'fast-check';
import { firstSet } from '../../grammar/first-set.ts';
import type { Production, Productions, Range } from '../../grammar/productions.ts';

/** One character of some ranges, every one as likely as any other. */
export function characterOf(ranges: readonly Range[]): fc.Arbitrary<string> {
  const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return fc.nat({ max: count - 1 }).map((index) => {
    let left = index;
    for (const [first, last] of ranges) {
      if (left <= last - first) return String.fromCodePoint(first + left);
      left -= last - first + 1;
    }
    throw new RangeError('the index is after the last range');
  });
}

/** The characters that stand just outside of some ranges and in none of them, up to a last character that there is. */
export function justOutside(ranges: readonly Range[], lastCharacter: number): readonly string[] {
  const isInside = (character: number): boolean =>
    ranges.some(([first, last]) => first <= character && character <= last);
  const exists = (character: number): boolean =>
    character >= 0 && character <= lastCharacter && !(character >= 0xd800 && character <= 0xdfff);
  const outside = ranges
    .flatMap(([first, last]) => [first - 1, last + 1])
    .filter((character) => exists(character) && !isInside(character));
  return [...new Set(outside)].map((character) => String.fromCodePoint(character));
}

/** What a unit of a text could be taken for: the ones beside it, and the one in the other case. */
export function neighboursOf(text: string, index: number): readonly string[] {
  return [1, -1, 0x20].map((change) => String.fromCharCode((text.charCodeAt(index) + change) & 0xff));
}

/** The characters just outside of what a class or a choice begins with; none where a choice may say nothing. */
export function outsideOf(production: Production, productions: Productions): readonly string[] {
  const { ranges, isNullable } = firstSet(production, productions);
  return isNullable ? [] : justOutside(ranges, productions.lastCharacter);
}

import { type Due, dueOf, type Leaf } from './due.ts';

/** What every scanner notes of the rightmost place where it tried in vain: bit n of word w is leaf 30 w + n. */
interface Tried {
  readonly tried0: number;
  readonly tried1: number;
}

const dues = new Map<readonly Leaf[], Map<number, Map<number, Due>>>();

/** What was due where the last call has failed. There are some forty answers for a scanner, and each is made once. */
export function dueAtFault(found: Tried, leaves: readonly Leaf[]): Due {
  const ofScanner = gotten(dues, leaves, () => new Map<number, Map<number, Due>>());
  const ofWord = gotten(ofScanner, found.tried0, () => new Map<number, Due>());
  const isTried = (leaf: number): boolean => (((leaf < 30 ? found.tried0 : found.tried1) >> (leaf % 30)) & 1) === 1;
  return gotten(ofWord, found.tried1, () => dueOf(leaves.filter((_, leaf) => isTried(leaf))));
}

function gotten<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

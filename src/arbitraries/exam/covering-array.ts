/** A value for each feature, by their indexes. */
export type Row = readonly number[];

/**
 * Rows in which every combination of values of so many features occurs that can occur at all. Each row is the best of
 * some that are made greedily, so there are few of them; the same every time.
 *
 * @param sizes how many values each feature has
 * @param isPossible whether a row can be completed, of which some values are not chosen yet (-1)
 */
export function coveringArray(
  sizes: readonly number[],
  strength: 2 | 3,
  isPossible: (partial: Row) => boolean,
): readonly Row[] {
  const none: Row = sizes.map(() => -1);
  const open = new Map<string, readonly (readonly [feature: number, value: number])[]>();
  for (const features of combinations(sizes.length, strength)) {
    for (const values of valuesOf(features.map((feature) => sizes[feature] as number))) {
      const chosen = features.map((feature, n) => [feature, values[n] as number] as const);
      if (isPossible(withValues(none, chosen))) open.set(keyOf(chosen), chosen);
    }
  }
  const rows: Row[] = [];
  const random = numbers(1);
  while (open.size > 0) {
    const [first] = open.values();
    const tries = Array.from({ length: triesPerRow }, () =>
      rowFrom(withValues(none, first ?? []), sizes, strength, isPossible, open, random),
    );
    const best = tries.reduce((a, b) => (b.covered.length > a.covered.length ? b : a));
    for (const key of best.covered) open.delete(key);
    rows.push(best.row);
  }
  return rows;
}

/** How many rows are made before the best of them is taken. */
const triesPerRow = 12;

type Open = ReadonlyMap<string, readonly (readonly [number, number])[]>;

/** Chooses the values that are left, one feature after the other, each so that the most is covered that is still open. */
function rowFrom(
  begun: Row,
  sizes: readonly number[],
  strength: number,
  isPossible: (partial: Row) => boolean,
  open: Open,
  random: () => number,
): { readonly row: Row; readonly covered: readonly string[] } {
  let row = begun;
  const left = shuffled(
    sizes.map((_, feature) => feature).filter((feature) => begun[feature] === -1),
    random,
  );
  for (const feature of left) {
    const values = shuffled(
      Array.from({ length: sizes[feature] as number }, (_, value) => value),
      random,
    );
    let best: { readonly row: Row; readonly gain: number } | undefined;
    for (const value of values) {
      const longer = withValues(row, [[feature, value]]);
      if (!isPossible(longer)) continue;
      const gain = coveredWith(longer, feature, strength, open).length;
      if (best === undefined || gain > best.gain) best = { row: longer, gain };
    }
    row = best?.row ?? row;
  }
  return { row, covered: covered(row, strength, open) };
}

function covered(row: Row, strength: number, open: Open): readonly string[] {
  return combinations(row.length, strength)
    .map((features) => keyOf(features.map((feature) => [feature, row[feature] as number] as const)))
    .filter((key) => open.has(key));
}

/** What a row covers with a feature and others that are chosen already. */
function coveredWith(row: Row, feature: number, strength: number, open: Open): readonly string[] {
  const others = row.flatMap((value, other) => (value === -1 || other === feature ? [] : [other]));
  return combinations(others.length, strength - 1)
    .map((indexes) => [...indexes.map((n) => others[n] as number), feature].sort((a, b) => a - b))
    .map((features) => keyOf(features.map((one) => [one, row[one] as number] as const)))
    .filter((key) => open.has(key));
}

function withValues(row: Row, chosen: readonly (readonly [number, number])[]): Row {
  const longer = [...row];
  for (const [feature, value] of chosen) longer[feature] = value;
  return longer;
}

function keyOf(chosen: readonly (readonly [number, number])[]): string {
  return chosen.map(([feature, value]) => `${feature}:${value}`).join(' ');
}

const known = new Map<string, readonly (readonly number[])[]>();

/** All choices of so many of the numbers below a number, each in ascending order. */
function combinations(below: number, count: number): readonly (readonly number[])[] {
  const key = `${below} ${count}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const all: readonly (readonly number[])[] =
    count === 0
      ? [[]]
      : Array.from({ length: below }, (_, last) => combinations(last, count - 1).map((rest) => [...rest, last])).flat();
  known.set(key, all);
  return all;
}

function valuesOf(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.reduce<readonly (readonly number[])[]>(
    (all, size) => all.flatMap((values) => Array.from({ length: size }, (_, value) => [...values, value])),
    [[]],
  );
}

/** Numbers from 0 to 1 that look like chance, and are the same every time: a linear congruence. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

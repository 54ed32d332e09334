/**
 * The fewest items of a sequence, in their order, that still fail: as much as can be spared is dropped from its beginning,
 * then delta debugging takes out what it can.
 */
export async function reduceSequence<Item>(
  sequence: readonly Item[],
  isFailing: (sequence: readonly Item[]) => Promise<boolean>,
  end: number,
): Promise<readonly Item[]> {
  const numbers = new Map(sequence.map((item, index) => [item, index]));
  const tried = new Map<string, boolean>();
  const fails = async (some: readonly Item[]): Promise<boolean> => {
    const key = some.map((item) => numbers.get(item)).join();
    const isKnown = tried.get(key) ?? (await isFailing(some));
    tried.set(key, isKnown);
    return isKnown;
  };
  let least = sequence;
  // How many of the last are too few. The cause mostly is among the last, and a short sequence takes less time to try.
  let few = 0;
  for (let last = 1; last < least.length && Date.now() < end; last *= 2) {
    if (await fails(sequence.slice(-last))) least = sequence.slice(-last);
    else few = last;
  }
  while (least.length - few > 1 && Date.now() < end) {
    const middle = (few + least.length) >> 1;
    if (await fails(sequence.slice(-middle))) least = sequence.slice(-middle);
    else few = middle;
  }
  for (let size = Math.ceil(least.length / 2); size >= 1; ) {
    let isSmaller = false;
    for (let at = 0; at < least.length && Date.now() < end; ) {
      const rest = [...least.slice(0, at), ...least.slice(at + size)];
      if (rest.length > 0 && rest.length < least.length && (await fails(rest))) {
        least = rest;
        isSmaller = true;
      } else {
        at += size;
      }
    }
    if (Date.now() >= end) break;
    if (size === 1) {
      if (!isSmaller) break;
    } else {
      size = size >> 1;
    }
  }
  return least;
}

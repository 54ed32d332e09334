/**
 * The fewest items of a sequence, in their order, that still fail: as much as can be spared is dropped from its beginning,
 * then delta debugging takes out what it can.
 */
export async function reduceSequence<Item>(
  sequence: readonly Item[],
  fails: (sequence: readonly Item[]) => Promise<boolean>,
  end: number,
): Promise<readonly Item[]> {
  let least = sequence;
  let spared = 0;
  for (let needed = sequence.length; needed - spared > 1 && Date.now() < end; ) {
    const middle = (spared + needed) >> 1;
    if (await fails(sequence.slice(middle))) {
      spared = middle;
      least = sequence.slice(middle);
    } else {
      needed = middle;
    }
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

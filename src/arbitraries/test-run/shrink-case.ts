import * as fc from 'fast-check';
import { seedOfBlock } from './test-case.ts';

/**
 * The least value that a case of a run shrinks to and that still fails. The case itself where it does not fail again,
 * or where the time is over before anything smaller does.
 *
 * @param address of the case: `seed:block:index`
 * @param milliseconds that it may take; what is being asked by then is still answered
 */
export async function shrunk<Value>(
  arbitrary: fc.Arbitrary<Value>,
  { address, value }: { readonly address: string; readonly value: Value },
  fails: (value: Value) => Promise<boolean>,
  milliseconds: number,
): Promise<Value> {
  const [seed, block, index] = address.split(':').map(Number) as [number, number, number];
  const end = Date.now() + milliseconds;
  let least = value;
  await fc.check(
    fc.asyncProperty(arbitrary, async (smaller) => {
      if (Date.now() > end || !(await fails(smaller))) return true;
      least = smaller;
      return false;
    }),
    { seed: seedOfBlock(seed, block), path: String(index), numRuns: 1 },
  );
  return least;
}

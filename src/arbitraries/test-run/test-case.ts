import * as fc from 'fast-check';

/** A generated value, and where in its run it stands. */
export interface Case<Value> {
  /** `seed:block:index`: with the same arbitrary it names the same value on every machine. */
  readonly address: string;
  readonly value: Value;
}

export const casesPerBlock = 1000;

/** The cases of a run without an end, in blocks that are each generated from a seed of their own. */
export function* cases<Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Generator<Case<Value>, never> {
  for (let block = 0; ; block += 1) yield* casesOfBlock(arbitrary, seed, block);
}

export function* casesOfBlock<Value>(
  arbitrary: fc.Arbitrary<Value>,
  seed: number,
  block: number,
): Generator<Case<Value>, void> {
  const values = fc.sample(arbitrary, { seed: seedOfBlock(seed, block), numRuns: casesPerBlock });
  for (const [index, value] of values.entries()) yield { address: `${seed}:${block}:${index}`, value };
}

/** A seed for each block of a run: far apart for neighbours, so that no two blocks hold the same cases. */
export function seedOfBlock(seed: number, block: number): number {
  let mixed = (seed ^ Math.imul(block + 1, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

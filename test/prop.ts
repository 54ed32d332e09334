import fc from 'fast-check';
import { expect, test } from 'vitest';

const runs = Number(import.meta.env.FC_RUNS ?? 300);
const seed = import.meta.env.FC_SEED === undefined ? undefined : Number(import.meta.env.FC_SEED);

/** A predicate's word that an input says nothing about the law. */
export const trivial = Symbol('trivial');

type Arbitraries<Values> = { [Index in keyof Values]: fc.Arbitrary<Values[Index]> };

/**
 * A law as a property test. FC_RUNS sets the number of runs, FC_SEED replays a failure. The predicate fails by
 * throwing; it returns `trivial` for an input that the law says nothing about, and at least half must say something.
 *
 * @param arbitraries or a function that makes them, where their making is what is tested
 */
export function law<Values extends [unknown, ...unknown[]]>(
  statement: string,
  arbitraries: Arbitraries<Values> | (() => Arbitraries<Values>),
  predicate: (...values: Values) => unknown,
): void {
  test(statement, () => {
    let judged = 0;
    let total = 0;
    fc.assert(
      fc.property(...(typeof arbitraries === 'function' ? arbitraries() : arbitraries), (...values: Values) => {
        total += 1;
        if (predicate(...values) !== trivial) judged += 1;
      }),
      { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
    );
    expect(judged, `of ${total} inputs`).toBeGreaterThan(half(total));
  });
}

/** Half of the inputs, less what chance may make of it: four standard deviations. */
function half(total: number): number {
  return total / 2 - 2 * Math.sqrt(total);
}

/** A law whose predicate is asynchronous. */
export function asyncLaw<Values extends [unknown, ...unknown[]]>(
  statement: string,
  arbitraries: Arbitraries<Values>,
  predicate: (...values: Values) => Promise<unknown>,
): void {
  test(statement, async () => {
    let judged = 0;
    let total = 0;
    await fc.assert(
      fc.asyncProperty(...arbitraries, async (...values: Values) => {
        total += 1;
        if ((await predicate(...values)) !== trivial) judged += 1;
      }),
      { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
    );
    expect(judged, `of ${total} inputs`).toBeGreaterThan(half(total));
  });
}

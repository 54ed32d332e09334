import * as fc from 'fast-check';

/** One of some values, which shrinks to each that comes before it. (fc.constantFrom shrinks to the first alone.) */
export function orderedConstants<Value>(...values: readonly Value[]): fc.Arbitrary<Value> {
  return fc.nat({ max: values.length - 1 }).map((index) => values[index] as Value);
}

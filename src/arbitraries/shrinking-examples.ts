import * as fc from 'fast-check';
import { escapedLine } from '../text/escaped-line.ts';

/** Makes a value smaller: values of the same kind, the smallest first. Each has to be less than the one before in some order. */
export type Smaller<Value> = (value: Value) => IterableIterator<Value>;

/**
 * An arbitrary whose values shrink wherever they come from. What it has made itself shrinks as ever; an example that
 * somebody has given, `{ examples: [[line]] }`, has no making to go back to, and shrinks by `smaller`.
 *
 * @param isOne whether a value could have been made by the arbitrary
 */
export function shrinkingExamples<Value>(
  made: fc.Arbitrary<Value>,
  isOne: (value: unknown) => boolean,
  smaller: Smaller<Value>,
): fc.Arbitrary<Value> {
  return new ShrinkingExamples(made, isOne, smaller);
}

class ShrinkingExamples<Value> extends fc.Arbitrary<Value> {
  readonly #made: fc.Arbitrary<Value>;
  readonly #isOne: (value: unknown) => boolean;
  readonly #smaller: Smaller<Value>;

  constructor(made: fc.Arbitrary<Value>, isOne: (value: unknown) => boolean, smaller: Smaller<Value>) {
    super();
    this.#made = made;
    this.#isOne = isOne;
    this.#smaller = smaller;
  }

  generate(random: fc.Random, biasFactor: number | undefined): fc.Value<Value> {
    return shown(this.#made.generate(random, biasFactor));
  }

  canShrinkWithoutContext(value: unknown): value is Value {
    return this.#isOne(value);
  }

  shrink(value: Value, context: unknown): fc.Stream<fc.Value<Value>> {
    const smaller =
      context === undefined
        ? fc.stream(this.#smaller(value)).map((one) => new fc.Value(one, undefined))
        : this.#made.shrink(value, context);
    return smaller.map(shown);
  }
}

/** Has a value print as text in the report of a failure: nobody reads a line out of the numbers of its octets. */
function shown<Value>(one: fc.Value<Value>): fc.Value<Value> {
  const value: unknown = one.value;
  const { octets, ...others } =
    value instanceof Uint8Array ? { octets: value } : (Object(value) as { octets?: unknown });
  if (octets instanceof Uint8Array) {
    const line = `octets of "${escapedLine(octets)}"`;
    const text =
      value === octets
        ? line
        : `{ ${line}, ${Object.entries(others).map(([name, part]) => `${name}: ${JSON.stringify(part)}`)} }`;
    // It shows in no comparison and in no list of keys.
    Object.defineProperty(value, fc.toStringMethod, { value: () => text, configurable: true });
  }
  return one;
}

/**
 * What is left of a text, one character an octet, when something is taken out or made plain: nothing, its halves, all but
 * one octet, and an `x` or a `0` for an octet that is neither.
 */
export function* smallerTexts(text: string): Generator<string> {
  if (text === '') return;
  yield '';
  const half = text.length >> 1;
  if (half > 0) yield* [text.slice(0, half), text.slice(half)];
  for (let at = 0; at < text.length; at += 1) {
    // What is one character may be three octets, as an escape is.
    for (const length of [1, 2, 3]) {
      if (at + length <= text.length) yield text.slice(0, at) + text.slice(at + length);
    }
  }
  for (let at = 0; at < text.length; at += 1) {
    const octet = text.charAt(at);
    if (octet === 'x' || octet === '0') continue;
    yield `${text.slice(0, at)}${/\d/.test(octet) ? '0' : 'x'}${text.slice(at + 1)}`;
  }
}

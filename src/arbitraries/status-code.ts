import * as fc from 'fast-check';
import { isRegistered, observedStatusCodes, type StatusClass, statusClass } from '../registry/index.ts';

/** Which codes {@link statusCode} makes. */
export interface StatusCodeConstraints {
  /** Only codes that are registered, or only codes that are not. Default: both. */
  readonly registered?: boolean | undefined;
  /** Only codes of this class. Default: codes of every class and of none. */
  readonly statusClass?: StatusClass | undefined;
  /** The least code. Default: 0. */
  readonly min?: number | undefined;
  /** The greatest code. Default: 999. */
  readonly max?: number | undefined;
}

/**
 * Status codes, 0 to 999: mostly registered ones, then those at the borders of the classes, then those that are seen
 * on wires without being registered, and any other.
 *
 * @throws {RangeError} when no code is left
 */
export function statusCode(constraints: StatusCodeConstraints = {}): fc.Arbitrary<number> {
  const codes = allowedStatusCodes(constraints);
  if (codes.length === 0) throw new RangeError('no status code meets these constraints');
  const oneOf = (weight: number, some: readonly number[]) =>
    some.length === 0 ? [] : [{ weight, arbitrary: fc.constantFrom(...some) }];
  return fc.oneof(
    { withCrossShrink: true },
    ...oneOf(
      6,
      codes.filter((code) => isRegistered(code)),
    ),
    ...oneOf(
      2,
      codes.filter((code) => borders.has(code)),
    ),
    ...oneOf(
      1,
      codes.filter((code) => observed.has(code)),
    ),
    ...oneOf(2, codes),
  );
}

/** The codes that meet some constraints, in their order. */
export function allowedStatusCodes(constraints: StatusCodeConstraints = {}): readonly number[] {
  const { registered, statusClass: wanted, min = 0, max = 999 } = constraints;
  return [...Array(1000).keys()].filter(
    (code) =>
      code >= min &&
      code <= max &&
      (registered === undefined || isRegistered(code) === registered) &&
      (wanted === undefined || statusClass(code) === wanted),
  );
}

/** The first and the last code of each hundred, what has one or two digits, and the ends of what an octet holds. */
const borders: ReadonlySet<number> = new Set([
  ...[0, 1, 9, 10, 127, 128, 255, 256, 511, 512],
  ...[...Array(10).keys()].flatMap((hundred) => [100 * hundred, 100 * hundred + 99]),
]);

const observed: ReadonlySet<number> = new Set(observedStatusCodes.map((known) => known.statusCode));

import { expect, test } from 'vitest';
import { sizeCases } from '../../src/gateway/cases/size-cases.ts';
import { safeParseStatusLine } from '../../src/index.ts';

test('lines and phrases as long as buffers are, and their neighbours', () => {
  const lengths = (of: 'line' | 'phrase'): readonly number[] =>
    sizeCases()
      .filter(({ address }) => address.startsWith(`size:${of}-`))
      .map(({ octets }) => (of === 'line' ? octets.length : octets.length - 'SIP/2.0 486 '.length));
  const sizes = [1500, 2048, 4000, 4096, 8192, 16_384, 32_768, 60_000, 65_507, 65_535];
  for (const of of ['line', 'phrase'] as const)
    expect(lengths(of)).toEqual(sizes.flatMap((size) => [size - 1, size, size + 1]));
  for (const { octets, kind, family } of sizeCases()) {
    expect(safeParseStatusLine(octets).statusLine?.statusCode).toBe(486);
    expect([kind, family]).toEqual(['sizes', 'sizes']);
  }
});

test('the parts of all shards are the whole, each address once', () => {
  const addresses = [0, 1, 2].flatMap((index) => sizeCases({ index, count: 3 }).map(({ address }) => address));
  expect(addresses.toSorted()).toEqual(
    sizeCases()
      .map(({ address }) => address)
      .toSorted(),
  );
  expect(new Set(addresses).size).toBe(60);
});

import fc from 'fast-check';
import { expect } from 'vitest';
import { type ReadOptions, readStatusLine } from '../../src/index.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { law, trivial } from '../prop.ts';
import { anyOctets, anyText, strictLine } from './lines.ts';

const options = fc.constantFrom<ReadOptions>({ profile: 'strict' }, { profile: 'lenient' });
const share = fc.double({ min: 0, max: 1, noNaN: true });

law(
  'prefix: every proper prefix of a strict line with its CRLF is partial',
  [strictLine, share, options],
  (line, at, chosen) => {
    const whole = Uint8Array.of(...line, 0x0d, 0x0a);
    const text = decodeOctets(whole);
    expect(readStatusLine(whole.subarray(0, Math.floor(at * (whole.length - 1))), 0, chosen)).toEqual({
      state: 'partial',
    });
    expect(readStatusLine(text.slice(0, Math.floor(at * (text.length - 1))), 0, chosen)).toEqual({ state: 'partial' });
    expect(readStatusLine(whole, 0, chosen)).toMatchObject({ state: 'complete', end: whole.length });
  },
);

for (const [kind, any] of Object.entries({ octets: anyOctets, text: anyText })) {
  law(
    `prefix: what is not partial any more stays as it is, whatever follows: ${kind}`,
    [any as fc.Arbitrary<string>, any as fc.Arbitrary<string>, options],
    (first, rest, chosen) => {
      const result = readStatusLine(first, 0, chosen);
      if (result.state === 'partial') return trivial;
      expect(readStatusLine(joined(first, rest), 0, chosen)).toEqual(result);
      return undefined;
    },
  );
}

function joined(first: string | Uint8Array, rest: string | Uint8Array): string | Uint8Array {
  return typeof first === 'string' ? `${first}${rest}` : Uint8Array.of(...first, ...(rest as Uint8Array));
}

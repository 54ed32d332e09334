// A line that somebody gives as an example shrinks as one does that was made.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lenientStatusLine,
  malformedStatusLine,
  statusLine,
  statusLineOctets,
  statusLineText,
} from '../../src/arbitraries/index.ts';
import { encodeStatusLine, parseStatusLine, safeParseStatusLine } from '../../src/index.ts';

const octets = (line: string): Uint8Array => new Uint8Array(Buffer.from(line, 'latin1'));
const latin1 = (line: Uint8Array): string => Buffer.from(line).toString('latin1');

/** What an example shrinks to, where nothing else fails. */
function least<Value>(arbitrary: fc.Arbitrary<Value>, example: Value, fails: (value: Value) => boolean): Value {
  const property = fc.property(arbitrary, (value) => !fails(value));
  const { counterexample, numShrinks } = fc.check(property, { examples: [[example]], numRuns: 1 });
  expect(numShrinks).toBeGreaterThan(0);
  return (counterexample as [Value])[0];
}

describe('lines of the strict profile', () => {
  const line = 'sip/02.10 486 Busy %41 H\xc3\xa9re ~ and more\r\n';

  test('shrink to what fails, and stay lines', () => {
    expect(latin1(least(statusLineOctets(), octets(line), (one) => one.includes(0x7e)))).toBe('SIP/2.0 400 ~');
    expect(latin1(least(statusLineOctets(), octets(line), (one) => one.includes(0xc3)))).toMatch(
      /^SIP\/2\.0 400 \xc3[\x80-\xbf]$/,
    );
    expect(latin1(least(statusLineOctets(), octets(line), (one) => one.at(-1) === 0x0a))).toBe('SIP/2.0 400 \r\n');
    expect(latin1(least(statusLineOctets(), octets(line), (one) => /^sip/.test(latin1(one))))).toMatch(
      /^sip\/\d\.\d 400 $/,
    );
    expect(latin1(least(statusLineOctets(), octets(line), (one) => / 486 /.test(latin1(one))))).toBe('SIP/2.0 486 ');
  });

  test('as text, and as fields', () => {
    const text = 'SIP/2.0 486 Busy Hére ~\r\n';
    expect(least(statusLineText(), text, (one) => one.includes('~'))).toBe('SIP/2.0 400 ~');
    const fields = { sipVersion: 'SIP/7.0', statusCode: 503, reasonPhrase: 'Wörtlich ~ \udc80' };
    expect(least(statusLine(), fields, ({ reasonPhrase }) => reasonPhrase.includes('~'))).toEqual({
      sipVersion: 'SIP/2.0',
      statusCode: 500,
      reasonPhrase: '~',
    });
  });

  test('keep the constraints of their arbitrary', () => {
    const constraints = {
      crlf: true,
      sipVersion: { upperCase: true },
      statusCode: { registered: true, min: 480 },
      reasonPhrase: { maxOctets: 40 },
    } as const;
    const found = least(statusLineOctets(constraints), octets('SIP/2.1 486 Busy ~ Here\r\n'), (one) =>
      one.includes(0x7e),
    );
    expect(latin1(found)).toBe('SIP/2.0 486 ~\r\n');
    // Phrases of some kinds are told by their making alone.
    const kinds = { reasonPhrase: { kinds: ['canonical'] } } as const;
    const kept = least(statusLineOctets(kinds), octets('SIP/2.0 486 Busy Here\r\n'), () => true);
    expect(latin1(kept)).toBe('SIP/2.0 400 Busy Here');
  });

  test('what the arbitrary could not make does not shrink', () => {
    for (const [arbitrary, value] of [
      [statusLineOctets(), octets('SIP/2.0 48 x')],
      [statusLineOctets({ crlf: false }), octets('SIP/2.0 486 x\r\n')],
      [statusLineOctets({ statusCode: { max: 199 } }), octets('SIP/2.0 486 x')],
      [statusLineOctets({ reasonPhrase: { maxOctets: 3 } }), octets('SIP/2.0 486 long')],
      [statusLineText(), 'SIP/2.0  486 x\n'],
      [statusLine(), { sipVersion: 'SIP/2.0', statusCode: 1000, reasonPhrase: '' }],
      [statusLine(), null],
    ] as const) {
      expect((arbitrary as fc.Arbitrary<unknown>).canShrinkWithoutContext(value)).toBe(false);
    }
  });

  test('every value of the arbitrary is one that could be an example, and what it shrinks to is one as well', () => {
    fc.assert(
      fc.property(statusLineOctets({ reasonPhrase: { maxOctets: 60 } }), statusLine(), (line, fields) => {
        const arbitrary = statusLineOctets({ reasonPhrase: { maxOctets: 60 } });
        expect(arbitrary.canShrinkWithoutContext(line)).toBe(true);
        expect(statusLine().canShrinkWithoutContext(fields)).toBe(true);
        for (const { value } of arbitrary.shrink(line, undefined).take(40)) {
          expect(arbitrary.canShrinkWithoutContext(value)).toBe(true);
          expect(encodeStatusLine(parseStatusLine(value)).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('lines that are lenient stay so, with no other deviation', () => {
  const line = octets('\r\nSIP/2.0 \t486 Busy [ Here and there\n');
  const { deviations } = safeParseStatusLine(line, { profile: 'lenient' });
  const found = least(lenientStatusLine(), { octets: line, deviations }, (one) => one.octets.includes(0x5b));
  expect(latin1(found.octets)).toMatch(/^SIP\/0\.0[ \t]000 ?\[$/);
  expect(found.deviations.every(({ code }) => deviations.some((one) => one.code === code))).toBe(true);
});

test('lines that are malformed stay so, for the same reason', () => {
  const defect = { rule: 'statusCode', kind: 'number-signed', offset: 8 } as const;
  const found = least(malformedStatusLine(), { octets: octets('SIP/2.0 +486 Busy Here and there'), defect }, (one) =>
    one.octets.includes(0x2b),
  );
  expect(latin1(found.octets)).toBe('SIP/0.0 +');
  expect(found.defect).toMatchObject({ kind: 'number-signed' });
});

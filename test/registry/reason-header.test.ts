import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildReason, parseReason, type Reason, type ReasonLocation, statusCodeForQ850Cause } from '../../src/index.ts';
import { law } from '../prop.ts';

test.each<[string, Reason[]]>([
  [
    'SIP;cause=200;text="Call completed elsewhere"',
    [{ protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' }],
  ],
  ['Q.850 ; cause = 16 ; text = "Terminated"', [{ protocol: 'Q.850', cause: 16, text: 'Terminated' }]],
  ['Q.850;cause=21;location=u', [{ protocol: 'Q.850', cause: 21, location: 'U' }]],
  ['Q.850;CAUSE=17;Location=LOC-6;x=y;z', [{ protocol: 'Q.850', cause: 17, location: 'LOC-6' }]],
  ['SIP;text="say \\"no\\", \\\\; or,"', [{ protocol: 'SIP', text: 'say "no", \\; or,' }]],
  [
    'SIP ;cause=600, Q.850;cause=17',
    [
      { protocol: 'SIP', cause: 600 },
      { protocol: 'Q.850', cause: 17 },
    ],
  ],
  ['Preemption;cause=1;text=plain', [{ protocol: 'Preemption', cause: 1, text: 'plain' }]],
  ['Q.850;cause=abc;location=nowhere', [{ protocol: 'Q.850' }]],
  ['Q.850;cause=1;cause=2', [{ protocol: 'Q.850', cause: 1 }]],
  ['SIP;cause=200;text="no end', [{ protocol: 'SIP', cause: 200 }]],
  ['', []],
  [';cause=1', []],
])('%s', (value, reasons) => expect(parseReason(value)).toEqual(reasons));

const reason: fc.Arbitrary<Reason> = fc.record(
  {
    protocol: fc.oneof(fc.constantFrom('SIP', 'Q.850'), fc.stringMatching(/^[\w\-.!%*+`'~]+$/)),
    cause: fc.nat({ max: 999_999_999 }),
    text: fc.string({ unit: 'grapheme' }).filter((text) => !/[\0-\x08\x0a-\x1f\x7f]|\p{Surrogate}/u.test(text)),
    location: fc.constantFrom<ReasonLocation>('U', 'LPN', 'LN', 'TN', 'RLN', 'RPN', 'INTL', 'BI', 'LOC-15'),
  },
  { requiredKeys: ['protocol'] },
);

law('what is built is parsed again', [fc.array(reason, { maxLength: 4 })], (reasons) => {
  expect(parseReason(buildReason(reasons))).toEqual(reasons);
  for (const one of reasons) expect(parseReason(buildReason(one))).toEqual([one]);
});

law('any text has reasons', [fc.string({ unit: fc.constantFrom(...'Q.85;="\\,cause text\t') })], (value) => {
  for (const { protocol } of parseReason(value)) expect(protocol).toMatch(/^[\w.]+$/);
});

test('long values take linear time', () => {
  expect(parseReason(`SIP${';a="'.repeat(100_000)}`)).toEqual([{ protocol: 'SIP' }]);
  expect(parseReason(`SIP${' \t'.repeat(200_000)}x`)).toEqual([{ protocol: 'SIP' }]);
  expect(parseReason('SIP,'.repeat(100_000))).toHaveLength(100_000);
});

describe('what cannot be built', () => {
  test.each([
    [{ protocol: '' }, 'protocol must be a token, not ""'],
    [{ protocol: 'a b' }, 'protocol must be a token, not "a b"'],
    [undefined, 'protocol must be a token, not undefined'],
    [{ protocol: 'SIP', cause: 1.5 }, 'cause must be a whole number of nine digits at most, not 1.5'],
    [{ protocol: 'SIP', text: 'a\r\nVia: b' }, 'text must be a string without controls, not "a\\r\\nVia: b"'],
    [{ protocol: 'SIP', location: 'here' }, 'location must be one of RFC 8606, not "here"'],
  ])('%j', (init, message) => expect(() => buildReason(init as Reason)).toThrow(new TypeError(message)));
  test('parsing takes a string', () => {
    expect(() => parseReason(5 as never)).toThrow(new TypeError('value must be a string, not 5'));
  });
});

test('a location decides cause 21, in any case', () => {
  for (const location of ['U', 'u', 'user'] as const) expect(statusCodeForQ850Cause(21, { location })).toBe(603);
  for (const location of ['LN', 'ln', 'BI', 'LOC-6', 'network'] as const) {
    expect(statusCodeForQ850Cause(21, { location })).toBe(403);
  }
  for (const location of ['', 'home', 5, null]) {
    expect(() => statusCodeForQ850Cause(1, { location: location as never })).toThrow(TypeError);
  }
});

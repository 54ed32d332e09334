import { describe, expect, test } from 'vitest';
import { Causes } from '../../src/gateway/campaign/causes.ts';
import { changeOf } from '../../src/gateway/campaign/change.ts';
import { demandedBy, isLegalRefused } from '../../src/gateway/campaign/expectation.ts';
import { essenceOf } from '../../src/gateway/cases/line-features.ts';

const octets = (line: string): Uint8Array => new Uint8Array(Buffer.from(line, 'latin1'));

describe('what a line will do', () => {
  test('is foreseen after the third line with the same in common', () => {
    const causes = new Causes();
    for (const line of ['SIP/2.0 486 Busy Here', 'SIP/2.0 200 OK', 'SIP/3.0 486 ', 'SIP/2.0 486 [']) {
      causes.survived(octets(line));
    }
    for (const line of ['SIP/2.0 486 ', 'SIP/2.0 200 ']) {
      causes.met(octets(line), 'server-crashed');
      expect(causes.foreseen(octets('SIP/2.0 603 '))).toBeUndefined();
    }
    expect(causes.met(octets('SIP/2.0 404 '), 'server-crashed').met).toBe(3);
    expect(causes.foreseen(octets('SIP/2.0 603 '))?.verdict).toBe('server-crashed');
    for (const line of ['SIP/2.0 603 x', 'SIP/3.0 603 ', 'SIP/2.0 486 [']) {
      expect(causes.foreseen(octets(line))).toBeUndefined();
    }
  });

  test('is not foreseen where a line with the same in common did no harm', () => {
    const causes = new Causes();
    for (const line of ['SIP/2.0 486 ', 'SIP/2.0 200 ', 'SIP/2.0 404 ']) causes.met(octets(line), 'server-hung');
    causes.survived(octets('SIP/2.0 603 '));
    expect(causes.foreseen(octets('SIP/2.0 600 '))).toBeUndefined();
  });

  test('has a cause of its own where another effect, or nothing, is in common', () => {
    const causes = new Causes();
    causes.survived(octets('SIP/2.0 486 \u0002'));
    const [first, other] = ['SIP/2.0 486 [', 'SIP/2.0 486 \u0001'].map((line) =>
      causes.met(octets(line), 'server-crashed'),
    );
    expect(first).not.toBe(other);
    expect(causes.met(octets('SIP/2.0 486 ['), 'server-hung')).not.toBe(first);
    expect(causes.met(octets('SIP/2.0 200 ['), 'server-crashed')).toBe(first);
  });
});

test.each([
  ['SIP/2.0 400 x', 'a plain line'],
  ['SIP/2.0 400 ', 'empty phrase'],
  ['SIP/2.0 487 x', 'code 487'],
  ['SIP/2.0 022 x', 'a code of no class'],
  ['SIP/2.0 700 x', 'a code of no class'],
  ['SIP/3.0 400 x', 'another version'],
  [`SIP/2.0 400 ${'x'.repeat(16_384)}`, '16384 octets or more, phrase of 16384 octets or more'],
  ['SIP/2.0 400 [\xff', 'illegal-reason-octet, octet 0x5b, octets beyond ASCII'],
])('what cannot be spared of %j: %s', (line, essence) => {
  expect(essenceOf(octets(line))).toBe(essence);
});

test.each([
  ['SIP/2.0 488 x', 'SIP/2.0 500 x', 'code 488 -> 500'],
  ['SIP/2.0 486 a  b', 'SIP/2.0 486 a b', 'blanks in the phrase'],
  ['SIP/2.0 486 a b', 'SIP/2.0 486 a', 'phrase cut'],
  ['SIP/2.0 486 a b', 'SIP/2.0 486 ', 'phrase left out'],
  ['SIP/2.0 486 ', 'SIP/2.0 486 Busy', 'phrase put in'],
  ['SIP/2.0 486 a', 'SIP/2.0 486 b', 'phrase'],
  ['SIP/2.0 486 a', 'SIP/2.0 48 a', 'a Status-Line -> what is none'],
  ['SIP/2.0 \t486 a', 'SIP/2.0 486 a', 'separators'],
  ['sip/2.0 486 a', 'SIP/2.0 486 a', 'version'],
  ['SIP/2x0 486 a', 'SIP/2.0 486 a', 'invalid-sip-version mended'],
  ['SIP/2x0 486 a', 'SIP/2.0 400 a', 'invalid-sip-version -> another code'],
  ['SIP/2.0 66022 a', 'SIP/2.0 486 a', 'a code that is too long -> another one'],
])('%j for %j is a change of: %s', (sent, received, change) => {
  expect(changeOf(octets(sent), { verdict: 'changed', received: octets(received) })).toBe(change);
});

// By hand, out of the sections themselves.
test.each([
  ['SIP/2.0 100 Trying', 'OPTIONS', 'dropped', 'RFC 3261 §16.7 step 5'],
  ['SIP/2.0 180 Ringing', 'OPTIONS', 'dropped', 'RFC 4320 §4.1'],
  ['SIP/2.0 180 Ringing', 'INVITE', 'dropped', undefined],
  ['SIP/2.0 408 Request Timeout', 'MESSAGE', 'replaced', 'RFC 4320 §4.2'],
  ['SIP/2.0 408 Request Timeout', 'INVITE', 'replaced', undefined],
  ['SIP/2.0 503 Service Unavailable', 'OPTIONS', 'replaced', 'RFC 3261 §16.7 step 6'],
  ['SIP/2.0 700 x', 'OPTIONS', 'dropped', 'RFC 3261 §7.2'],
  ['SIP/2.0 486 Busy Here', 'OPTIONS', 'dropped', undefined],
  ['SIP/2.0 503 Service Unavailable', 'OPTIONS', 'server-crashed', undefined],
  ['SIP/2.0 48 x', 'OPTIONS', 'dropped', undefined],
] as const)('a proxy and %j as the answer to %s: %s by %s', (line, method, verdict, section) => {
  const way = { mode: 'relay', method } as const;
  expect(demandedBy(octets(line), { verdict }, way)).toBe(section);
  const isLegal = !line.includes(' 48 ') && verdict !== 'server-crashed';
  expect(isLegalRefused(octets(line), { verdict }, way)).toBe(isLegal && section === undefined);
});

test('503 that came through as 500 is what a proxy has to do, and as 404 it is not', () => {
  const way = { mode: 'relay', method: 'OPTIONS' } as const;
  const sent = octets('SIP/2.0 503 x');
  const received = (line: string) => ({ verdict: 'changed', received: octets(line) }) as const;
  expect(demandedBy(sent, received('SIP/2.0 500 x'), way)).toBe('RFC 3261 §16.7 step 6');
  expect(demandedBy(sent, received('SIP/2.0 404 x'), way)).toBeUndefined();
});

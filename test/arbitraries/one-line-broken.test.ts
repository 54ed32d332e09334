import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lenientStatusLine, malformedStatusLine, statusLineOctets } from '../../src/arbitraries/index.ts';
import { StatusLineSyntaxError, safeParseStatusLine } from '../../src/index.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import { law } from '../prop.ts';

const brokenLines = (line: string | Uint8Array, profile: 'strict' | 'lenient' = 'strict', numRuns = 5000) =>
  fc
    .sample(malformedStatusLine({ line, profile }), { seed: 1, numRuns })
    .map(({ octets, defect }) => ({ text: latin1Of(octets), ...defect }));

describe('malformedStatusLine of one line', () => {
  law(
    'whatever line it is: the profile refuses what becomes of it, where it differs or after',
    () => [
      fc.oneof(
        fc.record({
          line: statusLineOctets({ reasonPhrase: { maxOctets: 64 } }),
          profile: fc.constant('strict' as const),
        }),
        fc.record({
          line: lenientStatusLine({ reasonPhrase: { maxOctets: 64 } }).map(({ octets }) => octets),
          profile: fc.constant('lenient' as const),
        }),
      ),
      fc.integer(),
    ],
    ({ line, profile }, seed) => {
      const original = latin1Of(line);
      for (const { octets, defect } of fc.sample(malformedStatusLine({ line, profile }), { seed, numRuns: 5 })) {
        expect(safeParseStatusLine(octets, { profile }).fault?.offset).toBeGreaterThanOrEqual(defect.offset);
        const text = latin1Of(octets);
        expect(text.slice(0, defect.offset)).toBe(original.slice(0, defect.offset));
        expect(text[defect.offset]).not.toBe(original[defect.offset]);
      }
    },
  );

  test('each part is broken, in ways that leave the others as they are', () => {
    const texts = new Set(brokenLines('SIP/2.0 486 Busy Here\r\n').map(({ text }) => text));
    for (const text of [
      'SP/2.0 486 Busy Here\r\n',
      'SIP/2.0486 Busy Here\r\n',
      'SIP/2.0 46 Busy Here\r\n',
      'SIP/2.0 4886 Busy Here\r\n',
      'SIP/2.0 48: Busy Here\r\n',
      'SIP/2.0 486Busy Here\r\n',
      'SIP/2.0 486 Bus[ Here\r\n',
      'SIP/2.0 486 Busy Here\n\r',
      'SIP/2.0 486 Busy Here\n',
      'SIP/2.0 486 Busy Here\r\nSIP/2.0 486 Busy Here\r\n',
    ]) {
      expect(texts).toContain(text);
    }
  });

  test('units of the phrase of every sort', () => {
    const texts = new Set(brokenLines('SIP/2.0 200 é%41').map(({ text }) => text));
    for (const text of [
      '\u00c3%41',
      '\u00a9\u00c3%41',
      '\u00c3\u00a9%4',
      '\u00c3\u00a9%%41',
      '\u00c3\u00a9%4:',
      '\u00c3\u00a94%1',
    ])
      expect(texts).toContain(`SIP/2.0 200 ${text}`);
  });

  test('a long phrase takes no more of the samples than the rest of the line', () => {
    const lines = brokenLines(`SIP/2.0 486 ${'Busy '.repeat(2000)}`, 'strict', 1000);
    expect(lines.filter(({ offset }) => offset < 12).length).toBeGreaterThan(400);
  });

  test('what the profile forgave stays, and what it forgives is no defect', () => {
    const lines = brokenLines('\0SIP/2.0\t486Busy [x]\n', 'lenient');
    expect(lines.map(({ text }) => text)).toContain('\0SIP/2.0\t46Busy [x]\n');
    expect(lines.map(({ text }) => text)).toContain('\0SIP/2.0\t486Busy [\r]\n');
    expect(lines.some(({ text }) => text === 'SIP/2.0\t486Busy [x]\n')).toBe(false);
  });

  test('text and octets of a line are broken alike', () => {
    const line = 'SIP/2.0 200 é';
    expect(brokenLines(line)).toEqual(brokenLines(new TextEncoder().encode(line)));
  });

  test('only the kinds that are wanted', () => {
    const kinds = (...wanted: Parameters<typeof malformedStatusLine>[0][]): ReadonlySet<string> =>
      new Set(
        wanted.flatMap((one) =>
          fc.sample(malformedStatusLine(one), { seed: 1, numRuns: 200 }).map(({ defect }) => defect.kind),
        ),
      );
    const line = 'SIP/2.0 486 Busy Here';
    expect(kinds({ line, kinds: ['factor-dropped', 'nul'] })).toEqual(new Set(['factor-dropped', 'nul']));
    expect(kinds({ line, kinds: ['too-few'] })).toEqual(new Set(['too-few']));
  });

  test('a line that the profile refuses is refused', () => {
    expect(() => malformedStatusLine({ line: 'SIP/2.0 486' })).toThrow(StatusLineSyntaxError);
    expect(() => malformedStatusLine({ line: 'SIP/2.0 486', profile: 'lenient' })).not.toThrow();
  });
});

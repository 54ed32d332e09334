import fc from 'fast-check';
import { expect } from 'vitest';
import {
  displayReasonPhrase,
  escapeReasonPhrase,
  explainFault,
  inspectStatusLine,
  parseStatusLine,
  reasonPhraseOctets,
  StatusLineSyntaxError,
  statusCodesForReasonPhrase,
  unescapeReasonPhrase,
  validateStatusLine,
} from '../../src/index.ts';
import { utf16OffsetOf } from '../../src/text/offsets.ts';
import { illFormedAt } from '../../src/text/surrogate-escape.ts';
import { decodeOctets, encodeText } from '../../src/text/utf-8.ts';
import { engines } from '../contract/engines.ts';
import { law } from '../prop.ts';
import { anyOctets, anyText } from './lines.ts';

const profile = fc.constantFrom('strict', 'lenient');
const anyInput = fc.oneof({ weight: 4, arbitrary: anyOctets }, { weight: 4, arbitrary: anyText }, fc.anything());

for (const { name, parse } of engines) {
  law(`total: any input has a verdict: ${name}`, [anyInput, profile], (input, chosen) => {
    const { statusLine, deviations, fault } = parse(input as string, { profile: chosen });
    expect((statusLine === undefined) !== (fault === undefined)).toBe(true);
    if (fault === undefined) return;
    expect(deviations).toEqual([]);
    const length = typeof input === 'string' || input instanceof Uint8Array ? input.length : 0;
    expect(fault.offset).toBeLessThanOrEqual(length);
    if (fault.code !== 'invalid-input-type') expect(fault.code === 'incomplete').toBe(fault.offset === length);
    expect(fault.expected.length).toBeGreaterThan(0);
    expect(new Set(fault.expected).size).toBe(fault.expected.length);
  });

  law(`total: text is judged as the octets that it encodes to: ${name}`, [anyText, profile], (text, chosen) => {
    const ofText = parse(text, { profile: chosen });
    const invalid = illFormedAt(text);
    if (invalid !== -1) {
      expect(ofText.fault?.offset).toBeLessThanOrEqual(invalid);
      expect(ofText.fault?.code === 'invalid-text').toBe(ofText.fault?.offset === invalid);
      return;
    }
    const octets = encodeText(text);
    expect(decodeOctets(octets)).toBe(text);
    const { statusLine, deviations, fault } = parse(octets, { profile: chosen });
    const inUnits = <At extends { offset: number }>(at: At): At => ({ ...at, offset: utf16OffsetOf(text, at.offset) });
    expect(ofText.statusLine).toEqual(statusLine);
    expect(ofText.deviations).toEqual(deviations.map(inUnits));
    // Where the octets end inside a code point, so does no text; the rest of it is the same.
    expect(ofText.fault && { ...ofText.fault }).toEqual(fault && inUnits(fault));
  });
}

law('total: only parseStatusLine throws, and only its own error', [anyInput, profile], (input, chosen) => {
  const options = { profile: chosen };
  const { fault, issues } = inspectStatusLine(input as string, options);
  if (fault) {
    expect(explainFault(fault, input as string)).toMatch(/^[\x20-\x7e\n\u00a0-\u{10ffff}]+$/u);
    expect(() => parseStatusLine(input as string, options)).toThrow(StatusLineSyntaxError);
    expect(issues).toEqual([]);
  } else expect(parseStatusLine(input as string, options)).toBeDefined();
});

law('total: the phrase functions and the validator take anything', [anyInput], (input) => {
  const text = input as string;
  expect(displayReasonPhrase(text)).toMatch(/^[\x20-\x7e\u00a0-\u{10ffff}]*$/u);
  expect(displayReasonPhrase(text)).not.toMatch(/\p{Surrogate}/u);
  expect(decodeOctets(reasonPhraseOctets(text))).toEqual(expect.any(String));
  expect(unescapeReasonPhrase(escapeReasonPhrase(text))).toEqual(expect.any(String));
  expect(validateStatusLine(input as never)).toEqual(expect.any(Array));
  expect(statusCodesForReasonPhrase(text)).toEqual(expect.any(Array));
});

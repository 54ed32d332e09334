import fc from 'fast-check';
import { expect } from 'vitest';
import { readStatusLine } from '../../src/index.ts';
import { utf16OffsetOf } from '../../src/text/offsets.ts';
import { decodeOctets, encodeText } from '../../src/text/utf-8.ts';
import { law } from '../prop.ts';

/** Characters of one to four octets, octets that are none, and sequences that break off. */
const phrase = fc
  .array(fc.constantFrom('x', ' ', '"', 'ü', '€', '😀', '\udcff', '\udc80', '\udcf0\udc9f\udc98', '\udcc3'), {
    maxLength: 12,
  })
  // As octets have it: what spells a character is the character.
  .map((parts) => decodeOctets(encodeText(parts.join(''))));

law(
  'limit: text and its octets are as long as each other, wherever the limit cuts a character or an escaped octet',
  [
    phrase,
    fc.constantFrom('\r\n', '\n', ''),
    fc.integer({ min: 8, max: 70 }),
    fc.constantFrom('strict' as const, 'lenient' as const),
  ],
  (reasonPhrase, end, maxOctets, profile) => {
    const text = `SIP/2.0 200 ${reasonPhrase}${end}`;
    const ofText = readStatusLine(text, 0, { profile, maxOctets });
    const ofOctets = readStatusLine(encodeText(text), 0, { profile, maxOctets });
    // Of escaped octets at the end it is open whether they spell a character, which would make the text ill-formed.
    const isOpen = end === '' && /[\udc80-\udcff]$/.test(reasonPhrase) && ofText.state === 'partial';
    if (isOpen && ofOctets.state === 'invalid' && ofOctets.fault.code !== 'too-long') return;
    expect(ofText.state).toBe(ofOctets.state);
    if (ofText.state === 'invalid' && ofOctets.state === 'invalid') {
      expect(ofText.fault.code).toBe(ofOctets.fault.code);
      expect(ofText.fault.offset).toBe(utf16OffsetOf(text, ofOctets.fault.offset));
    }
    if (ofText.state === 'complete' && ofOctets.state === 'complete') {
      expect(ofText.statusLine).toEqual(ofOctets.statusLine);
      expect(encodeText(text.slice(0, ofText.end))).toHaveLength(ofOctets.end);
    }
  },
);

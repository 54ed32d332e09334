import { expect, test } from 'vitest';
import { parseStatusLine, StatusLineSyntaxError, safeParseStatusLine } from '../../src/index.ts';
import { encodeText } from '../../src/text/utf-8.ts';
import { engines } from './engines.ts';

const profiles = ['strict', 'lenient'] as const;

/** Lines of each kind that is read in a way of its own. */
const texts: readonly string[] = [
  'SIP/2.0 486 Busy Here',
  'SIP/2.0 486 Busy Here\r\n',
  'SIP/2.0 486 Busy There',
  'sip/2.0 486 Busy Here',
  'SIP/2.0 486 Gespräch',
  'SIP/2.0 486 \udc80',
  'SIP/2.0  486Busy Here\n',
  'SIP/2.0 486 [Gespräch]',
  'SIP/2.0 48x',
  'SIP/2.0 48ä',
  'SIP/2.0 486 \ud800',
  '',
];

test.each(profiles)(
  'parseStatusLine returns the value that safeParseStatusLine has, or throws its fault: %s',
  (profile) => {
    for (const text of texts) {
      for (const input of [text, encodeText(text)]) {
        const { statusLine, fault } = safeParseStatusLine(input, { profile });
        const parse = (): unknown => parseStatusLine(input, { profile });
        if (statusLine !== undefined) expect(parse(), text).toEqual(statusLine);
        else expect(parse, text).toThrow(StatusLineSyntaxError);
        try {
          parse();
        } catch (error) {
          expect((error as StatusLineSyntaxError).fault, text).toEqual(fault);
          expect((error as StatusLineSyntaxError).input, text).toBe(input);
        }
      }
    }
  },
);

test.each(engines)('a version is whole, also where another one begins it: $name', ({ parse }) => {
  for (const sipVersion of [
    'SIP/2.0',
    'SIP/2.00',
    'SIP/2.01',
    'SIP/20.0',
    'SIP/3.0',
    'SIP/2.1',
    'siP/2.0',
    'sip/2.00',
  ]) {
    for (const before of ['', '\r\n']) {
      const line = `${before}${sipVersion} 486 Busy Here`;
      for (const input of [line, encodeText(line)])
        expect(parse(input, { profile: 'lenient' }).statusLine?.sipVersion).toBe(sipVersion);
    }
  }
});

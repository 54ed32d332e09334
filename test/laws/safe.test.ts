import fc from 'fast-check';
import { expect } from 'vitest';
import {
  buildStatusLine,
  encodeStatusLine,
  escapeReasonPhrase,
  parseStatusLine,
  reasonPhraseOctets,
  StatusLineBuildError,
  type StatusLineInit,
} from '../../src/index.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { law } from '../prop.ts';
import { anyText, editedLine, statusCode } from './lines.ts';

const anyPhrase = fc.oneof(
  anyText,
  editedLine.map((octets) => decodeOctets(octets).slice(12)),
  fc.string({ unit: 'binary' }),
);
const anyVersion = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('SIP/2.0', 'sip/2.0', 'SIP/1.00', undefined) },
  { weight: 1, arbitrary: fc.constantFrom('', 'SIP/2.', 'SIP/2.0 ', ' SIP/2.0', 'SIP/2.0 200 OK', 'SIP/2.0\r\n') },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const anyCode = fc.oneof(
  { weight: 8, arbitrary: statusCode },
  { weight: 1, arbitrary: fc.anything() as fc.Arbitrary<number> },
);

law(
  'safe: what the builder accepts, strict parsing accepts, and nothing else is in its output',
  [anyCode, anyPhrase, anyVersion],
  (code, reasonPhrase, sipVersion) => {
    const init: StatusLineInit = { statusCode: code, reasonPhrase, sipVersion };
    let line: string;
    try {
      line = buildStatusLine(init);
    } catch (error) {
      expect(error).toBeInstanceOf(StatusLineBuildError);
      const { field, offset } = error as StatusLineBuildError;
      const value = init[field];
      expect(offset).toBeLessThanOrEqual(typeof value === 'string' ? value.length : 0);
      expect(() => encodeStatusLine(init)).toThrow(StatusLineBuildError);
      return;
    }
    expect(line).not.toMatch(/[\r\n\0]/);
    expect(parseStatusLine(line)).toEqual({
      sipVersion: (sipVersion ?? 'SIP/2.0').toUpperCase(),
      statusCode: code,
      reasonPhrase,
    });
    expect([...encodeStatusLine(init)]).toEqual([...reasonPhraseOctets(`${line}\r\n`)]);
  },
);

law(
  'safe: escapeReasonPhrase makes any string acceptable, and leaves what is acceptable as it is',
  [anyPhrase, statusCode],
  (text, code) => {
    const escaped = escapeReasonPhrase(text);
    expect(parseStatusLine(buildStatusLine({ statusCode: code, reasonPhrase: escaped })).reasonPhrase).toBe(escaped);
    expect(escapeReasonPhrase(escaped)).toBe(escaped);
    let accepted = true;
    try {
      buildStatusLine({ statusCode: code, reasonPhrase: text });
    } catch {
      accepted = false;
    }
    expect(escaped === text).toBe(accepted);
  },
);

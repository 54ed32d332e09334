import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildStatusLine,
  canonicalReasonPhrase,
  inspectStatusLine,
  lookupStatusCode,
  registeredStatusCodes,
  StatusCode,
  statusCodesForReasonPhrase,
} from '../../src/index.ts';
import { encodeText } from '../../src/text/utf-8.ts';
import { engines } from '../contract/engines.ts';
import { law } from '../prop.ts';

const anyCase = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((letter, n) => (upper[n] ? letter.toUpperCase() : letter.toLowerCase())).join(''));

const registered = fc
  .constantFrom(...registeredStatusCodes)
  .chain((row) => fc.tuple(fc.constant(row), anyCase(row.reasonPhrase)));

for (const { name, parse } of engines) {
  law(`known: name, code, phrase, line and object lead to each other: ${name}`, [registered], ([row, phrase]) => {
    const { statusCode, reasonPhrase } = row;
    expect(StatusCode[row.name as keyof typeof StatusCode]).toBe(statusCode);
    for (const key of [statusCode, row.name, ...row.aliases]) expect(lookupStatusCode(key)).toBe(row);
    expect(canonicalReasonPhrase(statusCode)).toBe(reasonPhrase);
    const line = buildStatusLine({ statusCode });
    expect(line).toBe(`SIP/2.0 ${statusCode} ${reasonPhrase}`);
    expect(parse(line).statusLine).toEqual({ sipVersion: 'SIP/2.0', statusCode, reasonPhrase });
    expect(inspectStatusLine(line)).toMatchObject({
      registered: row,
      issues: row.deprecated ? [{ code: 'deprecated-status-code' }] : [],
    });
    expect(statusCodesForReasonPhrase(phrase)).toContain(statusCode);
  });

  test(`a canonical line that is cut, or has one octet more, is another line or none: ${name}`, () => {
    for (const { statusCode, reasonPhrase } of registeredStatusCodes) {
      const line = `SIP/2.0 ${statusCode} ${reasonPhrase}`;
      for (let end = 0; end <= line.length; end += 1) {
        const cut = line.slice(0, end);
        const expected =
          end < 'SIP/2.0 486 '.length
            ? undefined
            : { sipVersion: 'SIP/2.0', statusCode, reasonPhrase: reasonPhrase.slice(0, end - 'SIP/2.0 486 '.length) };
        for (const input of [cut, encodeText(cut)]) expect(parse(input).statusLine, cut).toEqual(expected);
      }
      for (const input of [`${line}\0`, encodeText(`${line}\0`)]) expect(parse(input).fault?.offset).toBe(line.length);
      expect(parse(encodeText(`${line}!`)).statusLine?.reasonPhrase).toBe(`${reasonPhrase}!`);
    }
  });
}

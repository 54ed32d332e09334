// The short cut for canonical lines gives what the automaton gives, only sooner: so that nobody misses it when it is gone,
// it is asked itself here.
import { describe, expect, test } from 'vitest';
import { canonicalStatusLine, canonicalText } from '../src/canonical-lines.ts';
import { registeredStatusCodes } from '../src/index.ts';
import { encodeText } from '../src/text/utf-8.ts';

const lines = registeredStatusCodes.map(({ statusCode, reasonPhrase }) => ({
  text: `SIP/2.0 ${statusCode} ${reasonPhrase}`,
  value: { sipVersion: 'SIP/2.0', statusCode, reasonPhrase },
}));

describe.each<[string, (text: string) => unknown]>([
  ['text', (text) => text],
  ['octets', encodeText],
])('as %s', (_, as) => {
  test('each canonical line is known', () => {
    for (const { text, value } of lines) expect(canonicalStatusLine(as(text)), text).toEqual(value);
  });

  test('no part of one is, nor one with one more octet', () => {
    for (const { text } of lines) {
      for (let end = 0; end < text.length; end += 1)
        expect(canonicalStatusLine(as(text.slice(0, end)))).toBeUndefined();
      for (const more of ['\0', ' ', '!', '\r\n']) expect(canonicalStatusLine(as(text + more)), text).toBeUndefined();
    }
  });

  test('nor one with one octet changed', () => {
    for (const { text } of lines) {
      for (let at = 0; at < text.length; at += 1) {
        const changed = String.fromCharCode(text.charCodeAt(at) ^ 1);
        const other = text.slice(0, at) + changed + text.slice(at + 1);
        expect(canonicalStatusLine(as(other)), other).toEqual(lines.find((line) => line.text === other)?.value);
      }
    }
  });

  test('nor any line that is longer than all of them', () => {
    for (let length = 55; length < 80; length += 1)
      expect(canonicalStatusLine(as(`SIP/2.0 486 ${'x'.repeat(length - 12)}`))).toBeUndefined();
  });
});

test('what is no line at all is none', () => {
  for (const value of [undefined, null, 486, {}, [], new Uint16Array(20), { length: 20 }])
    expect(canonicalStatusLine(value)).toBeUndefined();
});

test('the line of a code, where it is registered', () => {
  for (let code = 0; code < 1000; code += 1)
    expect(canonicalText(code)).toBe(lines.find(({ value: { statusCode } }) => statusCode === code)?.text);
});

import { describe, expect, test } from 'vitest';
import { displayReasonPhrase, escapeReasonPhrase, reasonPhraseOctets, unescapeReasonPhrase } from '../src/index.ts';

describe('escapeReasonPhrase', () => {
  test.each([
    ['Busy Here', 'Busy Here'],
    ['', ''],
    ['100%', '100%25'],
    ['50% off %41', '50%25 off %41'],
    ['%%41', '%25%41'],
    ['"a" <b> [c] {d} \\ ^ ` | #', '%22a%22 %3Cb%3E %5Bc%5D %7Bd%7D %5C %5E %60 %7C %23'],
    ['Busy\r\nVia: evil', 'Busy  Via: evil'],
    ['a\0b\u001bc\u007fd\te', 'a b c d\te'],
    ['besetzt, später 忙 🙂', 'besetzt, später 忙 🙂'],
    ['\u0085\u2028', '\u0085\u2028'],
    ['\udcff\udcc3x\udc80', '%FF%C3x\udc80'],
    ['\udcc3\udca9', 'é'],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (text, escaped) => expect(escapeReasonPhrase(text)).toBe(escaped));

  test('a text of any length', () => {
    // Units that span the pieces in which it is read.
    for (const unit of ['%41', '%C3%A9', '€', '"', 'ab"%41', '\udc80', 'a']) {
      const text = unit.repeat(Math.ceil(40_000 / unit.length));
      expect(escapeReasonPhrase(text)).toBe(text.replaceAll('"', '%22'));
    }
  });
});

describe('unescapeReasonPhrase', () => {
  test.each([
    ['Busy%20Here', 'Busy Here'],
    ['%C3%a9', 'é'],
    ['%0D%0A%00', '\r\n\0'],
    ['%', '%'],
    ['%4', '%4'],
    ['%g1%1g', '%g1%1g'],
    ['%2541', '%41'],
    ['%ff\udcfe', '\udcff\udcfe'],
    ['\udcc3%A9', 'é'],
  ])('%j becomes %j', (phrase, text) => expect(unescapeReasonPhrase(phrase)).toBe(text));

  test('undoes escaping, but for controls and for what was an escape already', () => {
    const text = '100% "späte" <忙> \udcff';
    expect(unescapeReasonPhrase(escapeReasonPhrase(text))).toBe(text);
  });
});

test.each([
  ['Busy Here', 'Busy Here'],
  ['später 忙 🙂', 'später 忙 🙂'],
  ['\x1b[31m', '\\x1B[31m'],
  ['a\r\n\tb\0', 'a\\x0D\\x0A\\x09b\\x00'],
  ['\udcff\ud800', '\\xFF\\u{D800}'],
  ['\u202egnp.exe\u2066\ufeff\u061c', '\\u{202E}gnp.exe\\u{2066}\\u{FEFF}\\u{61C}'],
  ['\u0085\u2028\u2029', '\\u{85}\\u{2028}\\u{2029}'],
])('displayReasonPhrase: %j is shown as %j', (phrase, shown) => expect(displayReasonPhrase(phrase)).toBe(shown));

test('reasonPhraseOctets gives the octets of the wire', () => {
  expect([...reasonPhraseOctets('é\udcff\udc80')]).toEqual([0xc3, 0xa9, 0xff, 0x80]);
  expect(reasonPhraseOctets('')).toEqual(new Uint8Array(0));
});

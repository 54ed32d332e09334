import { readFileSync } from 'node:fs';
import apg from 'apg-js';
import { expect, test } from 'vitest';
import { engines } from '../contract/engines.ts';
import { corpus } from '../corpus/corpus.ts';
import { anyOctets } from '../laws/lines.ts';
import { law } from '../prop.ts';

// APG reads the RFC's own ABNF, with the line ends that ABNF demands of it.
const abnf = readFileSync(new URL('rfc3261.abnf', import.meta.url), 'utf8').replaceAll('\n', '\r\n');
const api = new apg.apgApi(abnf);
api.generate();
const grammar = api.toObject();
const parser = new apg.apgLib.parser();

/** Whether Status-Line derives the line, or derives it with the CRLF that it was handed over without. */
function derives(line: Uint8Array): boolean {
  const octets = [...line];
  return [octets, [...octets, 0x0d, 0x0a]].some((whole) => parser.parse(grammar, 'Status-Line', whole).success);
}

test('APG has nothing to say against the ABNF', () => {
  expect(api.errors, api.errorsToAscii()).toEqual([]);
});

test.each(corpus)('the ABNF gives the strict label of $id $text', ({ line, strict }) => {
  expect(derives(line)).toBe(strict === 'accept');
});

for (const { name, parse } of engines) {
  law(`the ABNF and strict parsing agree: ${name}`, [anyOctets], (line) => {
    expect(parse(line).fault === undefined).toBe(derives(line));
  });
}

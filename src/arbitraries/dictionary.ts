import { type Expression, rulesOf } from '../grammar/recipe.ts';
import { lenientStatusLineRecipe } from '../grammar/recipes.ts';
import { observedStatusCodes, registeredStatusCodes } from '../registry/index.ts';
import { charactersOfText } from './reason-phrase.ts';

/** A word of the language, one character an octet, for fuzzers that mutate octets and know no grammar. */
export interface Token {
  readonly name: string;
  readonly characters: string;
}

/** The terminals of the grammar, the ends of its ranges, every code, every phrase, and some words that broke parsers. */
export function dictionary(): readonly Token[] {
  const tokens = new Map<string, string>();
  const add = (name: string, characters: string): void => {
    if (!tokens.has(characters)) tokens.set(characters, name);
  };
  for (const [name, characters] of words) add(name, characters);
  for (const [rule, body] of rulesOf(lenientStatusLineRecipe)) {
    for (const terminal of terminalsIn(body)) add(rule, terminal);
  }
  for (const { statusCode, reasonPhrase } of [...registeredStatusCodes, ...observedStatusCodes]) {
    add('statusCode', String(statusCode));
    add('reasonPhrase', charactersOfText(reasonPhrase));
  }
  const counts = new Map<string, number>();
  return [...tokens].map(([characters, name]) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { name: `${name}_${count}`, characters };
  });
}

/** The terminals of an expression and the ends of its ranges; `item` may also be a list of expressions. */
function terminalsIn(item: unknown): readonly string[] {
  if (!Array.isArray(item)) return [];
  const [kind, , ...rest] = item as unknown as Expression;
  if (kind === 'terminal' || kind === 'range') return rest as readonly string[];
  return item.flatMap(terminalsIn);
}

const words: readonly (readonly [name: string, characters: string])[] = [
  ['line', 'SIP/2.0 200 OK\r\n'],
  ['sipVersion', 'SIP/2.0'],
  ['crlf', '\r\n'],
  ['emptyLine', '\r\n\r\n'],
  ['byteOrderMark', '\xef\xbb\xbf'],
  ['escaped', '%0d%0a'],
  ['escaped', '%00'],
  ['utf8NonAscii', '\xc3\xa9'],
  ['utf8NonAscii', '\xe2\x82\xac'],
  ['utf8NonAscii', '\xf0\x9f\x98\x80'],
  ['utf8NonAscii', '\xf8\x88\x80\x80\x80'],
  ['utf8NonAscii', '\xfc\x84\x80\x80\x80\x80'],
  ['overlong', '\xc0\x80'],
  ['surrogate', '\xed\xa0\x80'],
  ['lookAlike', '\xc5\xbf'],
  ['lookAlike', '\xc4\xb1'],
  ['number', '256'],
  ['number', '65536'],
  ['number', '4294967296'],
  ['number', '18446744073709551616'],
  ['request', 'INVITE sip:bob@127.0.0.1 SIP/2.0'],
  ['otherProtocol', 'HTTP/1.1'],
];

import { decodeOctets, encodeText } from '../../text/utf-8.ts';
import { isBlank } from '../message/octet.ts';
import { isLineEnd } from './line-end.ts';

/** What encloses a line in a log: a string, brackets, an element of XML. */
export interface Quotation {
  /** The octet that it begins with. */
  readonly mark: number;
  /** How many backslashes stand before its marks: 1 in a string within a string, 3 within that. */
  readonly backslashes: number;
  /** What in it stands for something else: `\"` and `""`, or `&quot;`. */
  readonly escapes: 'string' | 'entities' | undefined;
}

const quote = 0x22;
const apostrophe = 0x27;
const backslash = 0x5c;
const lessThan = 0x3c;
const greaterThan = 0x3e;

/** A string whose mark is not known. */
export const plainString: Quotation = { mark: quote, backslashes: 0, escapes: 'string' };

const brackets: ReadonlyMap<number, number> = /* @__PURE__ */ new Map(
  ['``', '()', '[]', '<>', '{}'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);

/**
 * The quotation that an index is in: what stands right before it, or else a string that was begun earlier on its line;
 * undefined when there is none.
 *
 * @param line the index that the line begins at
 */
export function quotationAt(octets: Uint8Array, line: number, at: number): Quotation | undefined {
  const before = octets[at - 1] as number;
  if (brackets.has(before)) return { mark: before, backslashes: 0, escapes: undefined };
  if (before === greaterThan) return { mark: before, backslashes: 0, escapes: 'entities' };
  if (before === apostrophe) return stringFrom(octets, line, at - 1);
  let mark = at - 1;
  while (mark >= line && octets[mark] !== quote) mark -= 1;
  return mark === at - 1 || (mark >= line && beginsString(octets, line, mark))
    ? stringFrom(octets, line, mark)
    : undefined;
}

/** The index that a quotation ends at, or its line; `to` when neither does. */
export function quotationEnd(
  octets: Uint8Array,
  from: number,
  to: number,
  { mark, backslashes, escapes }: Quotation,
): number {
  const close = mark === greaterThan ? lessThan : (brackets.get(mark) ?? mark);
  let open = 1;
  for (let at = from; at < to; at += 1) {
    if (isLineEnd(octets, at, to)) return at;
    const octet = octets[at];
    if (octet === close) {
      if (mark === quote || mark === apostrophe) {
        const escaping = backslashesBefore(octets, at, from);
        if (escaping > backslashes) continue;
        if (escapes === 'string' && mark === quote && octets[at + 1] === quote) at += 1;
        else if (mark === quote || !isLetter(octets[at + 1])) return at - escaping;
      } else {
        open -= 1;
        if (open === 0) return at;
      }
    } else if (octet === mark) open += 1;
  }
  return to;
}

/** What a part of a quotation stands for; undefined when that is itself. */
export function unquoted(octets: Uint8Array, { backslashes, escapes }: Quotation): Uint8Array | undefined {
  if (escapes === 'entities') {
    return octets.includes(0x26) ? encodeText(withoutEntities(decodeOctets(octets))) : undefined;
  }
  if (escapes !== 'string' || !(octets.includes(backslash) || octets.includes(quote))) return undefined;
  let text = decodeOctets(octets);
  for (let left = backslashes; ; left = (left - 1) >> 1) {
    text = text.replace(/\\(?:u([\da-fA-F]{4})|(["'\\/tbf]))|""/g, (_, unit?: string, letter?: string) =>
      unit !== undefined ? String.fromCharCode(Number.parseInt(unit, 16)) : (letters[letter ?? ''] ?? letter ?? '"'),
    );
    if (left <= 0) return encodeText(text);
  }
}

const letters: Readonly<Record<string, string>> = { t: '\t', b: '\b', f: '\f' };

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(quot|apos|amp|lt|gt));/g,
    (all, decimal, hexadecimal, name) => {
      if (name !== undefined) return entities[name] as string;
      const codePoint = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return codePoint > 0x10ffff ? all : String.fromCodePoint(codePoint);
    },
  );
}

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

function stringFrom(octets: Uint8Array, line: number, at: number): Quotation {
  const mark = octets[at] as number;
  const backslashes = backslashesBefore(octets, at, line);
  // What two marks begin, two marks end.
  if (at > line && octets[at - 1] === mark) return { mark, backslashes, escapes: undefined };
  const isAttribute = at > line && octets[at - 1] === 0x3d && beginsElement(octets, line);
  return { mark, backslashes, escapes: isAttribute ? 'entities' : 'string' };
}

/** Whether a quotation mark begins a string: what stands before it tells it from one that ends a string. */
function beginsString(octets: Uint8Array, line: number, mark: number): boolean {
  const at = mark - backslashesBefore(octets, mark, line) - 1;
  return at < line || beforeStrings.has(octets[at] as number);
}

const beforeStrings: ReadonlySet<number> = /* @__PURE__ */ new Set([...' \t:=,([{'].map((one) => one.charCodeAt(0)));

function beginsElement(octets: Uint8Array, line: number): boolean {
  let at = line;
  while (isBlank(octets[at])) at += 1;
  return octets[at] === lessThan;
}

function backslashesBefore(octets: Uint8Array, at: number, least: number): number {
  let start = at;
  while (start > least && octets[start - 1] === backslash) start -= 1;
  return at - start;
}

function isLetter(octet: number | undefined): boolean {
  return octet !== undefined && (octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7a;
}

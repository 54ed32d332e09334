import { displayReasonPhrase } from '../reason-phrase.ts';
import { utf16OffsetOf } from '../text/offsets.ts';
import { octetsBetween } from '../text/uint8-array.ts';
import { decodeOctets } from '../text/utf-8.ts';

interface Shown {
  readonly text: string;
  readonly columns: number;
}

// A terminal has 80 columns; the line is indented by two.
const columns = 76;
const columnsBefore = 56;

/** The visible line around an offset, clipped to the width of a terminal. */
export function excerpt(
  input: string | Uint8Array,
  offset: number,
): { before: Shown; unexpected: string; after: Shown } {
  // Four octets are at most one code point, so four times the columns are enough to choose from.
  const from = Math.max(0, offset - 4 * columnsBefore);
  const to = Math.min(input.length, offset + 4 * columns);
  const text = typeof input === 'string' ? input.slice(from, to) : decodeOctets(octetsBetween(input, from, to));
  const at = typeof input === 'string' ? offset - from : utf16OffsetOf(text, offset - from);

  const codePoint = text.codePointAt(at);
  const unexpected = codePoint === undefined ? '' : String.fromCodePoint(codePoint);
  const before = clip([...text.slice(0, at)].reverse(), columnsBefore, from > 0, (shown, more) => more + shown);
  const left = columns - before.columns - columnsOf(show(unexpected));
  const after = clip([...text.slice(at + unexpected.length)], left, to < input.length, (shown, more) => shown + more);
  return { before, unexpected: show(unexpected), after };
}

/** As many characters as fit, from the nearest to the caret outwards. */
function clip(
  characters: readonly string[],
  limit: number,
  goesOn: boolean,
  join: (shown: string, more: string) => string,
): Shown {
  let text = '';
  let taken = 0;
  for (const [index, character] of characters.entries()) {
    const shown = show(character);
    const width = columnsOf(shown);
    const isLast = index === characters.length - 1 && !goesOn;
    if (taken + width > (isLast ? limit : limit - 1)) return { text: join(text, '…'), columns: taken + 1 };
    text = join(text, shown);
    taken += width;
  }
  return goesOn ? { text: join(text, '…'), columns: taken + 1 } : { text, columns: taken };
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\0', '\\0'],
]);

/** Blanks that look like a SP, and characters that look like nothing: where a line is wrong, they are what is wrong. */
const blank = /[\xa0\xad\u1680\u180e\u2000-\u200b\u202f\u205f-\u2064\u3000]/;

function show(character: string): string {
  if (blank.test(character)) return `\\u{${character.charCodeAt(0).toString(16).toUpperCase()}}`;
  return shortEscapes.get(character) ?? displayReasonPhrase(character);
}

/** How many columns of a terminal a text takes: marks none, the scripts of East Asia and emoji two each. */
function columnsOf(text: string): number {
  // Made when first needed, since making them takes longer than loading all the rest of the module.
  narrowest ??= /\p{Mn}|\p{Me}|\p{Cf}/u;
  wide ??=
    /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
  let sum = 0;
  for (const character of text) sum += narrowest.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

let narrowest: RegExp | undefined;
let wide: RegExp | undefined;

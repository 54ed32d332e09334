import { decodeOctets } from '../text/utf-8.ts';
import { judge } from '../wire/search/judge.ts';
import { Text } from '../wire/search/text.ts';
import { Window } from '../wire/search/window.ts';

/** What a text is that is no status line itself, and the status lines in it. */
export interface FoundLines {
  /** With its article: `a whole message`. */
  readonly in: string;
  /** At least one. */
  readonly lines: readonly Uint8Array[];
}

/** So many lines can be chosen from. */
const most = 8;

/** The status lines in what is none: in a message, a log, a dump in hexadecimal, base64; undefined where there is none. */
export function foundLines(octets: Uint8Array): FoundLines | undefined {
  const text = decodeOctets(octets);
  const readings: readonly (readonly [string | undefined, Uint8Array | undefined])[] = [
    // A dump has the text beside the digits.
    ['a dump in hexadecimal', ofHexadecimal(text)],
    ['base64', ofBase64(text)],
    [undefined, octets],
  ];
  for (const [kind, some] of readings) {
    if (some === undefined) continue;
    const found = linesIn(some);
    const [first] = found;
    if (first === undefined) continue;
    const lines = found.map(({ line }) => line).slice(0, most);
    const after = decodeOctets(some.subarray(first.line.length, first.line.length + 80));
    const isMessage = first.offset === 0 && /^\r?\n?[-A-Za-z]+[ \t]*:/.test(after);
    // What begins with one and goes wrong after it is a status line with a fault.
    const isOther = kind !== undefined || isMessage || first.offset > 0 || lines.length > 1;
    if (isOther) return { in: kind ?? kindOf(lines.length, isMessage), lines };
  }
  return undefined;
}

/** The status lines in a text that lenient reads. No capture is pasted, so what reads them is left out of the page. */
function linesIn(octets: Uint8Array): readonly { readonly offset: number; readonly line: Uint8Array }[] {
  const found: { readonly offset: number; readonly line: Uint8Array }[] = [];
  const text = new Text({
    line(passage, start, end) {
      const line = passage.octets.slice(start, end);
      if (judge(line, 'lenient').statusLine !== undefined) found.push({ offset: passage.offsetAt(start), line });
    },
    message() {},
    searched() {},
    framing() {},
    skipped() {},
  });
  const window = new Window();
  for (let at = 0; at < octets.length; ) {
    const room = window.room();
    const some = octets.subarray(at, at + room.length);
    room.set(some);
    window.grow(some.length);
    at += some.length;
    text.search(window, at === octets.length);
  }
  return found;
}

function kindOf(count: number, isMessage: boolean): string {
  if (count > 1) return count === most ? 'a text with many of them' : `a text with ${count} of them`;
  return isMessage ? 'a whole message' : 'a line of a log';
}

/** The octets of digits alone, or of a dump: what stands before a colon or after the digits of a row is left out. */
function ofHexadecimal(text: string): Uint8Array | undefined {
  const digits = text
    .split(/\r?\n/)
    .map(
      (row) =>
        /^(?:[0-9a-f]{4,8}:?[ \t]+|0x[0-9a-f]+:[ \t]+)?((?:[0-9a-f]{2}[ \t:,-]?|[0-9a-f]{4} ?)+)(?:[ \t|].*)?$/i.exec(
          row.trim(),
        )?.[1] ?? '',
    )
    .join('')
    .replace(/[^0-9a-f]/gi, '');
  const pairs = digits.match(/../g);
  return pairs === null || pairs.length < 12 ? undefined : Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function ofBase64(text: string): Uint8Array | undefined {
  const letters = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]{16,}={0,2}$/.test(letters)) return undefined;
  try {
    return Uint8Array.from(atob(letters), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}

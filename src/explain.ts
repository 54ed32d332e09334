import { decodeOctets, isUint8Array, octetsBetween, unitAtOctet } from './octets.ts';
import { displayReasonPhrase } from './reason-phrase.ts';
import type { Deviation, DeviationCode, Fault } from './status-line.ts';

/**
 * A fault or a deviation as text for people: what is wrong, the line with a caret under it, and what was expected.
 * Controls and octets that are not UTF-8 are made visible, and the line is clipped to 76 columns. Never throws.
 *
 * @param fault the `fault` of a result or of an error, or one of the `deviations`
 * @param input the whole input that was parsed, whatever its type: offsets count from its index 0
 * @returns three lines, or four where the input is plainly another start line; without a line end
 * @example
 * ```ts
 * const line = 'SIP/2.0 20 OK';
 * const { fault } = safeParseStatusLine(line);
 * if (fault) console.log(explainFault(fault, line));
 * // invalid-status-code at 10: an SP is no digit; a Status-Code is three digits (RFC 3261 §7.2)
 * //   SIP/2.0 20 OK
 * //             ^ expected a digit
 * ```
 */
export function explainFault(fault: Fault | Deviation, input: unknown): string {
  const heading = `${fault.code} at ${fault.offset}: `;
  if (typeof input !== 'string' && !isUint8Array(input)) {
    return `${heading}a Status-Line is a string or a Uint8Array, not ${typeNameOf(input)}`;
  }
  const { before, culprit, after } = excerpt(input, fault.offset);
  const expected = 'expected' in fault ? expectation(fault.expected) : '';
  const lines = [
    `${heading}${'expected' in fault ? faultSentence(fault, culprit) : deviationSentences[fault.code]}`,
    `  ${before.text}${culprit}${after.text}`,
    `  ${' '.repeat(before.columns)}^${expected === '' ? '' : ` expected ${expected}`}`,
  ];
  const kind = 'expected' in fault ? otherProtocol(input) : undefined;
  if (kind !== undefined) lines.push(`  This looks like ${kind}.`);
  return lines.join('\n');
}

const deviationSentences: Readonly<Record<DeviationCode, string>> = {
  'leading-octets': 'octets before the SIP-Version (RFC 3261 §7.2 has none)',
  'irregular-separator': 'the separator is not a single SP (RFC 3261 §7.2)',
  'missing-separator': 'no SP after the Status-Code; it is due even before an empty phrase (RFC 3261 §7.2)',
  'illegal-reason-octet': 'an octet that a Reason-Phrase does not allow (RFC 3261 §25.1)',
  'irregular-line-end': 'the line does not end with CRLF (RFC 3261 §7)',
};

function faultSentence({ code, rule, expected }: Fault, culprit: string): string {
  const found = culprit === ' ' ? 'an SP' : culprit === '"' ? `'"'` : `"${culprit}"`;
  switch (code) {
    case 'invalid-sip-version':
      return `${found} does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)`;
    case 'invalid-separator':
      return culprit === ' '
        ? 'one SP too many; a single SP separates the elements (RFC 3261 §7.2)'
        : `${found} where a single SP separates the elements (RFC 3261 §7.2)`;
    case 'invalid-status-code':
      return expected.includes('digit')
        ? `${found} is no digit; a Status-Code is three digits (RFC 3261 §7.2)`
        : `${found} is one digit too many; a Status-Code is three digits (RFC 3261 §7.2)`;
    case 'invalid-reason-phrase':
      if (expected.includes('reserved')) return `${found} is not allowed in a Reason-Phrase (RFC 3261 §25.1)`;
      return expected.includes('hexdig')
        ? `${found} does not continue an escape, which is % and two hexadecimal digits (RFC 3261 §25.1)`
        : `${found} does not continue a UTF-8 sequence in the Reason-Phrase (RFC 3261 §25.1)`;
    case 'invalid-line-end':
      return expected.length === 1 && expected[0] === 'lf'
        ? 'a CR without its LF; a line ends with CRLF (RFC 3261 §7)'
        : 'an LF without a CR before it; a line ends with CRLF (RFC 3261 §7)';
    case 'trailing-octets':
      return 'something follows the end of the line (RFC 3261 §7.2)';
    case 'incomplete':
      return `the input ends in or before the ${nameOfPart(rule)}`;
    case 'too-long':
      return 'the line is longer than the limit';
    case 'invalid-text':
      return 'a surrogate that stands for no octet';
    case 'invalid-input-type':
      return 'neither a string nor a Uint8Array';
  }
}

/** The RFC's name of a part, `Reason-Phrase`, for the grammar's, `reasonPhrase`. */
function nameOfPart(rule: string): string {
  const names: Readonly<Record<string, string>> = {
    sipVersion: 'SIP-Version',
    versionSeparator: 'SP after the SIP-Version',
    statusCode: 'Status-Code',
    codeSeparator: 'SP after the Status-Code',
    reasonPhrase: 'Reason-Phrase',
    lineEnd: 'CRLF',
  };
  return Object.hasOwn(names, rule) ? (names[rule] as string) : rule;
}

const phraseUnits = ['reserved', 'alpha', 'mark', 'utf8Cont', 'illegalReasonOctet'];

/** What was expected in words: "a phrase character or the end of the line". */
function expectation(expected: readonly string[]): string {
  const inPhrase = expected.includes('reserved');
  const words = new Set<string>();
  for (const item of expected) {
    if (inPhrase && (phraseUnits.includes(item) || /^(digit|sp|htab|"%"|%x.*)$/.test(item)))
      words.add('a phrase character');
    else words.add(expectationWords.get(item) ?? item);
  }
  if (words.has('a hexadecimal digit')) words.delete('a digit');
  // "S" and "s" are one letter to the grammar.
  for (const word of words) if (words.has(word.toUpperCase()) && word !== word.toUpperCase()) words.delete(word);
  const list = [...words];
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}

const expectationWords: ReadonlyMap<string, string> = new Map([
  ['alpha', 'a letter'],
  ['digit', 'a digit'],
  ['hexdig', 'a hexadecimal digit'],
  ['sp', 'SP'],
  ['htab', 'HTAB'],
  ['nul', 'NUL'],
  ['utf8Cont', 'a continuation octet (80 to BF)'],
  ['cr', 'the end of the line'],
  ['lf', 'LF'],
  ['end', 'the end of the line'],
  ['lineEnd', 'the end of the line'],
  ['%xBB', 'the rest of a byte order mark'],
  ['%xBF', 'the rest of a byte order mark'],
]);

interface Shown {
  readonly text: string;
  readonly columns: number;
}

// A terminal has 80 columns; the line is indented by two.
const columns = 76;
const columnsBefore = 56;

/** The visible line around an offset, clipped to the width of a terminal. */
function excerpt(input: string | Uint8Array, offset: number): { before: Shown; culprit: string; after: Shown } {
  // Four octets are at most one code point, so four times the columns are enough to choose from.
  const from = Math.max(0, offset - 4 * columnsBefore);
  const to = Math.min(input.length, offset + 4 * columns);
  const text = typeof input === 'string' ? input.slice(from, to) : decodeOctets(octetsBetween(input, from, to));
  const at = typeof input === 'string' ? offset - from : unitAtOctet(text, offset - from);

  const codePoint = text.codePointAt(at);
  const culprit = codePoint === undefined ? '' : String.fromCodePoint(codePoint);
  const before = clip([...text.slice(0, at)].reverse(), columnsBefore, from > 0, (shown, more) => more + shown);
  const left = columns - before.columns - columnsOf(show(culprit));
  const after = clip([...text.slice(at + culprit.length)], left, to < input.length, (shown, more) => shown + more);
  return { before, culprit: show(culprit), after };
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

function show(character: string): string {
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

/** What an input is instead, where it is plainly another start line. */
function otherProtocol(input: string | Uint8Array): string | undefined {
  const start =
    typeof input === 'string'
      ? input.slice(0, 512)
      : decodeOctets(octetsBetween(input, 0, Math.min(input.length, 512)));
  if (/^[!-~]{1,32} [!-~]{1,400} SIP\/\d/i.test(start))
    return 'a SIP request: its Request-Line has the method first and the version last';
  if (/^HTTP\/\d/i.test(start)) return 'the status line of an HTTP response';
  if (/^RTSP\/\d/i.test(start)) return 'the status line of an RTSP response';
  return undefined;
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;
}

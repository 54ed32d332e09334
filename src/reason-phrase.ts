import type { Start } from './automaton/automaton.ts';
import { strictAutomaton } from './automaton/profiles.ts';
import { runOverText } from './automaton/run.ts';
import { isEscapedOctet } from './text/surrogate-escape.ts';
import { decodeOctets, encodeText } from './text/utf-8.ts';

/**
 * Makes any text a legal Reason-Phrase (RFC 3261 §25.1). CR, LF, NUL and the other controls but HTAB become SP. Whatever
 * else the ABNF forbids becomes %HH of its UTF-8: `"`, `<`, a `%` that begins no escape, an octet that is not part of
 * UTF-8. A legal phrase stays as it is. Anything but a string counts as the empty phrase.
 *
 * @example
 * ```ts
 * escapeReasonPhrase('50% of "them"\r\n'); // => '50%25 of %22them%22  '
 * ```
 */
export function escapeReasonPhrase(text: string): string {
  const octets = encodeText(stringOf(text).replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ' '));
  let escaped = '';
  for (let from = 0; from < octets.length; ) {
    const illegal = endOfLegalPhrase(octets, from);
    escaped += decodeOctets(octets.subarray(from, illegal));
    if (illegal < octets.length) escaped += percentEncoded(octets[illegal] as number);
    from = illegal + 1;
  }
  return escaped;
}

/**
 * Undoes each %HH of a phrase (RFC 3261 §25.1), and reads the octets that this gives as UTF-8. A separate step that
 * parsing never takes: the result may hold CR, LF and NUL, so it is not for output to a wire, a terminal or a log.
 * Anything but a string counts as the empty phrase.
 *
 * @example
 * ```ts
 * unescapeReasonPhrase('Stra%C3%9Fe'); // => 'Straße'
 * ```
 */
export function unescapeReasonPhrase(phrase: string): string {
  const octets = encodeText(stringOf(phrase));
  let count = 0;
  for (let at = 0; at < octets.length; at += 1) {
    const value = octets[at] === 0x25 ? escapedValue(octets, at) : undefined;
    octets[count++] = value ?? (octets[at] as number);
    if (value !== undefined) at += 2;
  }
  return decodeOctets(octets.subarray(0, count));
}

/**
 * The phrase's octets as they were on the wire, for a `TextDecoder` of the caller's choice: RFC 3261 §25.1 has UTF-8, and
 * software sends others. Anything but a string counts as the empty phrase.
 *
 * @example
 * ```ts
 * const phrase = parseStatusLine(Uint8Array.from('SIP/2.0 486 B\xFCsy', (c) => c.charCodeAt(0)), { profile: 'lenient' }).reasonPhrase;
 * new TextDecoder('latin1').decode(reasonPhraseOctets(phrase)); // => 'Büsy'
 * ```
 */
export function reasonPhraseOctets(phrase: string): Uint8Array {
  return encodeText(stringOf(phrase));
}

/**
 * The phrase as well-formed text for logs, JSON and screens: controls and octets that are not part of UTF-8 become
 * `\x1B`, characters that change the direction or the line of the text around them (Unicode UAX #9) become `\u{202E}`.
 * It is not reversible: four characters `\x1B` stay as they are and look like an ESC. Anything but a string counts as
 * the empty phrase.
 *
 * @example
 * ```ts
 * displayReasonPhrase('Busy\x1B[2J'); // => 'Busy\\x1B[2J'
 * ```
 */
export function displayReasonPhrase(phrase: string): string {
  return stringOf(phrase).replace(invisible, (character) => {
    const code = character.codePointAt(0) as number;
    const octet = isEscapedOctet(code) ? code - 0xdc00 : code;
    return octet < 0x80 || isEscapedOctet(code)
      ? `\\x${octet.toString(16).toUpperCase().padStart(2, '0')}`
      : `\\u{${code.toString(16).toUpperCase()}}`;
  });
}

/** C0, DEL and C1; the marks of the bidirectional algorithm (Unicode UAX #9); line separators; byte order marks. */
const invisible = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]/gu;

/** The index after the legal phrase that begins at another: where the first unit begins that the phrase does not allow. */
export function endOfLegalPhrase(octets: Uint8Array, from: number): number {
  const automaton = strictAutomaton();
  const { next, starts } = automaton;
  // The state that a phrase begins in, whatever the generator has named it.
  const phrase = runOverText(automaton, starts.statusLine as Start, 'SIP/2.0 000 ').state;
  let [state, end] = [phrase, from];
  for (let at = from; at < octets.length; at += 1) {
    state = (next[(state << 8) | (octets[at] as number)] as number) & 0xff;
    if (state === 0) break;
    if (state === phrase) end = at + 1;
  }
  return end;
}

/** Anything but a string counts as the empty phrase. */
function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function percentEncoded(octet: number): string {
  return `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
}

function escapedValue(octets: Uint8Array, at: number): number | undefined {
  const high = hexValue(octets[at + 1]);
  const low = hexValue(octets[at + 2]);
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexValue(octet = 0): number | undefined {
  const value = Number.parseInt(String.fromCharCode(octet), 16);
  return Number.isNaN(value) ? undefined : value;
}

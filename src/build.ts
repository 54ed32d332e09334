import type { Start } from './automaton/automaton.ts';
import { strictAutomaton } from './automaton/profiles.ts';
import { isAccepted, runOverText } from './automaton/run.ts';
import { canonicalText } from './canonical-lines.ts';
import { StatusLineBuildError } from './faults/build-error.ts';
import { profileOf } from './options.ts';
import { displayReasonPhrase, endOfLegalPhrase } from './reason-phrase.ts';
import { canonicalReasonPhrase } from './registry/canonical-reason-phrase.ts';
import type { ParseOptions } from './status-line.ts';
import { describeValue } from './text/describe-value.ts';
import { utf16OffsetOf } from './text/offsets.ts';
import { illFormedAt, isSurrogate } from './text/surrogate-escape.ts';
import { encodeText } from './text/utf-8.ts';

/** What a Status-Line is built from. A parsed StatusLine is one. */
export interface StatusLineInit {
  /** An integer from 0 to 999. */
  readonly statusCode: number;
  /** Default: the canonical phrase of the code; empty when the code is unregistered. */
  readonly reasonPhrase?: string | undefined;
  /** Default: `SIP/2.0`. Its `SIP` is written in upper case (RFC 3261 §7.1). */
  readonly sipVersion?: string | undefined;
}

/**
 * Writes a Status-Line (RFC 3261 §7.2, §25.1) without its CRLF. Parsing in the same profile accepts the line and gives
 * the fields back.
 *
 * @param options with `profile: 'lenient'`, the phrase may be anything without CR, LF and NUL, and the version is written
 *   as it is: what the lenient profile has read is written back
 * @throws {StatusLineBuildError} for a field that the grammar does not derive
 * @throws {TypeError} for a wrong option
 * @example
 * ```ts
 * buildStatusLine({ statusCode: 486 }); // => 'SIP/2.0 486 Busy Here'
 * buildStatusLine({ statusCode: 486, reasonPhrase: 'Besetzt' }); // => 'SIP/2.0 486 Besetzt'
 * buildStatusLine({ statusCode: 480, reasonPhrase: 'Gone [x]' }, { profile: 'lenient' }); // => 'SIP/2.0 480 Gone [x]'
 * ```
 */
export function buildStatusLine(init: StatusLineInit, options?: ParseOptions): string {
  const profile = profileOf(options);
  const { statusCode, sipVersion = 'SIP/2.0', reasonPhrase }: Partial<StatusLineInit> = init ?? {};
  if (!isStatusCode(statusCode)) {
    throw new StatusLineBuildError(
      'statusCode',
      0,
      `must be an integer from 0 to 999, not ${describeValue(statusCode)}`,
    );
  }
  // A canonical line is known to be valid.
  const canonical = canonicalText(statusCode);
  if (canonical !== undefined && reasonPhrase === undefined && sipVersion === 'SIP/2.0') return canonical;

  if (typeof sipVersion !== 'string') {
    throw new StatusLineBuildError('sipVersion', 0, `must be a string, not ${describeValue(sipVersion)}`);
  }
  const phrase = reasonPhrase === undefined ? (canonicalReasonPhrase(statusCode) ?? '') : reasonPhrase;
  if (typeof phrase !== 'string') {
    throw new StatusLineBuildError('reasonPhrase', 0, `must be a string, not ${describeValue(phrase)}`);
  }

  const prefix = `${sipVersion} ${String(statusCode).padStart(3, '0')} `;
  if (profile === 'lenient') {
    checkFields(prefix, sipVersion, '');
    const ill = illFormedAt(phrase);
    const offset = Math.min(indexOf(phrase, /[\r\n\0]/), ill === -1 ? Infinity : ill);
    if (offset < phrase.length)
      throw notAllowed(
        phrase,
        offset,
        'is not allowed in a Reason-Phrase, not even by the lenient profile (RFC 3261 §25.1)',
      );
    return prefix + phrase;
  }
  checkFields(prefix + phrase, sipVersion, phrase);
  return `SIP${prefix.slice(3)}${phrase}`;
}

/**
 * Writes a Status-Line (RFC 3261 §7.2, §25.1) as the octets of the wire, with its CRLF.
 *
 * @param options as `buildStatusLine` takes them
 * @throws {StatusLineBuildError} as `buildStatusLine` does
 * @throws {TypeError} for a wrong option
 * @example
 * ```ts
 * new TextDecoder().decode(encodeStatusLine({ statusCode: 180 })); // => 'SIP/2.0 180 Ringing\r\n'
 * ```
 */
export function encodeStatusLine(init: StatusLineInit, options?: ParseOptions): Uint8Array {
  return encodeText(`${buildStatusLine(init, options)}\r\n`);
}

/** Not -0: it would come back as 0. */
function isStatusCode(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 999 && !Object.is(value, -0);
}

/** Throws StatusLineBuildError where a line is none, or has other fields than it was made of. The grammar is the judge. */
function checkFields(line: string, sipVersion: string, phrase: string): void {
  const automaton = strictAutomaton();
  const run = runOverText(automaton, automaton.starts.statusLine as Start, line);
  const { registers, offset } = run;
  const isLine = isAccepted(run);
  // A phrase that ends with CRLF is accepted as well, so the fields must end where they do.
  if (isLine && registers[1] === sipVersion.length && registers[5] === line.length) return;
  // Without a fault, a field held the separator or the line end that stands after it.
  const faultOffset = isLine ? Infinity : offset;
  const inVersion = Math.min(faultOffset, indexOf(sipVersion, / /));
  if (inVersion <= sipVersion.length) {
    const message = `${at(sipVersion, inVersion)} does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §25.1)`;
    throw new StatusLineBuildError('sipVersion', inVersion, message);
  }
  const inPhrase = Math.min(faultOffset - (line.length - phrase.length), indexOf(phrase, /[\r\n]/));
  // An escape and a UTF-8 sequence may break later than where they begin.
  const unit = illFormedAt(phrase) === -1 ? utf16OffsetOf(phrase, endOfLegalPhrase(encodeText(phrase), 0)) : Infinity;
  throw notAllowed(
    phrase,
    inPhrase,
    'is not allowed in a Reason-Phrase (RFC 3261 §25.1); escapeReasonPhrase makes any text legal',
    Math.min(inPhrase, unit),
  );
}

/** @param culprit the index of the character to name */
function notAllowed(phrase: string, offset: number, why: string, culprit: number = offset): StatusLineBuildError {
  return new StatusLineBuildError('reasonPhrase', offset, `${at(phrase, culprit)} ${why}`);
}

function indexOf(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index === -1 ? Infinity : index;
}

function at(text: string, offset: number): string {
  const codePoint = text.codePointAt(offset);
  if (codePoint === undefined) return 'its end';
  const character = String.fromCodePoint(codePoint);
  return `${isSurrogate(codePoint) ? `"${displayReasonPhrase(character)}"` : displayReasonPhrase(JSON.stringify(character))} at ${offset}`;
}

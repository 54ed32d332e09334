import type { Start } from './automaton/automaton.ts';
import { strictAutomaton } from './automaton/profiles.ts';
import { isAccepted, runOverText } from './automaton/run.ts';
import { canonicalText } from './canonical-lines.ts';
import { StatusLineBuildError } from './faults/build-error.ts';
import { describeValue } from './options.ts';
import { displayReasonPhrase } from './reason-phrase.ts';
import { canonicalReasonPhrase } from './registry/canonical-reason-phrase.ts';
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
 * Writes a Status-Line (RFC 3261 §7.2, §25.1) without its CRLF. Strict parsing accepts the line and gives the fields back.
 *
 * @throws {StatusLineBuildError} for a field that the strict grammar does not derive
 * @example
 * ```ts
 * buildStatusLine({ statusCode: 486 }); // => 'SIP/2.0 486 Busy Here'
 * buildStatusLine({ statusCode: 486, reasonPhrase: 'Besetzt' }); // => 'SIP/2.0 486 Besetzt'
 * ```
 */
export function buildStatusLine(init: StatusLineInit): string {
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

  const code = String(statusCode).padStart(3, '0');
  const line = `${sipVersion} ${code} ${phrase}`;
  // The grammar is the judge. A phrase that ends with CRLF is accepted as well, so the fields must end where they do.
  const automaton = strictAutomaton();
  const run = runOverText(automaton, automaton.starts.statusLine as Start, line);
  const { registers, offset } = run;
  const isLine = isAccepted(run);
  if (!isLine || registers[1] !== sipVersion.length || registers[5] !== line.length) {
    throw errorOf(sipVersion, phrase, isLine ? Infinity : offset);
  }
  return `SIP${line.slice(3)}`;
}

/**
 * Writes a Status-Line (RFC 3261 §7.2, §25.1) as the octets of the wire, with its CRLF.
 *
 * @throws {StatusLineBuildError} as `buildStatusLine` does
 * @example
 * ```ts
 * new TextDecoder().decode(encodeStatusLine({ statusCode: 180 })); // => 'SIP/2.0 180 Ringing\r\n'
 * ```
 */
export function encodeStatusLine(init: StatusLineInit): Uint8Array {
  return encodeText(`${buildStatusLine(init)}\r\n`);
}

/** Not -0: it would come back as 0. */
function isStatusCode(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 999 && !Object.is(value, -0);
}

/** Says which field a line's fault is in. Without a fault, a field held the separator or the line end that stands after it. */
function errorOf(sipVersion: string, phrase: string, faultOffset: number): StatusLineBuildError {
  const inVersion = Math.min(faultOffset, indexOf(sipVersion, / /));
  if (inVersion <= sipVersion.length) {
    const message = `${at(sipVersion, inVersion)} does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §25.1)`;
    return new StatusLineBuildError('sipVersion', inVersion, message);
  }
  const offset = Math.min(faultOffset - `${sipVersion} 000 `.length, indexOf(phrase, /[\r\n]/));
  const message = `${at(phrase, offset)} is not allowed in a Reason-Phrase (RFC 3261 §25.1); escapeReasonPhrase makes any text legal`;
  return new StatusLineBuildError('reasonPhrase', offset, message);
}

function indexOf(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index === -1 ? Infinity : index;
}

function at(text: string, offset: number): string {
  const codePoint = text.codePointAt(offset);
  return codePoint === undefined
    ? 'its end'
    : `${displayReasonPhrase(JSON.stringify(String.fromCodePoint(codePoint)))} at ${offset}`;
}

import { excerpt } from './faults/excerpt.ts';
import { deviationSentences, expectationOf, faultSentence } from './faults/words.ts';
import type { Deviation, Fault } from './status-line.ts';
import { isUint8Array, octetsBetween } from './text/uint8-array.ts';
import { decodeOctets } from './text/utf-8.ts';

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
  const { before, unexpected, after } = excerpt(input, fault.offset);
  const expected = 'expected' in fault ? expectationOf(fault.expected) : '';
  const lines = [
    `${heading}${'expected' in fault ? faultSentence(fault, unexpected) : deviationSentences[fault.code]}`,
    `  ${before.text}${unexpected}${after.text}`,
    `  ${' '.repeat(before.columns)}^${expected === '' ? '' : ` expected ${expected}`}`,
  ];
  const kind = 'expected' in fault ? otherProtocol(input) : undefined;
  if (kind !== undefined) lines.push(`  This looks like ${kind}.`);
  return lines.join('\n');
}

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

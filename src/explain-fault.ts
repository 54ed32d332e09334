import { excerpt } from './faults/excerpt.ts';
import { type Explanation, explained, explanationOf, wrongType } from './faults/explain.ts';
import type { MessageDeviation } from './faults/message-deviation.ts';
import type { MessageFault } from './faults/message-fault.ts';
import { messageDeviationSentences, messageFaultSentences } from './faults/message-words.ts';
import { deviationSentences } from './faults/words.ts';
import type { Deviation, Fault } from './status-line.ts';
import { isUint8Array } from './text/uint8-array.ts';

/**
 * A fault or a deviation as text for people: what is wrong, the line with a caret under it, and what was expected.
 * Controls and octets that are not UTF-8 are made visible, and the line is clipped to 76 columns. Never throws.
 *
 * @param fault the `fault` of a result, of a message or of an error, or one of the `deviations`
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
export function explainFault(fault: Fault | Deviation | MessageFault | MessageDeviation, input: unknown): string {
  return explained(fault, input, explanation);
}

/**
 * A fault or a deviation in one line, for a log: what {@link explainFault} says, without the line itself. Never throws.
 *
 * @param fault as `explainFault` takes it
 * @param input as `explainFault` takes it
 * @example
 * ```ts
 * faultMessage({ code: 'irregular-line-end', offset: 14 }, 'SIP/2.0 200 OK\n'); // => 'irregular-line-end at 14: the line does not end with CRLF (RFC 3261 §7)'
 * ```
 */
export function faultMessage(fault: Fault | Deviation | MessageFault | MessageDeviation, input: unknown): string {
  const heading = `${fault.code} at ${fault.offset}: `;
  if (typeof input !== 'string' && !isUint8Array(input)) return heading + wrongType(input);
  const { sentence, expected } = explanation(fault, input, excerpt(input, fault.offset).unexpected);
  return `${heading}${sentence}${expected === '' ? '' : `; expected ${expected}`}`;
}

function explanation(
  fault: Fault | Deviation | MessageFault | MessageDeviation,
  input: string | Uint8Array,
  unexpected: string,
): Explanation {
  if ('start' in fault) {
    const { lineFault, missingOctets, start } = fault;
    const line = lineFault && explanationOf(lineFault, input, unexpected);
    return {
      sentence: [
        messageFaultSentences[fault.code],
        ...(line ? [line.sentence] : []),
        ...(missingOctets === undefined ? [] : [`${missingOctets} octets of the body are missing`]),
        ...(start === 0 ? [] : [`the message begins at ${start}`]),
      ].join('; '),
      expected: line?.expected ?? '',
      kind: start === 0 ? line?.kind : undefined,
    };
  }
  return 'expected' in fault
    ? explanationOf(fault, input, unexpected)
    : { sentence: { ...deviationSentences, ...messageDeviationSentences }[fault.code], expected: '', kind: undefined };
}

import type { Deviation, Fault } from '../status-line.ts';
import { isUint8Array, octetsBetween } from '../text/uint8-array.ts';
import { decodeOctets } from '../text/utf-8.ts';
import { excerpt } from './excerpt.ts';
import { deviationSentences, expectationOf, faultSentence } from './words.ts';

/** What is said of a fault: what is wrong, what was expected, and what the input is instead. */
export interface Explanation {
  readonly sentence: string;
  /** Empty where nothing in particular was. */
  readonly expected: string;
  readonly kind: string | undefined;
}

/** What is said of a fault of a line. `unexpected` is the character there, made visible. */
export function explanationOf(fault: Fault | Deviation, input: string | Uint8Array, unexpected: string): Explanation {
  return 'expected' in fault
    ? {
        sentence: faultSentence(fault, unexpected),
        expected: expectationOf(fault.expected),
        kind: otherKind(input, fault.code),
      }
    : { sentence: deviationSentences[fault.code], expected: '', kind: undefined };
}

/** A fault of a line with the line, and a caret under it. */
export function explainLineFault(fault: Fault | Deviation, input: unknown): string {
  return explained(fault, input, explanationOf);
}

/** The heading of a fault, and under it the line with a caret and what else there is to say. */
export function explained<F extends { readonly code: string; readonly offset: number }>(
  fault: F,
  input: unknown,
  explain: (fault: F, input: string | Uint8Array, unexpected: string) => Explanation,
): string {
  const heading = `${fault.code} at ${fault.offset}: `;
  if (typeof input !== 'string' && !isUint8Array(input)) return heading + wrongType(input);
  const { before, unexpected, after } = excerpt(input, fault.offset);
  const { sentence, expected, kind } = explain(fault, input, unexpected);
  const lines = [
    heading + sentence,
    `  ${before.text}${unexpected}${after.text}`,
    `  ${' '.repeat(before.columns)}^${expected === '' ? '' : ` expected ${expected}`}`,
  ];
  if (kind !== undefined) lines.push(`  This looks like ${kind}.`);
  return lines.join('\n');
}

/** What is said of an input that is neither text nor octets. */
export function wrongType(input: unknown): string {
  const type = input === null ? 'null' : typeof input === 'object' ? tagOf(input) : typeof input;
  return `a Status-Line is a string or a Uint8Array, not ${type}`;
}

/** `Date`; a proxy may throw whatever it is asked. */
function tagOf(input: object): string {
  try {
    return Object.prototype.toString.call(input).slice(8, -1);
  } catch {
    return 'object';
  }
}

/** What an input is instead, where it is plainly another start line, or more than one line. */
function otherKind(input: string | Uint8Array, code: Fault['code']): string | undefined {
  const start =
    typeof input === 'string'
      ? input.slice(0, 512)
      : decodeOctets(octetsBetween(input, 0, Math.min(input.length, 512)));
  if (/^[!-~]{1,32} [!-~]{1,400} SIP\/\d/i.test(start))
    return 'a SIP request: its Request-Line has the method first and the version last';
  if (/^HTTP\/\d/i.test(start)) return 'the status line of an HTTP response';
  if (/^RTSP\/\d/i.test(start)) return 'the status line of an RTSP response';
  if (code === 'trailing-octets' && /\n[\w-]+[ \t]*:/.test(start))
    return 'a whole message: readResponse of sip-status-line/wire reads it, and readStatusLine its first line';
  return undefined;
}

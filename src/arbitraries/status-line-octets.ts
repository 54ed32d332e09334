import * as fc from 'fast-check';
import { latin1Of, octetsOfLatin1 } from '../text/latin-1.ts';
import { shrinkingExamples } from './shrinking-examples.ts';
import { charactersOfLine, smallerLines, written } from './smaller-lines.ts';
import { type StatusLineConstraints, statusLineFields } from './status-line.ts';

/** Which lines {@link statusLineText} and {@link statusLineOctets} write. */
export interface WrittenStatusLineConstraints extends StatusLineConstraints {
  /** Whether a CRLF follows the line: always, never or, by default, sometimes. */
  readonly crlf?: boolean | undefined;
}

/** Lines of the strict profile as octets. */
export function statusLineOctets(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<Uint8Array> {
  return shrinkingExamples(
    statusLineCharacters(constraints).map(octetsOfLatin1),
    (value) => value instanceof Uint8Array && charactersOfLine(latin1Of(value), constraints) !== undefined,
    function* (octets) {
      const fields = charactersOfLine(latin1Of(octets), constraints);
      if (fields === undefined) return;
      for (const less of smallerLines(fields, constraints)) yield octetsOfLatin1(written(less));
    },
  );
}

/** The same lines, one character an octet. */
export function statusLineCharacters(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<string> {
  const { crlf } = constraints;
  const hasCrlf = crlf === undefined ? fc.boolean() : fc.constant(crlf);
  return fc
    .tuple(statusLineFields(constraints), hasCrlf)
    .map(
      ([{ sipVersion, statusCode, reasonPhrase }, isEnded]) =>
        `${sipVersion} ${String(statusCode).padStart(3, '0')} ${reasonPhrase}${isEnded ? '\r\n' : ''}`,
    );
}

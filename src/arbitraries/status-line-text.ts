import type fc from 'fast-check';
import { charactersOfText, textOfCharacters } from './reason-phrase.ts';
import { shrinkingExamples } from './shrinking-examples.ts';
import { charactersOfLine, smallerLines, written } from './smaller-lines.ts';
import { statusLineCharacters, type WrittenStatusLineConstraints } from './status-line-octets.ts';

/**
 * Lines of the strict profile as text. An octet that is no part of valid UTF-8 is a lone surrogate in it, as in what
 * the parser gives.
 */
export function statusLineText(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<string> {
  const read = (value: unknown) =>
    typeof value === 'string' ? charactersOfLine(charactersOfText(value), constraints) : undefined;
  return shrinkingExamples(
    statusLineCharacters(constraints).map(textOfCharacters),
    (value) => read(value) !== undefined,
    function* (text) {
      const fields = read(text);
      if (fields === undefined) return;
      for (const less of smallerLines(fields, constraints)) yield textOfCharacters(written(less));
    },
  );
}

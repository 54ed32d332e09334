import * as fc from 'fast-check';
import { canonicalReasonPhrase, lookupStatusCode } from '../registry/index.ts';
import type { StatusLine } from '../status-line.ts';
import {
  charactersOfText,
  type ReasonPhraseConstraints,
  reasonPhraseCharacters,
  textOfCharacters,
} from './reason-phrase.ts';
import { shrinkingExamples } from './shrinking-examples.ts';
import { type SipVersionConstraints, sipVersion } from './sip-version.ts';
import { charactersOfLine, type LineCharacters, smallerLines, written } from './smaller-lines.ts';
import { type StatusCodeConstraints, statusCode } from './status-code.ts';

/** Which parts the lines of {@link statusLine} have. */
export interface StatusLineConstraints {
  /** Default: any version. */
  readonly sipVersion?: SipVersionConstraints | undefined;
  /** Default: any code. */
  readonly statusCode?: StatusCodeConstraints | undefined;
  /** Default: any phrase, and the code's own phrases more often. */
  readonly reasonPhrase?: ReasonPhraseConstraints | undefined;
}

/**
 * Status lines as the parser gives them: whatever the builder accepts. A third of them have a phrase that belongs to
 * their code, unless the phrases are constrained.
 */
export function statusLine(constraints: StatusLineConstraints = {}): fc.Arbitrary<StatusLine> {
  const read = (value: unknown): LineCharacters | undefined => {
    const { sipVersion: version, statusCode: code, reasonPhrase: phrase } = Object(value) as Partial<StatusLine>;
    if (typeof version !== 'string' || typeof code !== 'number' || typeof phrase !== 'string') return undefined;
    const fields = { sipVersion: version, statusCode: code, reasonPhrase: charactersOfText(phrase), crlf: false };
    return charactersOfLine(written(fields), { ...constraints, crlf: false });
  };
  return shrinkingExamples(
    statusLineFields(constraints).map((fields) => ({
      ...fields,
      reasonPhrase: textOfCharacters(fields.reasonPhrase),
    })),
    (value) => read(value) !== undefined,
    function* (line) {
      const fields = read(line);
      if (fields === undefined) return;
      for (const { crlf: _, ...less } of smallerLines(fields, { ...constraints, crlf: false })) {
        yield { ...less, reasonPhrase: textOfCharacters(less.reasonPhrase) };
      }
    },
  );
}

/** The same, with the phrase one character an octet. */
export function statusLineFields(constraints: StatusLineConstraints): fc.Arbitrary<StatusLine> {
  const version = sipVersion(constraints.sipVersion);
  const code = statusCode(constraints.statusCode);
  const anyPhrase = fc.record({
    sipVersion: version,
    statusCode: code,
    reasonPhrase: reasonPhraseCharacters(constraints.reasonPhrase),
  });
  if (constraints.reasonPhrase !== undefined) return anyPhrase;
  const ownPhrase = fc
    .record({ sipVersion: version, statusCode: code, isCanonical: fc.boolean() })
    .map(({ isCanonical, ...fields }) => ({ ...fields, reasonPhrase: ownPhraseOf(fields.statusCode, isCanonical) }));
  return fc.oneof({ withCrossShrink: true }, { weight: 2, arbitrary: anyPhrase }, { weight: 1, arbitrary: ownPhrase });
}

/** A phrase that is sent with a code, one character an octet. */
function ownPhraseOf(code: number, isCanonical: boolean): string {
  const [observed] = lookupStatusCode(code)?.observedReasonPhrases ?? [];
  return charactersOfText((isCanonical ? undefined : observed?.reasonPhrase) ?? canonicalReasonPhrase(code) ?? '');
}

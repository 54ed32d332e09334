// What parsers and builders are shown, with the answer that is right. A case knows it from how it was made: no parser is asked.
import fc from 'fast-check';
import { lenientStatusLine, malformedStatusLine, statusLine } from '../../src/arbitraries/index.ts';
import { reasonPhraseCharacters } from '../../src/arbitraries/reason-phrase.ts';
import { statusLineFields } from '../../src/arbitraries/status-line.ts';
import { canonicalReasonPhrase, type StatusLine, type StatusLineInit } from '../../src/index.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import type { Builder } from './builder-faults.ts';
import type { Parsed, Parser } from './parser.ts';

export interface ParserCase {
  /** The line, one character an octet. */
  readonly line: string;
  /** Undefined where the line is to be refused. */
  readonly parsed: Parsed | undefined;
}

export interface BuilderCase {
  readonly init: StatusLineInit;
  /** Undefined where the builder must throw. */
  readonly line: string | undefined;
}

const refused = (octets: Uint8Array): ParserCase => ({ line: latin1Of(octets), parsed: undefined });

export const parserCases: fc.Arbitrary<ParserCase> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(statusLineFields({}), fc.constantFrom('', '\r\n')).map(([parsed, end]) => ({
      line: `${parsed.sipVersion} ${String(parsed.statusCode).padStart(3, '0')} ${parsed.reasonPhrase}${end}`,
      parsed,
    })),
  },
  { weight: 4, arbitrary: malformedStatusLine().map(({ octets }) => refused(octets)) },
  { weight: 1, arbitrary: lenientStatusLine().map(({ octets }) => refused(octets)) },
);

export const builderCases: fc.Arbitrary<BuilderCase> = fc.oneof(
  {
    weight: 4,
    arbitrary: statusLine().map((init) => ({ init, line: written(init) })),
  },
  {
    weight: 1,
    arbitrary: statusLine().map(({ sipVersion, statusCode }) => ({
      init: { sipVersion, statusCode },
      line: written({ sipVersion, statusCode, reasonPhrase: canonicalReasonPhrase(statusCode) ?? '' }),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        statusLine(),
        reasonPhraseCharacters({ kinds: ['canonical'] }),
        fc.constantFrom('\r', '\n', '\r\n', '\r\nX-Injected: yes', '\0', '\x1b', '"', '[', '%', '%4', '\x7f'),
        fc.constantFrom('', ' ', 'z'),
      )
      .map(([line, before, illegal, after]) => ({
        init: { ...line, reasonPhrase: before + illegal + after },
        line: undefined,
      })),
  },
);

function written({ sipVersion, statusCode, reasonPhrase }: StatusLine): string {
  return `SIP${sipVersion.slice(3)} ${String(statusCode).padStart(3, '0')} ${reasonPhrase}`;
}

/** Whether a parser's answer is the right one. */
export function parsesRight(parse: Parser, { line, parsed }: ParserCase): boolean {
  const answer = parse(line);
  return (
    answer?.sipVersion === parsed?.sipVersion &&
    answer?.statusCode === parsed?.statusCode &&
    answer?.reasonPhrase === parsed?.reasonPhrase
  );
}

/** Whether a builder's answer is the right one. */
export function buildsRight(build: Builder, { init, line }: BuilderCase): boolean {
  try {
    return build(init) === line;
  } catch {
    return line === undefined;
  }
}

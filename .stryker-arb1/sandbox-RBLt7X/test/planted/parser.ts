/** What a parser makes of a line, one character an octet; undefined where it refuses it. */
export interface Parsed {
  readonly sipVersion: string;
  readonly statusCode: number;
  readonly reasonPhrase: string;
}

export type Parser = (line: string) => Parsed | undefined;

/** The parts of the correct parser, as regular expressions, and what becomes of what they match. */
export interface ParserParts {
  readonly sipVersion: string;
  readonly versionSeparator: string;
  readonly statusCode: string;
  readonly codeSeparator: string;
  readonly reasonPhrase: string;
  readonly lineEnd: string;
  /** Flags of the whole expression. */
  readonly flags: string;
  /** Some octets before the line is looked at. */
  before(line: string): string;
  readVersion(matched: string): string;
  readCode(matched: string): number;
  readPhrase(matched: string): string;
  /** What is made of it all; undefined to refuse it after all. */
  after(parsed: Parsed, line: string): Parsed | undefined;
}

const escaped = '%[0-9A-Fa-f]{2}';

export const phraseUnits = {
  ascii: "[A-Za-z0-9;/?:@&=+$,\\-_.!~*'() \\t]",
  escaped,
  utf8: [
    '[\\xc0-\\xdf][\\x80-\\xbf]',
    '[\\xe0-\\xef][\\x80-\\xbf]{2}',
    '[\\xf0-\\xf7][\\x80-\\xbf]{3}',
    '[\\xf8-\\xfb][\\x80-\\xbf]{4}',
    '[\\xfc-\\xfd][\\x80-\\xbf]{5}',
  ],
  continuation: '[\\x80-\\xbf]',
} as const;

export function phraseOf(...units: readonly string[]): string {
  return `(?:${units.join('|')})*`;
}

const correct: ParserParts = {
  sipVersion: '[Ss][Ii][Pp]/[0-9]+\\.[0-9]+',
  versionSeparator: ' ',
  statusCode: '[0-9]{3}',
  codeSeparator: ' ',
  reasonPhrase: phraseOf(phraseUnits.ascii, escaped, ...phraseUnits.utf8, phraseUnits.continuation),
  lineEnd: '(?:\\r\\n)?',
  flags: 's',
  before: (line) => line,
  readVersion: (matched) => matched,
  readCode: (matched) => Number(matched),
  readPhrase: (matched) => matched,
  after: (parsed) => parsed,
};

/** The correct parser of the strict Status-Line, with some of its parts replaced. */
export function parserWith(changes: Partial<ParserParts> = {}): Parser {
  const parts = { ...correct, ...changes };
  const { sipVersion, versionSeparator, statusCode, codeSeparator, reasonPhrase, lineEnd } = parts;
  const line = new RegExp(
    `^(${sipVersion})${versionSeparator}(${statusCode})${codeSeparator}(${reasonPhrase})${lineEnd}$`,
    parts.flags,
  );
  return (octets) => {
    const [whole, version, code, phrase] = line.exec(parts.before(octets)) ?? [];
    if (whole === undefined) return undefined;
    return parts.after(
      {
        sipVersion: parts.readVersion(version as string),
        statusCode: parts.readCode(code as string),
        reasonPhrase: parts.readPhrase(phrase ?? ''),
      },
      octets,
    );
  };
}

import { safeParseStatusLine } from '../../parse.ts';
import { canonicalReasonPhrase } from '../../registry/index.ts';
import type { FaultCode, StatusLine } from '../../status-line.ts';

/** What of RFC 3261 decides a line. */
export interface Clause {
  readonly section: string;
  /** The word of RFC 2119 in the sentence; `none` where there is none, as in the grammar. */
  readonly level: 'MUST' | 'MAY' | 'none';
  /** A sentence or a rule of RFC 3261. */
  readonly sentence: string;
  /** Which lines it decides. */
  readonly lines: string;
}

function clause(section: string, level: Clause['level'], lines: string, sentence: string): Clause {
  return { section: `RFC 3261 §${section}`, level, sentence, lines };
}

const separators = clause('7.2', 'none', 'separators', 'each element separated by a single SP character');
const lineEnds = clause('7.2', 'none', 'CR and LF', 'No CR or LF is allowed except in the final CRLF sequence.');
const wholeLine = clause(
  '25.1',
  'none',
  'lines that end early',
  'Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF',
);

/** By fault, the clause that a refused line is refused by. */
const ofFault: Readonly<Partial<Record<FaultCode, Clause>>> = {
  'invalid-sip-version': clause('25.1', 'none', 'no SIP-Version', 'SIP-Version = "SIP" "/" 1*DIGIT "." 1*DIGIT'),
  'invalid-separator': separators,
  'invalid-status-code': clause('7.2', 'none', 'no Status-Code', 'The Status-Code is a 3-digit integer result code'),
  'invalid-reason-phrase': clause(
    '25.1',
    'none',
    'octets that no phrase has',
    'Reason-Phrase = *(reserved / unreserved / escaped / UTF8-NONASCII / UTF8-CONT / SP / HTAB)',
  ),
  'invalid-line-end': lineEnds,
  'trailing-octets': lineEnds,
  incomplete: wholeLine,
};

/** What decides a valid line, the first that holds. */
const ofValid: readonly (readonly [holds: (line: StatusLine) => boolean, clause: Clause])[] = [
  [
    ({ sipVersion }) => !/^SIP\/2\.0$/i.test(sipVersion),
    clause(
      '7.1',
      'MUST',
      'other versions',
      'applications sending SIP messages MUST include a SIP-Version of "SIP/2.0"',
    ),
  ],
  [
    ({ sipVersion }) => sipVersion !== 'SIP/2.0',
    clause(
      '7.1',
      'MUST',
      'SIP in small letters',
      'The SIP-Version string is case-insensitive, but implementations MUST send upper-case.',
    ),
  ],
  [({ reasonPhrase }) => reasonPhrase === '', clause('25.1', 'none', 'empty phrases', 'Reason-Phrase = *( … )')],
  [
    ({ reasonPhrase }) => /[^\0-\x7f]/.test(reasonPhrase),
    clause('7', 'none', 'phrases beyond ASCII', 'SIP is a text-based protocol and uses the UTF-8 charset'),
  ],
  [
    ({ reasonPhrase }) => reasonPhrase.includes('%'),
    clause('25.1', 'none', 'escapes in the phrase', 'escaped = "%" HEXDIG HEXDIG'),
  ],
  [
    ({ statusCode }) => canonicalReasonPhrase(statusCode) === undefined,
    clause(
      '8.1.3.2',
      'MUST',
      'codes that nobody registered',
      'A UAC MUST treat any final response it does not recognize as being equivalent to the x00 response code of that class',
    ),
  ],
  [
    ({ statusCode, reasonPhrase }) => canonicalReasonPhrase(statusCode) !== reasonPhrase,
    clause(
      '7.2',
      'MAY',
      'other phrases',
      'While this specification suggests specific wording for the reason phrase, implementations MAY choose other text',
    ),
  ],
];

const plain = clause(
  '7.2',
  'none',
  'codes with their phrases',
  'A Status-Line consists of the protocol version followed by a numeric Status-Code and its associated textual phrase',
);

/** The clause that decides whether a line is one, and what it says. */
export function clauseOf(octets: Uint8Array): Clause {
  const { statusLine, fault } = safeParseStatusLine(octets);
  if (statusLine === undefined) return ofFault[fault.code] ?? wholeLine;
  return ofValid.find(([holds]) => holds(statusLine))?.[1] ?? plain;
}

/** All of them, in the order of the sections. */
export const clauses: readonly Clause[] = [
  ...new Set([plain, ...ofValid.map(([, one]) => one), ...Object.values(ofFault)]),
].sort((a, b) => a.section.localeCompare(b.section, 'en', { numeric: true }));

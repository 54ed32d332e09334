import { safeParseStatusLine } from '../parse.ts';
import type { StatusLine } from '../status-line.ts';
import { octetsOfLatin1 } from '../text/latin-1.ts';
import { smallerTexts } from './shrinking-examples.ts';
import { allowedStatusCodes } from './status-code.ts';
import type { WrittenStatusLineConstraints } from './status-line-octets.ts';

/** The fields of a line of the strict profile, the phrase one character an octet. */
export interface LineCharacters extends StatusLine {
  readonly crlf: boolean;
}

/** Reads a line, one character an octet; undefined where it is none that an arbitrary with these constraints could make. */
export function charactersOfLine(line: string, constraints: WrittenStatusLineConstraints): LineCharacters | undefined {
  if (safeParseStatusLine(octetsOfLatin1(line)).statusLine === undefined) return undefined;
  const [, sipVersion = '', code, reasonPhrase = '', end] = /^(\S+) (\d{3}) (.*?)(\r\n)?$/.exec(line) ?? [];
  const fields = { sipVersion, statusCode: Number(code), reasonPhrase, crlf: end !== undefined };
  return isAllowed(fields, constraints) ? fields : undefined;
}

export function written({ sipVersion, statusCode, reasonPhrase, crlf }: LineCharacters): string {
  return `${sipVersion} ${String(statusCode).padStart(3, '0')} ${reasonPhrase}${crlf ? '\r\n' : ''}`;
}

/** Smaller lines that the same arbitrary could make: without a line end, of version 2.0, of a plain code, of less phrase. */
export function* smallerLines(
  fields: LineCharacters,
  constraints: WrittenStatusLineConstraints,
): Generator<LineCharacters> {
  for (const less of candidates(fields, constraints)) {
    if (charactersOfLine(written(less), constraints) !== undefined) yield less;
  }
}

function* candidates(
  fields: LineCharacters,
  { reasonPhrase }: WrittenStatusLineConstraints,
): Generator<LineCharacters> {
  if (fields.crlf) yield { ...fields, crlf: false };
  const version = 'SIP/2.0';
  if (fields.sipVersion !== version) {
    yield { ...fields, sipVersion: version };
    if (fields.sipVersion.length > version.length) {
      for (const less of smallerTexts(fields.sipVersion)) yield { ...fields, sipVersion: less };
    }
  }
  const hundred = fields.statusCode - (fields.statusCode % 100);
  if (hundred !== fields.statusCode) yield { ...fields, statusCode: hundred };
  // Phrases of some kinds cannot be told from others.
  if (reasonPhrase?.kinds !== undefined) return;
  for (const less of smallerTexts(fields.reasonPhrase)) yield { ...fields, reasonPhrase: less };
}

function isAllowed(
  { sipVersion, statusCode, reasonPhrase, crlf }: LineCharacters,
  constraints: WrittenStatusLineConstraints,
): boolean {
  const { upperCase = false, supported = false } = constraints.sipVersion ?? {};
  return (
    (constraints.crlf === undefined || constraints.crlf === crlf) &&
    (!upperCase || sipVersion.startsWith('SIP')) &&
    (!supported || /^SIP\/2\.0$/i.test(sipVersion)) &&
    reasonPhrase.length <= (constraints.reasonPhrase?.maxOctets ?? Number.POSITIVE_INFINITY) &&
    allowedStatusCodes(constraints.statusCode).includes(statusCode)
  );
}

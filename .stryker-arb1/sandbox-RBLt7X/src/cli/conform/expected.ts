import { Buffer } from 'node:buffer';
import { reasonPhraseOctets, safeParseStatusLine } from '../../index.ts';
import type { Profile } from '../../status-line.ts';
import type { Answer } from './parser-process.ts';

/** The right answer for a line. */
export type Expected =
  | { readonly valid: true; readonly statusCode: number; readonly reasonPhrase: string }
  | { readonly valid: false; readonly fault: string };

export type Mistake =
  /** A valid line was refused. */
  | 'refused'
  /** What is no line was accepted. */
  | 'accepted'
  | 'wrong-status-code'
  | 'wrong-reason-phrase'
  | 'crashed'
  | 'hung'
  | 'nonsense';

/**
 * The right answer for a generated line. Whether it is valid is known from its making, and what it says from our own
 * parser. Where these two differ it is we who are wrong, and another's parser must not be blamed for it. (Of malformed
 * lines the generator itself drops those that our parser accepts, so about these the two cannot differ.)
 *
 * @throws when our parser reads it otherwise than it was made
 */
export function expectedFor(octets: Uint8Array, profile: Profile, isValid: boolean): Expected {
  const { statusLine, fault } = safeParseStatusLine(octets, { profile });
  if ((statusLine !== undefined) !== isValid) {
    const line = Buffer.from(octets).toString('base64');
    const verdicts = isValid ? 'made to be valid, and refused' : 'made to be no line, and accepted';
    throw new Error(`a mistake of this package, not of the parser: ${line} was ${verdicts} by our ${profile} parser`);
  }
  if (statusLine === undefined) return { valid: false, fault: `${fault?.code} at ${fault?.offset}` };
  const phrase = Buffer.from(reasonPhraseOctets(statusLine.reasonPhrase)).toString('base64');
  return { valid: true, statusCode: statusLine.statusCode, reasonPhrase: phrase };
}

/** What is wrong with an answer; undefined when nothing is. */
export function mistakeIn(answer: Answer, expected: Expected, isVerdictOnly: boolean): Mistake | undefined {
  if (answer.kind !== 'answer') return answer.kind;
  if (answer.valid !== expected.valid) return expected.valid ? 'refused' : 'accepted';
  if (!expected.valid || isVerdictOnly) return undefined;
  if (answer.statusCode !== expected.statusCode) return 'wrong-status-code';
  return octetsOfBase64(answer.reasonPhrase)?.equals(Buffer.from(expected.reasonPhrase, 'base64'))
    ? undefined
    : 'wrong-reason-phrase';
}

/** Base64 in either of its alphabets, with padding or without; undefined where it is something else. */
export function octetsOfBase64(value: unknown): Buffer | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value) ? Buffer.from(value, 'base64') : undefined;
}

import { readFileSync } from 'node:fs';
import { decodeOctets } from '../../src/octets.ts';
import type { DeviationCode, FaultCode, Profile } from '../../src/status-line.ts';

/** A labelled line. Offsets count octets. */
interface Row {
  readonly id: string;
  /** The line in base64, as a rule without its CRLF. */
  readonly octets: string;
  /** For the eye only. */
  readonly text: string;
  readonly kind: readonly ('rfc' | 'seen' | 'constructed')[];
  readonly why: string;
  readonly strict: 'accept' | 'reject';
  readonly lenient: 'accept' | 'reject';
  readonly parsed?: { readonly sipVersion: string; readonly statusCode: number; readonly reasonPhraseOctets: string };
  readonly deviations?: readonly { readonly code: DeviationCode; readonly offset: number }[];
  readonly faults?: Readonly<Partial<Record<Profile, { readonly code: FaultCode; readonly offset: number }>>>;
}

export interface LabelledLine extends Row {
  readonly line: Uint8Array;
}

export const corpus: readonly LabelledLine[] = (
  JSON.parse(readFileSync(new URL('status-lines.json', import.meta.url), 'utf8')) as Row[]
).map((row) => ({ ...row, line: octetsOfBase64(row.octets) }));

/** What a row's phrase is as text. */
export function phraseOf({ parsed }: LabelledLine): string {
  return decodeOctets(octetsOfBase64(parsed?.reasonPhraseOctets ?? ''));
}

export function tortureMessage(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`rfc4475/${name}.dat`, import.meta.url)));
}

function octetsOfBase64(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

import type { DeviationCode, FaultCode, Profile } from '../../src/status-line.ts';
import { octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import rows from './status-lines.json' with { type: 'json' };

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

export const corpus: readonly LabelledLine[] = (rows as unknown as readonly Row[]).map((row) => ({
  ...row,
  line: octetsOfBase64(row.octets),
}));

/** What a row's phrase is as text. */
export function phraseOf({ parsed }: LabelledLine): string {
  return decodeOctets(octetsOfBase64(parsed?.reasonPhraseOctets ?? ''));
}

export function octetsOfBase64(base64: string): Uint8Array {
  return octetsOfLatin1(atob(base64));
}

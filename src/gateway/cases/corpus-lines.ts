import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import type { DeviationCode, FaultCode, Profile } from '../../status-line.ts';

interface Row {
  readonly id: string;
  readonly octets: string;
  readonly why: string;
  /** Unless both profiles refuse it. */
  readonly parsed?: { readonly statusCode: number; readonly reasonPhraseOctets: string };
  readonly deviations?: readonly { readonly code: DeviationCode }[];
  readonly faults?: Readonly<Partial<Record<Profile, { readonly code: FaultCode; readonly offset: number }>>>;
}

export interface CorpusLine {
  readonly id: string;
  readonly octets: Uint8Array;
  readonly why: string;
  /** What a disagreement about it is counted under. */
  readonly family: string;
  /** What each profile has to say of it. No parser was asked. */
  readonly labels: Readonly<Record<Profile, Label>>;
}

/** The phrase's octets are in base64. */
type Label =
  | { readonly valid: true; readonly statusCode: number; readonly reasonPhrase: string }
  | { readonly valid: false; readonly fault: string };

/** The labelled lines that come with the package. */
export function corpusLines(): readonly CorpusLine[] {
  const rows = createRequire(import.meta.url)('sip-status-line/corpus.json') as readonly Row[];
  return rows.map((row) => ({
    id: row.id,
    octets: new Uint8Array(Buffer.from(row.octets, 'base64')),
    why: row.why,
    family: row.faults?.lenient?.code ?? (row.deviations?.map(({ code }) => code).join(' + ') || 'valid'),
    labels: { strict: labelOf(row, 'strict'), lenient: labelOf(row, 'lenient') },
  }));
}

function labelOf({ id, parsed, faults }: Row, profile: Profile): Label {
  const fault = faults?.[profile];
  if (fault !== undefined) return { valid: false, fault: `${fault.code} at ${fault.offset}` };
  if (parsed === undefined) throw new Error(`${id} of the corpus has no label for ${profile}`);
  return { valid: true, statusCode: parsed.statusCode, reasonPhrase: parsed.reasonPhraseOctets };
}

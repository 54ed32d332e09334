import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { DeviationCode, FaultCode, Profile } from '../status-line.ts';

interface Row {
  readonly id: string;
  readonly octets: string;
  readonly why: string;
  readonly deviations?: readonly { readonly code: DeviationCode }[];
  readonly faults?: Readonly<Partial<Record<Profile, { readonly code: FaultCode }>>>;
}

export interface CorpusLine {
  readonly id: string;
  readonly octets: Uint8Array;
  readonly why: string;
  /** What a disagreement about it is counted under. */
  readonly family: string;
}

/** The labelled lines that come with the package. */
export function corpusLines(): readonly CorpusLine[] {
  // Not written in one piece, or the bundler takes the file for a part of the program.
  const path = '../../test/corpus/status-lines.json';
  const rows = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as readonly Row[];
  return rows.map(({ id, octets, why, deviations = [], faults }) => ({
    id,
    octets: new Uint8Array(Buffer.from(octets, 'base64')),
    why,
    family: faults?.lenient?.code ?? (deviations.map(({ code }) => code).join(' + ') || 'valid'),
  }));
}

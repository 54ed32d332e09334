import * as fc from 'fast-check';
import type { Deviation, Profile } from '../../status-line.ts';
import { lenientStatusLine } from '../lenient-status-line.ts';
import { type Defect, malformedStatusLine } from '../malformed-status-line.ts';
import { statusLineOctets } from '../status-line-octets.ts';

/** Whether the strict profile reads a line, only the lenient one, or none. */
export type LineKind = 'valid' | 'lenient' | 'malformed';

export const lineKinds: readonly LineKind[] = ['valid', 'lenient', 'malformed'];

/** A line and what is known of it, whatever its kind. */
export interface GeneratedLine {
  readonly kind: LineKind;
  readonly octets: Uint8Array;
  /** What the lenient profile forgives in it. */
  readonly deviations?: readonly Deviation[];
  /** What is wrong with it. */
  readonly defect?: Defect;
}

/** How often each kind comes; a kind that is left out does not come. */
export type KindWeights = Readonly<Partial<Record<LineKind, number>>>;

/**
 * Lines of some kinds, in a list each kind as often as another.
 *
 * @param options.profile what refuses the malformed ones; strict when it is left out
 */
export function generatedLine(
  kinds: readonly LineKind[] | KindWeights,
  { crlf, profile = 'strict' }: { crlf: boolean; profile?: Profile },
): fc.Arbitrary<GeneratedLine> {
  const arbitraries: Record<LineKind, fc.Arbitrary<GeneratedLine>> = {
    valid: statusLineOctets({ crlf }).map((octets) => ({ kind: 'valid', octets })),
    lenient: lenientStatusLine().map((line) => ({ kind: 'lenient', ...line })),
    malformed: malformedStatusLine({ profile }).map((line) => ({ kind: 'malformed', ...line })),
  };
  const weights: KindWeights = Array.isArray(kinds) ? Object.fromEntries(kinds.map((kind) => [kind, 1])) : kinds;
  const chosen = lineKinds.filter((kind) => weights[kind] !== undefined);
  return fc.oneof(...chosen.map((kind) => ({ weight: weights[kind] ?? 1, arbitrary: arbitraries[kind] })));
}

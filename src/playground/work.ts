import type { Defect } from '../arbitraries/index.ts';
import type { Fault, Profile } from '../index.ts';
import type { ParseTree } from './parse-tree.ts';

/** What the page asks of its worker: to take a line apart, or to break it. */
export type Request =
  | { readonly kind: 'tree'; readonly octets: Uint8Array; readonly profile: Profile }
  | { readonly kind: 'near-misses'; readonly octets: Uint8Array; readonly profile: Profile; readonly seed: number };

export type Answer =
  | { readonly kind: 'tree'; readonly tree: ParseTree | undefined }
  | { readonly kind: 'near-misses'; readonly nearMisses: readonly NearMiss[] };

/** A line that is wrong at one place, and where the profile's parser stops. */
export interface NearMiss {
  readonly octets: Uint8Array;
  readonly defect: Defect;
  readonly fault: Fault;
}

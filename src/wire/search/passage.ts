import type { Passage as CapturedPassage } from '../../capture/passage.ts';

/** Octets that lie side by side in memory, and by what means they are searched. */
export interface Passage extends CapturedPassage {
  /** Whether no more has come for a while, so that nothing should wait for what may not come. */
  readonly isIdle?: boolean;
  /** What `nextVersion` says of the passage's octets, where there is something faster. */
  next?(from: number, to: number): number;
  /** The same for `nextCSeq`. */
  nextCSeq?(from: number, to: number): number;
}

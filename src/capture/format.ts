import type { SourcePassage } from './passage.ts';

/** What a source is, and how it is read. */
export interface Format {
  /**
   * Reads what is at hand and moves the passage's `at` on, as far as what is there can be told.
   *
   * @param isLast whether there is no more
   * @returns `corrupt` where what is at `at` makes no sense, and what is after it cannot be found
   */
  search(passage: SourcePassage, isLast: boolean): 'corrupt' | undefined;
  /** Takes what is still to be taken. */
  end(): void;
}

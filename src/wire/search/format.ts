import type { Window } from './window.ts';

/** What a source is, and how it is searched. */
export interface Format {
  /**
   * Searches what is at hand and moves the window's `at` on, as far as what is there can be told.
   *
   * @param isLast whether there is no more
   * @returns `corrupt` where what is at `at` makes no sense, and what is after it cannot be found
   */
  search(window: Window, isLast: boolean): 'corrupt' | undefined;
  /** Tells what is still to be told. */
  end(): void;
}

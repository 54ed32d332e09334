import type { Passage } from '../wire/search/passage.ts';

/** Finds the messages in one direction of a connection. */
export interface StreamReader {
  /**
   * Searches what there is of the stream, and returns the index of the first octet that is still needed.
   *
   * @param isLast whether no more of the stream comes, or octets are missing after those that are there
   */
  search(passage: Passage, from: number, to: number, isLast: boolean): number;
  /** Whether what comes is nothing that it reads. */
  readonly isOver: boolean;
}

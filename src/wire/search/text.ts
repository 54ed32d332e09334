import type { Format } from '../../capture/format.ts';
import type { Listener } from './listener.ts';
import { locate, located, reportLocated } from './locate.ts';
import type { Passage } from './passage.ts';
import type { Window } from './window.ts';

/** A log, or anything else of which every octet is searched. */
export class Text implements Format {
  readonly #listener: Listener;
  readonly #search: TextSearch;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#search = new TextSearch(listener);
  }

  search(window: Window, isLast: boolean): undefined {
    const from = window.at;
    window.at = this.#search.search(window, from, window.end, isLast);
    this.#listener.searched(window.at - from);
  }

  end(): void {}
}

/** Octets that may be undecided without being looked at again for each one that comes. */
const fewOctets = 1024;

/** Finds the status lines in a text that comes piece by piece. */
export class TextSearch {
  readonly #listener: Listener;
  /** How many octets there have to be before what is undecided is looked at again. */
  #needed = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Searches what there is, and returns the index of the first octet that is still needed. */
  search(passage: Passage, from: number, to: number, isLast: boolean): number {
    if (to - from < this.#needed && !isLast && passage.isIdle !== true) return from;
    let first: number | undefined;
    for (let at = from; locate(passage, at, to, 0, isLast, first); at = located.next) {
      first = located.following;
      reportLocated(passage, located.where, this.#listener);
    }
    const undecided = to - located.next;
    // Looking again only when there is an eighth more makes the work grow with the octets, however they are cut.
    this.#needed = undecided > fewOctets ? undecided + (undecided >> 3) : 0;
    return located.next;
  }
}

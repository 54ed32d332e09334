import type { Format } from './format.ts';
import { locate, located, reportLocated } from './locate.ts';
import type { Listener } from './passage.ts';
import type { Window } from './window.ts';

/** A log, or anything else of which every octet is searched. */
export class Text implements Format {
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  search(window: Window, isLast: boolean): undefined {
    const { at: from, end } = window;
    let at = from;
    while (locate(window, at, end, 0, isLast)) {
      reportLocated(window, located.where, this.#listener);
      at = located.next;
    }
    this.#listener.searched(located.next - from);
    window.at = located.next;
  }

  end(): void {}
}

import type { Format } from '../../capture/format.ts';
import { Hep, isHep } from '../../capture/hep.ts';
import type { PayloadReader } from '../../capture/payload-reader.ts';
import { isPcap, Pcap } from '../../capture/pcap-reader.ts';
import { isPcapng, Pcapng } from '../../capture/pcapng-reader.ts';
import type { Listener } from './listener.ts';
import { StreamSearch, searchDatagram } from './packet-search.ts';
import { Text } from './text.ts';
import { isUtf16, Utf16Text } from './utf-16-text.ts';
import { Window } from './window.ts';

export type FormatName = 'text' | 'pcap' | 'pcapng' | 'hep';

/**
 * Finds the status lines in a source that is given piece by piece. Whoever has it puts octets into {@link room} and
 * says with {@link take} how many, until there are no more, and calls {@link end}. Nothing is copied but what lies at
 * the border of two pieces, and what came of it does not depend on where these borders are.
 */
export class StatusLineSearch {
  readonly #listener: Listener;
  readonly #window = new Window();
  #format: Format | undefined;
  #formatName: FormatName | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** What the source is; undefined before that is known. */
  get format(): FormatName | undefined {
    return this.#formatName;
  }

  /** Where the next octets are to be put. It is another place each time. */
  room(): Uint8Array {
    return this.#window.room();
  }

  take(count: number): void {
    this.#window.grow(count);
    this.#search(false);
  }

  /** No more has come for a while: what does not have to wait is reported. */
  idle(): void {
    this.#window.isIdle = true;
    this.#search(false);
    this.#window.isIdle = false;
  }

  end(): void {
    this.#search(true);
    this.#format?.end();
  }

  #search(isLast: boolean): void {
    if (this.#format === undefined) {
      // The first four octets of a capture say what it is.
      if (this.#window.end < 4 && !isLast) return;
      this.#open(isLast);
    }
    if (this.#format?.search(this.#window, isLast) !== 'corrupt') return;
    // Where a capture makes no sense any more, what is left of it is searched as octets of any kind.
    this.#listener.skipped(this.#window.offset, this.#window.offset, 'malformed');
    this.#format.end();
    this.#format = new Text(this.#listener);
    this.#format.search(this.#window, isLast);
  }

  #open(isLast: boolean): void {
    const { octets, end } = this.#window;
    this.#formatName = isLast && end < 4 ? 'text' : formatOf(octets);
    if (this.#formatName === 'text' && end >= 2 && isUtf16(octets, 0)) {
      this.#format = new Utf16Text(this.#listener);
      return;
    }
    const payloads = payloadsTo(this.#listener);
    this.#format =
      this.#formatName === 'text'
        ? new Text(this.#listener)
        : new { pcap: Pcap, pcapng: Pcapng, hep: Hep }[this.#formatName](payloads);
  }
}

function formatOf(octets: Uint8Array): FormatName {
  if (isPcap(octets, 0)) return 'pcap';
  if (isPcapng(octets, 0)) return 'pcapng';
  return isHep(octets, 0) ? 'hep' : 'text';
}

/** The search of what packets carry. */
function payloadsTo(listener: Listener): PayloadReader {
  return {
    datagram: (passage, start, end, isCut) => searchDatagram(passage, start, end, isCut, listener),
    stream: () => new StreamSearch(listener),
    searched: (count) => listener.searched(count),
    framing: (count) => listener.framing(count),
    skipped: (start, end, reason) => listener.skipped(start, end, reason),
  };
}

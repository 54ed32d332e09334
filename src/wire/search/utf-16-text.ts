import type { Format } from '../../capture/format.ts';
import { encodeText } from '../../text/utf-8.ts';
import type { Listener } from './listener.ts';
import { context } from './locate.ts';
import type { Passage } from './passage.ts';
import { TextSearch } from './text.ts';
import type { Window } from './window.ts';

/** Whether a text begins with the mark of UTF-16, in either byte order. */
export function isUtf16(octets: Uint8Array, at: number): boolean {
  return (octets[at] === 0xff && octets[at + 1] === 0xfe) || (octets[at] === 0xfe && octets[at + 1] === 0xff);
}

/** A log in UTF-16, as some shells redirect output. It is searched as UTF-8, and its offsets are those of the file. */
export class Utf16Text implements Format, Passage {
  readonly #listener: Listener;
  readonly #search: TextSearch;
  #isLittle: boolean | undefined;
  /** The text in UTF-8, and where the unit of each octet begins in the source. */
  #octets = new Uint8Array(0);
  #offsets = new Float64Array(0);
  #at = 0;
  #end = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#search = new TextSearch(listener);
  }

  get octets(): Uint8Array {
    return this.#octets;
  }

  offsetAt(index: number): number {
    return this.#offsets[index] as number;
  }

  packetAt(): undefined {
    return undefined;
  }

  search(window: Window, isLast: boolean): undefined {
    const from = window.at;
    window.at = this.#take(window, isLast);
    this.#listener.searched(window.at - from);
    this.#at = this.#search.search(this, this.#at, this.#end, isLast);
  }

  end(): void {}

  /** Takes the units that are whole, and returns the index after them. */
  #take(window: Window, isLast: boolean): number {
    const { octets, at, end } = window;
    this.#makeRoom(Math.ceil((end - at) / 2) * 3);
    this.#isLittle ??= octets[at] === 0xff;
    const [high, low] = this.#isLittle ? [1, 0] : [0, 1];
    const unitAt = (index: number): number => ((octets[index + high] as number) << 8) | (octets[index + low] as number);
    let index = at;
    while (index + 2 <= end) {
      const unit = unitAt(index);
      if (unit < 0x80) {
        this.#put(unit, window.offsetAt(index));
        index += 2;
        continue;
      }
      const isHigh = unit >= 0xd800 && unit < 0xdc00;
      if (isHigh && index + 4 > end && !isLast) break;
      const next = isHigh && index + 4 <= end ? unitAt(index + 2) : 0;
      const isPair = next >= 0xdc00 && next < 0xe000;
      const character = isPair
        ? String.fromCharCode(unit, next)
        : unit >= 0xd800 && unit < 0xe000
          ? '\ufffd'
          : String.fromCharCode(unit);
      for (const octet of encodeText(character)) this.#put(octet, window.offsetAt(index));
      index += isPair ? 4 : 2;
    }
    return isLast ? end : index;
  }

  #put(octet: number, offset: number): void {
    this.#octets[this.#end] = octet;
    this.#offsets[this.#end] = offset;
    this.#end += 1;
  }

  /** Drops what is not needed any more, and makes room for so many octets. */
  #makeRoom(count: number): void {
    const kept = Math.max(0, this.#at - context);
    const length = this.#end - kept;
    const isFull = this.#end + count > this.#octets.length;
    if (!isFull) return;
    const size = Math.max(this.#octets.length, (length + count) * 2);
    const [octets, offsets] = [this.#octets.subarray(kept, this.#end), this.#offsets.subarray(kept, this.#end)];
    this.#octets = new Uint8Array(size);
    this.#offsets = new Float64Array(size);
    this.#octets.set(octets);
    this.#offsets.set(offsets);
    this.#at -= kept;
    this.#end = length;
  }
}

import { DirectionSearch } from './direction-search.ts';
import type { PacketView } from './packet-view.ts';
import type { SourcePassage } from './passage.ts';
import type { PayloadReader } from './payload-reader.ts';
import { Gathered } from './reassembly-buffer.ts';

/** A segment as it lies in the window. */
export interface Segment {
  readonly sequence: number;
  readonly flags: number;
  readonly start: number;
  readonly end: number;
  /** How many octets of it are not in the capture, after those that are. */
  readonly missing: number;
}

interface Held {
  readonly sequence: number;
  readonly octets: Uint8Array;
  readonly missing: number;
  readonly offset: number;
  readonly packet: PacketView;
}

/** One direction of a connection. */
interface Direction {
  /** The sequence number that comes next; undefined before the first segment. */
  next: number | undefined;
  readonly messages: DirectionSearch;
  /** What has been seen of a message that is not there as a whole. */
  gathered: Gathered | undefined;
  /** How many octets there have to be before it is looked at again. */
  needed: number;
  /** Segments that came too early, in the order of their numbers. */
  readonly held: Held[];
  heldOctets: number;
}

const fin = 0x01;
const syn = 0x02;
const rst = 0x04;

/** More connections than these are forgotten, the ones that have been silent for the longest first. */
const mostDirections = 4096;
/** So much of what came too early is kept, of one direction and of all. Then what is missing is given up. */
const mostHeld = 1 << 18;
const mostHeldOfAll = 1 << 22;
/** So much memory is given to unfinished messages, of all directions. */
const mostGatheredOfAll = 1 << 22;

/** Puts the segments of TCP connections in order (RFC 9293 §3.4), and finds the messages in them. */
export class TcpStreams {
  readonly #payloads: PayloadReader;
  readonly #directions = new Map<string, Direction>();
  #heldOfAll = 0;
  #gatheredOfAll = 0;

  constructor(payloads: PayloadReader) {
    this.#payloads = payloads;
  }

  /** Takes the segment that the window's packet brought. */
  take(window: SourcePassage, { sequence, flags, start, end, missing }: Segment): void {
    const packet = window.packet as NonNullable<typeof window.packet>;
    const name = packet.direction();
    let direction = this.#directions.get(name);
    if (direction === undefined) direction = newDirection(this.#payloads);
    // Whoever was heard of last stands last.
    else this.#directions.delete(name);
    this.#directions.set(name, direction);

    let first = sequence;
    if ((flags & syn) !== 0) {
      first = (sequence + 1) >>> 0;
      // The same addresses and ports may be used again.
      if (direction.next !== first) {
        this.#finish(direction);
        direction.next = first;
      }
    }
    if (end > start || missing > 0) {
      direction.next ??= first;
      const early = ahead(first, direction.next);
      if (early > 0) this.#hold(direction, window, { sequence: first, flags, start, end, missing });
      else {
        this.#read(direction, window, start, end, -early, missing);
        this.#release(direction);
      }
    }
    // The direction is remembered, because what has been sent may be sent again.
    if ((flags & (fin | rst)) !== 0 && direction.held.length === 0) this.#finish(direction);
    if (
      this.#directions.size > mostDirections ||
      this.#gatheredOfAll > mostGatheredOfAll ||
      this.#heldOfAll > mostHeldOfAll
    )
      this.#forgetOldest();
  }

  /** There is no more. */
  end(): void {
    for (const direction of this.#directions.values()) this.#finish(direction);
    this.#directions.clear();
  }

  #forgetOldest(): void {
    const [oldest] = this.#directions;
    if (oldest === undefined) return;
    this.#finish(oldest[1]);
    this.#directions.delete(oldest[0]);
  }

  /** Reads octets in their order, of which the first `known` have been read before. */
  #read(direction: Direction, window: SourcePassage, start: number, end: number, known: number, missing: number): void {
    const from = Math.min(end, start + known);
    if (from > start) this.#payloads.skipped(window.offsetAt(start), window.offsetAt(from), 'repeated');
    const advance = end - start + missing - known;
    if (advance <= 0) return;
    this.#payloads.searched(end - from);
    if (direction.gathered === undefined) {
      const done = direction.messages.search(window, from, end, false);
      if (done < end) {
        const packet = window.packet as NonNullable<typeof window.packet>;
        this.#gather(direction, window.octets.subarray(done, end), window.offsetAt(done), packet.snapshot());
      }
    } else {
      const packet = window.packet as NonNullable<typeof window.packet>;
      this.#append(direction, window.octets.subarray(from, end), window.offsetAt(from), packet.snapshot());
    }
    this.#advance(direction, advance, missing);
  }

  #advance(direction: Direction, count: number, missing: number): void {
    direction.next = ((direction.next as number) + count) >>> 0;
    if (missing > 0) this.#interrupt(direction);
  }

  #gather(direction: Direction, octets: Uint8Array, offset: number, packet: PacketView): void {
    direction.gathered = new Gathered();
    direction.gathered.append(octets, offset, packet);
    direction.needed = grown(octets.length);
    this.#gatheredOfAll += direction.gathered.roomOctets;
  }

  #append(direction: Direction, octets: Uint8Array, offset: number, packet: PacketView): void {
    const gathered = direction.gathered as Gathered;
    this.#gatheredOfAll -= gathered.roomOctets;
    gathered.append(octets, offset, packet);
    this.#gatheredOfAll += gathered.roomOctets;
    if (gathered.length < direction.needed) return;
    this.#searchGathered(direction, gathered, false);
    direction.needed = grown(gathered.length);
  }

  #searchGathered(direction: Direction, gathered: Gathered, isLast: boolean): void {
    const done = direction.messages.search(gathered, gathered.start, gathered.end, isLast);
    this.#gatheredOfAll -= gathered.roomOctets;
    gathered.dropBefore(done);
    if (gathered.length === 0) direction.gathered = undefined;
    else this.#gatheredOfAll += gathered.roomOctets;
  }

  /** Keeps a segment until what comes before it has come, or is given up. */
  #hold(direction: Direction, window: SourcePassage, { sequence, start, end, missing }: Segment): void {
    const packet = (window.packet as NonNullable<typeof window.packet>).snapshot();
    const held = { sequence, octets: window.octets.slice(start, end), missing, offset: window.offsetAt(start), packet };
    let at = direction.held.length;
    while (at > 0 && ahead((direction.held[at - 1] as Held).sequence, sequence) > 0) at -= 1;
    direction.held.splice(at, 0, held);
    direction.heldOctets += end - start;
    this.#heldOfAll += end - start;
    if (direction.heldOctets > mostHeld || direction.held.length > 1024) this.#giveUp(direction);
  }

  /** Reads what came too early and is due now. */
  #release(direction: Direction): void {
    for (let held = direction.held[0]; held !== undefined; held = direction.held[0]) {
      const early = ahead(held.sequence, direction.next as number);
      if (early > 0) return;
      direction.held.shift();
      direction.heldOctets -= held.octets.length;
      this.#heldOfAll -= held.octets.length;
      this.#readHeld(direction, held, -early);
    }
  }

  #readHeld(direction: Direction, { octets, offset, packet, missing }: Held, known: number): void {
    const from = Math.min(octets.length, known);
    if (from > 0) this.#payloads.skipped(offset, offset + from, 'repeated');
    const advance = octets.length + missing - known;
    if (advance <= 0) return;
    this.#payloads.searched(octets.length - from);
    if (direction.gathered === undefined) this.#gather(direction, new Uint8Array(0), offset + from, packet);
    this.#append(direction, octets.subarray(from), offset + from, packet);
    this.#advance(direction, advance, missing);
  }

  /** Goes on after what is missing. */
  #giveUp(direction: Direction): void {
    const held = direction.held[0];
    if (held === undefined) return;
    this.#interrupt(direction);
    direction.next = held.sequence;
    this.#release(direction);
  }

  /** What is unfinished will stay so. */
  #interrupt(direction: Direction): void {
    const { gathered } = direction;
    if (gathered !== undefined) this.#searchGathered(direction, gathered, true);
    direction.messages.interrupted();
  }

  #finish(direction: Direction): void {
    while (direction.held.length > 0) this.#giveUp(direction);
    this.#interrupt(direction);
  }
}

function newDirection(payloads: PayloadReader): Direction {
  return {
    next: undefined,
    messages: new DirectionSearch(payloads),
    gathered: undefined,
    needed: 0,
    held: [],
    heldOctets: 0,
  };
}

/** Looking again only when there is an eighth more makes the work grow with the octets, however they are cut. */
function grown(length: number): number {
  return length + Math.max(1, length >> 3);
}

/** How far a sequence number is ahead of another; negative when it is behind. Numbers wrap (RFC 9293 §3.4). */
function ahead(sequence: number, of: number): number {
  return (sequence - of) | 0;
}

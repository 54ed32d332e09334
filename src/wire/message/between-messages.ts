import type { Start } from '../../automaton/automaton.ts';
import { automatonOf } from '../../automaton/profiles.ts';
import type { Profile } from '../../status-line.ts';
import type { SkippedRange } from '../stream/skipped-range.ts';
import { cr, lf, sp } from './octet.ts';

/**
 * What stands between messages. CRLF is ignored there (RFC 3261 §7.5); the lenient profile also forgives what the
 * grammar calls leadingOctets. None of it is kept, so there may be any amount of it, and it is reported as soon as
 * possible, since a keep-alive wants an answer.
 */
export class BetweenMessages {
  readonly #isStrict: boolean;
  readonly #skipped: (range: SkippedRange) => void;
  /** A run of octets that are forgiven, which has not been reported. Empty where both are the same. */
  #runStart = 0;
  #runEnd = 0;
  /** Where the last CRLF ended that may be the first half of a ping. */
  #keptAliveAt = -1;
  #leadingOctetsAt: number | undefined;

  constructor(profile: Profile, skipped: (range: SkippedRange) => void) {
    this.#isStrict = profile === 'strict';
    this.#skipped = skipped;
  }

  /**
   * Skips from an index on, and says where a message begins, or that more octets have to come to tell. Then none
   * begins before `at`; what is from there on may begin a CRLF or a byte order mark.
   *
   * @param base the offset of index 0
   */
  skip(
    octets: Uint8Array,
    from: number,
    base: number,
    isLast: boolean,
  ): { readonly at: number; readonly begins: boolean } {
    const { length } = octets;
    let at = from;
    while (at < length) {
      const count = this.#lengthAt(octets, at);
      if (count === 'open' && !isLast) return { at, begins: false };
      if (count === 0 || (count === 'open' && (this.#isStrict || octets[at] !== cr))) {
        this.#reportRun();
        return { at, begins: true };
      }
      const end = at + (count === 'open' ? 1 : count);
      if (count === 2) this.#emptyLine(base + at);
      else this.#forgive(base + at, base + end);
      at = end;
    }
    if (isLast) this.#reportRun();
    return { at, begins: false };
  }

  /** Where the first octet stood that was forgiven before the message that begins now; undefined where none was. */
  takeLeadingOctets(): number | undefined {
    const at = this.#leadingOctetsAt;
    this.#leadingOctetsAt = undefined;
    return at;
  }

  /** How many octets at an index stand before a message: 2 of a CRLF, 3 of a byte order mark. */
  #lengthAt(octets: Uint8Array, at: number): 0 | 1 | 2 | 3 | 'open' {
    const { length } = octets;
    if (octets[at] === cr) {
      if (at + 1 === length) return 'open';
      if (octets[at + 1] === lf) return 2;
    }
    if (this.#isStrict) return 0;
    if (octets[at] === 0xef) {
      if (at + 1 < length && octets[at + 1] !== 0xbb) return 0;
      return at + 2 >= length ? 'open' : octets[at + 2] === 0xbf ? 3 : 0;
    }
    return isLeadingOctet(octets[at] as number) ? 1 : 0;
  }

  #emptyLine(start: number): void {
    this.#reportRun();
    const isSecond = this.#keptAliveAt === start;
    this.#keptAliveAt = isSecond ? -1 : start + 2;
    this.#skipped({ start, end: start + 2, why: isSecond ? 'ping' : 'keep-alive' });
  }

  #forgive(start: number, end: number): void {
    this.#leadingOctetsAt ??= start;
    if (this.#runStart === this.#runEnd) this.#runStart = start;
    this.#runEnd = end;
  }

  #reportRun(): void {
    if (this.#runStart === this.#runEnd) return;
    this.#skipped({ start: this.#runStart, end: this.#runEnd, why: 'leading-octets' });
    this.#runStart = this.#runEnd;
  }
}

/** Whether the lenient grammar skips an octet before a line: of those that it does, each leads from one state to itself. */
function isLeadingOctet(octet: number): boolean {
  const { next, starts } = automatonOf('lenient');
  const { state } = starts.statusLine as Start;
  const skipping = (next[(state << 8) | sp] as number) & 0xff;
  return next[(skipping << 8) | octet] === skipping;
}

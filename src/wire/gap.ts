import type { Start } from '../automaton/automaton.ts';
import { automatonOf } from '../automaton/profiles.ts';
import type { Profile } from '../status-line.ts';
import { cr, lf, sp } from './octet.ts';
import type { SkippedRange } from './skipped-range.ts';

/** The octets of a CRLF, or of a byte order mark, that have come and may be followed by the rest. */
type Begun = '' | 'CR' | 'EF' | 'EF BB';

const octetsOf: Readonly<Record<Begun, readonly number[]>> = { '': [], CR: [cr], EF: [0xef], 'EF BB': [0xef, 0xbb] };

/**
 * What stands between messages. CRLF is ignored there (RFC 3261 §7.5); the lenient profile also forgives what the
 * grammar calls leadingOctets. None of it is kept, so there may be any amount of it, and it is reported as soon as
 * possible, since a keep-alive wants an answer.
 */
export class Gap {
  readonly #isStrict: boolean;
  readonly #skipped: (range: SkippedRange) => void;
  #begun: Begun = '';
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
   * Skips from an index on. Gives the index where a message begins, or the length of the octets where none does. It is
   * negative where the message began in octets that were given before: `begun` are those.
   *
   * @param base the offset of index 0
   */
  skip(octets: Uint8Array, from: number, base: number): number {
    for (let at = from; at < octets.length; at += 1) {
      const octet = octets[at] as number;
      if (this.#begun !== '') {
        const start = at - octetsOf[this.#begun].length;
        if (this.#begun === 'CR' && octet === lf) {
          this.#begun = '';
          this.#emptyLine(base + start);
          continue;
        }
        if (this.#begun === 'EF' && octet === 0xbb) {
          this.#begun = 'EF BB';
          continue;
        }
        if (this.#begun === 'EF BB' && octet === 0xbf) {
          this.#begun = '';
          this.#forgive(base + start, base + at + 1);
          continue;
        }
        if (this.#begun !== 'CR' || this.#isStrict) return this.#end(start);
        this.#begun = '';
        this.#forgive(base + start, base + at);
      }
      if (octet === cr) this.#begun = 'CR';
      else if (this.#isStrict) return this.#end(at);
      else if (isLeadingOctet(octet)) this.#forgive(base + at, base + at + 1);
      else if (octet === 0xef) this.#begun = 'EF';
      else return this.#end(at);
    }
    return octets.length;
  }

  /** The octets that a message began with before those that were given last. */
  get begun(): Uint8Array {
    return Uint8Array.from(octetsOf[this.#begun]);
  }

  /** No octets follow. Gives the number of those that a message has begun with. */
  finish(end: number): number {
    if (this.#begun === 'CR' && !this.#isStrict) {
      this.#begun = '';
      this.#forgive(end - 1, end);
    }
    this.#tellRun();
    return octetsOf[this.#begun].length;
  }

  /** Where the first octet stood that was forgiven before the message that begins now; undefined where none was. */
  takeLeadingOctets(): number | undefined {
    const at = this.#leadingOctetsAt;
    this.#leadingOctetsAt = undefined;
    this.#begun = '';
    return at;
  }

  #end(at: number): number {
    this.#tellRun();
    return at;
  }

  #emptyLine(start: number): void {
    this.#tellRun();
    const isSecond = this.#keptAliveAt === start;
    this.#keptAliveAt = isSecond ? -1 : start + 2;
    this.#skipped({ start, end: start + 2, why: isSecond ? 'ping' : 'keep-alive' });
  }

  #forgive(start: number, end: number): void {
    this.#leadingOctetsAt ??= start;
    if (this.#runStart === this.#runEnd) this.#runStart = start;
    this.#runEnd = end;
  }

  #tellRun(): void {
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

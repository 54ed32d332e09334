import { Buffer } from 'node:buffer';
import { type Outcome, verdicts } from '../campaign/verdict.ts';
import type { Channel, Mode } from './mode.ts';

/** Where a line is cut: after each octet, between its fields, or at one to three places that the line itself decides. */
export const splits = ['octet', 'field', 'random'] as const;

/** One of {@link splits}. */
export type Split = (typeof splits)[number];

/** How many octets of a line are pieces of their own: what is wrong with one more shows at these. */
const mostPieces = 64;

/** The offsets at which a line and the CRLF after it are cut. */
export function cutsOf(octets: Uint8Array, split: Split): readonly number[] {
  const text = Buffer.from(octets.subarray(0, mostPieces)).toString('latin1');
  const end = octets.length;
  if (split === 'octet') return [...text].map((_, n) => n + 1).concat(end, end + 1, end + 2);
  if (split === 'field') {
    const fields = [...text.matchAll(/[A-Za-z]+|\d+|[^A-Za-z\d]/g)].map(({ index }) => index);
    return [...new Set([...fields, end, end + 1, end + 2])];
  }
  // The same line is cut at the same places each time.
  let state = octets.reduce((hash, octet) => Math.imul(hash ^ octet, 0x01000193), 0x811c9dc5);
  const drawn = Array.from({ length: 1 + ((state >>> 30) % 3) }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    return 1 + ((state >>> 0) % (end + 1));
  });
  return [...new Set(drawn)].sort((a, b) => a - b);
}

/**
 * A mode that brings each line twice, as a whole and in pieces: what comes of it must not change, for a stream has no
 * borders but those of its messages (RFC 3261 §18.3), and frames are none either (RFC 6455 §5.4).
 */
export function inPieces(mode: Mode, split: Split): Mode {
  return { ...mode, openChannel: async () => new PiecesChannel(mode, split, await mode.openChannel()) };
}

class PiecesChannel implements Channel {
  readonly #mode: Mode;
  readonly #split: Split;
  readonly #channel: Channel;

  constructor(mode: Mode, split: Split, channel: Channel) {
    this.#mode = mode;
    this.#split = split;
    this.#channel = channel;
  }

  get connection(): object | undefined {
    return this.#channel.connection;
  }

  get connections(): number {
    return this.#channel.connections ?? 0;
  }

  get isDirty(): boolean {
    return this.#channel.isDirty ?? false;
  }

  async attempt(octets: Uint8Array): Promise<Outcome | undefined> {
    const whole = await this.#channel.attempt(octets);
    // What is a fault as a whole is one already, and what closes the connection leaves none to compare.
    if (whole === undefined || whole.verdict === 'closed' || isHarm(whole)) return whole;
    const isSpent = this.#mode.channels === 'per-case' || this.#channel.isDirty;
    const channel = isSpent ? await this.#mode.openChannel() : this.#channel;
    try {
      const pieces = await channel.attempt(octets, cutsOf(octets, this.#split));
      if (pieces === undefined || isHarm(pieces)) return pieces;
      if (saying(pieces) === saying(whole)) return whole;
      return { verdict: 'split-dependent', detail: `as a whole ${saying(whole)}, in pieces ${saying(pieces)}` };
    } finally {
      if (isSpent) channel.close();
    }
  }

  close(): void {
    this.#channel.close();
  }
}

function isHarm({ verdict }: Outcome): boolean {
  return verdicts.indexOf(verdict) >= verdicts.indexOf('leaked');
}

function saying({ verdict, statusCode, received, understood }: Outcome): string {
  const what = [statusCode, understood, received && Buffer.from(received).toString('latin1')];
  return [verdict, ...what.filter((one) => one !== undefined)].join(' ');
}

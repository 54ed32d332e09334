import type { Outcome } from '../campaign/verdict.ts';
import type { Channel, Mode } from './mode.ts';

/** Something that reads captured messages and says what it takes them for. */
export interface Dissector {
  /** What it makes of a response that begins with some octets; undefined where it says nothing in time. */
  dissect(octets: Uint8Array): Promise<Outcome | undefined>;
  /** Ends what was started for it. */
  close(): void;
}

/** Fuzzes a dissector: nothing is sent to anybody, and each case has an answer of its own. */
export function dissect(dissector: Dissector): Mode {
  const channel: Channel = { attempt: (octets) => dissector.dissect(octets), close() {} };
  return {
    name: 'dissect',
    method: 'OPTIONS',
    maxOctets: 65_000,
    channels: 'one',
    canReuseAfterTimeout: false,
    expects: 'that it is dissected as a response with code 486',
    advice: 'another version of the dissector',
    openChannel: async () => channel,
    isThrough: (outcome) => outcome?.verdict === 'accepted-as' && outcome.statusCode === 486,
    close: () => dissector.close(),
  };
}

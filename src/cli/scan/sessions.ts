import { asciiOf } from '../../text/utf-8.ts';
import { isBlank, lf } from '../../wire/message/octet.ts';

/** So many attempts are known at a time; the oldest is counted as it stands then. */
const mostAttempts = 50_000;
/** A longer name of an attempt is nobody's. */
const longestName = 512;

const challenges: readonly number[] = [401, 407];

/**
 * What became of the attempts to begin a session, in captures that have their requests and responses. An attempt is an
 * INVITE without a tag in To; what has the same Call-ID and the same tag in From is the same attempt: a retransmission,
 * another hop, the answer to a challenge.
 */
export class Sessions {
  /** The code of the final response, 0 while there is none, by Call-ID and tag. */
  readonly #attempts = new Map<string, number>();
  readonly #forgotten = new Map<number, number>();

  /** Takes an INVITE, its start-line and its header fields. */
  request(message: Uint8Array): void {
    const { name, hasToTag } = attemptOf(message);
    if (name === undefined || hasToTag || this.#attempts.has(name)) return;
    if (this.#attempts.size >= mostAttempts) this.#forgetOldest();
    this.#attempts.set(name, 0);
  }

  /** Takes a final response to INVITE. */
  response(statusCode: number, message: Uint8Array): void {
    if (this.#attempts.size === 0) return;
    const { name } = attemptOf(message);
    const known = name === undefined ? undefined : this.#attempts.get(name);
    if (name === undefined || known === undefined) return;
    const isAnswered = known >= 200 && known < 300;
    // Of several answers, one that begins the session counts, or else the last that is no challenge.
    if (!isAnswered && (known === 0 || !challenges.includes(statusCode))) this.#attempts.set(name, statusCode);
  }

  /** How many attempts ended with each code, and with none. */
  outcomes(): Record<string, number> {
    const counts = new Map(this.#forgotten);
    for (const code of this.#attempts.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
    return Object.fromEntries(
      [...counts].sort(([a], [b]) => a - b).map(([code, count]) => [code === 0 ? 'none' : String(code), count]),
    );
  }

  #forgetOldest(): void {
    const [oldest] = this.#attempts;
    if (oldest === undefined) return;
    this.#forgotten.set(oldest[1], (this.#forgotten.get(oldest[1]) ?? 0) + 1);
    this.#attempts.delete(oldest[0]);
  }
}

/** What names an attempt. It is asked of each INVITE, and `headerFields` would make text of every line. */
function attemptOf(message: Uint8Array): { name: string | undefined; hasToTag: boolean } {
  let [callId, from, to] = ['', '', ''];
  for (let at = 0; at < message.length; ) {
    let end = afterLine(message, at);
    // RFC 3261 §7.3.1: a line that begins with a blank belongs to the one before.
    while (isBlank(message[end])) end = afterLine(message, end);
    // Of the names, compact or not, these are the first letters.
    if (firstLetters.has(message[at] as number)) {
      const field = /^(?:(call-id|i)|(from|f)|(to|t))[ \t]*:\s*([\s\S]*?)\s*$/i.exec(asciiOf(message, at, end));
      if (field?.[1]) callId ||= field[4] as string;
      if (field?.[2]) from ||= field[4] as string;
      if (field?.[3]) to ||= field[4] as string;
    }
    at = end;
  }
  const name = `${callId}\n${tagOf(from) ?? ''}`;
  return { name: callId === '' || name.length > longestName ? undefined : name, hasToTag: tagOf(to) !== undefined };
}

const firstLetters: ReadonlySet<number> = new Set([...'CcIiFfTt'].map((letter) => letter.charCodeAt(0)));

function afterLine(octets: Uint8Array, from: number): number {
  const end = octets.indexOf(lf, from);
  return end === -1 ? octets.length : end + 1;
}

/** The tag of a From or To (RFC 3261 §19.3). */
function tagOf(value: string): string | undefined {
  return /;[ \t]*tag[ \t]*=[ \t]*([^;,\s]+)/i.exec(value.slice(value.lastIndexOf('>') + 1))?.[1];
}

/** How well attempts went, in percent; null where nothing can be said. */
export interface SessionRatios {
  /** Answered, of all: ITU-T E.411. */
  readonly answerSeizure: number | null;
  /** Answered, busy, declined, not answered or given up by the caller, of all: what the network did right, ITU-T E.425. */
  readonly networkEffectiveness: number | null;
  /** RFC 6076 §4.6: answered, of all that were not redirected. */
  readonly sessionEstablishment: number | null;
  /** RFC 6076 §4.7: answered or refused by the user, of all that were not redirected. */
  readonly sessionEstablishmentEffectiveness: number | null;
  /** RFC 6076 §4.8: failed by the network, of all. */
  readonly ineffectiveAttempts: number | null;
}

export function ratiosOf(outcomes: Readonly<Record<string, number>>): SessionRatios {
  const count = (has: (code: number) => boolean): number =>
    Object.entries(outcomes).reduce((sum, [code, some]) => (has(Number(code)) ? sum + some : sum), 0);
  const all = Object.values(outcomes).reduce((sum, some) => sum + some, 0);
  const percent = (some: number, of: number): number | null =>
    of === 0 ? null : Math.round((some / of) * 1_000_000) / 10_000;
  const isAnswer = (code: number): boolean => code >= 200 && code < 300;
  const byUser = [480, 486, 600, 603];
  const direct = all - count((code) => code >= 300 && code < 400);
  return {
    answerSeizure: percent(count(isAnswer), all),
    networkEffectiveness: percent(
      count((code) => isAnswer(code) || code === 487 || byUser.includes(code)),
      all,
    ),
    sessionEstablishment: percent(count(isAnswer), direct),
    sessionEstablishmentEffectiveness: percent(
      count((code) => isAnswer(code) || byUser.includes(code)),
      direct,
    ),
    ineffectiveAttempts: percent(
      count((code) => [408, 500, 503, 504].includes(code)),
      all,
    ),
  };
}

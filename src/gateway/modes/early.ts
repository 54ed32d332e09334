import { Buffer } from 'node:buffer';
import { canonicalReasonPhrase } from '../../registry/index.ts';
import { codeOf } from '../cases/lenient-reading.ts';
import { type Address, type Answerable, answer, type Role } from '../sip/message.ts';
import type { Transport } from '../sip/transport.ts';

/** What answers an INVITE before the case does. */
export interface Early {
  /** Codes from 101 to 199: a valid line of each is sent, in this order. */
  readonly provisional?: readonly number[];
  /** Whether these, and a case that is provisional, are to be acknowledged by PRACK (RFC 3262). Default: false. */
  readonly isReliable?: boolean;
}

/** The lines that stand before a case. */
export function linesOf({ provisional = [] }: Early): readonly string[] {
  return provisional.map((code) => `SIP/2.0 ${code} ${canonicalReasonPhrase(code) ?? ''}`);
}

/** What an INVITE offers to whoever answers it so: RFC 3262 §4, RFC 6228 §4. */
export function extensionsOf({ provisional = [], isReliable }: Early): readonly string[] {
  return [...(isReliable ? ['100rel'] : []), ...(provisional.includes(199) ? ['199'] : [])];
}

/** Milliseconds within which a PRACK must come: RFC 3262 §3 sends again after T1, half a second. */
const acknowledging = 500;

/** The answers to one request, up to the case. */
export class EarlyAnswers {
  readonly #early: Early;
  readonly #call: Answerable;
  readonly #send: (message: Buffer) => void;
  readonly #ours: { readonly address: Address; readonly transport: Transport };
  readonly #tag: Role;
  /** RSeq of the last that was sent (RFC 3262 §7.1). */
  #sequence = 0;
  /** Goes on where the answers wait for a PRACK. */
  #goOn: (() => void) | undefined;

  /** @param tag of the answers before the case; RFC 3261 §8.2.6.2: all answers to a request have one */
  constructor(
    early: Early,
    call: Answerable,
    ours: { readonly address: Address; readonly transport: Transport },
    send: (message: Buffer) => void,
    tag: Role = 'case',
  ) {
    this.#early = early;
    this.#call = call;
    this.#ours = ours;
    this.#send = send;
    this.#tag = tag;
  }

  /**
   * Sends those before the case.
   *
   * @param done called after the last of them, with what was missing, or undefined where nothing was
   */
  begin(done: (missing: string | undefined) => void): void {
    const { method, extensions = [] } = this.#call;
    if (method !== 'INVITE') done(undefined);
    else if (this.#early.isReliable && !extensions.includes('100rel'))
      done('its INVITE offers no 100rel (RFC 3262 §3)');
    else this.#sendAll(linesOf(this.#early), done);
  }

  #sendAll([line, ...more]: readonly string[], done: (missing: string | undefined) => void): void {
    if (line === undefined) {
      done(undefined);
      return;
    }
    const octets = Buffer.from(line);
    this.#send(this.#answerWith(octets, 'early', this.#tag));
    if (!this.isReliable(octets)) {
      this.#sendAll(more, done);
      return;
    }
    const timer = setTimeout(() => {
      this.#goOn = undefined;
      done(`no PRACK of ${line} (RFC 3262 §4)`);
    }, acknowledging);
    this.#goOn = () => {
      clearTimeout(timer);
      this.#goOn = undefined;
      this.#sendAll(more, done);
    };
  }

  /** The case as an answer. */
  caseWith(octets: Uint8Array): Buffer {
    return this.#answerWith(octets, 'case', 'case');
  }

  #answerWith(line: Uint8Array, role: Role, tag: Role): Buffer {
    const sequence = this.isReliable(line) ? ++this.#sequence : undefined;
    return answer(line, this.#call, role, this.#ours, tag, sequence);
  }

  /** Whether a line is to be acknowledged: it is provisional, or may be taken for that. */
  isReliable(line: Uint8Array): boolean {
    if (!this.#early.isReliable || this.#call.method !== 'INVITE') return false;
    const code = codeOf(line);
    // RFC 3262 §3: 100 never is. RFC 6228 §4: 199 is for those alone that would take no other.
    return code === undefined || (code > 100 && code < 199);
  }

  /** Takes a PRACK. Whether it is of the case. */
  acknowledge({ acknowledges }: Answerable): boolean {
    if (acknowledges?.split(/[ \t]/)[0] !== `${this.#sequence}`) return false;
    if (this.#goOn === undefined) return true;
    this.#goOn();
    return false;
  }
}

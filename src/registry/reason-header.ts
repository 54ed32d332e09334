import { describeValue } from '../text/describe-value.ts';
import { type ReasonLocation, reasonLocationOf } from './reason-location.ts';

/** One reason of a Reason header field (RFC 3326 §2). */
export interface Reason {
  /** `SIP`, `Q.850`, or another token. */
  readonly protocol: string;
  /** A status code for `SIP`, a cause for `Q.850`; undefined where there is none, or no number. */
  readonly cause?: number | undefined;
  /** Undefined where there is none. */
  readonly text?: string | undefined;
  /** Where in the ISDN the cause comes from (RFC 8606 §4); undefined where there is none, or one that is not known. */
  readonly location?: ReasonLocation | undefined;
}

const isToken = /^[\w\-.!%*+`'~]+$/;
// Sticky: a value may be long, and is gone through once.
const protocolAt = /[ \t]*([\w\-.!%*+`'~]+)/y;
const parameterAt = /[ \t]*;[ \t]*([\w\-.!%*+`'~]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]+)))?/sy;
const commaAt = /[ \t]*,/y;

/**
 * Reads the value of a Reason header field (RFC 3326 §2), with several reasons or one. Parameters that are not known are
 * left out. What is no reason ends the list: those before it are given.
 *
 * @param value without the name of the header field, and without folds: as `headerValues` gives it
 * @throws {TypeError} for anything but a string
 * @example
 * ```ts
 * parseReason('Q.850;cause=16;text="Terminated";location=U'); // => [{ protocol: 'Q.850', cause: 16, text: 'Terminated', location: 'U' }]
 * ```
 */
export function parseReason(value: string): readonly Reason[] {
  if (typeof value !== 'string') throw new TypeError(`value must be a string, not ${describeValue(value)}`);
  const reasons: Reason[] = [];
  let at = 0;
  const next = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const found = expression.exec(value);
    if (found !== null) at = expression.lastIndex;
    return found;
  };
  do {
    const protocol = next(protocolAt)?.[1];
    if (protocol === undefined) break;
    let [cause, text, location]: [number?, string?, ReasonLocation?] = [];
    for (let found = next(parameterAt); found !== null; found = next(parameterAt)) {
      const [, name, quoted, plain] = found;
      switch (name?.toLowerCase()) {
        case 'cause':
          if (plain !== undefined && /^\d{1,9}$/.test(plain)) cause ??= Number(plain);
          break;
        case 'text':
          text ??= quoted?.replace(/\\(.)/gs, '$1') ?? plain;
          break;
        case 'location':
          location ??= reasonLocationOf(plain);
          break;
        default:
      }
    }
    reasons.push({
      protocol,
      ...(cause !== undefined && { cause }),
      ...(text !== undefined && { text }),
      ...(location !== undefined && { location }),
    });
  } while (next(commaAt) !== null);
  return reasons;
}

/**
 * Writes the value of a Reason header field (RFC 3326 §2). `parseReason` gives the reasons back.
 *
 * @param reasons one or several
 * @throws {TypeError} for a protocol that is no token, a cause that is no whole number, a text with a control, or an unknown location
 * @example
 * ```ts
 * buildReason({ protocol: 'SIP', cause: 486, text: 'Say "no"' }); // => 'SIP;cause=486;text="Say \\"no\\""'
 * ```
 */
export function buildReason(reasons: Reason | readonly Reason[]): string {
  return [reasons].flat().map(reasonText).join(', ');
}

function reasonText(reason: Reason): string {
  const { protocol, cause, text, location }: Reason = reason ?? {};
  if (typeof protocol !== 'string' || !isToken.test(protocol)) {
    throw new TypeError(`protocol must be a token, not ${describeValue(protocol)}`);
  }
  let written = protocol;
  if (cause !== undefined) {
    if (!Number.isInteger(cause) || cause < 0 || cause > 999_999_999) {
      throw new TypeError(`cause must be a whole number of nine digits at most, not ${describeValue(cause)}`);
    }
    written += `;cause=${cause}`;
  }
  if (text !== undefined) {
    if (typeof text !== 'string' || /[\0-\x08\x0a-\x1f\x7f]|\p{Surrogate}/u.test(text)) {
      throw new TypeError(`text must be a string without controls, not ${describeValue(text)}`);
    }
    written += `;text="${text.replace(/["\\]/g, '\\$&')}"`;
  }
  if (location !== undefined) {
    const known = reasonLocationOf(location);
    if (known === undefined) throw new TypeError(`location must be one of RFC 8606, not ${describeValue(location)}`);
    written += `;location=${known}`;
  }
  return written;
}

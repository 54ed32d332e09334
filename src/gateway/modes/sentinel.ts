import { Buffer } from 'node:buffer';
import { codeOf } from '../cases/lenient-reading.ts';
import { isRequestLike } from '../sip/message.ts';
import { bringsVia } from './header-field.ts';

/** The phrase of a sentinel, for whoever reads it in the output of a client. */
export const sentinelPhrase = 'Sentinel';

/** A final answer that closes the transaction, whatever became of the case before it, and has another code than the case. */
export function sentinelAgainst(octets: Uint8Array): Uint8Array {
  return Buffer.from(`SIP/2.0 ${sentinelCodeAgainst(octets)} ${sentinelPhrase}`);
}

export function sentinelCodeAgainst(octets: Uint8Array): number {
  return codeOf(octets) === 603 ? 600 : 603;
}

/** Whether a case leaves the transaction open: RFC 3261 §7.2. */
export function isProvisional(octets: Uint8Array): boolean {
  const code = codeOf(octets);
  return code !== undefined && code >= 100 && code < 200;
}

/** Whether a case may take another way than the answers to it: it is a request, or brings a Via. */
export function goesRound(octets: Uint8Array): boolean {
  return isRequestLike(octets) || bringsVia(octets);
}

/**
 * Sends a sentinel after a case, with the usual delay. A case that brings a Via of its own may be sent another
 * way round, and one that is a request is answered on a way round: a sentinel right after it could overtake it there.
 */
export function sendAfter(octets: Uint8Array, usualDelay: number, send: () => void): void {
  const delay = goesRound(octets) ? Math.max(usualDelay, 100) : usualDelay;
  if (delay === 0) send();
  else setTimeout(send, delay);
}

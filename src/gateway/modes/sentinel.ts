import { isRequestLike } from '../sip/message.ts';
import { bringsHeaderField } from './header-field.ts';

/** A final answer that closes the transaction, whatever became of the one before it. */
export const sentinelLine: Uint8Array = new TextEncoder().encode('SIP/2.0 603 Decline');

/**
 * Sends a sentinel after a case, with the usual delay. A case that brings a Via of its own may be sent another
 * way round, and one that is a request is answered on a way round: a sentinel right after it could overtake it there.
 */
export function sendBehind(octets: Uint8Array, usualDelay: number, send: () => void): void {
  const delay = isRequestLike(octets) || bringsHeaderField(octets, 'Via|v') ? Math.max(usualDelay, 100) : usualDelay;
  if (delay === 0) send();
  else setTimeout(send, delay);
}

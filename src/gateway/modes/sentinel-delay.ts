import { Buffer } from 'node:buffer';
import { bringsHeaderField } from './header-field.ts';

/**
 * Milliseconds between a case and its sentinel. A case that brings a Via of its own may be sent another way round, and
 * one that is a request is answered on a way round: a sentinel right behind it could overtake it there.
 */
export function sentinelDelay(octets: Uint8Array, usual: number): number {
  const isRequest = /^\s*\w+ \S+ SIP\/\d/i.test(Buffer.from(octets).toString('latin1'));
  return isRequest || bringsHeaderField(octets, 'Via|v') ? Math.max(usual, 100) : usual;
}

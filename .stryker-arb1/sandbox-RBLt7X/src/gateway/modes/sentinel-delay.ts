import { Buffer } from 'node:buffer';

/**
 * Milliseconds between a case and its sentinel. A case that brings a Via of its own may be sent another way round, and
 * one that is a request is answered on a way round: a sentinel right behind it could overtake it there.
 */
export function sentinelDelay(octets: Uint8Array, usual: number): number {
  const text = Buffer.from(octets).toString('latin1');
  const goesRound = /[\r\n][ \t]*(?:Via|v)[ \t]*:/i.test(text) || /^\s*\w+ \S+ SIP\/\d/i.test(text);
  return goesRound ? Math.max(usual, 100) : usual;
}

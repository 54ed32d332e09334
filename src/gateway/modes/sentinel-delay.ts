import { Buffer } from 'node:buffer';

/**
 * Milliseconds between a case and its sentinel. A case that brings a Via of its own may be sent another way round, on
 * which a sentinel right behind it could overtake it.
 */
export function sentinelDelay(octets: Uint8Array, usual: number): number {
  return /[\r\n][ \t]*(?:Via|v)[ \t]*:/i.test(Buffer.from(octets).toString('latin1')) ? Math.max(usual, 50) : usual;
}

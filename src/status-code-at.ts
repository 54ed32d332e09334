import type { Octets } from './engine.ts';

/** The code that the three digits at an offset are. */
export function statusCodeAt(octets: Octets, at: number): number {
  return typeof octets === 'string'
    ? octets.charCodeAt(at) * 100 + octets.charCodeAt(at + 1) * 10 + octets.charCodeAt(at + 2) - 0x30 * 111
    : (octets[at] as number) * 100 + (octets[at + 1] as number) * 10 + (octets[at + 2] as number) - 0x30 * 111;
}

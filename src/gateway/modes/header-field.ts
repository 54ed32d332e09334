import { Buffer } from 'node:buffer';

/**
 * Whether a line brings a header field of its own, after a CR or an LF.
 *
 * @param names its name and its compact form, separated by a bar
 */
export function bringsHeaderField(octets: Uint8Array, names: 'Via|v' | 'Content-Length|l'): boolean {
  return new RegExp(`[\\r\\n][ \\t]*(?:${names})[ \\t]*:`, 'i').test(Buffer.from(octets).toString('latin1'));
}

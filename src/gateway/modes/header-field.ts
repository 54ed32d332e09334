import { Buffer } from 'node:buffer';

type Name = 'Via' | 'Content-Length';

const expressions: Readonly<Record<Name, RegExp>> = {
  Via: /[\r\n][ \t]*(?:Via|v)[ \t]*:/i,
  'Content-Length': /[\r\n][ \t]*(?:Content-Length|l)[ \t]*:/i,
};

/** Whether a line brings a header field of its own, after a CR or an LF, by its name or its compact form. */
export function bringsHeaderField(octets: Uint8Array, name: Name): boolean {
  // Most lines have neither.
  if (!octets.includes(0x0d) && !octets.includes(0x0a)) return false;
  return expressions[name].test(Buffer.from(octets).toString('latin1'));
}

import { Buffer } from 'node:buffer';

/** Whether a line brings a Via of its own, after a CR or an LF, by its name or its compact form. */
export function bringsVia(octets: Uint8Array): boolean {
  return holds(octets, /[\r\n][ \t]*(?:Via|v)[ \t]*:/i);
}

/** Whether a line may move the end of the message that it begins: by a Content-Length of its own, or an empty line. */
export function mayCutMessage(octets: Uint8Array): boolean {
  return holds(octets, /[\r\n][ \t]*(?:Content-Length|l)[ \t]*:|\r\r|\n\r?\n/i);
}

/** Whether a line that has a line end within looks like something. Most lines have none. */
function holds(octets: Uint8Array, what: RegExp): boolean {
  if (!octets.includes(0x0d) && !octets.includes(0x0a)) return false;
  return what.test(Buffer.from(octets).toString('latin1'));
}

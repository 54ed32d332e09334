import { isEscapedOctet } from './surrogate-escape.ts';

/**
 * The index of the unit of a text whose code point holds the octet at an offset of its encoding.
 *
 * @param ascii how many units of the text are known to be ASCII
 */
export function utf16OffsetOf(text: string, offset: number, ascii: number = 0): number {
  if (offset < ascii) return offset;
  let octets = ascii;
  for (let at = ascii; at < text.length; ) {
    const codePoint = text.codePointAt(at) as number;
    octets += octetLength(codePoint);
    if (octets > offset) return at;
    at += codePoint < 0x10000 ? 1 : 2;
  }
  return text.length;
}

function octetLength(codePoint: number): number {
  if (codePoint < 0x80 || isEscapedOctet(codePoint)) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

import { colon, cr, isBlank, isDigit, lf, lowerCase } from './octet.ts';

/** What a Content-Length says. */
export type ContentLength =
  /** `surplusAt`: where SP, HTAB or an empty continuation line stands after the number; undefined where nothing does. */
  | { readonly octets: number; readonly surplusAt: number | undefined; readonly faultAt: undefined }
  /** `faultAt`: where it stops being a number. */
  | { readonly octets: undefined; readonly surplusAt: undefined; readonly faultAt: number };

/**
 * The index after the colon where the line is a Content-Length, by its whole name or its compact form (RFC 3261 §7.3.3);
 * -1 for any other header field.
 */
export function contentLengthValue(octets: Uint8Array, from: number): number {
  const first = lowerCase(octets[from]);
  let at = from + 1;
  if (first === 0x63) {
    at = from + name.length;
    for (let index = 1; index < name.length; index += 1) {
      if (lowerCase(octets[from + index]) !== name.charCodeAt(index)) return -1;
    }
  } else if (first !== 0x6c) return -1;
  while (isBlank(octets[at])) at += 1;
  return octets[at] === colon ? at + 1 : -1;
}

const name = 'content-length';

/**
 * Reads the value of a Content-Length: 1*DIGIT, with LWS before it (RFC 3261 §25.1). A number too large for any
 * limit stays so: nothing wraps.
 *
 * @param from after the colon
 * @param to after the last of its lines. All but the first begin with SP or HTAB, so they continue it (RFC 3261 §7.3.1)
 */
export function readContentLength(octets: Uint8Array, from: number, to: number): ContentLength {
  const end = beforeLineEnd(octets, to);
  let at = afterWhiteSpace(octets, from, end);
  const firstDigit = at;
  let value = 0;
  while (at < end && isDigit(octets[at])) {
    value = value * 10 + (octets[at] as number) - 0x30;
    at += 1;
  }
  const rest = afterWhiteSpace(octets, at, end);
  if (at === firstDigit || rest < end) return { octets: undefined, surplusAt: undefined, faultAt: rest };
  return { octets: value, surplusAt: at < end ? at : undefined, faultAt: undefined };
}

/** Where the line end before an index begins: CRLF or LF. */
function beforeLineEnd(octets: Uint8Array, to: number): number {
  return octets[to - 2] === cr ? to - 2 : to - 1;
}

/** The index after blanks and after line ends, which only stand before continuation lines here. */
function afterWhiteSpace(octets: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (isBlank(octets[at]) || octets[at] === lf || (octets[at] === cr && octets[at + 1] === lf))) at += 1;
  return at;
}

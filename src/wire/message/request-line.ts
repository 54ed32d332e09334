import type { Profile } from '../../status-line.ts';
import { isBlank, isDigit, lowerCase, sp } from './octet.ts';

/**
 * Whether the octets between two indexes are a Request-Line, as far as that tells it from a Status-Line and from a
 * header field. RFC 3261 §7.1: Method SP Request-URI SP SIP-Version; lenient lets any blanks be the separators and
 * stand after it.
 */
export function isRequestLine(octets: Uint8Array, from: number, to: number, profile: Profile): boolean {
  const isLenient = profile === 'lenient';
  const isSeparator = isLenient ? isBlank : isSp;
  // From the end, because most lines that are none end with something else than a version.
  let end = to;
  if (isLenient) while (end > from && isBlank(octets[end - 1])) end -= 1;
  const minor = beforeDigits(octets, from, end);
  if (minor === end || octets[minor - 1] !== 0x2e) return false;
  const major = beforeDigits(octets, from, minor - 1);
  const version = major - 4;
  if (major === minor - 1 || version <= from || !isSipSlash(octets, version)) return false;

  let uriEnd = version - 1;
  if (!isSeparator(octets[uriEnd])) return false;
  if (isLenient) while (uriEnd > from && isBlank(octets[uriEnd - 1])) uriEnd -= 1;
  let uri = from;
  while (uri < uriEnd && isTokenOctet(octets[uri])) uri += 1;
  if (uri === from || uri >= uriEnd || !isSeparator(octets[uri])) return false;
  uri += 1;
  if (isLenient) while (uri < uriEnd && isBlank(octets[uri])) uri += 1;
  let at = uri;
  // No blanks, and no controls: a CR ends a line to some readers.
  while (at < uriEnd && (octets[at] as number) > sp) at += 1;
  return at > uri && at === uriEnd;
}

function isSp(octet: number | undefined): boolean {
  return octet === sp;
}

/** Whether `SIP/` stands at an index, in whatever case: RFC 3261 §7.1. */
export function isSipSlash(octets: Uint8Array, at: number): boolean {
  return (
    lowerCase(octets[at]) === 0x73 &&
    lowerCase(octets[at + 1]) === 0x69 &&
    lowerCase(octets[at + 2]) === 0x70 &&
    octets[at + 3] === 0x2f
  );
}

/** Whether an octet may be in a Method: RFC 3261 §25.1, token. */
export function isTokenOctet(octet: number | undefined): boolean {
  return octet !== undefined && tokenOctets[octet] === 1;
}

const tokenOctets: Uint8Array = /* @__PURE__ */ octetsOf(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~",
);

function octetsOf(characters: string): Uint8Array {
  const members = new Uint8Array(256);
  for (let at = 0; at < characters.length; at += 1) members[characters.charCodeAt(at)] = 1;
  return members;
}

function beforeDigits(octets: Uint8Array, from: number, to: number): number {
  let at = to;
  while (at > from && isDigit(octets[at - 1])) at -= 1;
  return at;
}

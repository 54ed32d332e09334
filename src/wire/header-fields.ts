import { describeValue } from '../text/describe-value.ts';
import { isUint8Array, plainView } from '../text/uint8-array.ts';
import { decodeOctets } from '../text/utf-8.ts';
import { colon, cr, isBlank, lf } from './message/octet.ts';

/** A header field of a message. */
export interface HeaderField {
  /** As it came; a compact name is written out: `Via` for `v` (RFC 3261 §7.3.3). */
  readonly name: string;
  /** Without the white space around it, and with one SP for each fold. Octets that are not UTF-8 stand as in a phrase. */
  readonly value: string;
  /** The index in the head where its line begins. */
  readonly offset: number;
}

/**
 * The header fields of a head, in their order (RFC 3261 §7.3). A line that is no header field is left out.
 *
 * @param head the `head` of a message
 * @throws {TypeError} for anything but a Uint8Array
 * @example
 * ```ts
 * headerFields(new TextEncoder().encode('v: SIP/2.0/UDP\r\n host\r\n\r\n')); // => [{ name: 'Via', value: 'SIP/2.0/UDP host', offset: 0 }]
 * ```
 */
export function headerFields(head: Uint8Array): readonly HeaderField[] {
  if (!isUint8Array(head)) throw new TypeError(`head must be a Uint8Array, not ${describeValue(head)}`);
  return fieldsIn(plainView(head));
}

function fieldsIn(head: Uint8Array): readonly HeaderField[] {
  const fields: HeaderField[] = [];
  for (let line = 0; line < head.length; ) {
    const first = afterLine(head, line);
    // RFC 3261 §7: an empty line ends the header section.
    if (head[line] === lf || (head[line] === cr && head[line + 1] === lf)) break;
    let end = first;
    while (isBlank(head[end])) end = afterLine(head, end);
    const field = fieldOf(decodeOctets(head, line, end), line);
    if (field !== undefined) fields.push(field);
    line = end;
  }
  return fields;
}

/**
 * The values of all header fields of a name, in their order. A list in one of them stays one value.
 *
 * @param head the `head` of a message
 * @param name in any case, whole or compact (RFC 3261 §7.3.1, §7.3.3)
 * @throws {TypeError} for a head that is no Uint8Array, or a name that is no string
 * @example
 * ```ts
 * headerValues(new TextEncoder().encode('Retry-After: 120\r\n\r\n'), 'retry-after'); // => ['120']
 * ```
 */
export function headerValues(head: Uint8Array, name: string): readonly string[] {
  if (typeof name !== 'string') throw new TypeError(`name must be a string, not ${describeValue(name)}`);
  const wanted = wholeName(name).toLowerCase();
  return headerFields(head).flatMap((field) => (field.name.toLowerCase() === wanted ? [field.value] : []));
}

function fieldOf(text: string, offset: number): HeaderField | undefined {
  const at = text.indexOf(String.fromCharCode(colon));
  const name = trimmed(text.slice(0, Math.max(0, at)));
  if (at === -1 || isBlank(text.charCodeAt(0)) || !/^[\w\-.!%*+`'~]+$/.test(name)) return undefined;
  const lines = text.slice(at + 1).split(/\r?\n/);
  const value = trimmed(lines.map(trimmed).join(' '));
  return { name: wholeName(name), value, offset };
}

/** Without the blanks around it, in linear time, which an expression does not promise. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function wholeName(name: string): string {
  return name.length === 1 ? (wholeNames.get(name.toLowerCase()) ?? name) : name;
}

/** The compact forms of the registry of header fields: https://www.iana.org/assignments/sip-parameters */
const wholeNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['a', 'Accept-Contact'],
  ['b', 'Referred-By'],
  ['c', 'Content-Type'],
  ['d', 'Request-Disposition'],
  ['e', 'Content-Encoding'],
  ['f', 'From'],
  ['i', 'Call-ID'],
  ['j', 'Reject-Contact'],
  ['k', 'Supported'],
  ['l', 'Content-Length'],
  ['m', 'Contact'],
  ['n', 'Identity-Info'],
  ['o', 'Event'],
  ['r', 'Refer-To'],
  ['s', 'Subject'],
  ['t', 'To'],
  ['u', 'Allow-Events'],
  ['v', 'Via'],
  ['x', 'Session-Expires'],
  ['y', 'Identity'],
]);

function afterLine(octets: Uint8Array, from: number): number {
  const end = octets.indexOf(lf, from);
  return end === -1 ? octets.length : end + 1;
}

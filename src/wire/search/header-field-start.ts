import { asciiOf } from '../../text/utf-8.ts';

/** The header fields that a response begins with, in their long and their compact forms (RFC 3261 §7.3.3). */
const headerField =
  /^(?:\x1b\[[0-9;]*[mK])*(?:via|v|from|f|to|t|call-id|i|cseq|contact|m|record-route|content-length|l|content-type|c|server|user-agent|allow|supported|k|require|date|timestamp|www-authenticate|proxy-authenticate|warning|expires)(?:\x1b\[[0-9;]*[mK])*[ \t]*:/i;

/** The longest of them, and some colours and blanks. */
export const longestFieldStart = 40;

/** Whether a header field begins at an index. */
export function startsWithHeaderField(octets: Uint8Array, at: number, to: number): boolean {
  return at < to && headerField.test(asciiOf(octets, at, Math.min(to, at + longestFieldStart)));
}

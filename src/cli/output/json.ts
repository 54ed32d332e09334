import { Buffer } from 'node:buffer';
import { displayReasonPhrase } from '../../index.ts';
import { decodeOctets, encodeText } from '../../text/utf-8.ts';

/**
 * A line and what was found of it as one line of JSON. The JSON is always well-formed text: a line that text cannot
 * carry is shown made visible, and its octets stand beside it in base64. What is not there is null.
 */
export function toJson(line: string | Uint8Array, found: object): string {
  const text = typeof line === 'string' ? line : decodeOctets(line);
  const octets = hasLoneSurrogate(text) ? Buffer.from(encodeText(text)).toString('base64') : undefined;
  return JSON.stringify({ line: text, octets, ...found }, (key, value: unknown) => {
    if (typeof value === 'string') return hasLoneSurrogate(value) ? displayReasonPhrase(value) : value;
    return value === undefined && key !== 'octets' ? null : value;
  });
}

function hasLoneSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/u.test(text);
}

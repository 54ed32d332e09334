import { displayReasonPhrase } from '../reason-phrase.ts';
import { decodeOctets } from './utf-8.ts';

/** A line with its controls and stray octets made visible, cut where it is long. */
export function escapedLine(octets: Uint8Array): string {
  const text = displayReasonPhrase(decodeOctets(octets));
  return text.length <= 160 ? text : `${text.slice(0, 100)} … ${text.slice(-20)} (${octets.length} octets)`;
}

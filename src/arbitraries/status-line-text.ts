import type fc from 'fast-check';
import { textOfCharacters } from './reason-phrase.ts';
import { statusLineCharacters, type WrittenStatusLineConstraints } from './status-line-octets.ts';

/**
 * Lines of the strict profile as text. An octet that is no part of valid UTF-8 is a lone surrogate in it, as in what
 * the parser gives.
 */
export function statusLineText(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<string> {
  return statusLineCharacters(constraints).map(textOfCharacters);
}

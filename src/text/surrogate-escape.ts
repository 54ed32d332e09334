// Text and octets stand one to one here: an octet that is not part of valid UTF-8 is carried in a string as the lone
// surrogate U+DC00 + octet, as Python's surrogateescape (PEP 383) does, and encoding gives the octet back.
import { utf8Length } from './utf-8-sequence.ts';

/** Whether a unit is an escaped octet: one that is not part of valid UTF-8, so 80 to FF. */
export function isEscapedOctet(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

export function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/**
 * The index of the first unit of a text that no octets decode to, or -1: a lone surrogate that is not an
 * escaped octet, or the first of a run of escaped octets that spells valid UTF-8 and would have been decoded.
 */
export function illFormedAt(text: string): number {
  const lone = /[\ud800-\udfff]/gu;
  for (let found = lone.exec(text); found !== null; found = lone.exec(text)) {
    if (surrogateAt(text, found.index, false) === 'invalid') return found.index;
  }
  return -1;
}

/**
 * Tells an escaped octet from a surrogate that no octets decode to. Where the text goes on after its end, half of a
 * pair there is cut off, and so are escaped octets that one more would make spell UTF-8.
 */
export function surrogateAt(text: string, at: number, goesOn: boolean): 'escaped-octet' | 'invalid' | 'cut-off' {
  const unit = text.charCodeAt(at);
  if (!isEscapedOctet(unit)) return goesOn && unit < 0xdc00 && at === text.length - 1 ? 'cut-off' : 'invalid';
  const run = new Uint8Array(4);
  let count = 0;
  for (; count < 4 && isEscapedOctet(text.charCodeAt(at + count)); count += 1) {
    run[count] = text.charCodeAt(at + count) - 0xdc00;
  }
  if (utf8Length(run, 0) > 1) return 'invalid';
  const isCutOff = goesOn && at + count === text.length && isUnfinishedUtf8(run.subarray(0, count));
  return isCutOff ? 'cut-off' : 'escaped-octet';
}

/** Whether more octets would make these a UTF-8 sequence. */
function isUnfinishedUtf8(octets: Uint8Array): boolean {
  // What may come second differs from lead to lead, but one of these three may.
  return [0x80, 0x90, 0xa0].some((next) => utf8Length(Uint8Array.of(...octets, next, 0x80, 0x80), 0) > octets.length);
}

import type { DeviationCode, Fault } from '../status-line.ts';

export const deviationSentences: Readonly<Record<DeviationCode, string>> = {
  'leading-octets': 'octets before the SIP-Version (RFC 3261 §7.2 has none)',
  'irregular-separator': 'the separator is not a single SP (RFC 3261 §7.2)',
  'missing-separator': 'no SP after the Status-Code; it is due even before an empty phrase (RFC 3261 §7.2)',
  'illegal-reason-octet': 'an octet that a Reason-Phrase does not allow (RFC 3261 §25.1)',
  'irregular-line-end': 'the line does not end with CRLF (RFC 3261 §7)',
};

/** @param unexpected the character at the fault, made visible; empty at the end of the input */
export function faultSentence({ code, rule, expected }: Fault, unexpected: string): string {
  const found = unexpected === ' ' ? 'an SP' : unexpected === '"' ? `'"'` : `"${unexpected}"`;
  switch (code) {
    case 'invalid-sip-version':
      return `${found} does not fit a SIP-Version such as SIP/2.0 (RFC 3261 §7.1)`;
    case 'invalid-separator':
      return unexpected === ' '
        ? 'one SP too many; a single SP separates the elements (RFC 3261 §7.2)'
        : `${found} where a single SP separates the elements (RFC 3261 §7.2)`;
    case 'invalid-status-code':
      return expected.includes('digit')
        ? `${found} is no digit; a Status-Code is three digits (RFC 3261 §7.2)`
        : `${found} is one digit too many; a Status-Code is three digits (RFC 3261 §7.2)`;
    case 'invalid-reason-phrase':
      if (expected.includes('reserved')) return `${found} is not allowed in a Reason-Phrase (RFC 3261 §25.1)`;
      return expected.includes('hexdig')
        ? `${found} does not continue an escape, which is % and two hexadecimal digits (RFC 3261 §25.1)`
        : `${found} does not continue a UTF-8 sequence in the Reason-Phrase (RFC 3261 §25.1)`;
    case 'invalid-line-end':
      return expected.length === 1 && expected[0] === 'lf'
        ? 'a CR without its LF; a line ends with CRLF (RFC 3261 §7)'
        : 'an LF without a CR before it; a line ends with CRLF (RFC 3261 §7)';
    case 'trailing-octets':
      return 'something follows the end of the line (RFC 3261 §7.2)';
    case 'incomplete':
      return `the input ends in or before the ${nameOfPart(rule)}`;
    case 'too-long':
      return 'the line is longer than the limit';
    case 'invalid-text':
      return 'a surrogate that stands for no octet';
    case 'invalid-input-type':
      return 'neither a string nor a Uint8Array';
  }
}

/** The RFC's name of a part, `Reason-Phrase`, for the grammar's, `reasonPhrase`. */
function nameOfPart(rule: string): string {
  const names: Readonly<Record<string, string>> = {
    sipVersion: 'SIP-Version',
    versionSeparator: 'SP after the SIP-Version',
    statusCode: 'Status-Code',
    codeSeparator: 'SP after the Status-Code',
    reasonPhrase: 'Reason-Phrase',
    lineEnd: 'CRLF',
  };
  return Object.hasOwn(names, rule) ? (names[rule] as string) : rule;
}

const phraseUnits = ['reserved', 'alpha', 'mark', 'utf8Cont', 'illegalReasonOctet'];

/** A list in words: "a phrase character or the end of the line". */
export function expectationOf(expected: readonly string[]): string {
  const inPhrase = expected.includes('reserved');
  const words = new Set<string>();
  for (const item of expected) {
    if (inPhrase && (phraseUnits.includes(item) || /^(digit|sp|htab|"%"|%x.*)$/.test(item)))
      words.add('a phrase character');
    else words.add(expectationWords.get(item) ?? item);
  }
  if (words.has('a hexadecimal digit')) words.delete('a digit');
  // "S" and "s" are one letter to the grammar.
  for (const word of words) if (words.has(word.toUpperCase()) && word !== word.toUpperCase()) words.delete(word);
  const list = [...words];
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}

const expectationWords: ReadonlyMap<string, string> = new Map([
  ['alpha', 'a letter'],
  ['digit', 'a digit'],
  ['hexdig', 'a hexadecimal digit'],
  ['sp', 'SP'],
  ['htab', 'HTAB'],
  ['nul', 'NUL'],
  ['utf8Cont', 'a continuation octet (80 to BF)'],
  ['cr', 'the end of the line'],
  ['lf', 'LF'],
  ['end', 'the end of the line'],
  ['lineEnd', 'the end of the line'],
  ['%xBB', 'the rest of a byte order mark'],
  ['%xBF', 'the rest of a byte order mark'],
]);

// Parsers with one fault each, of the kinds that real stacks had.
import { latin1Of, octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { type Parsed, type Parser, parserWith, phraseOf, phraseUnits } from './parser.ts';

export interface PlantedParser {
  readonly fault: string;
  readonly parse: Parser;
}

const { ascii, escaped, utf8, continuation } = phraseUnits;

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const accepted = (parsed: Parsed): Parsed | undefined =>
  parsed.statusCode >= 0 && parsed.statusCode <= 999 ? parsed : undefined;

/** Keeps a number in so many bits, as an integer type that is too small does. */
const wraps = (bits: number): Parser =>
  parserWith({
    statusCode: '[0-9]+',
    readCode: (digits) => Number(BigInt.asUintN(bits, BigInt(digits))),
    after: accepted,
  });

/** Copies the line into a buffer without asking how long it is. */
const buffer = (octets: number): Parser =>
  parserWith({ after: (parsed, line) => (line.length < octets ? parsed : undefined) });

/** Has room for a phrase of so many octets and cuts the rest off. */
const cuts = (octets: number): Parser => parserWith({ readPhrase: (phrase) => phrase.slice(0, octets) });

export const plantedParsers: readonly PlantedParser[] = [
  // The version
  { fault: 'SIP in upper case only', parse: parserWith({ sipVersion: 'SIP/[0-9]+\\.[0-9]+' }) },
  { fault: 'SIP/2.0 only', parse: parserWith({ sipVersion: '[Ss][Ii][Pp]/2\\.0' }) },
  { fault: 'one digit on each side of the dot', parse: parserWith({ sipVersion: '[Ss][Ii][Pp]/[0-9]\\.[0-9]' }) },
  { fault: 'any character for the dot', parse: parserWith({ sipVersion: '[Ss][Ii][Pp]/[0-9]+.[0-9]+' }) },
  {
    fault: 'folds case as Unicode does, so that ſ is an S and ı an I',
    parse: parserWith({
      before: (line) => line.replace(/^\xc5\xbf/, 'S').replace(/^(.)\xc4\xb1/, '$1i'),
    }),
  },
  {
    fault: 'looks for SIP/ anywhere in the line',
    parse: parserWith({ before: (line) => line.slice(Math.max(0, line.search(/SIP\//i))) }),
  },
  { fault: 'writes the version upper-case', parse: parserWith({ readVersion: (version) => version.toUpperCase() }) },
  {
    fault: 'reads the version as a number',
    parse: parserWith({ readVersion: (version) => `${version.slice(0, 4)}${Number(version.slice(4)).toFixed(1)}` }),
  },
  {
    fault: 'drops a byte order mark before the line',
    parse: parserWith({ before: (line) => line.replace(/^\xef\xbb\xbf/, '') }),
  },
  { fault: 'skips white space before the line', parse: parserWith({ before: (line) => line.trimStart() }) },

  // The separators
  { fault: 'any number of spaces before the code', parse: parserWith({ versionSeparator: ' +' }) },
  { fault: 'white space before the code', parse: parserWith({ versionSeparator: '\\s' }) },
  { fault: 'no space before the code', parse: parserWith({ versionSeparator: ' ?' }) },
  { fault: 'HTAB after the code', parse: parserWith({ codeSeparator: '[ \\t]' }) },
  { fault: 'the phrase begins where the spaces end', parse: parserWith({ codeSeparator: ' +' }) },
  { fault: 'an empty phrase needs no space', parse: parserWith({ codeSeparator: '(?: |(?=\\r|$))' }) },
  {
    fault: 'an empty phrase is refused',
    parse: parserWith({ after: (parsed) => (parsed.reasonPhrase === '' ? undefined : parsed) }),
  },

  // The code
  { fault: 'the code wraps at 8 bits', parse: wraps(8) },
  { fault: 'the code wraps at 16 bits', parse: wraps(16) },
  { fault: 'the code wraps at 32 bits', parse: wraps(32) },
  { fault: 'the code wraps at 64 bits', parse: wraps(64) },
  { fault: 'leading zeros, however many', parse: parserWith({ statusCode: '[0-9]+', after: accepted }) },
  { fault: 'a code of two digits', parse: parserWith({ statusCode: '[0-9]{2,3}' }) },
  {
    fault: 'a sign before the code',
    parse: parserWith({ statusCode: '[+-]?[0-9]{3}', readCode: (digits) => Math.abs(Number(digits)) }),
  },
  {
    fault: 'a code that begins with 0 is octal',
    parse: parserWith({
      readCode: (digits) => (/^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)),
    }),
  },
  {
    fault: 'a code of 0 is no code',
    parse: parserWith({ after: (parsed) => (parsed.statusCode ? parsed : undefined) }),
  },
  { fault: 'only codes from 100 to 699', parse: parserWith({ statusCode: '[1-6][0-9]{2}' }) },
  {
    fault: 'hexadecimal digits in the code',
    parse: parserWith({ statusCode: '[0-9A-Fa-f]{3}', readCode: (digits) => Number.parseInt(digits, 10) }),
  },
  {
    fault: 'any letter where the last digit is due',
    parse: parserWith({ statusCode: '[0-9]{2}.', readCode: (digits) => Number.parseInt(digits, 10) }),
  },

  // The phrase
  { fault: 'trims the phrase', parse: parserWith({ readPhrase: (phrase) => phrase.trim() }) },
  { fault: 'trims spaces after the phrase', parse: parserWith({ readPhrase: (phrase) => phrase.replace(/ +$/, '') }) },
  { fault: 'makes two spaces one', parse: parserWith({ readPhrase: (phrase) => phrase.replace(/ {2,}/g, ' ') }) },
  { fault: 'makes HTAB a space', parse: parserWith({ readPhrase: (phrase) => phrase.replaceAll('\t', ' ') }) },
  {
    fault: 'no HTAB in the phrase',
    parse: parserWith({ reasonPhrase: phraseOf(ascii.replace('\\t', ''), escaped, ...utf8, continuation) }),
  },
  {
    fault: 'unescapes %HH',
    parse: parserWith({
      readPhrase: (phrase) =>
        phrase.replace(/%([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    }),
  },
  {
    fault: 'unescapes %0d%0a alone',
    parse: parserWith({ readPhrase: (phrase) => phrase.replace(/%0d%0a/gi, '\r\n') }),
  },
  {
    fault: 'hexadecimal digits in upper case only',
    parse: parserWith({ reasonPhrase: phraseOf(ascii, '%[0-9A-F]{2}', ...utf8, continuation) }),
  },
  { fault: 'a % of its own', parse: parserWith({ reasonPhrase: phraseOf(ascii, '%', ...utf8, continuation) }) },
  { fault: 'cut at NUL', parse: parserWith({ before: (line) => line.split('\0', 1)[0] as string }) },
  { fault: 'any octet in the phrase', parse: parserWith({ reasonPhrase: '[^\\r\\n\\0]*' }) },
  {
    fault: 'any printable character in the phrase',
    parse: parserWith({ reasonPhrase: phraseOf('[ -~\\t]', ...utf8, continuation) }),
  },
  { fault: 'ASCII only', parse: parserWith({ reasonPhrase: phraseOf(ascii, escaped) }) },
  {
    fault: 'UTF-8 of four octets at most',
    parse: parserWith({ reasonPhrase: phraseOf(ascii, escaped, ...utf8.slice(0, 3), continuation) }),
  },
  { fault: 'no continuation octet of its own', parse: parserWith({ reasonPhrase: phraseOf(ascii, escaped, ...utf8) }) },
  {
    fault: 'no overlong UTF-8',
    parse: parserWith({
      reasonPhrase: phraseOf(ascii, escaped, '[\\xc2-\\xdf][\\x80-\\xbf]', ...utf8.slice(1), continuation),
    }),
  },
  {
    fault: 'replaces what is no UTF-8',
    parse: parserWith({
      readPhrase: (phrase) => latin1Of(new TextEncoder().encode(utf8Decoder.decode(octetsOfLatin1(phrase)))),
    }),
  },
  {
    fault: 'drops a byte order mark in the phrase',
    parse: parserWith({ readPhrase: (phrase) => phrase.replace(/^\xef\xbb\xbf/, '') }),
  },
  {
    fault: 'a lead octet takes whatever follows it',
    parse: parserWith({ reasonPhrase: phraseOf(ascii, escaped, '[\\xc0-\\xfd].?', continuation) }),
  },
  { fault: 'writes the phrase lower-case', parse: parserWith({ readPhrase: (phrase) => phrase.toLowerCase() }) },
  {
    fault: 'puts the canonical phrase in place of another case of it',
    parse: parserWith({ readPhrase: (phrase) => (/^busy here$/i.test(phrase) ? 'Busy Here' : phrase) }),
  },
  {
    fault: 'a phrase that looks like a line is a line',
    parse: parserWith({ before: (line) => line.replace(/^.*(?=SIP\/2\.0 \d{3} )/, '') }),
  },
  {
    fault: 'the length of the phrase in one octet',
    parse: parserWith({ readPhrase: (phrase) => phrase.slice(0, phrase.length & 0xff) }),
  },
  { fault: 'a line of 256 octets at most', parse: buffer(257) },
  { fault: 'a line of 1,024 octets at most', parse: buffer(1025) },
  { fault: 'a phrase of 63 octets at most', parse: cuts(63) },
  { fault: 'a phrase of 4,096 octets at most', parse: cuts(4096) },
  { fault: 'a phrase of 65,534 octets at most', parse: cuts(65_534) },

  // The end
  { fault: 'LF ends the line', parse: parserWith({ lineEnd: '(?:\\r?\\n)?' }) },
  { fault: 'CR ends the line', parse: parserWith({ lineEnd: '(?:\\r\\n?)?' }) },
  { fault: 'what stands after the line is not looked at', parse: parserWith({ lineEnd: '(?:\\r\\n.*)?' }) },
  { fault: 'folded lines are unfolded', parse: parserWith({ before: (line) => line.replace(/\r\n[ \t]+/g, ' ') }) },
  { fault: 'the CRLF has to be there', parse: parserWith({ lineEnd: '\\r\\n' }) },
  {
    fault: 'the CRLF is part of the phrase',
    parse: parserWith({
      after: (parsed, line) => ({
        ...parsed,
        reasonPhrase: parsed.reasonPhrase + (line.endsWith('\r\n') ? '\r\n' : ''),
      }),
    }),
  },

  // The whole
  { fault: 'HTTP is as good as SIP', parse: parserWith({ before: (line) => line.replace(/^HTTP\//, 'SIP/') }) },
];

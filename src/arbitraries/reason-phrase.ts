import * as fc from 'fast-check';
import { productionsOf } from '../grammar/productions.ts';
import { statusLineRecipe } from '../grammar/recipes.ts';
import { observedStatusCodes, registeredStatusCodes } from '../registry/index.ts';
import { latin1Of, octetsOfLatin1 } from '../text/latin-1.ts';
import { decodeOctets, encodeText, isAscii } from '../text/utf-8.ts';
import { foreignPhrases } from './foreign-phrases.ts';
import { derivedFrom } from './from-grammar/sentence.ts';
import { orderedConstants } from './ordered-constants.ts';

/** Where phrases are taken from. */
export type ReasonPhraseKind =
  /** A phrase of the registry. */
  | 'canonical'
  /** What software is known to send in place of the canonical phrase. */
  | 'observed'
  /** Other languages and scripts. */
  | 'foreign'
  /** Whatever the grammar derives: all UTF-8 forms of two to six octets, lone continuation octets, escapes. */
  | 'any'
  /** What a careless parser takes for something else: numbers, other lines, escaped line ends, names of properties. */
  | 'misleading'
  /** Phrases of each length from 0 to 65,535 octets, most of them at the sizes of buffers. */
  | 'sized';

/** Which phrases {@link reasonPhrase} makes. */
export interface ReasonPhraseConstraints {
  /** Where phrases are taken from. Default: everywhere. */
  readonly kinds?: readonly ReasonPhraseKind[] | undefined;
  /** The longest phrase, in octets. Default: 65,535. */
  readonly maxOctets?: number | undefined;
}

/**
 * Reason-Phrases that RFC 3261 §25.1 derives, as a StatusLine holds them: text, with an escaped octet for each octet that is
 * no part of valid UTF-8.
 *
 * @throws {RangeError} when there is no kind to take phrases from, or a length that is none
 */
export function reasonPhrase(constraints: ReasonPhraseConstraints = {}): fc.Arbitrary<string> {
  return reasonPhraseCharacters(constraints).map(textOfCharacters);
}

/** The same phrases, one character an octet. */
export function reasonPhraseCharacters(constraints: ReasonPhraseConstraints = {}): fc.Arbitrary<string> {
  const { kinds, maxOctets = 65_535 } = constraints;
  if (!Number.isInteger(maxOctets) || maxOctets < 0) throw new RangeError('maxOctets must be an integer, 0 or more');
  const chosen = sources(maxOctets).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  if (chosen.length === 0) throw new RangeError('kinds must name a kind of phrase');
  return fc.oneof({ withCrossShrink: true }, ...chosen);
}

/** What octets, one character each, are as text. */
export function textOfCharacters(characters: string): string {
  return isAscii(characters) ? characters : decodeOctets(octetsOfLatin1(characters));
}

/** The octets of a text, one character each. */
export function charactersOfText(text: string): string {
  return isAscii(text) ? text : latin1Of(encodeText(text));
}

function sources(
  maxOctets: number,
): readonly { kind: ReasonPhraseKind; weight: number; arbitrary: fc.Arbitrary<string> }[] {
  const listed = (phrases: readonly string[]): fc.Arbitrary<string> => {
    const short = phrases.filter((phrase) => phrase.length <= maxOctets);
    return short.length === 0 ? fc.constant('') : fc.constantFrom(...short);
  };
  return [
    { kind: 'canonical', weight: 6, arbitrary: listed(canonical) },
    { kind: 'observed', weight: 2, arbitrary: listed(observed) },
    { kind: 'foreign', weight: 2, arbitrary: listed(foreign) },
    { kind: 'any', weight: 6, arbitrary: phraseOfUnits(maxOctets) },
    { kind: 'misleading', weight: 3, arbitrary: listed(misleading) },
    { kind: 'sized', weight: 1, arbitrary: sized(maxOctets) },
  ];
}

/** Some units of the grammar's own phrase: as many as there is room for. */
function phraseOfUnits(maxOctets: number): fc.Arbitrary<string> {
  return fc.array(unit, { maxLength: 16 }).map((units) => {
    let phrase = '';
    for (const next of units) if (phrase.length + next.length <= maxOctets) phrase += next;
    return phrase;
  });
}

// The ABNF's alternatives are seven, but what they derive is not as likely on a wire.
const unit = fc.oneof(
  { weight: 5, arbitrary: derivedFrom(productionsOf(statusLineRecipe, 'alphanum'), {}) },
  { weight: 5, arbitrary: derivedFrom(productionsOf(statusLineRecipe, 'phraseUnit'), {}) },
);

/** Phrases of any length, and of lengths that buffers have. What they are made of is repeated and filled up to the octet. */
function sized(maxOctets: number): fc.Arbitrary<string> {
  const lengths = bufferSizes.filter((length) => length <= maxOctets);
  const some = (most: number): fc.Arbitrary<number> => orderedConstants(...lengths.filter((length) => length <= most));
  return fc
    .tuple(
      fc.constantFrom('x', 'Busy Here ', '\xc3\xa9', '\xe2\x82\xac', '\xf0\x9f\x98\x80', '\x80', '%41', ' ', '\t'),
      fc.oneof(
        { weight: 20, arbitrary: some(300) },
        { weight: 8, arbitrary: some(1100) },
        { weight: 4, arbitrary: some(4100) },
        // Rare, because each of them costs what a thousand others do.
        { weight: 2, arbitrary: fc.oneof(fc.constant(Math.max(...lengths)), fc.nat({ max: maxOctets })) },
      ),
    )
    .map(([pattern, length]) => pattern.repeat(length / pattern.length) + 'x'.repeat(length % pattern.length));
}

const bufferSizes: readonly number[] = [
  0,
  1,
  ...[64, 128, 256, 512, 1024, 4096].flatMap((size) => [size - 1, size, size + 1]),
  65_535,
];

const charactersOf = (phrases: readonly string[]): readonly string[] => [...new Set(phrases.map(charactersOfText))];

// The shortest first, because that is what all phrases shrink to.
const canonical = [...charactersOf(registeredStatusCodes.map((known) => known.reasonPhrase))].sort(
  (a, b) => a.length - b.length,
);

const observed = charactersOf([
  ...registeredStatusCodes.flatMap((known) => known.observedReasonPhrases.map((other) => other.reasonPhrase)),
  ...observedStatusCodes.map((other) => other.reasonPhrase),
]);

const foreign = charactersOf(foreignPhrases);

const misleading: readonly string[] = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    ' Busy Here',
    'Busy Here ',
    '\tBusy Here',
    'busy here',
    'BUSY HERE',
    'BusyHere',
    'Busy  Here',
  ],
  ...['200', '200 OK', '0', '-1', '+486', '486', '0x1E6', '1e3', 'NaN', 'null', 'undefined', 'true', 'OK', 'O'],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty'],
  // What `replace` takes for a part of what it replaces.
  ...['$&', '$1', '$$', "$'", 'Busy $& Here', 'Busy %26 $0 Here'],
  ...['SIP/2.0', 'SIP/2.0 200 OK', 'SIP/2.0 486 SIP/2.0 486 Busy Here', 'HTTP/1.1 200 OK', '/2.0 200 OK'],
  ...['INVITE sip:bob@127.0.0.1 SIP/2.0', 'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1', 'Content-Length: 0'],
  ...['%0d%0a', '%0D%0AX-Injected:%20yes', '%00', '%20', '%25', '%2525', '%25s%25n', '%C3%A9', '%ff', '%7f', 'a%2fb'],
  ...[
    '+',
    ',',
    ';',
    '/',
    ':',
    '=',
    '&',
    "'",
    "'; DROP TABLE calls; --",
    '../../etc/passwd',
    '$(reboot)',
    'a=b&c=d',
    '//',
  ],
  // A byte order mark, spaces and line ends that are not ASCII: to RFC 3261 they are UTF8-NONASCII like any other.
  ...[
    '\xef\xbb\xbf',
    '\xef\xbb\xbfOK',
    '\xef\xbb\xbfBusy Here',
    '\xc2\xa0OK',
    'OK\xc2\xa0',
    '\xe3\x80\x80',
    'Busy\xc2\x85Here',
    'Busy\xe2\x80\xa8Here',
    '\xe2\x80\x8b',
  ],
  // Overlong forms (of NUL, CR LF, the solidus), a surrogate, what is beyond U+10FFFF, and lone continuation octets.
  ...[
    '\xc0\x80',
    'Busy\xc0\x8d\xc0\x8aHere',
    '\xe0\x80\xaf',
    '\xc1\x81',
    '\xed\xa0\x80',
    '\xed\xbf\xbf',
    '\xf4\x90\x80\x80',
  ],
  ...[
    '\x80',
    '\xbf\xbf',
    'Caf\xc3\xa9',
    'Caf\xc3\xa9\x80',
    '\xf8\x88\x80\x80\x80',
    '\xfc\x84\x80\x80\x80\x80',
    '\xfd\xbf\xbf\xbf\xbf\xbf',
  ],
];

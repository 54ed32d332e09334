import * as fc from 'fast-check';
import { productionsOf } from '../grammar/productions.ts';
import { lenientStatusLineRecipe } from '../grammar/recipes.ts';
import { safeParseStatusLine } from '../parse.ts';
import type { Deviation, DeviationCode } from '../status-line.ts';
import { latin1Of, octetsOfLatin1 } from '../text/latin-1.ts';
import { derivedFrom } from './from-grammar/sentence.ts';
import { reasonPhraseCharacters } from './reason-phrase.ts';
import { shrinkingExamples, smallerTexts } from './shrinking-examples.ts';
import { sipVersion } from './sip-version.ts';
import { statusCode } from './status-code.ts';
import type { StatusLineConstraints } from './status-line.ts';

/** Which lines {@link lenientStatusLine} makes. */
export interface LenientStatusLineConstraints extends StatusLineConstraints {
  /** What may be wrong with a line. Default: any of the five. */
  readonly deviations?: readonly DeviationCode[] | undefined;
}

/** A line that the strict profile refuses and the lenient one reads. */
export interface LenientStatusLine {
  /** The line. */
  readonly octets: Uint8Array;
  /** What the lenient profile forgives in it, in the order of the line. Never empty. */
  readonly deviations: readonly Deviation[];
}

/**
 * Lines that the strict profile refuses and the lenient one reads, with what it has to say of them. The deviations are
 * known from the making; no parser is asked.
 *
 * @throws {RangeError} when no deviation is left
 */
export function lenientStatusLine(constraints: LenientStatusLineConstraints = {}): fc.Arbitrary<LenientStatusLine> {
  const { deviations: allowed = deviationCodes } = constraints;
  const chosen = deviationCodes.filter((code) => allowed.includes(code));
  if (chosen.length === 0) throw new RangeError('deviations must name a deviation');
  const { sipVersion: version, statusCode: code, reasonPhrase: phrase } = constraints;
  const made = fc
    .record({
      codes: fc.subarray([...chosen], { minLength: 1 }),
      sipVersion: sipVersion(constraints.sipVersion),
      statusCode: statusCode(constraints.statusCode).map((code) => String(code).padStart(3, '0')),
      reasonPhrase: reasonPhraseCharacters(constraints.reasonPhrase),
      leading: leadingOctets,
      separator: irregularSeparator,
      // After the code only one HTAB is an irregular separator: a second SP would be phrase.
      tab: fc.constantFrom('version', 'code', 'both'),
      letter: fc.constantFrom('', 'O', 'z', 'A', 'SIP'),
      illegal: fc.oneof({ weight: 4, arbitrary: illegalOctets }, { weight: 1, arbitrary: diagnoses }),
      lineEnd: fc.constantFrom('\n', '\r'),
      crlf: fc.boolean(),
    })
    .map(written);
  // What is constrained beside the deviations is known from the making alone.
  if (version !== undefined || code !== undefined || phrase !== undefined) return made;
  const isOne = (value: unknown): boolean => {
    const { octets } = Object(value) as Partial<LenientStatusLine>;
    return octets instanceof Uint8Array && read(octets, chosen) !== undefined;
  };
  return shrinkingExamples(made, isOne, function* ({ octets, deviations }) {
    const codes = deviations.map((deviation) => deviation.code);
    for (const text of smallerTexts(latin1Of(octets))) {
      const less = read(octetsOfLatin1(text), codes);
      if (less !== undefined) yield less;
    }
  });
}

/** A line with its deviations; undefined where it has none, or others than these. */
function read(octets: Uint8Array, codes: readonly DeviationCode[]): LenientStatusLine | undefined {
  const { statusLine, deviations } = safeParseStatusLine(octets, { profile: 'lenient' });
  const isOne =
    statusLine !== undefined && deviations.length > 0 && deviations.every(({ code }) => codes.includes(code));
  return isOne ? { octets, deviations } : undefined;
}

const deviationCodes: readonly DeviationCode[] = [
  'irregular-line-end',
  'irregular-separator',
  'illegal-reason-octet',
  'missing-separator',
  'leading-octets',
];

const leadingOctets = derivedFrom(productionsOf(lenientStatusLineRecipe, 'leadingOctets'), { maxRepetitions: 4 });

const irregularSeparator = fc.oneof(
  fc.constantFrom('  ', '\t', ' \t', '\t '),
  fc
    .tuple(fc.constantFrom('  ', '\t', ' \t'), fc.array(fc.constantFrom(' ', '\t'), { maxLength: 8 }))
    .map(([first, more]) => first + more.join('')),
);

/** What no phrase of the ABNF begins with, or goes on with after a whole unit of it, and any octets after it. */
const illegalOctets = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...'[]"<>#\\^`{|}'),
      fc.constantFrom('\x01', '\x07', '\b', '\v', '\f', '\x0e', '\x1b', '\x1f', '\x7f', '\xfe', '\xff'),
      // A "z" is no HEXDIG and continues no UTF-8.
      fc.constantFrom(
        '%',
        '%z',
        '%4',
        '%4z',
        '%%',
        '%u0041',
        '\xc3',
        '\xc3z',
        '\xe2\x82',
        '\xe2\x82z',
        '\xf0\x9f\x98',
        '\xfd\xbf',
      ),
    ),
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...'aZ 09]%') },
        { weight: 1, arbitrary: fc.nat({ max: 0xff }).map((octet) => String.fromCharCode(octet)) },
      ),
      { maxLength: 8 },
    ),
  )
  .map(([illegal, more]) => {
    const rest = more.join('').replace(/[\r\n\0]/g, '');
    return rest === '' ? illegal : `${illegal}z${rest}`;
  });

/** What carriers put after the phrase, as the field meets it most. */
const diagnoses = fc.constantFrom('[call released]', '[Q.850;cause=17]', '[603]', '"busy"', '<busy>');

interface Parts {
  readonly codes: readonly DeviationCode[];
  readonly sipVersion: string;
  readonly statusCode: string;
  readonly reasonPhrase: string;
  readonly leading: string;
  readonly separator: string;
  readonly tab: string;
  readonly letter: string;
  readonly illegal: string;
  readonly lineEnd: string;
  readonly crlf: boolean;
}

function written(parts: Parts): LenientStatusLine {
  const has = (code: DeviationCode): boolean => parts.codes.includes(code);
  const deviations: Deviation[] = [];
  let line = '';
  const deviate = (code: DeviationCode, octets: string): void => {
    deviations.push({ code, offset: line.length });
    line += octets;
  };

  if (has('leading-octets')) deviate('leading-octets', parts.leading);
  line += parts.sipVersion;
  // Where the separator after the code is missing, only the other one can be irregular.
  const isTabAfterCode = has('irregular-separator') && parts.tab !== 'version' && !has('missing-separator');
  const isIrregular = has('irregular-separator') && (parts.tab !== 'code' || !isTabAfterCode);
  if (isIrregular) deviate('irregular-separator', parts.separator);
  else line += ' ';
  line += parts.statusCode;
  if (has('missing-separator')) {
    // After the code comes a letter, or the end of the line.
    deviate('missing-separator', '');
    if (parts.letter !== '') line += parts.letter + parts.reasonPhrase;
  } else {
    if (isTabAfterCode) deviate('irregular-separator', '\t');
    else line += ' ';
    line += parts.reasonPhrase;
  }
  if (has('illegal-reason-octet')) {
    if (has('missing-separator') && parts.letter === '') line += 'x';
    deviate('illegal-reason-octet', parts.illegal);
  }
  if (has('irregular-line-end')) deviate('irregular-line-end', parts.lineEnd);
  else if (parts.crlf) line += '\r\n';
  return { octets: octetsOfLatin1(line), deviations };
}

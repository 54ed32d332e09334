// The ways in which lines that broke real stacks were wrong. The grammar's own defects are single ones; these are what
// people, other protocols and attackers write.
import * as fc from 'fast-check';
import { orderedConstants } from './ordered-constants.ts';

/** A line in its parts, one character an octet. */
export interface Parts {
  readonly sipVersion: string;
  readonly versionSeparator: string;
  readonly statusCode: string;
  readonly codeSeparator: string;
  readonly reasonPhrase: string;
  readonly lineEnd: string;
}

export interface Family {
  readonly kind: FamilyKind;
  /** The rule of the grammar that it breaks. */
  readonly rule: string;
  /** What becomes of the parts of a line. */
  readonly change: fc.Arbitrary<Change>;
  /** Whether the lenient profile refuses any of it. */
  readonly lenient: boolean;
  /** How often it comes, where it is what the field meets most. Default: 1. */
  readonly weight?: number;
}

export type Change = (parts: Parts) => Partial<Parts>;

/** The families of lines that broke real software. */
export type FamilyKind =
  | 'look-alike'
  | 'version-spelling'
  | 'byte-order-mark'
  | 'other-encoding'
  | 'octets-before-line'
  | 'separator-missing'
  | 'separator-doubled'
  | 'separator-not-sp'
  | 'number-wraps'
  | 'number-signed'
  | 'number-not-decimal'
  | 'number-padded'
  | 'number-too-short'
  | 'illegal-character'
  | 'control-octet'
  | 'nul'
  | 'cr-or-lf-in-phrase'
  | 'broken-utf-8'
  | 'format-string'
  | 'long-phrase'
  | 'line-repeated'
  | 'line-end'
  | 'truncated'
  | 'request-line'
  | 'other-protocol'
  | 'header-field'
  | 'no-line';

/** Octets in place of a part, whatever it was. */
const instead = (part: keyof Parts, ...octets: readonly string[]): fc.Arbitrary<Change> =>
  fc.constantFrom(...octets).map((text) => () => ({ [part]: text }));

/** Octets somewhere in a part. */
const inserted = (part: keyof Parts, ...octets: readonly string[]): fc.Arbitrary<Change> =>
  // In thousandths of the part, because most of what fc.double gives from 0 to 1 is next to nothing.
  fc.tuple(fc.constantFrom(...octets), fc.nat({ max: 999 })).map(([text, where]) => (parts) => {
    const at = Math.floor((where * (parts[part].length + 1)) / 1000);
    return { [part]: parts[part].slice(0, at) + text + parts[part].slice(at) };
  });

/** Strings that are separated by bars, so that many of them stand on a line. */
const listed = (strings: string): readonly string[] => strings.split('|');

const nothing: Parts = {
  sipVersion: '',
  versionSeparator: '',
  statusCode: '',
  codeSeparator: '',
  reasonPhrase: '',
  lineEnd: '',
};

/** Something else altogether, with the line's own end. */
const wholly = (...lines: readonly string[]): fc.Arbitrary<Change> =>
  fc.constantFrom(...lines).map((line) => ({ lineEnd }) => ({ ...nothing, sipVersion: line, lineEnd }));

export const written = ({
  sipVersion,
  versionSeparator,
  statusCode,
  codeSeparator,
  reasonPhrase,
  lineEnd,
}: Parts): string => sipVersion + versionSeparator + statusCode + codeSeparator + reasonPhrase + lineEnd;

const encoded = (text: string, unit: (code: number) => string): string =>
  [...text].map((character) => unit(character.charCodeAt(0))).join('');

const octet = (code: number): string => String.fromCharCode(code & 0xff);

const unicodeSpaces = ['\xc2\xa0', '\xe2\x80\x83', '\xe3\x80\x80', '\xe2\x80\x8b', '\xc2\x85', '\xe2\x80\xa8'];

const otherControls = [...Array(0x20).keys(), 0x7f]
  .filter((code) => ![0, 9, 0x0a, 0x0d].includes(code))
  .map((code) => octet(code));

const requestLines = ['INVITE', 'OPTIONS', 'BYE', 'REGISTER', 'NOTIFY', 'sip'].map(
  (method) => `${method} sip:bob@127.0.0.1 SIP/2.0`,
);

/** Every family, by the part of the line that it breaks. */
export const families: readonly Family[] = [
  {
    kind: 'look-alike',
    rule: 'sipVersion',
    lenient: true,
    // ſ folds to S and ı to I where a fold knows Unicode; Cyrillic and full-width letters only look like it.
    change: instead(
      'sipVersion',
      ...['\xc5\xbfIP/2.0', 'S\xc4\xb1P/2.0', 'S\xc4\xb0P/2.0', '\xc5\xbf\xc4\xb1p/2.0'],
      ...listed('\xd0\x85\xd0\x86\xd0\xa0/2.0|\xef\xbc\xb3\xef\xbc\xa9\xef\xbc\xb0/2.0|SIP\xe2\x88\x952.0'),
      ...listed('SIP/2\xe2\x80\xa40'),
    ),
  },
  {
    kind: 'version-spelling',
    rule: 'sipVersion',
    lenient: true,
    change: instead(
      'sipVersion',
      ...listed('SIPS/2.0|SIP2.0|SIP 2.0|SIP/2|SIP/2.|SIP/.0|SIP/2,0|SIP//2.0|SIP\\2.0|SIP/ 2.0|SIP /2.0'),
      ...listed('SIP/+2.0|SIP/-2.0|SIP/2.0.0|SIP/2.0a|SIP/2.x|SIP/II.0|SIP/0x2.0|XSIP/2.0|SI/2.0|/2.0|2.0|'),
    ),
  },
  {
    kind: 'byte-order-mark',
    rule: 'statusLine',
    lenient: true,
    change: fc.oneof(
      inserted('sipVersion', '\xef\xbb\xbf'),
      inserted('statusCode', '\xef\xbb\xbf'),
      fc.constantFrom('\xff\xfe', '\xfe\xff', '\xef\xbb', '\x2b\x2f\x76').map(
        (mark): Change =>
          ({ sipVersion }) => ({
            sipVersion: mark + sipVersion,
          }),
      ),
    ),
  },
  {
    kind: 'other-encoding',
    rule: 'statusLine',
    lenient: true,
    change: fc
      .constantFrom<(code: number) => string>(
        (code) => `${octet(code)}\0`,
        (code) => `\0${octet(code)}`,
        (code) => octet(code + 0x80),
        (code) => octet(code) + octet(code),
      )
      .map((unit) => (parts) => ({ ...nothing, sipVersion: encoded(written(parts), unit) })),
  },
  {
    kind: 'octets-before-line',
    rule: 'statusLine',
    lenient: true,
    change: fc
      .constantFrom(' ', '\t', '\n', '\0', '\r', '\r\n', '\v', '\x7f', '\xff', '>', 'x', '\x00\x00\x01', '\xc2\xa0')
      .map((before) => ({ sipVersion }) => ({ sipVersion: before + sipVersion })),
  },
  {
    kind: 'separator-missing',
    rule: 'versionSeparator',
    lenient: true,
    weight: 3,
    change: fc.constantFrom<Change>(
      // Most of all it is a line that ends after the code.
      () => ({ codeSeparator: '', reasonPhrase: '' }),
      () => ({ codeSeparator: '', reasonPhrase: '' }),
      () => ({ versionSeparator: '' }),
      () => ({ codeSeparator: '' }),
      () => ({ versionSeparator: '', codeSeparator: '' }),
    ),
  },
  {
    kind: 'separator-doubled',
    rule: 'versionSeparator',
    lenient: false,
    change: instead('versionSeparator', '  ', '   ', ' \t', '\t ', ' '.repeat(256)),
  },
  {
    kind: 'separator-not-sp',
    rule: 'versionSeparator',
    lenient: true,
    change: fc
      .tuple(
        fc.constantFrom<keyof Parts>('versionSeparator', 'codeSeparator'),
        fc.constantFrom('\t', '\v', '\f', '\0', '\r\n ', '\r', '\n', '+', '%20', '_', '-', ',', ...unicodeSpaces),
      )
      .map(([part, separator]) => () => ({ [part]: separator })),
  },
  {
    kind: 'number-wraps',
    rule: 'statusCode',
    lenient: true,
    change: fc
      .tuple(orderedConstants(8, 16, 32, 64), fc.constantFrom(1n, 2n, 4n, 100n, -1n))
      .map(([bits, times]) => ({ statusCode }) => ({
        statusCode: String(BigInt(statusCode) + times * (1n << BigInt(bits))),
      })),
  },
  {
    kind: 'number-signed',
    rule: 'statusCode',
    lenient: true,
    change: fc.constantFrom('+', '-', '\xe2\x88\x92', '--', '+-', '~', '#').map((sign) => ({ statusCode }) => ({
      statusCode: sign + statusCode,
    })),
  },
  {
    kind: 'number-not-decimal',
    rule: 'statusCode',
    lenient: true,
    change: fc
      .constantFrom<(code: string) => string>(
        (code) => `0x${Number(code).toString(16)}`,
        (code) => Number(code).toString(16).padStart(3, 'a'),
        (code) => `0${Number(code).toString(8)}`,
        (code) => `${code}.0`,
        (code) => `${code}e0`,
        (code) => `${code[0]}e2`,
        (code) => `${code[0]},${code.slice(1)}`,
        (code) => `${code[0]}xx`,
        (code) => `${code.slice(0, 2)}O`,
        (code) => `"${code}"`,
        (code) => `%3${code[0]}${code.slice(1)}`,
        // Digits, full-width and Arabic-Indic, that a Unicode-aware \d takes for digits.
        (code) => encoded(code, (digit) => `\xef\xbc${octet(digit - 0x30 + 0x90)}`),
        (code) => encoded(code, (digit) => `\xd9${octet(digit - 0x30 + 0xa0)}`),
        () => 'NaN',
        () => 'Busy',
      )
      .map((spell) => ({ statusCode }) => ({ statusCode: spell(statusCode) })),
  },
  {
    kind: 'number-padded',
    rule: 'statusCode',
    lenient: true,
    change: fc.constantFrom(1, 2, 3, 7, 61, 253).map((zeros) => ({ statusCode }) => ({
      statusCode: '0'.repeat(zeros) + statusCode,
    })),
  },
  {
    kind: 'number-too-short',
    rule: 'statusCode',
    lenient: true,
    change: fc.constantFrom(0, 1, 2).map((digits) => ({ statusCode }) => ({ statusCode: statusCode.slice(0, digits) })),
  },
  {
    kind: 'illegal-character',
    rule: 'phraseUnit',
    lenient: false,
    weight: 2,
    change: fc.oneof(
      {
        weight: 3,
        arbitrary: inserted(
          'reasonPhrase',
          ...'[]"<>#\\^`{|}',
          ...listed('% |%%|%4|%u0041|[call released]|<b>|"Busy"'),
        ),
      },
      // Carriers put their own diagnosis after the phrase.
      {
        weight: 1,
        arbitrary: fc.constantFrom(...listed('[call released]|[Q.850;cause=17]|[603]|["busy"]|[]')).map(
          (diagnosis): Change =>
            ({ reasonPhrase }) => ({
              reasonPhrase: `${reasonPhrase} ${diagnosis}`,
            }),
        ),
      },
    ),
  },
  {
    kind: 'control-octet',
    rule: 'phraseUnit',
    lenient: false,
    change: inserted('reasonPhrase', ...otherControls, '\x1b[31m'),
  },
  {
    kind: 'nul',
    rule: 'phraseUnit',
    lenient: true,
    change: fc.oneof(
      inserted('reasonPhrase', '\0', '\0\0'),
      inserted('statusCode', '\0'),
      inserted('sipVersion', '\0'),
      fc.constantFrom('\0', '\0\r\n').map((end) => () => ({ lineEnd: end })),
    ),
  },
  {
    kind: 'cr-or-lf-in-phrase',
    rule: 'reasonPhrase',
    lenient: true,
    change: inserted(
      'reasonPhrase',
      ...['\r', '\n', '\r\n', '\n\r', '\r\n ', '\n\t', '\r\r\n'],
      ...['\r\nX-Injected: yes', '\r\n\r\n<html>', '\nContent-Length: 9'],
    ),
  },
  {
    kind: 'broken-utf-8',
    rule: 'utf8NonAscii',
    lenient: false,
    change: fc.oneof(
      inserted(
        'reasonPhrase',
        ...listed('\xc3 |\xe2\x82 |\xf0\x9f\x98 |\xe0\x80 |\xf8\x88\x80\x80 |\xfd |\xfe|\xff'),
        ...listed('\xff\xfe'),
      ),
      fc.constantFrom('\xc3', '\xe2\x82', '\xf0\x9f\x98').map(
        (cut): Change =>
          ({ reasonPhrase }) => ({
            reasonPhrase: reasonPhrase + cut,
          }),
      ),
    ),
  },
  {
    kind: 'format-string',
    rule: 'escaped',
    lenient: false,
    change: inserted('reasonPhrase', ...listed('%s|%n|%s%s%s%n|%x%x%x|%p|%99999d|%1$n|#{7*7}|{0}|{{7*7}}|`id`')),
  },
  {
    kind: 'long-phrase',
    rule: 'reasonPhrase',
    lenient: true,
    change: fc
      .tuple(
        fc.oneof(
          { weight: 30, arbitrary: orderedConstants(64, 128, 256, 512) },
          { weight: 8, arbitrary: orderedConstants(1024, 4096) },
          // Rare, because it costs what a thousand others do.
          { weight: 1, arbitrary: orderedConstants(16_384, 65_535) },
        ),
        fc.constantFrom(-1, 0, 1),
        fc.constantFrom('[', '\0', '\n', '\xff', '%'),
      )
      .map(([size, more, last]) => () => ({ reasonPhrase: 'x'.repeat(size + more - 1) + last, lineEnd: '\r\n' })),
  },
  {
    kind: 'line-repeated',
    rule: 'lineEnd',
    lenient: true,
    // Behind the last of them comes the line's own end, so that `\r\n` makes lines that are whole.
    change: fc
      .tuple(fc.constantFrom('\r\n', '\n', '\0', '\r\n\r\n', '\r\n '), fc.integer({ min: 1, max: 3 }))
      .map(([between, times]) => (parts) => ({
        reasonPhrase: parts.reasonPhrase + (between + written({ ...parts, lineEnd: '' })).repeat(times),
      })),
  },
  {
    kind: 'line-end',
    rule: 'lineEnd',
    lenient: true,
    change: instead('lineEnd', ...listed('\n|\r|\n\r|\r\r\n|\r\n\r\n|\r\n\n|\r\n\0|\r\n |\0|\r\nx|\n\n')),
  },
  {
    kind: 'truncated',
    rule: 'statusLine',
    lenient: true,
    // Up to the code, because after it every prefix is a line.
    change: fc.nat({ max: 1000 }).map((cut) => (parts) => {
      const { sipVersion, versionSeparator, statusCode } = parts;
      const head = sipVersion + versionSeparator + statusCode;
      return { ...nothing, sipVersion: head.slice(0, cut % head.length) };
    }),
  },
  {
    kind: 'request-line',
    rule: 'sipVersion',
    lenient: true,
    change: wholly(
      ...requestLines,
      'INVITE',
      'INVITE sip:bob@127.0.0.1',
      'ACK sip:bob@127.0.0.1 SIP/2.0\r\nMax-Forwards: 0',
    ),
  },
  {
    kind: 'other-protocol',
    rule: 'sipVersion',
    lenient: true,
    change: wholly(
      ...listed('HTTP/1.1 200 OK|HTTP/1.0 486 Busy Here|HTTP/2 200|ICY 200 OK|RTSP/1.0 200 OK'),
      ...listed('MSRP a786hjs2 200 OK'),
      ...listed('GET / HTTP/1.1|220 mail.example.com ESMTP|+OK|* OK|SSH-2.0-server|<?xml version="1.0"?>'),
      ...listed('{"status":486}|\x16\x03\x01\x02'),
    ),
  },
  {
    kind: 'header-field',
    rule: 'sipVersion',
    lenient: true,
    change: wholly(
      'Via: SIP/2.0/UDP 127.0.0.1',
      'X: SIP/2.0 200 OK',
      'Status: 486',
      'SIP/2.0/UDP 127.0.0.1',
      'SIP-Version: 2.0',
    ),
  },
  {
    kind: 'no-line',
    rule: 'statusLine',
    lenient: true,
    change: fc
      .constantFrom('', ' ', '\r\n', '\r\n\r\n', '\0', '\0\0\0\0', '\xff', 'SIP')
      .map((line) => () => ({ ...nothing, sipVersion: line })),
  },
];

/**
 * What software met beside a defect of another family, one line in eight: text mode, a SP twice, no SP after the code, a
 * diagnosis in brackets, letters of one octet, keep-alives.
 */
export const besideOthers: fc.Arbitrary<Change> = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Change>(() => ({})) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Change>(
      () => ({ lineEnd: '\n' }),
      () => ({ versionSeparator: '  ' }),
      () => ({ codeSeparator: '', reasonPhrase: '' }),
      ({ reasonPhrase }) => ({ reasonPhrase: `${reasonPhrase} [603]` }),
      () => ({ reasonPhrase: 'Besch\xe4ftigt' }),
      ({ sipVersion }) => ({ sipVersion: `\r\n${sipVersion}` }),
    ),
  },
);

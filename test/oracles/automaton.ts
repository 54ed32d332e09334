// A second description of both profiles, as a finite automaton. It exists for the tests alone and shares nothing with
// the grammar: not its text, not its shape, not a line of its engines.
import type { DeviationCode, FaultCode, Profile } from '../../src/status-line.ts';

export interface Judgement {
  readonly accepted: boolean;
  readonly fields?: { readonly sipVersion: string; readonly statusCode: number; readonly reasonPhrase: string };
  readonly deviations: readonly { readonly code: DeviationCode; readonly offset: number }[];
  readonly fault?: { readonly code: FaultCode; readonly offset: number };
}

/** Judges one whole line, given with one character an octet. Its fields have one character an octet too. */
export function judge(line: string, profile: Profile): Judgement {
  const oracle = oracles[profile];
  let state = 'start';
  for (let offset = 0; offset < line.length; offset += 1) {
    const octet = line.charAt(offset);
    const following = next(oracle, state, octet);
    if (following === undefined) {
      return { accepted: false, deviations: [], fault: { code: faultAt(state, octet), offset } };
    }
    state = following;
  }
  if (!oracle.accepting.includes(state)) {
    return { accepted: false, deviations: [], fault: { code: 'incomplete', offset: line.length } };
  }
  return { accepted: true, ...fieldsOf(line), deviations: profile === 'strict' ? [] : deviationsOf(line) };
}

export interface Oracle {
  readonly arrows: Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;
  readonly accepting: readonly string[];
}

const versionAndCode: Oracle['arrows'] = {
  s: [[/[Ii]/, 'si']],
  si: [[/[Pp]/, 'sip']],
  sip: [[/\//, 'slash']],
  slash: [[/[0-9]/, 'major']],
  major: [
    [/[0-9]/, 'major'],
    [/\./, 'dot'],
  ],
  dot: [[/[0-9]/, 'minor']],
  code1: [[/[0-9]/, 'code2']],
  code2: [[/[0-9]/, 'code3']],
};

const strict: Oracle = {
  arrows: {
    ...versionAndCode,
    start: [[/[Ss]/, 's']],
    minor: [
      [/[0-9]/, 'minor'],
      [/ /, 'code'],
    ],
    code: [[/[0-9]/, 'code1']],
    code3: [[/ /, 'phrase']],
    phrase: [
      [/[A-Za-z0-9;/?:@&=+$,\-_.!~*'() \t\x80-\xbf]/, 'phrase'],
      [/%/, 'escape1'],
      [/[\xc0-\xdf]/, 'rest1'],
      [/[\xe0-\xef]/, 'rest2'],
      [/[\xf0-\xf7]/, 'rest3'],
      [/[\xf8-\xfb]/, 'rest4'],
      [/[\xfc\xfd]/, 'rest5'],
      [/\r/, 'cr'],
    ],
    escape1: [[/[0-9A-Fa-f]/, 'escape2']],
    escape2: [[/[0-9A-Fa-f]/, 'phrase']],
    rest5: [[/[\x80-\xbf]/, 'rest4']],
    rest4: [[/[\x80-\xbf]/, 'rest3']],
    rest3: [[/[\x80-\xbf]/, 'rest2']],
    rest2: [[/[\x80-\xbf]/, 'rest1']],
    rest1: [[/[\x80-\xbf]/, 'phrase']],
    cr: [[/\n/, 'over']],
    over: [],
  },
  accepting: ['phrase', 'over'],
};

const lenient: Oracle = {
  arrows: {
    ...versionAndCode,
    start: [
      [/[\r\n\0 \t]/, 'start'],
      [/\xef/, 'mark1'],
      [/[Ss]/, 's'],
    ],
    mark1: [[/\xbb/, 'mark2']],
    mark2: [[/\xbf/, 'start']],
    minor: [
      [/[0-9]/, 'minor'],
      [/[ \t]/, 'blank'],
    ],
    blank: [
      [/[ \t]/, 'blank'],
      [/[0-9]/, 'code1'],
    ],
    code3: [
      [/[ \tA-Za-z]/, 'phrase'],
      [/\r/, 'loneCr'],
      [/\n/, 'over'],
    ],
    phrase: [
      [/[^\r\n\0]/, 'phrase'],
      [/\r/, 'loneCr'],
      [/\n/, 'over'],
    ],
    loneCr: [[/\n/, 'over']],
    over: [],
  },
  accepting: ['code3', 'phrase', 'loneCr', 'over'],
};

export const oracles: Readonly<Record<Profile, Oracle>> = { strict, lenient };

/** The state that an octet leads to; undefined where no line goes on so. */
export function next({ arrows }: Oracle, state: string, octet: string): string | undefined {
  return arrows[state]?.find(([octets]) => octets.test(octet))?.[1];
}

/** The code of the fault that an octet is when there is no arrow for it. */
function faultAt(state: string, octet: string): FaultCode {
  switch (state) {
    case 'minor':
      return 'invalid-separator';
    case 'code':
      return octet === ' ' || octet === '\t' ? 'invalid-separator' : 'invalid-status-code';
    case 'blank':
    case 'code1':
    case 'code2':
      return 'invalid-status-code';
    case 'code3':
      return /[0-9]/.test(octet) ? 'invalid-status-code' : 'invalid-separator';
    case 'phrase':
      return octet === '\n' ? 'invalid-line-end' : 'invalid-reason-phrase';
    case 'cr':
      return 'invalid-line-end';
    case 'loneCr':
    case 'over':
      return 'trailing-octets';
    default:
      return /^(escape|rest)/.test(state) ? 'invalid-reason-phrase' : 'invalid-sip-version';
  }
}

/** The parts of a line that was accepted. */
const shape = /^((?:[\r\n\0 \t]|\xef\xbb\xbf)*)(SIP\/\d+\.\d+)([ \t]+)(\d{3})([ \t]?)([^\r\n\0]*)(\r\n|\r|\n|)$/i;

const legalPhrase =
  /(?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'() \t\x80-\xbf]|%[0-9A-Fa-f]{2}|[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc\xfd][\x80-\xbf]{5})*/y;

function partsOf(line: string): readonly string[] {
  const parts = shape.exec(line)?.slice(1);
  if (parts === undefined) throw new Error(`the automaton accepted what has no parts: ${JSON.stringify(line)}`);
  return parts;
}

function fieldsOf(line: string): Required<Pick<Judgement, 'fields'>> {
  const [, sipVersion = '', , code, , reasonPhrase = ''] = partsOf(line);
  return { fields: { sipVersion, statusCode: Number(code), reasonPhrase } };
}

function deviationsOf(line: string): Judgement['deviations'] {
  const parts = partsOf(line);
  const [leading = '', , separator, , second, phrase = '', end = ''] = parts;
  const starts = parts.map((_, index) => parts.slice(0, index).join('').length);
  const at = (index: number): number => starts[index] as number;
  legalPhrase.lastIndex = 0;
  const legal = (legalPhrase.exec(phrase)?.[0] ?? '').length;
  const found: (readonly [boolean, DeviationCode, number])[] = [
    [leading !== '', 'leading-octets', 0],
    [separator !== ' ', 'irregular-separator', at(2)],
    [second === '\t', 'irregular-separator', at(4)],
    [second === '', 'missing-separator', at(4)],
    [legal < phrase.length, 'illegal-reason-octet', at(5) + legal],
    [end === '\r' || end === '\n', 'irregular-line-end', at(6)],
  ];
  return found.filter(([applies]) => applies).map(([, code, offset]) => ({ code, offset }));
}

import { lookupStatusCode, registeredStatusCodes } from '../../registry/index.ts';
import { octetsOfLatin1 } from '../../text/latin-1.ts';
import { coveringArray, type Row } from './covering-array.ts';

/** What tells one valid line from another, and the values of each. */
export const lineFeatures = {
  spelling: ['SIP', 'sip', 'SiP'],
  version: ['2.0', 'other', 'long'],
  class: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  registered: ['yes', 'no'],
  length: ['0', '1', '2-31', '32-255', '256-4095', '4096-'],
  letters: ['no', 'yes'],
  digits: ['no', 'yes'],
  spaces: ['no', 'yes'],
  tabs: ['no', 'yes'],
  marks: ['no', 'yes'],
  escapes: ['no', 'yes'],
  twoOctets: ['no', 'yes'],
  threeOctets: ['no', 'yes'],
  fourOctets: ['no', 'yes'],
  blankAtEnd: ['no', 'yes'],
  lineEnd: ['none', 'CRLF'],
} as const;

/** The value that a line has of each feature. */
export type LineFeatures = { readonly [name in keyof typeof lineFeatures]: (typeof lineFeatures)[name][number] };

const names = Object.keys(lineFeatures) as (keyof LineFeatures)[];
const sizes = names.map((name) => lineFeatures[name].length);
const contents = names.slice(names.indexOf('letters'), names.indexOf('lineEnd'));

/**
 * Valid lines, in few of which every pair, or every triple, of their features occurs that can occur: how the version is
 * spelled and the code chosen, how long the phrase is and what is in it, how the line ends.
 *
 * @param constraints.strength 2 for pairs, 3 for triples; 2 when it is left out
 */
export function coveringLines(constraints: { readonly strength?: 2 | 3 | undefined } = {}): readonly Uint8Array[] {
  const { strength = 2 } = constraints;
  return coveringArray(sizes, strength, isPossible).map((row) => octetsOfLatin1(lineOf(featuresOf(row))));
}

function featuresOf(row: Row): LineFeatures {
  return Object.fromEntries(names.map((name, n) => [name, lineFeatures[name][row[n] as number]])) as LineFeatures;
}

/** Whether some line has the features that are chosen. */
export function isPossible(partial: Row): boolean {
  const value = (name: keyof LineFeatures): string | undefined =>
    lineFeatures[name][partial[names.indexOf(name)] ?? -1];
  const [status, registered] = [value('class'), value('registered')];
  if (registered === 'yes' && status !== undefined && !/[1-6]/.test(status)) return false;
  const has = new Set(contents.filter((name) => value(name) === 'yes'));
  const lacks = new Set(contents.filter((name) => value(name) === 'no'));
  switch (value('length')) {
    case '0':
      return has.size === 0;
    case '1':
      return phrasesOfOne.some(
        (phrase) => [...has].every((name) => phrase.has(name)) && ![...phrase].some((name) => lacks.has(name)),
      );
    case undefined:
      return lengthsOf(partial).some(isPossible);
    default:
      // A phrase of blanks has one at its end, and others before it.
      return (
        fillers.some((name) => !lacks.has(name)) ||
        (!lacks.has('blankAtEnd') && !(lacks.has('spaces') && lacks.has('tabs')))
      );
  }
}

/** A row whose length is not chosen, with each length. */
function lengthsOf(partial: Row): readonly Row[] {
  const at = names.indexOf('length');
  return lineFeatures.length.map((_, length) => partial.map((value, n) => (n === at ? length : value)));
}

type Content = (typeof contents)[number];

/** What a phrase of one octet has. */
const phrasesOfOne: readonly ReadonlySet<Content>[] = [
  new Set<Content>(['letters']),
  new Set<Content>(['digits']),
  new Set<Content>(['marks']),
  new Set<Content>(['blankAtEnd']),
  new Set<Content>(['tabs', 'blankAtEnd']),
];

/** What a phrase may be filled with to any length. */
const fillers: readonly Content[] = ['letters', 'digits', 'marks', 'escapes', 'twoOctets', 'threeOctets', 'fourOctets'];

const pieces: Readonly<Partial<Record<Content, string>>> = {
  letters: 'Busy',
  digits: '7',
  marks: "-(')!",
  escapes: '%C3%a4',
  twoOctets: '\xc3\xa4',
  threeOctets: '\xe2\x82\xac',
  fourOctets: '\xf0\x9f\x98\x80',
};

/** A line with some features, one character an octet. */
function lineOf(features: LineFeatures): string {
  const version = { '2.0': '2.0', other: '3.1', long: `2${'0'.repeat(40)}.00` }[features.version];
  return `${features.spelling}/${version} ${codeWith(features)} ${phraseWith(features)}${features.lineEnd === 'CRLF' ? '\r\n' : ''}`;
}

function codeWith({ class: status, registered }: LineFeatures): string {
  const first = 100 * Number(status);
  if (registered === 'yes') {
    const row = registeredStatusCodes.find(({ statusCode }) => Math.floor(statusCode / 100) === Number(status));
    return String(row?.statusCode);
  }
  for (let code = first + 99; ; code -= 1) {
    if (lookupStatusCode(code) === undefined) return String(code).padStart(3, '0');
  }
}

function phraseWith(features: LineFeatures): string {
  const [least, most] = {
    '0': [0, 0],
    '1': [1, 1],
    '2-31': [2, 31],
    '32-255': [32, 255],
    '256-4095': [256, 4095],
    '4096-': [4096, 5000],
  }[features.length] as [number, number];
  if (most === 0) return '';
  const has = (name: Content): boolean => features[name] === 'yes';
  if (most === 1) {
    if (has('tabs')) return '\t';
    if (has('blankAtEnd')) return ' ';
    return has('letters') ? 'x' : has('digits') ? '7' : '-';
  }
  const words = contents
    .filter((name) => has(name) && pieces[name] !== undefined)
    .map((name) => pieces[name] as string);
  const [between, end] = [`${has('spaces') ? ' ' : ''}${has('tabs') ? '\t' : ''}`, has('blankAtEnd') ? ' ' : ''];
  // A tab at the end is a blank at the end, so one that is no part of it stands before the first word.
  const blank = has('tabs') && !has('spaces') && words.length === 0 ? '\t' : end;
  const core = between + words.join('');
  const filler = words[0] ?? (has('tabs') ? '\t' : ' ');
  let phrase = core;
  while (phrase.length + blank.length < least) phrase += filler;
  return phrase + blank;
}

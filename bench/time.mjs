// How long does it take, and how much does it allocate?
import {
  buildStatusLine,
  encodeStatusLine,
  lookupStatusCode,
  parseStatusLine,
  readStatusLine,
  STATUS_CODES,
  safeParseStatusLine,
  statusCodesForReasonPhrase,
} from 'sip-status-line';
import { custom, faulty, messages, mix, octetsOf } from './lines.mjs';
import { allocated, measure } from './measure.mjs';
import * as drachtio from './peers/drachtio-sip.mjs';
import * as jssip from './peers/jssip.mjs';
import * as ohm from './peers/ohm.mjs';
import * as regexp from './peers/regexp.mjs';
import * as sipjs from './peers/sip.js.mjs';
import * as sip from './peers/sip.mjs';
import * as split from './peers/split.mjs';

export const peers = [regexp, split, sip, drachtio, jssip, ohm, sipjs];

const inits = mix.map((line) => ({ statusCode: parseStatusLine(line).statusCode }));
const full = mix.map((line) => parseStatusLine(line));
const phrasePattern = /^[\x20-\x7e\t]*$/;

/** What a builder without a table does. */
function concatenate({ statusCode }) {
  const reasonPhrase = STATUS_CODES[statusCode] ?? '';
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 999) throw new RangeError('statusCode');
  if (!phrasePattern.test(reasonPhrase)) throw new RangeError('reasonPhrase');
  return `SIP/2.0 ${statusCode} ${reasonPhrase}`;
}

const parsed = (inputs) => ({ inputs, work: (input) => parseStatusLine(input).statusCode });

// The options stand in the call, as a user writes them.
const forgiven = (inputs) => ({
  inputs,
  work: (input) => parseStatusLine(input, { profile: 'lenient' }).statusCode,
});

const contenders = [
  { name: 'text', ...parsed(mix) },
  { name: 'octets', ...parsed(octetsOf(mix)) },
  ...peers.map(({ name, parse }) => ({ name, inputs: mix, work: (line) => parse(line)?.statusCode ?? 0 })),
  { name: 'safeParse', inputs: mix, work: (line) => safeParseStatusLine(line).statusLine.statusCode },
  { name: 'lenient', ...forgiven(mix) },
  { name: 'in a message', inputs: messages, work: (message) => readStatusLine(message, 2).end },
  { name: 'custom text', ...parsed(custom) },
  { name: 'custom octets', ...parsed(octetsOf(custom)) },
  { name: 'custom safeParse', inputs: custom, work: (line) => safeParseStatusLine(line).statusLine.statusCode },
  { name: 'custom lenient', ...forgiven(custom) },
  { name: 'custom plain RegExp', inputs: custom, work: (line) => regexp.parse(line).statusCode },
  { name: 'faulty text', inputs: faulty, work: (line) => safeParseStatusLine(line).fault.offset },
  { name: 'faulty octets', inputs: octetsOf(faulty), work: (line) => safeParseStatusLine(line).fault.offset },
  { name: 'build canonical', inputs: inits, work: (init) => buildStatusLine(init).length },
  { name: 'build custom', inputs: full, work: (init) => buildStatusLine(init).length },
  { name: 'encode canonical', inputs: inits, work: (init) => encodeStatusLine(init).length },
  { name: 'concatenate and validate', inputs: inits, work: (init) => concatenate(init).length },
  { name: 'look a code up', inputs: inits, work: ({ statusCode }) => lookupStatusCode(statusCode)?.statusCode ?? 0 },
  {
    name: 'look a phrase up',
    inputs: full,
    work: ({ reasonPhrase }) => statusCodesForReasonPhrase(reasonPhrase).length,
  },
  { name: 'the loop alone', inputs: mix, work: (line) => line.length },
  {
    name: 'the loop and an object',
    inputs: full,
    work: (line) => ({ ...empty, statusCode: line.statusCode }).statusCode,
  },
];

const empty = { sipVersion: 'SIP/2.0', statusCode: 0, reasonPhrase: '' };

/** Answers first: nobody is timed who does not read the lines. */
function check() {
  for (const { name, parse } of peers) {
    for (const line of mix.filter((text) => /^[\x00-\x7f]*$/.test(text))) {
      const [expected, answer] = [parseStatusLine(line), parse(line)];
      if (answer?.statusCode !== expected.statusCode || answer.reasonPhrase.trim() !== expected.reasonPhrase.trim()) {
        throw new Error(`${name} reads ${JSON.stringify(line)} as ${JSON.stringify(answer)}`);
      }
    }
  }
}

export function time() {
  check();
  const measured = measure(contenders);
  const rows = contenders.map((contender) => ({
    name: contender.name,
    nanoseconds: measured.nanoseconds(contender.name),
    octetsAllocated: allocated(contender),
  }));
  const { ratio } = measured;
  const figures = [
    { figure: 'text, real mix: plain RegExp / ours', value: ratio('plain RegExp', 'text'), reach: 4.5, least: true },
    {
      figure: 'octets, real mix: plain RegExp on text / ours',
      value: ratio('plain RegExp', 'octets'),
      reach: 3,
      least: true,
    },
    {
      figure: 'custom phrases only: plain RegExp / ours',
      value: ratio('custom plain RegExp', 'custom text'),
      reach: 1.2,
      least: true,
    },
    {
      figure: 'a faulty line / a valid custom line',
      value: ratio('faulty text', 'custom safeParse'),
      reach: 1.3,
      least: false,
    },
    { figure: 'lenient / strict, real mix', value: ratio('lenient', 'text'), reach: 1.15, least: false },
    {
      figure: 'lenient / strict, custom phrases only',
      value: ratio('custom lenient', 'custom text'),
      reach: 1.15,
      least: false,
    },
    {
      figure: 'octets allocated a line by parseStatusLine',
      value: rows.find(({ name }) => name === 'text').octetsAllocated,
      reach: 54,
      least: false,
    },
    {
      figure: 'canonical line built: concatenation with validation / ours',
      value: ratio('concatenate and validate', 'build canonical'),
      reach: 5,
      least: true,
    },
    { figure: 'jssip / ours', value: ratio('jssip', 'text') },
    { figure: 'sip.js / ours', value: ratio('sip.js', 'text') },
    { figure: 'ohm-js / ours', value: ratio('ohm-js', 'text') },
  ];
  return { rows, figures };
}

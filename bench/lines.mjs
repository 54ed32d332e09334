// The lines that are measured: the tests' corpus, in the proportions of a real wire.
import { readFileSync } from 'node:fs';
import { buildStatusLine, registeredStatusCodes, STATUS_CODES, safeParseStatusLine } from 'sip-status-line';

const rows = JSON.parse(readFileSync(new URL('../test/corpus/status-lines.json', import.meta.url), 'utf8'));
const textOf = (row) => Buffer.from(row.octets, 'base64').toString('utf8');
const isShort = (row) => row.octets.length < 140;

/** A small generator of its own, so that each run measures the same lines. */
let state = 20_261_124;
function random(below) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state % below;
}

// A string that was cut out of another or put together of two is slower to read: these are made whole.
const whole = (text) => Buffer.from(text, 'latin1').toString('latin1');

const seen = rows.filter((row) => row.strict === 'accept' && row.kind.includes('seen') && isShort(row));
export const customLines = seen
  .map(textOf)
  .filter((text) => /^[\x00-\x7f]*$/.test(text))
  .filter(
    (text) =>
      STATUS_CODES[safeParseStatusLine(text).statusLine.statusCode] !==
      safeParseStatusLine(text).statusLine.reasonPhrase,
  )
  .map(whole);

const utf8Lines = rows
  .filter(
    (row) => row.strict === 'accept' && isShort(row) && /[^\x00-\x7f]/.test(textOf(row)) && !/\ufffd/.test(textOf(row)),
  )
  .map(textOf);

// Most responses carry few codes, and each code turns up.
const common = [100, 180, 183, 200, 200, 200, 401, 407, 404, 480, 486, 487, 503];

/** 1,000 lines: 95 of 100 canonical, 5 custom, and 10 in all with UTF-8. */
export const mix = Array.from({ length: 1000 }, (_, index) => {
  if (index % 100 === 50) return utf8Lines[random(utf8Lines.length)];
  if (index % 25 === 7) return customLines[random(customLines.length)];
  const statusCode = random(5) === 0 ? registeredStatusCodes[random(75)].statusCode : common[random(common.length)];
  return whole(buildStatusLine({ statusCode }));
});

/** 1,000 custom lines, so that no short cut helps. */
export const custom = Array.from({ length: 1000 }, (_, index) => customLines[index % customLines.length]);

/** The same lines with one octet wrong in the phrase, as most faults on a wire are. */
export const faulty = custom.map((line) => whole(`${line.slice(0, -2)}[${line.slice(-2)}`));

/** Whole messages; the line begins after an empty line. */
export const messages = mix.map(
  (line) =>
    new Uint8Array(
      Buffer.from(`\r\n${line}\r\nVia: SIP/2.0/UDP pc33.example.com;branch=z9hG4bK776\r\nContent-Length: 0\r\n\r\n`),
    ),
);

// The peers read text, so only lines that are text are put to them.
const asText = rows
  .filter((row) => Buffer.from(textOf(row)).equals(Buffer.from(row.octets, 'base64')))
  .map((row) => ({ ...row, line: textOf(row) }));
export const valid = asText.filter((row) => row.strict === 'accept');
export const malformed = asText.filter((row) => row.strict === 'reject');

export const octetsOf = (lines) => lines.map((line) => new Uint8Array(Buffer.from(line)));

// What is checked on every platform, with nothing but the packed package and what each of them has.
import fc from 'fast-check';
import {
  buildStatusLine,
  canonicalReasonPhrase,
  displayReasonPhrase,
  encodeStatusLine,
  explainFault,
  lookupStatusCode,
  parseStatusLine,
  readStatusLine,
  reasonPhraseOctets,
  registeredStatusCodes,
  StatusCode,
  StatusLineSyntaxError,
  safeParseStatusLine,
  statusCodesForReasonPhrase,
} from 'sip-status-line';
import { lenientStatusLine, malformedStatusLine, statusLineOctets } from 'sip-status-line/arbitraries';
import corpus from 'sip-status-line/corpus.json' with { type: 'json' };
import { parseWithOhm } from 'sip-status-line/ohm';
import responseCodes from 'sip-status-line/response-codes.json' with { type: 'json' };
import { readResponse, readResponses, searchStatusLines } from 'sip-status-line/wire';

const profiles = ['strict', 'lenient'];
const encoder = new TextEncoder();
/** The generated lines: the same seed gives the same lines everywhere, which the digest shows. */
const sample = { seed: 3261, numRuns: 1000 };

/**
 * Runs all checks.
 *
 * @returns {Promise<{ passed: Record<string, number>, failures: string[], digest: string }>}
 *   how many passed, by kind; what failed; a digest of the generated lines
 */
export async function check() {
  const passed = {};
  const failures = [];
  /** One check: what was found is what was to be found. Both are data without a prototype of their own. */
  const expectSame = (kind, name, find, expected) => {
    let found;
    try {
      found = find();
    } catch (error) {
      found = `${error}`;
    }
    if (JSON.stringify(found) === JSON.stringify(expected)) passed[kind] = (passed[kind] ?? 0) + 1;
    else failures.push(`${kind}, ${name}: ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
  };

  for (const row of corpus) checkLabels(expectSame, row);
  checkFunctions(expectSame);
  checkRegistry(expectSame);
  checkReading(expectSame);
  await checkStreams(expectSame);
  const digest = await checkGenerated(expectSame);
  return { passed, failures, digest };
}

/** The corpus: verdict, fields, deviations and fault, as octets, as text where it is text, and built back. */
function checkLabels(expectSame, row) {
  const octets = octetsOf(row.octets);
  const text = textOf(octets);
  for (const profile of profiles) {
    const name = `${row.id} ${profile}`;
    const label = labelOf(row, profile, (offset) => offset);
    expectSame('octets', name, () => verdictOf(safeParseStatusLine(octets, { profile })), label);
    expectSame('explain', name, () => badExplanations(safeParseStatusLine(octets, { profile }), octets), []);
    if (octets.length < 200) expectSame('ohm', name, () => verdictOf(parseWithOhm(octets, { profile })), label);
    if (text === undefined) continue;
    const textLabel = labelOf(row, profile, (offset) => unitAt(text, offset));
    expectSame('text', name, () => verdictOf(safeParseStatusLine(text, { profile })), textLabel);
  }
  if (row.strict === 'reject') return;
  const built = `SIP${charactersOf(octets).slice(3).replace(/\r\n$/, '')}`;
  expectSame('build', row.id, () => charactersOf(encodeStatusLine(parseStatusLine(octets))), `${built}\r\n`);
  if (text === undefined) return;
  const builtText = () => charactersOf(encoder.encode(buildStatusLine(parseStatusLine(text))));
  expectSame('build', `${row.id} as text`, builtText, built);
}

/** Each fault and deviation is told by its code, its place and words. */
function badExplanations({ fault, deviations }, input) {
  return [...deviations, ...(fault === undefined ? [] : [fault])]
    .map((found) => [`${found.code} at ${found.offset}: `, explainFault(found, input)])
    .filter(([start, text]) => !text.startsWith(start) || text.includes('undefined'));
}

function checkFunctions(expectSame) {
  expectSame('functions', 'thrown', () => thrownBy(() => parseStatusLine('SIP/2.0 48x')), [
    true,
    'invalid-status-code',
  ]);
  const stray = encoder.encode('SIP/2.0 404 Nicht gefunden');
  stray[20] = 0xfc;
  const { reasonPhrase } = parseStatusLine(stray, { profile: 'lenient' });
  expectSame('functions', 'display', () => displayReasonPhrase(reasonPhrase), 'Nicht ge\\xFCunden');
  expectSame('functions', 'octets', () => [...reasonPhraseOctets(reasonPhrase)], [...stray.subarray(12)]);
}

function thrownBy(run) {
  try {
    run();
    return undefined;
  } catch (error) {
    return [error instanceof StatusLineSyntaxError, error.fault.code];
  }
}

/** Each code, its names and its phrase lead to each other. */
function checkRegistry(expectSame) {
  expectSame('registry', 'length', () => registeredStatusCodes.length, responseCodes.registered.length);
  for (const { statusCode, name, aliases, reasonPhrase } of responseCodes.registered) {
    const names = [name, ...aliases];
    expectSame('registry', name, () => lookupStatusCode(statusCode).name, name);
    expectSame(
      'registry',
      name,
      () => names.map((other) => lookupStatusCode(other).statusCode),
      names.map(() => statusCode),
    );
    expectSame(
      'registry',
      name,
      () => names.map((other) => StatusCode[other]),
      names.map(() => statusCode),
    );
    expectSame('registry', name, () => canonicalReasonPhrase(statusCode), reasonPhrase);
    expectSame('registry', name, () => statusCodesForReasonPhrase(reasonPhrase).includes(statusCode), true);
    expectSame('registry', name, () => buildStatusLine({ statusCode }), `SIP/2.0 ${statusCode} ${reasonPhrase}`);
  }
  expectSame('registry', 'no prototype', () => `${lookupStatusCode('constructor')}`, 'undefined');
}

/** A line cut at every point is partial until its CRLF is there. */
function checkReading(expectSame) {
  for (const [text, statusCode] of [
    ['SIP/2.0 486 Busy Here\r\n', 486],
    ['\r\n\r\nSIP/2.0 200 \r\n', 200],
    ['SIP/2.0 480 Временно недоступен 🙂\r\n', 480],
  ]) {
    for (const input of [text, encoder.encode(text)]) {
      for (const profile of profiles) {
        for (let length = 0; length < input.length; length += 1) {
          const read = () => readStatusLine(input.slice(0, length), 0, { profile }).state;
          expectSame('reading', `${statusCode}, ${length} of it`, read, 'partial');
        }
        const { state, statusLine, end } = readStatusLine(input, 0, { profile });
        expectSame('reading', text, () => [state, statusLine.statusCode, end], ['complete', statusCode, input.length]);
      }
    }
  }
}

/** Responses framed out of chunks of every size, from an iterable and from a stream; the search. */
async function checkStreams(expectSame) {
  const octets = encoder.encode(
    'SIP/2.0 180 Ringing\r\nl: 0\r\n\r\n\r\n\r\nSIP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nhiSIP/2.0 603 Decline\r\nl: 0\r\n\r\n',
  );
  const expected = [
    [180, ''],
    [200, 'hi'],
    [603, ''],
  ];
  for (let size = 1; size <= octets.length; size += 1) {
    const found = [];
    for await (const { statusLine, body } of readResponses(chunks(octets, size)))
      found.push([statusLine.statusCode, textOf(body)]);
    expectSame('streams', `chunks of ${size}`, () => found, expected);
  }
  const fromStream = [];
  const stream = new ReadableStream({
    start(controller) {
      for (const chunk of chunks(octets, 7)) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const { statusLine, body } of readResponses(stream))
    fromStream.push([statusLine.statusCode, textOf(body)]);
  expectSame('streams', 'ReadableStream', () => fromStream, expected);
  expectSame('streams', 'a datagram', () => readResponse(octets.subarray(0, 29)).statusLine.statusCode, 180);

  const log = `12:00 < SIP/2.0 603 Decline\n${'x '.repeat(200)}\n12:01 < SIP/2.0 200 OK\n`;
  const offsets = [];
  for await (const { offset } of searchStatusLines(encoder.encode(log))) offsets.push(offset);
  expectSame('streams', 'the search', () => offsets, [log.indexOf('SIP'), log.lastIndexOf('SIP')]);
}

function* chunks(octets, size) {
  for (let at = 0; at < octets.length; at += size) yield octets.slice(at, at + size);
}

/** Generated lines are judged as what they were made for. */
async function checkGenerated(expectSame) {
  const valid = fc.sample(statusLineOctets(), sample);
  const lenient = fc.sample(lenientStatusLine(), sample);
  const malformed = fc.sample(malformedStatusLine(), sample);
  const isStrict = (octets) => safeParseStatusLine(octets).fault === undefined;
  valid.forEach((octets, index) => {
    expectSame('generated', `valid ${index}`, () => isStrict(octets), true);
  });
  lenient.forEach(({ octets, deviations }, index) => {
    const found = () => safeParseStatusLine(octets, { profile: 'lenient' }).deviations.map(({ code }) => code);
    expectSame(
      'generated',
      `lenient ${index}`,
      found,
      deviations.map(({ code }) => code),
    );
  });
  malformed.forEach(({ octets }, index) => {
    expectSame('generated', `malformed ${index}`, () => isStrict(octets), false);
  });
  const lines = [...valid, ...lenient.map(({ octets }) => octets), ...malformed.map(({ octets }) => octets)];
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(lines.map((line) => line.join()).join(';')));
  return hexOf(new Uint8Array(digest)).slice(0, 16);
}

/** What the labels speak of. */
function verdictOf({ statusLine, deviations, fault }) {
  if (fault !== undefined) return [fault.code, fault.offset];
  const { sipVersion, statusCode, reasonPhrase } = statusLine;
  return [
    sipVersion,
    statusCode,
    hexOf(reasonPhraseOctets(reasonPhrase)),
    deviations.map(({ code, offset }) => [code, offset]),
  ];
}

function labelOf({ parsed, deviations = [], faults, ...row }, profile, unitAtOffset) {
  if (row[profile] === 'reject') return [faults[profile].code, unitAtOffset(faults[profile].offset)];
  const found = profile === 'strict' ? [] : deviations.map(({ code, offset }) => [code, unitAtOffset(offset)]);
  return [parsed.sipVersion, parsed.statusCode, hexOf(octetsOf(parsed.reasonPhraseOctets)), found];
}

function octetsOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** One character an octet. */
function charactersOf(octets) {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
}

function hexOf(octets) {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Undefined where the octets are no UTF-8. */
function textOf(octets) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}

/** The index of the character in whose octets an offset lies. */
function unitAt(text, offset) {
  let octets = 0;
  let units = 0;
  for (const character of text) {
    octets += encoder.encode(character).length;
    if (octets > offset) break;
    units += character.length;
  }
  return units;
}

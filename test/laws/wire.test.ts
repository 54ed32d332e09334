import fc from 'fast-check';
import { expect } from 'vitest';
import { lenientStatusLine, response } from '../../src/arbitraries/index.ts';
import { readStatusLine } from '../../src/index.ts';
import { lenientStatusLineGrammar } from '../../src/ohm/index.ts';
import { latin1Of } from '../../src/text/latin-1.ts';
import { type ReadResponsesOptions, readResponse } from '../../src/wire/index.ts';
import { asyncLaw, law, trivial } from '../prop.ts';
import { accounted, cutAt, octetsOf, reading, textOf } from '../wire/reading.ts';
import { request, streams } from '../wire/streams.ts';
import { anyOctets } from './lines.ts';

/** What may stand between messages: keep-alives, what lenient forgives, requests. */
const between = fc.constantFrom('', '', '\r\n', '\r\n\r\n', '\0', '\n', ' \t\r', '\xef\xbb\xbf', request);

const wellFramed = fc.oneof(
  response(),
  response({
    startLine: lenientStatusLine({ reasonPhrase: { maxOctets: 100 } })
      .map(({ octets }) => octets)
      // A line end of its own would be an empty line with the one that comes after it.
      .filter((octets) => !octets.includes(0x0a) && !octets.includes(0x0d)),
  }),
);

const wellFramedStream = fc.array(fc.tuple(between, wellFramed), { minLength: 1, maxLength: 5 });

const joined = (pieces: readonly (readonly [string, { readonly octets: Uint8Array }])[]): Uint8Array =>
  octetsOf(pieces.map(([gap, { octets }]) => gap + textOf(octets)).join(''));

const interesting = fc.oneof(
  fc.constantFrom(0x00, 0x0a, 0x0d, 0x20, 0x09, 0x30, 0x39, 0x3a, 0x53, 0x6c, 0xef, 0xbb),
  fc.integer({ min: 0, max: 255 }),
);

/** A stream with some octets changed, taken out or put in, and perhaps an end that comes too soon. */
const damagedStream = fc
  .tuple(
    fc.oneof(wellFramedStream.map(joined), fc.constantFrom(...Object.values(streams))),
    fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.nat(), interesting), { maxLength: 6 }),
    fc.option(fc.nat()),
  )
  .map(([stream, edits, end]) => {
    const octets = [...stream];
    for (const [kind, at, octet] of edits) {
      const index = at % (octets.length + 1);
      if (kind === 0) octets[Math.min(index, Math.max(0, octets.length - 1))] = octet;
      else if (kind === 1) octets.splice(index, 0, octet);
      else octets.splice(index, 1);
    }
    return Uint8Array.from(end === null ? octets : octets.slice(0, end % (octets.length + 1)));
  });

const anyStream = fc.oneof(
  { weight: 6, arbitrary: damagedStream },
  {
    weight: 1,
    arbitrary: fc.array(anyOctets, { maxLength: 4 }).map((lines) => octetsOf(lines.map(textOf).join('\r\n'))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
);

const options = fc.record({
  profile: fc.constantFrom('strict', 'lenient'),
  requests: fc.constantFrom('skip', 'yield'),
  resynchronise: fc.boolean(),
  maxLineOctets: fc.constantFrom(65_536, 65_536, 65_536, 40),
  maxHeadOctets: fc.constantFrom(65_536, 65_536, 65_536, 120),
  maxBodyOctets: fc.constantFrom(65_536, 65_536, 65_536, 10),
}) as fc.Arbitrary<ReadResponsesOptions>;

const places = fc.array(fc.nat({ max: 2000 }), { maxLength: 12 });

asyncLaw('framed: each response of a stream is read, with its body', [wellFramedStream], async (pieces) => {
  const { messages, fault } = await reading([joined(pieces)]);
  expect(fault).toBeUndefined();
  expect(messages.map(({ body }) => body)).toEqual(pieces.map(([, { body }]) => body));
  for (const [index, message] of messages.entries()) {
    const [, { headers }] = pieces[index] as (typeof pieces)[number];
    expect(textOf(message.head).split('\r\n')).toHaveLength(headers.length + 2);
  }
});

asyncLaw(
  'prefix: however a stream is cut into chunks, it reads the same',
  [anyStream, places, options],
  async (stream, cuts, chosen) => {
    expect(await reading(cutAt(stream, cuts), chosen)).toEqual(await reading([stream], chosen));
    return stream.length === 0 ? trivial : undefined;
  },
);

asyncLaw(
  'accounted: each octet is in one message, one skipped range or one fault',
  [anyStream, places, options],
  async (stream, cuts, chosen) => {
    const result = await reading(cutAt(stream, cuts), chosen);
    const ranges = accounted(result, stream.length);
    expect([0, ...ranges.map(([, end]) => end)]).toEqual([...ranges.map(([start]) => start), stream.length]);
    for (const [start, end] of ranges.slice(0, result.fault === undefined ? undefined : -1)) {
      expect(start).toBeLessThan(end);
    }
    if (chosen.resynchronise) expect(result.fault).toBeUndefined();
    for (const { fault } of [...result.skipped, result]) {
      if (fault === undefined) continue;
      expect(fault.start).toBeLessThanOrEqual(fault.offset);
      expect(fault.canResynchronise).toBe(fault.code !== 'truncated');
      if (fault.code !== 'body-too-long') expect(fault.offset).toBeLessThanOrEqual(stream.length);
    }
    return stream.length === 0 ? trivial : undefined;
  },
);

asyncLaw(
  'one language: a line on a stream is what readStatusLine says it is',
  [fc.oneof(wellFramedStream.map(joined), wellFramedStream.map(joined), anyStream), options],
  async (stream, chosen) => {
    const { messages, skipped, fault } = await reading([stream], chosen);
    const { profile = 'lenient', maxLineOctets = 0 } = chosen;
    const readOptions = { profile, maxOctets: maxLineOctets };
    for (const message of messages) {
      if (message.type === 'request') continue;
      // From where the message before it ended, so that what was forgiven before the line is read too.
      const before = [...messages, ...skipped.filter(({ why }) => why === 'request' || why === 'fault')];
      const start = Math.max(0, ...before.map(({ end }) => end).filter((end) => end <= message.offset));
      const line = readStatusLine(stream, start, { profile, maxOctets: stream.length });
      expect(line).toMatchObject({ state: 'complete', statusLine: message.statusLine });
      if (line.state !== 'complete') continue;
      expect(message.deviations.slice(0, line.deviations.length)).toEqual(line.deviations);
      expect(textOf(stream.subarray(line.end, message.end))).toBe(textOf(message.head) + textOf(message.body));
    }
    const faults = [...skipped.map((range) => range.fault), fault].filter((found) => found?.lineFault !== undefined);
    for (const found of faults) {
      if (found === undefined) continue;
      expect(readStatusLine(stream, found.start, readOptions)).toEqual({ state: 'invalid', fault: found.lineFault });
    }
    return messages.length + faults.length === 0 ? trivial : undefined;
  },
);

law(
  'one language: what is forgiven before a message is what the grammar calls leadingOctets',
  [fc.array(fc.constantFrom(0x00, 0x09, 0x0a, 0x0b, 0x0d, 0x20, 0xa0, 0xef, 0xbb, 0xbf, 0xfe), { maxLength: 6 })],
  (before) => {
    const octets = Uint8Array.of(...before, ...octetsOf('SIP/2.0 200 OK\r\n\r\n'));
    // Empty lines come first, and are no deviation.
    const emptyLines = /^(?:\r\n)*/.exec(latin1Of(octets))?.[0].length ?? 0;
    const leading = latin1Of(octets.subarray(emptyLines, before.length));
    const isForgiven = leading === '' || lenientStatusLineGrammar.match(leading, 'leadingOctets').succeeded();
    const result = readResponse(octets);
    expect(result.type === 'response').toBe(isForgiven);
    if (result.type !== 'response') return;
    expect(result.offset).toBe(before.length);
    expect(result.deviations).toEqual(leading === '' ? [] : [{ code: 'leading-octets', offset: emptyLines }]);
  },
);

asyncLaw(
  'datagram: a message of a stream reads the same when it is alone',
  [fc.oneof(wellFramedStream.map(joined), anyStream), fc.constantFrom('strict', 'lenient', 'lenient')],
  async (stream, profile) => {
    const chosen = { profile: profile as 'strict', requests: 'yield', resynchronise: true } as const;
    const { messages } = await reading([stream], chosen);
    for (const message of messages) {
      const alone = readResponse(stream.subarray(message.offset, message.end), chosen);
      const { type, head, body, offset, end } = message;
      expect(alone).toMatchObject({ type, offset: 0, end: end - offset });
      if (alone.type !== 'response' || type !== 'response') continue;
      expect(alone.statusLine).toEqual(message.statusLine);
      expect([alone.head, alone.body].map(textOf)).toEqual([head, body].map(textOf));
    }
    return messages.length === 0 ? trivial : undefined;
  },
);

law('datagram: any octets have a verdict, and a fault is in them', [anyStream, options], (octets, chosen) => {
  const result = readResponse(octets, chosen);
  if (result.type === 'keep-alive') return;
  if (result.type === 'fault') {
    expect(result.fault.start).toBeLessThanOrEqual(result.fault.offset);
    if (result.fault.code !== 'body-too-long') expect(result.fault.offset).toBeLessThanOrEqual(octets.length);
    return;
  }
  const { end, head, body } = result;
  expect(textOf(octets.subarray(end - body.length - head.length, end))).toBe(textOf(head) + textOf(body));
});

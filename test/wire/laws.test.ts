import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statusLineOctets } from '../../src/arbitraries/index.ts';
import { latin1Of, octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { methodFrom, nextCSeq } from '../../src/wire/search/cseq.ts';
import { nextVersion } from '../../src/wire/search/next-version.ts';
import { StatusLineSearch } from '../../src/wire/search/status-line-search.ts';
import { plainSearchable, searchable } from '../../src/wire/search/vector-search.ts';
import { law } from '../prop.ts';
import { type Frame, type LinkName, linkTypes, notify, pcap, pcapng, response } from './captures.ts';
import { encapsulations, hepOf, upgrade, webSocketFrame } from './encapsulations.ts';
import { joined } from './joined.ts';

interface Outcome {
  readonly lines: readonly string[];
  readonly skipped: readonly (readonly [number, number, string])[];
  readonly searched: number;
  readonly framing: number;
}

/** What comes of octets that are given in pieces of some sizes, again and again. */
function outcomeOf(octets: Uint8Array, sizes: readonly number[]): Outcome {
  const lines: string[] = [];
  const skipped: [number, number, string][] = [];
  const outcome = { lines, skipped, searched: 0, framing: 0 };
  const search = new StatusLineSearch({
    line(passage, start, end, where, method) {
      const text = latin1Of(passage.octets.subarray(start, end));
      const packet = passage.packetAt(start)?.describe();
      lines.push(
        `${method === -1 ? '' : `${methodFrom(passage.octets, method)} `}${passage.offsetAt(start)} ${where} ${packet?.number} ${packet?.source.address} ${text}`,
      );
    },
    message() {},
    searched(count) {
      outcome.searched += count;
    },
    framing(count) {
      outcome.framing += count;
    },
    skipped: (start, end, reason) => skipped.push([start, end, reason]),
  });
  for (let at = 0, n = 0; at < octets.length; n += 1) {
    const room = search.room();
    const some = octets.subarray(at, at + Math.min(room.length, sizes[n % sizes.length] as number));
    room.set(some);
    search.take(some.length);
    at += some.length;
  }
  search.end();
  return outcome;
}

/** Each octet is of one kind, and no range is told twice. */
function expectAllAccountedFor(octets: Uint8Array, { searched, framing, skipped }: Outcome): void {
  let skippedOctets = 0;
  let before = 0;
  for (const [start, end] of [...skipped].sort(([a, c], [b, d]) => a - b || c - d)) {
    expect(start).toBeGreaterThanOrEqual(before);
    expect(end).toBeLessThanOrEqual(octets.length);
    skippedOctets += end - start;
    before = end;
  }
  expect(searched + framing + skippedOctets).toBe(octets.length);
}

/** What fits into a packet. */
const line = statusLineOctets().filter(({ length }) => length < 2000);
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3000 })), {
  minLength: 1,
  maxLength: 8,
});
const around = fc.constantFrom(
  ...[
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    ' ',
    '"',
    '\0',
    'Via: SIP/2.0/UDP a\r\n',
    'v: SIP/2.0/TCP b\n',
    'Nov 24 x: ',
    '\\r\\n',
    '#012',
    '.\n',
    ' \n',
    '..',
    '^M',
    '&#13;',
    '\\\\r\\\\n',
    '\u001b[0m',
    'Status-Line: ',
    'SIP\\/2.0 200 OK',
    'SIP\\',
    'CSeq: 1 INVITE\r\n',
  ],
  ...['INVITE sip:a SIP/2.0\r\n', 'c: message/sipfrag\r\n', 'SIP/2.0 ', 'SIP/', 's', 'SIP/2.0 2', ' '.repeat(300)],
);
/** What it takes several things in a row to tell: a prefix before each line, a fragment that a Via makes a message. */
const entry = fc
  .record({
    before: fc.constantFrom(
      '',
      '',
      'Nov 24 x: ',
      '"',
      'c: message/sipfrag\n\n',
      'c: message/sipfrag\nx: y\n\n',
      'x '.repeat(300),
    ),
    octets: line,
    end: fc.constantFrom('\n', '\r\n', '', '\\r\\n'),
    after: fc.constantFrom('', 'Via: a\n', 'v: a\n', 'Nov 24 x: Via: a\n', `${'x '.repeat(300)}CSeq: 1 A\n`, '"\n'),
  })
  .map(({ before, octets, end, after }) => {
    const own = latin1Of(octets).replace(/\r\n$/, '');
    return octetsOfLatin1(`\n${before}${own}${end}${after}`);
  });
const filler = fc
  .record({ text: fc.constantFrom('x', ' ', 'y\n', 'c: message/sipfrag\n'), count: fc.integer({ min: 1, max: 9000 }) })
  .map(({ text, count }) => octetsOfLatin1(text.repeat(count).slice(0, count)));
const log = fc
  .array(
    fc.oneof(
      line,
      entry,
      filler,
      around.map((text) => octetsOfLatin1(text)),
      fc.uint8Array({ maxLength: 20 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => joined(...parts));

const message = fc.oneof(
  fc.constantFrom(
    response(200, 'OK'),
    response(486, 'Busy Here', 'v=0\r\n'),
    notify('SIP/2.0 100 Trying\r\n'),
    '\r\n\r\n',
    'x',
  ),
  line.map((octets) => `${latin1Of(octets)}Via: a\r\n\r\n`),
);
const some: fc.Arbitrary<Frame> = fc.record({
  payload: message.map((text) => octetsOfLatin1(text)),
  transport: fc.constantFrom('udp' as const, 'tcp' as const),
  ip: fc.constantFrom(4 as const, 6 as const),
  tags: fc.array(fc.nat({ max: 4095 }), { maxLength: 2 }),
  time: fc.bigInt({ min: 0n, max: 2_000_000_000_000_000n }),
  sequence: fc.nat({ max: 2000 }),
  flags: fc.constantFrom(0x18, 0x10, 2, 0x11, 4),
  from: fc.constantFrom(5060, 5061),
});
/** One message in segments of which some are missing, come twice or come early. */
const segments: fc.Arbitrary<readonly Frame[]> = fc
  .record({
    text: fc.array(message, { minLength: 1, maxLength: 4 }),
    size: fc.integer({ min: 1, max: 200 }),
    order: fc.infiniteStream(fc.nat({ max: 9 })),
  })
  .map(({ text, size, order }) => {
    const octets = octetsOfLatin1(text.join('')).subarray(0, size * 30);
    const parts: Frame[] = [];
    for (let at = 0; at < octets.length; at += size)
      parts.push({ transport: 'tcp', payload: octets.subarray(at, at + size), sequence: 0xffffff80 + at });
    return parts.flatMap((part, n) => {
      const luck = order.next().value;
      return luck === 0
        ? []
        : luck === 1
          ? [part, part]
          : luck === 2 && parts[n + 1]
            ? [parts[n + 1] as Frame, part]
            : [part];
    });
  });
const frames = fc
  .array(
    fc.oneof(
      some.map((one) => [one]),
      segments,
    ),
    { maxLength: 12 },
  )
  .map((lists) => lists.flat());
/** Captures of other kinds: tunnels, HEP and WebSocket over TCP. */
const others = fc.oneof(
  fc.constantFrom(...encapsulations.map(([, octets]) => octets)),
  fc
    .record({
      messages: fc.array(message, { minLength: 1, maxLength: 3 }),
      size: fc.integer({ min: 1, max: 300 }),
      isHep: fc.boolean(),
    })
    .map(({ messages, size, isHep }) => {
      const stream = isHep
        ? joined(...messages.map(hepOf))
        : joined(upgrade, ...messages.map((text) => webSocketFrame(1, text)));
      const parts: Frame[] = [];
      for (let at = 0; at < stream.length; at += size)
        parts.push({ transport: 'tcp', payload: stream.subarray(at, at + size), sequence: 7 + at });
      return pcap(parts);
    }),
);
const link = fc.constantFrom(...(Object.keys(linkTypes) as LinkName[]));
const capture = fc
  .record({ frames, link, isLittle: fc.boolean(), isNano: fc.boolean(), isNext: fc.boolean(), isSimple: fc.boolean() })
  .map(
    ({ frames: all, link: kind, isLittle, isNano, isNext, isSimple }) =>
      new Uint8Array(
        isNext
          ? pcapng(all, { isLittle, isSimple, interfaces: [{ link: kind }] })
          : pcap(all, { isLittle, isNano, link: kind }),
      ),
  );
/** Octets changed, put in, taken out, and the end cut off. */
const harm = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.nat({ max: 5 }),
    octets: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Harm = typeof harm extends fc.Arbitrary<infer Kind> ? Kind : never;

function harmed(octets: Uint8Array, harms: Harm): Uint8Array {
  let all = new Uint8Array(octets);
  for (const { at, kind, octets: other } of harms) {
    const index = Math.floor(at * all.length);
    if (kind === 0) all = all.subarray(0, index);
    else if (kind === 1) all = joined(all.subarray(0, index), other, all.subarray(index));
    else if (kind === 2) all = joined(all.subarray(0, index), all.subarray(index + other.length));
    else if (index < all.length) all.set(other.subarray(0, all.length - index), index);
  }
  return all;
}

law('however text is cut into pieces, the same is found, and all of it is searched', [log, sizes], (octets, some) => {
  const whole = outcomeOf(octets, [octets.length + 1]);
  expect(outcomeOf(octets, some)).toEqual(whole);
  expect(whole.searched).toBe(octets.length);
  expect(whole.skipped).toEqual([]);
});

law(
  'however a capture is cut into pieces, the same is found, and each octet is accounted for',
  [capture, sizes],
  (octets, some) => {
    const whole = outcomeOf(octets, [octets.length + 1]);
    expect(outcomeOf(octets, some)).toEqual(whole);
    expectAllAccountedFor(octets, whole);
  },
);

law(
  'tunnels, HEP and WebSocket: however they are cut and whatever becomes of them',
  [others, fc.option(harm), sizes],
  (octets, harms, some) => {
    const broken = harms === null ? octets : harmed(octets, harms);
    const whole = outcomeOf(broken, [broken.length + 1]);
    expect(outcomeOf(broken, some)).toEqual(whole);
    expectAllAccountedFor(broken, whole);
  },
);

law(
  'UTF-16: however it is cut, the same is found, and all of it is searched',
  [log, fc.boolean(), sizes],
  (octets, isLittle, some) => {
    const units = Uint16Array.from(`\ufeff${latin1Of(octets)}`, (character) => character.charCodeAt(0));
    const text = Uint8Array.from(
      [...units].flatMap((unit) => (isLittle ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff])),
    );
    const whole = outcomeOf(text, [text.length + 1]);
    expect(outcomeOf(text, some)).toEqual(whole);
    expect(whole.searched).toBe(text.length);
  },
);

law(
  'whatever becomes of a capture, there is an outcome that accounts for each octet',
  [capture, harm, sizes],
  (octets, harms, some) => {
    const broken = harmed(octets, harms);
    const whole = outcomeOf(broken, [broken.length + 1]);
    expect(outcomeOf(broken, some)).toEqual(whole);
    expectAllAccountedFor(broken, whole);
  },
);

law('a valid line that stands alone is found in text as it is', [line, fc.nat({ max: 5000 })], (octets, before) => {
  const text = joined('.\n'.repeat(before).slice(0, before), '\n', octets);
  const { lines } = outcomeOf(text, [97]);
  const own = latin1Of(octets).replace(/\r\n$/, '');
  expect(lines).toEqual([`${before + 1} message undefined undefined ${own}`]);
});

law(
  'vectors and plain code find the same places',
  [log, fc.nat({ max: 40 }), fc.nat({ max: 40 })],
  (octets, skip, cut) => {
    const vectors = searchable(octets.length + 8);
    expect(vectors.next).not.toBe(plainSearchable(octets).next);
    // What is after the end must not matter.
    vectors.octets.fill(0x53);
    vectors.octets.set(octets);
    const to = Math.max(0, octets.length - cut);
    for (let at = Math.min(skip, to); at !== -1; ) {
      const found = nextVersion(octets, at, to);
      expect(vectors.next(at, to)).toBe(found);
      at = found === -1 ? -1 : found + 1;
    }
    for (let at = Math.min(skip, to); at !== -1; ) {
      const found = nextCSeq(octets, at, to);
      expect(vectors.nextCSeq(at, to)).toBe(found);
      at = found === -1 ? -1 : found + 1;
    }
  },
);

test('the place of a version is found wherever it stands', () => {
  const vectors = searchable(200);
  for (let at = 0; at < 100; at += 1) {
    vectors.octets.fill(0x2e);
    vectors.octets.set(octetsOfLatin1('sIp/2.0 200'), at);
    for (let from = 0; from <= at; from += 1) {
      expect(vectors.next(from, at + 9)).toBe(at);
      expect(vectors.next(from, at + 8)).toBe(-1);
      expect(nextVersion(vectors.octets, from, at + 9)).toBe(at);
    }
    expect(vectors.next(at + 1, 200)).toBe(-1);
  }
});

test('and with a backslash before its slash', () => {
  const vectors = searchable(200);
  const put = (at: number, text: string): void => {
    vectors.octets.fill(0x5c);
    vectors.octets.set(octetsOfLatin1(text), at);
  };
  for (let at = 0; at < 100; at += 1) {
    for (const next of [vectors.next, plainSearchable(vectors.octets).next]) {
      put(at, 'SiP\\/2.0 200');
      expect(next(0, at + 9)).toBe(at);
      expect(next(0, at + 8)).toBe(-1);
      expect(next(at + 1, 200)).toBe(-1);
      for (const other of ['SiP\\/2.0\\/UDP', 'SIP\\x2.0 200', 'SIP\\/2.0\r\n']) {
        put(at, other);
        expect(next(0, 200)).toBe(-1);
      }
    }
  }
});

test('and so is that of a CSeq', () => {
  const vectors = searchable(200);
  for (let at = 0; at < 100; at += 1) {
    vectors.octets.fill(0x63);
    vectors.octets.set(octetsOfLatin1('CsEq: 1 INVITE'), at);
    for (let from = 0; from <= at; from += 1) {
      for (const next of [vectors.nextCSeq, plainSearchable(vectors.octets).nextCSeq]) {
        expect(next(from, at + 4)).toBe(at);
        expect(next(from, at + 3)).toBe(-1);
      }
    }
    expect(vectors.nextCSeq(at + 1, 200)).toBe(-1);
  }
});

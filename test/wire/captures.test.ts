import { describe, expect, test } from 'vitest';
import { latin1Of } from '../../src/text/latin-1.ts';
import { frame, type LinkName, linkTypes, notify, pcap, pcapng, response } from './captures.ts';
import { all, shortly } from './found.ts';
import { joined } from './joined.ts';

const time = 1_700_000_000_123_456n;
const busy = response(486, 'Busy Here');
const viewOf = ({ buffer }: Uint8Array): DataView => new DataView(buffer);
const links = Object.keys(linkTypes) as LinkName[];

describe.each(links)('%s', (link) => {
  test.each([4, 6] as const)('IPv%i', async (ip) => {
    for (const isLittle of [true, false]) {
      const { found, skipped } = await all(pcap([{ payload: busy, ip, time }], { link, isLittle }));
      expect(skipped).toEqual([]);
      expect(found).toMatchObject([
        {
          where: 'message',
          statusLine: { statusCode: 486, reasonPhrase: 'Busy Here' },
          deviations: [],
          packet: {
            number: 1,
            time: time * 1000n,
            transport: 'udp',
            source: { address: ip === 4 ? '192.0.2.1' : '2001:db8::1', port: 5060 },
            destination: { address: ip === 4 ? '192.0.2.2' : '2001:db8::2', port: 5062 },
            interface: undefined,
          },
        },
      ]);
    }
  });
});

test('the offset is that of the octet in the file', async () => {
  const octets = pcap([{ payload: 'x' }, { payload: `\r\n\r\n${busy}` }]);
  const [line] = (await all(octets)).found;
  expect(line?.offset).toBe(latin1Of(octets).indexOf('SIP/2.0 486'));
  expect(latin1Of(line?.octets ?? new Uint8Array())).toBe('SIP/2.0 486 Busy Here\r\n');
  expect(line?.packet?.number).toBe(2);
});

test('tags of virtual networks, one in the other', async () => {
  for (const link of ['ethernet', 'cooked', 'cooked2'] as const)
    for (const tagType of [0x8100, 0x88a8, 0x9100])
      expect(await shortly(pcap([{ payload: busy, tags: [7, 1007], tagType }], { link }))).toEqual([
        'message 486 Busy Here',
      ]);
});

test('nanoseconds', async () => {
  const nanos = time * 1000n + 789n;
  for (const octets of [
    pcap([{ payload: busy, time: nanos }], { isNano: true }),
    pcap([{ payload: busy, time: nanos }], { isNano: true, isLittle: false }),
    pcapng([{ payload: busy, time: nanos }], { interfaces: [{ link: 'ethernet', resolution: 9 }] }),
  ])
    expect((await all(octets)).found).toMatchObject([{ packet: { time: nanos } }]);
});

test('pcapng: several interfaces with times and link types of their own, both byte orders, several sections', async () => {
  const interfaces = [
    { link: 'ethernet' },
    { link: 'raw', resolution: 3 },
    { link: 'cooked2', resolution: 0x80 | 10 },
  ] as const;
  const frames = [
    { payload: busy, time },
    { payload: response(100, 'Trying'), interface: 1, time: 1_700_000_000_123n },
    { payload: response(200, 'OK'), interface: 2, time: 1_700_000_000n * 1024n + 512n },
  ];
  const octets = joined(pcapng(frames, { interfaces }), pcapng(frames, { interfaces, isLittle: false }));
  const { found, skipped } = await all(octets);
  expect(skipped).toEqual([]);
  const seconds = 1_700_000_000_000_000_000n;
  expect(found.map(({ statusLine, packet }) => [statusLine?.statusCode, packet?.interface, packet?.time])).toEqual(
    [1, 2].flatMap(() => [
      [486, 0, seconds + 123_456_000n],
      [100, 1, seconds + 123_000_000n],
      [200, 2, seconds + 500_000_000n],
    ]),
  );
});

test('what stands after an IP packet is none of it', async () => {
  for (const ip of [4, 6] as const) {
    for (const transport of ['udp', 'tcp'] as const)
      expect(await shortly(pcap([{ payload: '', ip, transport, padding: `\n${busy}` }]))).toEqual([]);
  }
});

test('a link type may have the length of a checksum above it', async () => {
  const octets = pcap([{ payload: busy }]);
  viewOf(octets).setUint32(20, 0xf4000001, true);
  expect(await shortly(octets)).toEqual(['message 486 Busy Here']);
});

test('pcapng: times may count from another second', async () => {
  for (const isLittle of [true, false]) {
    for (const resolution of [6, 9]) {
      const interfaces = [{ link: 'ethernet', resolution, offset: 1000 }] as const;
      const { found } = await all(pcapng([{ payload: busy, time: 5n }], { isLittle, interfaces }));
      expect(found[0]?.packet?.time).toBe(1_000_000_000_000n + (resolution === 6 ? 5000n : 5n));
    }
  }
});

test('pcapng: a section knows nothing of the interfaces of the one before', async () => {
  const one = pcapng([{ payload: busy }], { interfaces: [{ link: 'raw' }] });
  const two = pcapng([{ payload: busy }], { interfaces: [{ link: 'ethernet' }] });
  expect((await all(joined(one, two, one))).found.map(({ packet }) => packet?.interface)).toEqual([0, 0, 0]);
});

test('pcapng: simple packets have no time', async () => {
  expect((await all(pcapng([{ payload: busy }], { isSimple: true }))).found).toMatchObject([
    { packet: { time: undefined, interface: 0 } },
  ]);
});

test('files one after the other', async () => {
  const octets = joined(pcap([{ payload: busy }]), pcap([{ payload: busy }], { isLittle: false, link: 'raw' }));
  expect(await shortly(octets)).toEqual(['message 486 Busy Here', 'message 486 Busy Here']);
});

test('what stands in a datagram, and where', async () => {
  const payloads = [
    notify('SIP/2.0 180 Ringing\r\n'),
    response(200, 'OK', 'SIP/2.0 404 Not Found', 'message/sipfrag'),
    'INVITE sip:a SIP/2.0\r\nX: "SIP/2.0 500 Server Internal Error"\r\n\r\n',
    'HEP3\0\0SIP/2.0 183 Session Progress\r\nVia: SIP/2.0/UDP a\r\n\r\n',
    '\r\n\r\n',
    '',
    'SIP/2.0 OK\r\n\r\n',
    '\0SIP/2.0 200 OK\n\n',
    'SIP/2.0 999',
  ];
  expect(await shortly(pcap(payloads.map((payload) => ({ payload }))))).toEqual([
    'body 180 Ringing',
    'message 200 OK',
    'body 404 Not Found',
    'text 500 Server Internal Error',
    'message 183 Session Progress',
    'message invalid-status-code',
    'message 200 OK',
    'message 999 ',
  ]);
  const { found } = await all(pcap([{ payload: '\0SIP/2.0 200 OK\n\n' }]));
  expect(found[0]?.deviations.map(({ code }) => code)).toEqual(['leading-octets', 'irregular-line-end']);
});

describe('TCP', () => {
  const stream = joined(
    [
      response(100, 'Trying'),
      '\r\n\r\n',
      notify('SIP/2.0 180 Ringing\r\n'),
      response(200, 'OK', 'v=0\r\n'.repeat(40)),
      busy,
    ].join(''),
  );
  const expected = ['message 100 Trying', 'body 180 Ringing', 'message 200 OK', 'message 486 Busy Here'];
  const segments = (size: number, first = 0xffffff00) =>
    Array.from({ length: Math.ceil(stream.length / size) }, (_, n) => ({
      transport: 'tcp' as const,
      payload: stream.subarray(n * size, (n + 1) * size),
      sequence: first + n * size,
    }));

  test.each([1, 2, 3, 7, 10, 50, 100, 300, 5000])('segments of %i octets, with numbers that wrap', async (size) => {
    const octets = pcap(segments(size));
    const { found, skipped } = await all(octets);
    expect(
      found.map(({ where, statusLine }) => `${where} ${statusLine?.statusCode} ${statusLine?.reasonPhrase}`),
    ).toEqual(expected);
    expect(skipped).toEqual([]);
    for (const { offset } of found) expect(octets[offset]).toBe(0x53);
  });

  test('segments out of order, and some of them twice', async () => {
    const first = { transport: 'tcp', payload: '', flags: 2, sequence: 0xfffffeff } as const;
    for (let size = 20; size < 100; size += 1) {
      const parts = segments(size);
      const mixed = parts.flatMap((part, n) => {
        const next = parts[n + 1];
        return next && n % 2 === 0 ? [next, part, part] : [part];
      });
      expect(await shortly(pcap([first, ...mixed]))).toEqual(expected);
    }
  });

  test('what is sent again with more after it', async () => {
    const [a, b] = [stream.subarray(0, 60), stream.subarray(20)];
    const frames = [
      { transport: 'tcp', payload: a, sequence: 1000 },
      { transport: 'tcp', payload: b, sequence: 1020 },
    ] as const;
    expect(await shortly(pcap(frames))).toEqual(expected);
  });

  test('a stream that is not seen from its beginning', async () => {
    const frames = [{ transport: 'tcp', payload: stream.subarray(30), sequence: 1 }] as const;
    expect(await shortly(pcap(frames))).toEqual(expected.slice(1));
  });

  test('a segment that is missing', async () => {
    const parts = segments(100);
    parts.splice(3, 1);
    const found = await shortly(pcap(parts));
    expect(found).toContain('message 100 Trying');
    expect(found).toContain('message 486 Busy Here');
  });

  test('a segment of which the end was not captured: what follows it begins anew', async () => {
    const cut = { transport: 'tcp', payload: response(200, 'OK', 'v=0\r\n'.repeat(30)), sequence: 1 } as const;
    const length = cut.payload.length;
    const next = { transport: 'tcp', payload: busy, sequence: 1 + length } as const;
    const { found, skipped } = await all(pcap([{ ...cut, captured: 120 }, next]));
    expect(found.map(({ where, statusLine, packet }) => [where, statusLine?.statusCode, packet?.number])).toEqual([
      ['message', 200, 1],
      ['message', 486, 2],
    ]);
    expect(skipped).toEqual([]);
  });

  test('addresses and ports that are used again', async () => {
    const begun = (sequence: number) => ({ transport: 'tcp', payload: '', flags: 2, sequence }) as const;
    const part = { transport: 'tcp', payload: response(200, 'OK').slice(0, -3), sequence: 11 } as const;
    const frames = [begun(10), part, begun(5000), { transport: 'tcp', payload: busy, sequence: 5001 } as const];
    const { found } = await all(pcap(frames));
    expect(found.map(({ where, statusLine, packet }) => [where, statusLine?.statusCode, packet?.number])).toEqual([
      ['message', 200, 2],
      ['message', 486, 4],
    ]);
  });

  test('what comes too early waits for no longer than it must', async () => {
    // The beginning tells which number is the first, so nothing waits here, and the order is that of the capture.
    const frames = [
      { transport: 'tcp', payload: '', flags: 2, sequence: 10 },
      { transport: 'tcp', payload: response(200, 'OK'), sequence: 11 },
      { payload: busy },
    ] as const;
    expect(await shortly(pcap(frames))).toEqual(['message 200 OK', 'message 486 Busy Here']);
  });

  test('two directions and two connections, one in the other', async () => {
    const frames = segments(90).flatMap((segment) => [
      segment,
      { ...segment, from: 5070 },
      { ...segment, ip: 6 as const },
    ]);
    expect([...(await shortly(pcap(frames)))].sort()).toEqual([...expected, ...expected, ...expected].sort());
  });

  test('the packet is that of the first octet', async () => {
    const { found } = await all(pcap(segments(300).map((segment, n) => ({ ...segment, time: BigInt(n) }))));
    expect(found.map(({ packet }) => packet?.number)).toEqual(
      found.map(({ packet }) => Number(packet?.time) / 1000 + 1),
    );
  });
});

describe('what is not searched is told, with its reason', () => {
  const arp = joined(new Uint8Array(12), Uint8Array.of(8, 6), new Uint8Array(28));
  const withFrame = (octets: Uint8Array, captured = octets.length): Uint8Array => {
    const file = pcap([]);
    const header = new Uint8Array(16);
    viewOf(header).setUint32(8, captured, true);
    viewOf(header).setUint32(12, octets.length, true);
    return joined(file, header, octets.subarray(0, captured));
  };
  const changed = (change: (octets: Uint8Array) => void): Uint8Array => {
    const octets = frame({ payload: busy });
    change(octets);
    return octets;
  };
  test.each([
    ['unknown-link', arp],
    ['unknown-transport', changed((octets) => octets.fill(1, 23, 24))],
    ['fragment', changed((octets) => viewOf(octets).setUint16(20, 100))],
    ['malformed', changed((octets) => octets.fill(0x44, 14, 15))],
    ['malformed', changed((octets) => viewOf(octets).setUint16(38, 3))],
    ['truncated', frame({ payload: busy }).subarray(0, 30)],
    ['truncated', frame({ payload: busy }).subarray(0, 13)],
  ])('%s', async (reason, octets) => {
    const { found, skipped } = await all(withFrame(octets));
    expect(found).toEqual([]);
    expect(skipped).toEqual([{ start: 40, end: 40 + octets.length, why: reason }]);
  });

  test('a file that is cut off within a packet: what is there is searched', async () => {
    const octets = pcap([{ payload: busy }]).subarray(0, -10);
    const { found, skipped } = await all(octets);
    expect(found).toMatchObject([{ statusLine: { statusCode: 486 } }]);
    expect(skipped).toEqual([{ start: octets.length, end: octets.length, why: 'truncated' }]);
  });

  test('a file that is cut off within a header', async () => {
    const octets = pcap([{ payload: busy }, { payload: busy }]);
    const cut = octets.subarray(0, 24 + 16 + frame({ payload: busy }).length + 7);
    const { found, skipped } = await all(cut);
    expect(found.length).toBe(1);
    expect(skipped).toEqual([{ start: cut.length - 7, end: cut.length, why: 'truncated' }]);
  });

  test('a record that cannot be: the rest is searched as text', async () => {
    const octets = pcap([{ payload: busy }, { payload: busy }, { payload: busy }]);
    const second = 24 + 16 + frame({ payload: busy }).length;
    viewOf(octets).setUint32(second + 8, 0xffffffff, true);
    const { found, skipped } = await all(octets);
    expect(found.map(({ where, packet }) => [where, packet?.number])).toEqual([
      ['message', 1],
      ['message', undefined],
      ['message', undefined],
    ]);
    expect(skipped).toEqual([{ start: second, end: second, why: 'malformed' }]);
  });

  test('packets of which only the beginning was captured', async () => {
    for (const transport of ['udp', 'tcp'] as const) {
      const cut = { payload: busy, transport, captured: transport === 'udp' ? 60 : 72 };
      const octets = pcap([cut, { payload: busy, transport, captured: 96, sequence: 1 + busy.length }]);
      const { found, skipped } = await all(octets);
      expect(found.map(({ statusLine }) => statusLine?.reasonPhrase)).toEqual(['Busy Here']);
      // A phrase without its end is no phrase.
      const end = 24 + 16 + cut.captured;
      expect(skipped).toEqual([{ start: end, end, why: 'truncated' }]);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { pcap, response } from './captures.ts';
import {
  busy,
  carried,
  datagram,
  encapsulations,
  ethernet,
  fileOf,
  little,
  macs,
  uint16,
  uint32,
  upgrade,
  v4,
  webSocketFrame,
} from './encapsulations.ts';
import { all, shortly } from './found.ts';
import { joined } from './joined.ts';

const found = ['message 486 Busy Here'];

describe('what carries packets of IP', () => {
  test.each(encapsulations)('%s', async (_, file) => {
    const { found: lines, skipped } = await all(file);
    expect(skipped).toEqual([]);
    expect(lines).toMatchObject([
      { where: 'message', statusLine: { statusCode: 486 }, packet: { source: { port: 5060 } } },
    ]);
    expect(lines[0]?.packet?.source.address).toMatch(/^(192\.0\.2|2001:db8:):1$|^192\.0\.2\.1$/);
  });

  test.each([
    ['GRE of what is no IP', fileOf(101, carried(47, uint16(0), uint16(0x0806), v4)), 'unknown-transport'],
    ['PPP of what is no IP', fileOf(9, uint16(0xff03), uint16(0xc021), v4), 'unknown-link'],
    ['netfilter without a packet', fileOf(239, uint32(0x02000000)), 'truncated'],
    ['a length that leads nowhere', fileOf(239, uint32(0x02000000), uint32(0)), 'unknown-link'],
    ['a tap in a tap', fileOf(258, little(uint32(12)), uint32(0), little(uint32(258)), ethernet), 'unknown-link'],
    ['labels without an end', fileOf(1, macs, uint16(0x8847), uint32(0)), 'truncated'],
  ])('%s is told', async (_, file, why) => {
    const { found: lines, skipped } = await all(file);
    expect(lines).toEqual([]);
    expect(skipped.map((one) => one.why)).toEqual([why]);
  });

  test('a message on a port that a tunnel has', async () => {
    for (const port of [4789, 6081, 2152, 37_008])
      expect(await shortly(fileOf(101, datagram(port, busy)))).toEqual(found);
  });
});

const tag = (type: number, value: Uint8Array | string): Uint8Array => joined(uint16(type), uint16(value.length), value);

test('messages that Wireshark has exported', async () => {
  const tags = joined(
    tag(12, 'sip\0'),
    tag(20, Uint8Array.of(198, 51, 100, 1)),
    tag(21, Uint8Array.of(198, 51, 100, 2)),
    tag(24, uint32(2)),
    tag(25, uint32(5060)),
    tag(26, uint32(5070)),
  );
  const { found: lines, skipped } = await all(fileOf(252, tags, uint32(0), busy));
  expect(skipped).toEqual([]);
  expect(lines).toMatchObject([
    {
      where: 'message',
      packet: {
        transport: 'tcp',
        source: { address: '198.51.100.1', port: 5060 },
        destination: { address: '198.51.100.2', port: 5070 },
      },
    },
  ]);
  expect((await all(fileOf(252, tag(12, 'sip\0'), uint32(0), busy))).found).toMatchObject([
    { packet: { source: { address: '0.0.0.0', port: 0 } } },
  ]);
  expect((await all(fileOf(252, tag(12, 'sip\0'), busy))).skipped).toMatchObject([{ why: 'malformed' }]);
});

describe('HEP', () => {
  const chunk = (type: number, value: Uint8Array | string): Uint8Array =>
    joined(uint16(0), uint16(type), uint16(6 + joined(value).length), value);
  const hep = (code = 486, ...more: readonly Uint8Array[]): Uint8Array => {
    const chunks = joined(
      chunk(1, Uint8Array.of(2)),
      chunk(2, Uint8Array.of(6)),
      chunk(3, Uint8Array.of(198, 51, 100, 1)),
      chunk(4, Uint8Array.of(198, 51, 100, 2)),
      chunk(7, uint16(5060)),
      chunk(8, uint16(5070)),
      chunk(9, uint32(1_800_000_000)),
      chunk(10, uint32(42)),
      ...more,
      chunk(15, response(code, 'Busy Here')),
    );
    return joined('HEP3', uint16(chunks.length + 6), chunks);
  };
  const packet = {
    transport: 'tcp',
    time: 1_800_000_000_000_042_000n,
    source: { address: '198.51.100.1', port: 5060 },
    destination: { address: '198.51.100.2', port: 5070 },
  };

  test('a packet in a datagram', async () => {
    const { found: lines } = await all(pcap([{ payload: hep() }, { payload: busy }]));
    expect(lines).toMatchObject([
      { where: 'message', packet: { ...packet, number: 1 } },
      { packet: { number: 2, source: { address: '192.0.2.1' }, time: 0n } },
    ]);
  });

  test('addresses of IPv6, and chunks of others', async () => {
    const source = Uint8Array.from([0x20, 1, 0xd, 0xb8, ...new Array(11).fill(0), 7]);
    const more = [chunk(5, source), chunk(6, source), joined(uint16(7), uint16(3), uint16(8), uint16(0))];
    const { found: lines } = await all(pcap([{ payload: hep(486, ...more) }]));
    expect(lines).toMatchObject([{ packet: { source: { address: '2001:db8::7' } } }]);
  });

  test('what is no packet of it is searched all the same', async () => {
    expect(await shortly(pcap([{ payload: joined(hep(), 'x') }]))).toEqual(found);
    expect(await shortly(pcap([{ payload: `HEP3\0\u0008${busy}` }]))).toEqual(found);
  });

  test('over TCP, however it is cut', async () => {
    const stream = joined(hep(486), hep(480), hep(603));
    for (const size of [1, 7, 1000]) {
      const frames = [];
      for (let at = 0; at < stream.length; at += size)
        frames.push({ transport: 'tcp' as const, sequence: 1 + at, payload: stream.slice(at, at + size) });
      const { found: lines, skipped } = await all(pcap(frames));
      expect(skipped).toEqual([]);
      expect(lines.map(({ statusLine }) => statusLine?.statusCode)).toEqual([486, 480, 603]);
      expect(lines[2]).toMatchObject({ where: 'message', packet });
    }
  });

  test('as a file', async () => {
    const { found: lines } = await all(joined(hep(486), hep(480), 'SIP/2.0 603 Decline\n'));
    expect(lines.map(({ where, statusLine }) => [where, statusLine?.statusCode])).toEqual([
      ['message', 486],
      ['message', 480],
      ['message', 603],
    ]);
    expect(lines[1]?.packet).toMatchObject(packet);
    expect((await all(hep(486).subarray(0, 120))).found).toHaveLength(0);
  });
});

describe('WebSocket', () => {
  const accepted = 'HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: eA==\r\n\r\n';
  const long = response(200, 'OK', 'v=0\r\n'.repeat(14_000));
  const streams: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
    [
      'from a client',
      joined(upgrade, webSocketFrame(1, busy), webSocketFrame(2, response(180, 'Ringing'))),
      [...found, 'message 180 Ringing'],
    ],
    [
      'from a server',
      joined(accepted, webSocketFrame(1, busy, { mask: [] }), webSocketFrame(1, long, { mask: [] })),
      [...found, 'message 200 OK'],
    ],
    [
      'in pieces, a ping amid them',
      joined(
        upgrade,
        webSocketFrame(1, busy.slice(0, 9), { isFinal: false }),
        webSocketFrame(9, 'x'),
        webSocketFrame(0, busy.slice(9)),
      ),
      found,
    ],
    ['from amid a connection', joined(webSocketFrame(1, busy), webSocketFrame(1, busy)), [...found, ...found]],
    [
      'a request, then a response',
      joined(upgrade, webSocketFrame(1, 'OPTIONS sip:a SIP/2.0\r\nl: 0\r\n\r\n'), webSocketFrame(1, busy)),
      found,
    ],
    ['a keep-alive', joined(upgrade, webSocketFrame(1, '\r\n\r\n'), webSocketFrame(1, busy)), found],
    ['nothing but a handshake', joined(upgrade), []],
  ];

  test.each(streams)('%s', async (_, stream, expected) => {
    for (const size of [1, 13, 1460]) {
      if (size === 1 && stream.length > 10_000) continue;
      const frames = [];
      for (let at = 0; at < stream.length; at += size)
        frames.push({ transport: 'tcp' as const, sequence: 1 + at, payload: stream.slice(at, at + size) });
      expect(await shortly(pcap(frames))).toEqual(expected);
    }
  });

  test('of a message in many frames, so much is kept as tells what it is', async () => {
    const first = webSocketFrame(1, `${busy.slice(0, -4)}\r\nX: `, { isFinal: false });
    const more = Array.from({ length: 20 }, () => webSocketFrame(0, 'x'.repeat(1000), { isFinal: false }));
    const stream = joined(
      upgrade,
      first,
      ...more,
      webSocketFrame(0, '\r\n\r\n'),
      webSocketFrame(1, response(180, 'Ringing')),
    );
    expect(await shortly(pcap([{ transport: 'tcp', payload: stream }]))).toEqual([...found, 'message 180 Ringing']);
  });

  test('the offset is that of the octet in the file', async () => {
    const file = pcap([{ transport: 'tcp', payload: joined(upgrade, webSocketFrame(1, busy)) }]);
    const [line] = (await all(file)).found;
    expect(line?.offset).toBe(file.length - busy.length);
  });

  test('HTTP that is no WebSocket, and frames that make no sense', async () => {
    const tcp = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
      pcap([{ transport: 'tcp', payload: joined(...parts) }]);
    expect(await shortly(tcp('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', busy))).toEqual(found);
    expect(await shortly(tcp(upgrade, Uint8Array.of(0xff, 0xff), busy))).toEqual(found);
    expect(await shortly(tcp(Uint8Array.of(0x81, 5), 'abc', busy))).toEqual(found);
    expect((await all(tcp(upgrade, Uint8Array.of(0xc1, 3, 1, 2, 3), webSocketFrame(1, busy)))).skipped).toMatchObject([
      { why: 'unknown-transport' },
    ]);
  });
});

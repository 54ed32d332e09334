import { expect, test } from 'vitest';
import { sizeCases } from '../../src/gateway/cases/size-cases.ts';
import { answer, readRequest, request, sessionOffer } from '../../src/gateway/sip/message.ts';
import { safeParseStatusLine } from '../../src/index.ts';

const lengthOf = {
  line: ({ length }: Uint8Array) => length,
  phrase: ({ length }: Uint8Array) => length - 'SIP/2.0 486 '.length,
  message: ({ length }: Uint8Array) => length + 1024,
} as const;

test('lines, phrases and messages as long as buffers are, and their neighbours', () => {
  const lengths = (of: 'line' | 'phrase' | 'message'): readonly number[] =>
    sizeCases()
      .filter(({ address }) => address.startsWith(`size:${of}-`))
      .map(({ octets }) => lengthOf[of](octets));
  const sizes = [1500, 2048, 4000, 4096, 8192, 16_384, 32_768, 65_507, 65_535];
  for (const of of ['line', 'phrase', 'message'] as const)
    expect(lengths(of)).toEqual(sizes.flatMap((size) => [size - 1, size, size + 1]));
  for (const { octets, kind, family } of sizeCases()) {
    expect(safeParseStatusLine(octets).statusLine?.statusCode).toBe(486);
    expect([kind, family]).toEqual(['sizes', 'sizes']);
  }
});

// Whoever is asked over IPv4 or IPv6, by UDP or TCP, with INVITE, which brings most header fields.
test.each([
  ['udp', '127.0.0.1'],
  ['tcp', '::1'],
] as const)('a line of %s, %s has 1024 octets beside it, whatever it answers', (transport, host) => {
  const ours = { address: { host, port: 50_000 }, transport };
  for (const method of ['INVITE', 'OPTIONS'] as const) {
    const init = {
      method,
      uri: 'sip:a@b',
      transport,
      from: ours.address,
      callId: 'c'.repeat(40),
      branch: 'b'.repeat(70),
    };
    const call = readRequest(request({ ...init, body: sessionOffer(ours.address) }));
    if (call === undefined) throw new Error('it is a request');
    for (const { octets } of [...sizeCases(), { octets: Buffer.from(`SIP/2.0 200 ${'x'.repeat(500)}`) }])
      expect(answer(octets, call, 'case', ours).length).toBe(octets.length + 1024);
    // A short line has what it needs, and an answer that is no case has as well.
    expect(answer(Buffer.from('SIP/2.0 486 x'), call, 'case', ours).length).toBeLessThan(1000);
    const others = [Buffer.alloc(500, 'x'), Buffer.from(`SIP/2.0 486 ${'y'.repeat(500)}`)];
    for (const other of others) expect(answer(other, call, 'case').includes('X-Pad')).toBe(false);
  }
});

test('the parts of all shards are the whole, each address once', () => {
  const addresses = [0, 1, 2].flatMap((index) => sizeCases({ index, count: 3 }).map(({ address }) => address));
  expect(addresses.toSorted()).toEqual(
    sizeCases()
      .map(({ address }) => address)
      .toSorted(),
  );
  expect(new Set(addresses).size).toBe(81);
});

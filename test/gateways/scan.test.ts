import { Buffer } from 'node:buffer';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliProcess as cli, ndjson } from '../cli/cli.ts';
import { type Frame, notify, pcap, response } from '../wire/captures.ts';
import { encapsulations } from '../wire/encapsulations.ts';
import { recordedCalls } from './recorded-calls.ts';

// Debian's packages `tshark` and `sip-tester` have them. Recording on the loopback interface takes a privilege.
const missing = ['tshark', 'dumpcap', 'editcap', 'mergecap', 'text2pcap', 'sipp'].filter(
  (program) => spawnSync(program, ['-v']).error !== undefined,
);
// Whatever else goes over the interface meanwhile is none of it.
const record = ['-q', '-i', 'lo', '-f', 'port 9', '-a', 'duration:0', '-w', '/dev/null'];
const mayRecord = missing.length === 0 && spawnSync('dumpcap', record, { stdio: 'ignore' }).status === 0;
const why =
  missing.length > 0
    ? `, but ${missing.join(', ')} is not installed`
    : mayRecord
      ? ''
      : ', but recording is not allowed';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Counts = Readonly<Record<string, number>>;

/**
 * How often tshark sees each code. A packet may have several. That it notes where media will go takes it hours, because
 * all these calls name the same port.
 */
function countsByTshark(path: string): Counts {
  const options =
    '-n -o tcp.reassemble_out_of_order:TRUE -o sdp.establish_conversation:FALSE -d udp.port==5060-5099,sip -d tcp.port==5060-5099,sip';
  const fields = '-Y sip.Status-Code -T fields -e sip.Status-Code';
  const said = execFileSync('tshark', ['-r', path, ...`${options} ${fields}`.split(' ')], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const counts: Record<string, number> = {};
  for (const code of said.split(/[\s,]+/).filter(Boolean)) {
    const key = code.padStart(3, '0');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

async function scanned(...paths: readonly string[]): Promise<Record<string, unknown>> {
  const outcome = await cli(['scan', '--json', ...paths]);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  return ndjson(outcome)[0] as Record<string, unknown>;
}

/** A pcap file with each frame in two virtual networks, one in the other. */
function tagged(file: Buffer): Buffer {
  const parts = [file.subarray(0, 24)];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const header = Buffer.from(file.subarray(at, at + 16));
    header.writeUInt32LE(length + 8, 8);
    header.writeUInt32LE(file.readUInt32LE(at + 12) + 8, 12);
    const tags = Buffer.from([0x88, 0xa8, 0, 7, 0x81, 0, 0, 9]);
    const frame = file.subarray(at + 16, at + 16 + length);
    parts.push(header, frame.subarray(0, 12), tags, frame.subarray(12));
    at += 16 + length;
  }
  return Buffer.concat(parts);
}

describe.skipIf(!mayRecord)(`calls made by SIPp are counted as tshark counts them${why}`, () => {
  const run = (program: string, ...args: readonly string[]): void => {
    execFileSync(program, args, { stdio: 'ignore' });
  };
  const path = (name: string): string => join(folder, name);

  test.each(encapsulations)('what carries packets of IP: %s', async (_, octets) => {
    writeFileSync(path('carried.pcap'), octets);
    expect(countsByTshark(path('carried.pcap'))).toEqual({ 486: 1 });
    expect(await scanned(path('carried.pcap'))).toMatchObject({ codes: { 486: 1 }, skipped: {} });
  });

  test('messages that text2pcap exports', async () => {
    const octets = Buffer.from(response(486, 'Busy Here'));
    writeFileSync(path('hex.txt'), `0000 ${octets.toString('hex').replace(/../g, '$& ')}\n`);
    run('text2pcap', '-P', 'sip', path('hex.txt'), path('exported.pcapng'));
    expect(countsByTshark(path('exported.pcapng'))).toEqual({ 486: 1 });
    expect(await scanned(path('exported.pcapng'))).toMatchObject({ codes: { 486: 1 }, skipped: {} });
  });

  test('more than 100,000 responses: UDP and TCP, IPv4 and IPv6, virtual networks, cooked, in one file of several interfaces', async () => {
    const record = (name: string, calls: Parameters<typeof recordedCalls>[2]): Promise<string> =>
      recordedCalls(folder, name, calls);
    const udp4 = await record('udp4', { host: '127.0.0.1', transport: 'udp', port: 5080, count: 12_000 });
    const udp6 = await record('udp6', { host: '[::1]', transport: 'udp', port: 5081, count: 4000 });
    const tcp4 = await record('tcp4', { host: '127.0.0.1', transport: 'tcp', port: 5082, count: 2500 });
    const tcp6 = await record('tcp6', { host: '[::1]', transport: 'tcp', port: 5083, count: 1500 });
    const cooked = await record('cooked', {
      host: '127.0.0.1',
      transport: 'udp',
      port: 5084,
      count: 2500,
      on: ['any', 'LINUX_SLL'],
    });
    const cooked2 = await record('cooked2', {
      host: '127.0.0.1',
      transport: 'udp',
      port: 5085,
      count: 2500,
      on: ['any', 'LINUX_SLL2'],
    });
    const finals = [];
    for (const [n, final] of [
      '486 Busy Here',
      '404 Not Found',
      '480 Not Logged In',
      '503 Out Of Service',
      '603 Declined',
      '477 Unfortunately error',
    ].entries())
      finals.push(
        await record(`final${n}`, { host: '127.0.0.1', transport: 'udp', port: 5086 + n, count: 400, final }),
      );
    run('editcap', '-F', 'pcap', udp4, path('plain.pcap'));
    writeFileSync(path('tagged.pcap'), tagged(readFileSync(path('plain.pcap'))));
    const parts = [udp4, udp6, tcp4, tcp6, cooked, cooked2, ...finals, path('tagged.pcap')];
    run('mergecap', '-F', 'pcapng', '-I', 'none', '-w', path('all.pcapng'), ...parts);

    const expected = countsByTshark(path('all.pcapng'));
    const { codes, responses, phrases, faults, deviations, unregistered, elsewhere, files } = await scanned(
      path('all.pcapng'),
    );
    expect(codes).toEqual(expected);
    expect(responses).toBeGreaterThanOrEqual(100_000);
    expect(files).toMatchObject([{ format: 'pcapng' }]);
    expect({ faults, deviations, elsewhere }).toEqual({
      faults: {},
      deviations: {},
      elsewhere: { body: {}, text: {} },
    });
    expect(Object.keys(unregistered as object)).toEqual(['477']);
    const count = (code: number): number => expected[code] as number;
    expect((phrases as { statusCode: number; count: number }[]).map((one) => [one.statusCode, one.count])).toEqual(
      [477, 480, 503, 603].map((code) => [code, count(code)]).sort(([a = 0, b = 0], [c = 0, d = 0]) => d - b || a - c),
    );
    // The parts, and their sum.
    expect((await scanned(...parts)).codes).toEqual(expected);
  }, 900_000);

  test.each([
    ['pcap, microseconds', ['-F', 'pcap']],
    ['pcap, nanoseconds', ['-F', 'nsecpcap']],
    ['pcapng', ['-F', 'pcapng']],
    ['packets cut to 400 octets', ['-F', 'pcap', '-s', '400']],
    ['another link type', ['-F', 'pcapng', '-C', '14', '-L', '-T', 'rawip']],
  ])('%s, as editcap writes it', async (_, options) => {
    const source = await recordedCalls(folder, 'few', { host: '127.0.0.1', transport: 'udp', port: 5095, count: 300 });
    run('editcap', ...options, source, path('few.rewritten'));
    const { codes } = await scanned(path('few.rewritten'));
    expect(codes).toEqual(countsByTshark(path('few.rewritten')));
    expect((codes as Counts)['200']).toBeGreaterThanOrEqual(300);
  });

  test.each(['pcap', 'pcapng'])('%s, as text2pcap writes it', async (format) => {
    const messages = [100, 180, 200, 486].map((code) => response(code, 'Some Phrase', code === 200 ? 'v=0\r\n' : ''));
    const dump = messages.map((message) => hexadecimal(Buffer.from(message))).join('\n');
    writeFileSync(path('dump.txt'), dump);
    for (const kind of [
      ['-u', '5060,5061'],
      ['-T', '5060,5061'],
      ['-6', '::1,::1', '-u', '5060,5061'],
      ['-4', '192.0.2.1,192.0.2.2', '-T', '5060,5061'],
    ]) {
      run('text2pcap', '-F', format, ...kind, path('dump.txt'), path('dump.pcap'));
      expect((await scanned(path('dump.pcap'))).codes).toEqual({ '100': 1, '180': 1, '200': 1, '486': 1 });
      expect(countsByTshark(path('dump.pcap'))).toEqual({ '100': 1, '180': 1, '200': 1, '486': 1 });
    }
  });
});

/** Octets as text2pcap reads them. */
function hexadecimal(octets: Buffer): string {
  const rows = [];
  for (let at = 0; at < octets.length; at += 16)
    rows.push(
      `${at.toString(16).padStart(6, '0')} ${[...octets.subarray(at, at + 16)].map((octet) => octet.toString(16).padStart(2, '0')).join(' ')}`,
    );
  return `${rows.join('\n')}\n`;
}

describe.skipIf(missing.length > 0)(`small captures, by both${why}`, () => {
  const after = '\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n';
  const tcp = (payload: string, sequence = 1): Frame => ({ transport: 'tcp', payload, sequence });
  const begun: Frame = { transport: 'tcp', payload: '', flags: 2, sequence: 0 };
  const busy = response(486, 'Busy Here');

  async function both(frames: readonly Frame[]): Promise<readonly [ours: unknown, theirs: Counts]> {
    const path = join(folder, 'small.pcap');
    writeFileSync(path, pcap(frames));
    return [(await scanned(path)).codes, countsByTshark(path)];
  }

  test.each<[string, readonly Frame[], Counts]>([
    ['a body with a status line in it is no response', [{ payload: notify('SIP/2.0 180 Ringing\r\n') }], {}],
    ['a datagram that comes twice is two responses', [{ payload: busy }, { payload: busy }], { '486': 2 }],
    ['what TCP sends again is one', [tcp(busy), tcp(busy)], { '486': 1 }],
    ['segments that come too early', [begun, tcp(busy.slice(40), 41), tcp(busy.slice(0, 40))], { '486': 1 }],
    ['a message after a body', [tcp(notify('SIP/2.0 180 Ringing\r\n') + busy)], { '486': 1 }],
    ['a datagram has one message', [{ payload: response(200, 'OK') + busy }], { '200': 1 }],
    ['lines that end with LF', [{ payload: `SIP/2.0 200 OK${after}`.replaceAll('\r', '') }], { '200': 1 }],
    [
      'codes of no class',
      [{ payload: `SIP/2.0 999 None${after}` }, { payload: `SIP/2.0 000 None${after}` }],
      { '000': 1, '999': 1 },
    ],
    ['nothing but a line', [{ payload: 'SIP/2.0 200 OK' }], { '200': 1 }],
    ['what has a fault is none', [{ payload: `SIP/2.0 2000 OK${after}` }], {}],
  ])('%s', async (_, frames, expected) => {
    expect(await both(frames)).toEqual([expected, expected]);
  });

  // Each of these is a status line that the lenient profile reads, or one that a stream needs not be whole for.
  test.each<[string, readonly Frame[], Counts, Counts]>([
    ['`SIP` may be in any case (RFC 3261 §7.1)', [{ payload: `sip/2.0 200 OK${after}` }], { '200': 1 }, {}],
    [
      'empty lines before a message are ignored (RFC 3261 §7.5)',
      [{ payload: `\r\n\r\nSIP/2.0 200 OK${after}` }],
      { '200': 1 },
      {},
    ],
    ['so they are between those of a stream', [tcp(`\r\n\r\n${busy}\r\n\r\n${busy}`)], { '486': 2 }, {}],
    ['lenient: two SP', [{ payload: `SIP/2.0  200 OK${after}` }], { '200': 1 }, {}],
    ['lenient: no SP after the code', [{ payload: `SIP/2.0 200${after}` }], { '200': 1 }, {}],
    ['lenient: no SP after the code, and a phrase', [{ payload: `SIP/2.0 200OK${after}` }], { '200': 1 }, {}],
    ['lenient: NUL before the version', [{ payload: `\0SIP/2.0 200 OK${after}` }], { '200': 1 }, {}],
    ['the grammar derives every version', [{ payload: `SIP/3.0 200 OK${after}` }], { '200': 1 }, {}],
    ['a stream that is not seen from its beginning', [tcp(response(200, 'OK').slice(30) + busy)], { '486': 1 }, {}],
    [
      'a stream of which something is missing',
      [begun, tcp(response(200, 'OK')), tcp(busy, 1001)],
      { '200': 1, '486': 1 },
      { '200': 1 },
    ],
    [
      'a body that is not whole at the end of the capture',
      [tcp(response(200, 'OK', 'v=0\r\n').slice(0, -3))],
      { '200': 1 },
      {},
    ],
    [
      'no Content-Length on a stream: the next message is found',
      [tcp(`SIP/2.0 200 OK\r\nVia: a\r\n\r\n${busy}`)],
      { '200': 1, '486': 1 },
      { '200': 1 },
    ],
  ])('more than tshark counts: %s', async (_, frames, ours, theirs) => {
    expect(await both(frames)).toEqual([ours, theirs]);
  });
});

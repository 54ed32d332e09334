import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClauseReport } from '../../src/gateway/results/report.ts';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, ndjson } from '../cli/cli.ts';

const proxy = fileURLToPath(new URL('planted-proxy.mjs', import.meta.url));

const servers: Server[] = [];

async function serve(connected: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    connected(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as { port: number }).port;
}

let [silentPort, httpPort, floodPort] = [0, 0, 0];
beforeAll(async () => {
  silentPort = await serve(() => {});
  httpPort = await serve((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  floodPort = await serve((socket) => {
    const flood = (): void => {
      while (socket.writable && socket.write('x'.repeat(65_536)));
    };
    socket.on('drain', flood);
    flood();
  });
});
afterAll(() => {
  for (const server of servers) server.close();
});

test('a part of the exam: each verdict is as the source of the proxy has it, and no line has a line end within', async () => {
  const port = String(await freePort('127.0.0.1'));
  const target = ['--target', `udp:127.0.0.1:${port}`, '--seed', '1', '--json', '--', process.execPath, proxy, port];
  const outcome = await cli(['fuzz', 'relay', '--kind', 'exam', '--shard', '7/80', ...target]);
  expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 0, stderr: '' });
  const records = ndjson(outcome);
  const cases = records.filter(({ type }) => type === 'case');
  for (const { octets, verdict, address } of cases) {
    const line = Buffer.from(String(octets), 'base64').toString('latin1');
    const isTaken = /^SIP\/2\.0 \d{3} [^\0\r\n]*(?:\r\n)?$/i.test(line);
    expect({ address, line, verdict }).toEqual({ address, line, verdict: isTaken ? 'relayed' : 'dropped' });
  }
  const skipped = records.filter(({ type }) => type === 'skipped');
  expect(new Set(skipped.map(({ reason }) => reason))).toContain('line-end');
  // 65,520, 95,436 and 2,566 lines, in 80 parts.
  expect(cases.length + skipped.length).toBe(2044);
  expect(new Set(cases.map(({ address }) => String(address).slice(0, 6)))).toEqual(
    new Set(['exam:A', 'exam:B', 'exam:C']),
  );
  // A sentence of RFC 3261 a row: what this proxy takes beyond them is any phrase without NUL.
  const { transports } = records.at(-1) as unknown as { transports: [{ clauses: ClauseReport[] }] };
  const [{ clauses }] = transports;
  const byClause = Object.fromEntries(clauses.map(({ lines, verdicts }) => [lines, Object.keys(verdicts)]));
  expect(byClause).toMatchObject({
    'octets that no phrase has': ['relayed', 'dropped'],
    'phrases beyond ASCII': ['relayed'],
    'no Status-Code': ['dropped'],
    separators: ['dropped'],
  });
  expect(clauses.flatMap(({ verdicts }) => Object.values(verdicts)).reduce((sum, n) => sum + n)).toBe(cases.length);
}, 60_000);

test('a target that COMMAND starts: cases, findings and a summary, and exit status 1', async () => {
  const port = String(await freePort('127.0.0.1'));
  const outcome = await cli([
    ...[
      'fuzz',
      'relay',
      '--target',
      `udp:127.0.0.1:${port}`,
      '--kind',
      'malformed',
      '-n',
      '500',
      '--seed',
      '1',
      '--json',
    ],
    ...['--', process.execPath, proxy, port, 'wraps the code at 16 bits'],
  ]);
  expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 1, stderr: '' });
  const records = ndjson(outcome);
  const cases = records.filter(({ type }) => type === 'case').length;
  // The rest is too long for a datagram.
  expect(cases + records.filter(({ type }) => type === 'skipped').length).toBe(500);
  expect(records.filter(({ type }) => type === 'finding')).toEqual([
    expect.objectContaining({ verdict: 'changed', family: 'number-wraps', mode: 'relay', transport: 'udp' }),
  ]);
  expect(records.at(-1)).toMatchObject({ type: 'summary', seed: 1, cases, findings: 1, isComplete: true });
});

test('two and three shards are the same cases with the same verdicts as one', async () => {
  const run = async (shard: string): Promise<readonly string[]> => {
    const port = await freePort('127.0.0.1');
    const outcome = await cli([
      ...[
        'fuzz',
        'relay',
        '--target',
        `udp:127.0.0.1:${port}`,
        '-n',
        '2500',
        '--seed',
        '3',
        '--shard',
        shard,
        '--json',
      ],
      ...['--', process.execPath, proxy, String(port), 'none'],
    ]);
    expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 0, stderr: '' });
    return ndjson(outcome).flatMap(({ type, address, verdict }) => (type === 'case' ? [`${address} ${verdict}`] : []));
  };
  const whole = [...(await run('1/1'))].sort();
  for (const count of [2, 3]) {
    const parts: string[] = [];
    for (let index = 1; index <= count; index += 1) parts.push(...(await run(`${index}/${count}`)));
    expect(parts.sort()).toEqual(whole);
  }
});

test.each([
  ['that is not there', () => ['udp:127.0.0.1:1'], /does not answer: no answer to OPTIONS from udp:127\.0\.0\.1:1/],
  ['that refuses', () => ['tcp:127.0.0.1:1'], /does not answer/],
  ['that never answers', () => [`tcp:127.0.0.1:${silentPort}`], /does not answer/],
  ['that speaks HTTP', () => [`tcp:127.0.0.1:${httpPort}`], /it answers OPTIONS with "HTTP\/1\.1 400 Bad Request/],
  ['that floods', () => [`tcp:127.0.0.1:${floodPort}`], /does not answer/],
  ['that ends at once', () => ['udp:127.0.0.1:1', '--', 'false'], /did not start: exit status 1/],
  ['that cannot be started', () => ['udp:127.0.0.1:1', '--', 'no-such-server'], /did not start: .*ENOENT/],
])('a target %s: exit status 3 in bounded time', async (_, target, message) => {
  const [address, ...rest] = target();
  const { status, stderr } = await cli(['fuzz', 'relay', '--seed', '1', '--target', address as string, ...rest]);
  expect(stderr).toMatch(message);
  expect(status).toBe(3);
});

test.each([
  [['fuzz'], /missing preset or mode/],
  [['fuzz', 'no-such-preset'], /is not a preset, mode or command of fuzz/],
  [['fuzz', 'relay'], /needs --preset or --target/],
  [['fuzz', 'relay', '--target', 'udp:example.com:5060'], /names are not looked up/],
  [['fuzz', 'relay', '--target', 'udp:192.0.2.1:5060'], /add --i-own-this-target 192\.0\.2\.1/],
  [['fuzz', 'kamailio', '--kind', 'odd'], /--kind must be some of/],
  [['fuzz', 'kamailio', '--shard', '3/2'], /--shard must be one of N/],
  [['fuzz', 'kamailio', '--transport', 'sctp'], /--transport must be udp/],
])('wrong usage: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli([...args, '--seed', '1']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notify, pcap, response } from '../wire/captures.ts';
import { cli, main, ndjson } from './cli.ts';

let folder = '';
const file = (name: string): string => join(folder, name);

const log = `SIP/2.0 200 OK
Via: SIP/2.0/UDP a
SIP/2.0 480 Not Logged In
SIP/2.0 480 Not Logged In
got SIP/2.0 404 Not Found
SIP/2.0  477 Failed [here]
SIP/2.0 2000 OK
SIP/2.0 999 None
c: message/sipfrag

SIP/2.0 100 Trying
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  writeFileSync(file('a.log'), log);
  writeFileSync(
    file('a.pcap'),
    pcap(
      [response(100, 'Trying'), response(200, 'OK'), notify('SIP/2.0 180 Ringing'), response(200, 'OK')].map(
        (payload, n) => ({
          payload,
          time: 1_700_000_000_000_000n + BigInt(n) * 1_000_000n,
        }),
      ),
    ),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('--json: all that was counted, with the place where it was seen first', async () => {
  const outcome = await cli(['scan', '--json', file('a.log')]);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  const at = (text: string): object => ({ file: file('a.log'), offset: log.indexOf(text) });
  expect(ndjson(outcome)).toEqual([
    {
      scan: 1,
      files: [{ file: file('a.log'), octets: log.length, format: 'text' }],
      responses: 5,
      classes: { success: 1, 'client-error': 3, none: 1 },
      codes: { '200': 1, '477': 1, '480': 2, '999': 1 },
      phrases: [
        { statusCode: 480, reasonPhrase: 'Not Logged In', count: 2, first: at('SIP/2.0 480') },
        { statusCode: 477, reasonPhrase: 'Failed [here]', count: 1, first: at('SIP/2.0  477') },
        { statusCode: 999, reasonPhrase: 'None', count: 1, first: at('SIP/2.0 999') },
      ],
      otherPhrases: 0,
      deviations: {
        'irregular-separator': { count: 1, first: at('  477') },
        'illegal-reason-octet': { count: 1, first: at('[here') },
      },
      faults: { 'invalid-status-code': { count: 1, first: at('0 OK\nSIP/2.0 999') } },
      unregistered: {
        '477': { count: 1, first: at('SIP/2.0  477'), equivalent: 400 },
        '999': { count: 1, first: at('SIP/2.0 999'), equivalent: null },
      },
      elsewhere: { body: { '100': 1 }, text: { '404': 1 } },
      methods: {},
      sessions: {
        outcomes: {},
        answerSeizure: null,
        networkEffectiveness: null,
        sessionEstablishment: null,
        sessionEstablishmentEffectiveness: null,
        ineffectiveAttempts: null,
      },
      times: { step: 1, counts: {} },
      skipped: {},
    },
  ]);
});

test('a capture has times', async () => {
  const [summary] = ndjson(await cli(['scan', '--json', file('a.pcap')]));
  expect(summary).toMatchObject({
    responses: 3,
    codes: { '100': 1, '200': 2 },
    elsewhere: { body: { '180': 1 } },
    times: {
      step: 1,
      counts: { 1700000000: [1, 0, 0, 0, 0, 0], 1700000001: [0, 1, 0, 0, 0, 0], 1700000003: [0, 1, 0, 0, 0, 0] },
    },
  });
});

test('tables with bars', async () => {
  const { stdout } = await cli(['scan', file('a.log'), file('a.pcap')]);
  expect(stdout).toContain(
    `8 responses in ${(log.length + readFileSync(file('a.pcap')).length).toLocaleString('en')} octets of 2 files`,
  );
  for (const text of [
    '  200 OK                       3   37.5 %  ██████████████████████████████\n',
    'Classes\n',
    `  480 Not Logged In  2  first at ${file('a.log')}:${log.indexOf('SIP/2.0 480')}\n`,
    'invalid-status-code',
    '477, to be treated as 400',
    '999, of no class',
    '  in a body  2\n  amid text  1\n',
    '  2023-11-14 22:13:20  1   33.3 %',
  ])
    expect(stdout).toContain(text);
});

test('--lines: one object a line, the same columns in each', async () => {
  const outcome = await cli(['scan', '--lines', file('a.pcap'), file('a.log')]);
  const rows = ndjson(outcome);
  expect(rows.length).toBe(12);
  expect(new Set(rows.map((row) => Object.keys(row).join(' '))).size).toBe(1);
  expect(rows[0]).toEqual({
    file: file('a.pcap'),
    offset: readFileSync(file('a.pcap')).indexOf('SIP/2.0 100'),
    where: 'message',
    line: 'SIP/2.0 100 Trying',
    octets: null,
    sipVersion: 'SIP/2.0',
    statusCode: 100,
    statusClass: 'provisional',
    isRegistered: true,
    reasonPhrase: 'Trying',
    method: null,
    deviations: [],
    fault: null,
    faultOffset: null,
    time: '2023-11-14T22:13:20.000000Z',
    packet: 1,
    interface: null,
    transport: 'udp',
    source: '192.0.2.1',
    sourcePort: 5060,
    destination: '192.0.2.2',
    destinationPort: 5062,
  });
  expect(rows.filter(({ fault }) => fault !== null)).toMatchObject([
    { line: 'SIP/2.0 2000 OK', fault: 'invalid-status-code', faultOffset: 11 },
  ]);
});

test('--lines is well-formed whatever the octets', async () => {
  const outcome = await cli(['scan', '--lines'], Buffer.from('SIP/2.0 200 \xff\n', 'latin1'));
  expect(ndjson(outcome)).toMatchObject([
    {
      line: 'SIP/2.0 200 \\xFF',
      reasonPhrase: '\\xFF',
      octets: Buffer.from('SIP/2.0 200 \xff', 'latin1').toString('base64'),
    },
  ]);
});

test('standard input, and what gzip has compressed', async () => {
  const [expected] = ndjson(await cli(['scan', '--json', file('a.log')]));
  const [piped] = ndjson(await cli(['scan', '--json'], log));
  writeFileSync(file('a.log.gz'), gzipSync(log));
  const [unzipped] = ndjson(await cli(['scan', '--json', file('a.log.gz')]));
  for (const summary of [piped, unzipped]) expect(summary?.codes).toEqual(expected?.codes);
});

test('--fail-on', async () => {
  writeFileSync(file('good.log'), 'SIP/2.0 200 OK\n');
  const status = async (what: string, name: string): Promise<number | null> =>
    (await cli(['scan', '--fail-on', what, file(name)])).status;
  for (const what of ['fault', 'deviation', 'unregistered', 'fault,unregistered']) {
    expect(await status(what, 'a.log')).toBe(1);
    expect(await status(what, 'good.log')).toBe(0);
    expect(await status(what, 'a.pcap')).toBe(0);
  }
  expect(await status('warning', 'good.log')).toBe(2);
});

test('a file that cannot be read is told of, and the others are scanned', async () => {
  writeFileSync(file('broken.gz'), Uint8Array.of(0x1f, 0x8b, 1, 2, 3));
  for (const name of ['none', '.', 'broken.gz']) {
    const outcome = await cli(['scan', '--json', file(name), file('a.pcap')]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toMatch(/^sip-status-line: .+\n$/);
    expect(ndjson(outcome)).toMatchObject([{ responses: 3 }]);
  }
});

test.each([
  [['--json', '--lines'], '--json, --lines and --format cannot be combined'],
  [['--format', 'csv'], '--format must be openmetrics'],
  [['--merge'], 'scan --merge needs one or more files written by scan --json'],
  [['--merge', '--lines', 'a.json'], '--merge cannot be combined with --lines or --follow'],
  [['--follow'], '--follow needs exactly one FILE'],
  [['--merge', 'package.json'], 'package.json is not a summary written by scan --json'],
])('wrong usage: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli(['scan', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`sip-status-line: ${message}\n`);
});

test('--merge: the parts are the whole', async () => {
  const names = ['a.log', 'a.pcap', 'good.log'].map(file);
  const [whole] = ndjson(await cli(['scan', '--json', ...names]));
  const parts = await Promise.all(
    names.map(async (name, n) => {
      writeFileSync(file(`${n}.json`), (await cli(['scan', '--json', name])).stdout);
      return file(`${n}.json`);
    }),
  );
  const merged = await cli(['scan', '--merge', '--json', ...parts]);
  expect(merged.status).toBe(0);
  expect(ndjson(merged)).toEqual([whole]);
  // Sums of sums are the same sums.
  writeFileSync(file('01.json'), (await cli(['scan', '--merge', '--json', ...parts.slice(0, 2)])).stdout);
  expect(ndjson(await cli(['scan', '--merge', '--json', file('01.json'), parts[2] as string]))).toEqual([whole]);
  expect((await cli(['scan', '--merge', '--fail-on', 'fault', ...parts])).status).toBe(1);
});

test('--report: one page that needs nothing else and runs nothing that it was given', async () => {
  writeFileSync(file('evil.log'), 'SIP/2.0 480 <script>alert(1)</script>\nSIP/2.0 477 "&\n');
  const outcome = await cli(['scan', '--report', file('a.html'), file('evil.log'), file('a.pcap')]);
  expect(outcome.status).toBe(0);
  const page = readFileSync(file('a.html'), 'utf8');
  expect(page).not.toContain('<script>alert');
  expect(page).not.toMatch(/(?:src|href)=/);
  for (const text of [
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '480 Temporarily Unavailable',
    '<rect class="part1"',
    '2023-11-14 22:13:21: 2xx 1',
  ])
    expect(page).toContain(text);
});

test('methods, in a capture and in a log', async () => {
  const cseq = (code: number, method: string): string =>
    response(code, 'x').replace('Call-ID', `CSeq: 1 ${method}\r\nCall-ID`);
  const messages = [
    cseq(180, 'INVITE'),
    cseq(200, 'INVITE'),
    cseq(200, 'BYE'),
    cseq(486, 'INVITE'),
    response(200, 'x'),
  ];
  writeFileSync(file('m.pcap'), pcap(messages.map((payload) => ({ payload }))));
  writeFileSync(file('m.log'), `${messages.join('')}SIP/2.0 603 Decline\nfrom CSeq: 1 MESSAGE\n`);
  const methods = { INVITE: { '180': 1, '200': 1, '486': 1 }, BYE: { '200': 1 } };
  for (const name of ['m.pcap', 'm.log']) {
    const [summary] = ndjson(await cli(['scan', '--json', file(name)]));
    expect(summary?.methods).toEqual(methods);
    const rows = ndjson(await cli(['scan', '--lines', file(name)]));
    expect(rows.slice(0, 5).map(({ method }) => method)).toEqual(['INVITE', 'INVITE', 'BYE', 'INVITE', null]);
  }
  const { stdout } = await cli(['scan', file('m.pcap'), file('m.log')]);
  expect(stdout).toContain('Methods\n  INVITE  6   75.0 %');
});

describe('sessions', () => {
  const message = (first: string, callId: string, { cseq = '1 INVITE', to = '', from = ';tag=a' } = {}): string =>
    `${first}\r\nv: SIP/2.0/UDP a\r\nf: <sip:a@a>${from}\r\nt: <sip:b@b>${to}\r\ni: ${callId}\r\nCSeq: ${cseq}\r\n\r\n`;
  const call = (callId: string, ...codes: readonly number[]): readonly string[] => [
    message('INVITE sip:b@b SIP/2.0', callId),
    ...codes.map((code) => message(`SIP/2.0 ${code} x`, callId, { to: ';tag=b' })),
  ];
  const summaryOf = async (messages: readonly string[]): Promise<Record<string, unknown>> => {
    writeFileSync(file('s.pcap'), pcap(messages.map((payload) => ({ payload }))));
    return ndjson(await cli(['scan', '--json', file('s.pcap')]))[0] as Record<string, unknown>;
  };

  test('the ratios of RFC 6076', async () => {
    const messages = [
      ...[...call('1', 100, 180, 200), ...call('2', 486), ...call('3', 302), ...call('4', 503), ...call('5', 487)],
      ...[...call('6', 100), ...call('7', 480), ...call('8', 404), ...call('9', 603), ...call('10', 200)],
    ];
    const { sessions } = await summaryOf(messages);
    expect(sessions).toEqual({
      outcomes: { '200': 2, '302': 1, '404': 1, '480': 1, '486': 1, '487': 1, '503': 1, '603': 1, none: 1 },
      answerSeizure: 20,
      networkEffectiveness: 60,
      sessionEstablishment: 22.2222,
      sessionEstablishmentEffectiveness: 55.5556,
      ineffectiveAttempts: 10,
    });
    const { stdout } = await cli(['scan', file('s.pcap')]);
    expect(stdout).toContain('Sessions\n  attempts                                   10\n');
    expect(stdout).toContain('  session establishment effectiveness ratio  55.6 %\n');
    await cli(['scan', '--report', file('s.html'), file('s.pcap')]);
    expect(readFileSync(file('s.html'), 'utf8')).toContain('network effectiveness ratio');
  });

  test('what is one attempt, and what is none', async () => {
    const messages = [
      // A retransmission, a challenge and the INVITE that answers it.
      ...[...call('1', 407), ...call('1'), message('INVITE sip:b@b SIP/2.0', '1', { cseq: '2 INVITE' })],
      message('SIP/2.0 200 x', '1', { cseq: '2 INVITE' }),
      // Two branches: that one was answered counts, whichever comes first.
      ...[...call('2', 200, 486), ...call('3', 486, 200), ...call('4', 486, 401)],
      // A challenge that nobody answers, a change of a session, another caller of the same name, other methods.
      ...[...call('5', 401), message('INVITE sip:b@b SIP/2.0', '6', { to: ';tag=b' })],
      message('INVITE sip:b@b SIP/2.0', '1', { from: ';x=y; TAG = c' }),
      ...[
        message('SIP/2.0 200 x', '7'),
        message('BYE sip:b@b SIP/2.0', '1'),
        message('SIP/2.0 500 x', '1', { cseq: '3 BYE' }),
      ],
    ];
    expect((await summaryOf(messages)).sessions).toMatchObject({
      outcomes: { '200': 3, '401': 1, '486': 1, none: 1 },
    });
  });

  test('summaries of several captures add up', async () => {
    writeFileSync(file('s1.json'), JSON.stringify(await summaryOf(call('1', 200))));
    writeFileSync(file('s2.json'), JSON.stringify(await summaryOf([...call('2', 486), ...call('3', 200)])));
    const { methods, sessions, ...older } = await summaryOf(call('4', 200));
    writeFileSync(file('s3.json'), JSON.stringify(older));
    const [sum] = ndjson(await cli(['scan', '--merge', '--json', file('s1.json'), file('s2.json'), file('s3.json')]));
    expect(sum).toMatchObject({
      methods: { INVITE: { '200': 2, '486': 1 } },
      sessions: { outcomes: { '200': 2, '486': 1 }, answerSeizure: 66.6667 },
    });
  });

  test('--format openmetrics', async () => {
    const odd = 'SIP/2.0 477 [x]\r\nv: a\r\n\r\n';
    await summaryOf([...call('1', 180, 200), ...call('2', 486), odd, 'SIP/2.0 2000 x\r\n\r\n']);
    const { stdout, status } = await cli(['scan', '--format', 'openmetrics', file('s.pcap')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n# EOF\n$/);
    for (const line of [
      '# TYPE sip_responses counter',
      'sip_responses_total{code="200",method="INVITE"} 1',
      'sip_responses_total{code="477",method=""} 1',
      'sip_status_line_deviations_total{deviation="illegal-reason-octet"} 1',
      'sip_status_line_faults_total{fault="invalid-status-code"} 1',
      'sip_session_attempts_total{code="486"} 1',
      'sip_session_ratio_percent{ratio="answerSeizure"} 50',
      'sip_unregistered_responses_total{code="477"} 1',
    ])
      expect(stdout.split('\n')).toContain(line);
    // OpenMetrics 1.0: each line is a comment, or a name, labels and a number; no family comes twice.
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^(?:# (?:TYPE|HELP) [a-z_]+ .+|# EOF|[a-z_]+\{(?:[a-z]+="[^"]*",?)+\} [\d.]+)$/);
    const families = lines.filter((line) => line.startsWith('# TYPE'));
    expect(new Set(families).size).toBe(families.length);
  });
});

test.each([
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd, 1, 2], 'zstdcat'],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xzcat'],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39, 1, 2], 'bzcat'],
  ['lz4', [0x04, 0x22, 0x4d, 0x18, 1, 2], 'lz4cat'],
])('what %s has compressed is refused, and how to read it is said', async (name, octets, command) => {
  writeFileSync(file('packed'), Uint8Array.from(octets));
  const { status, stderr } = await cli(['scan', file('packed'), file('a.log')]);
  expect(status).toBe(2);
  expect(stderr).toBe(
    `sip-status-line: ${file('packed')} is compressed with ${name}, which scan does not read; ${command} ${file('packed')} | sip-status-line scan reads it\n`,
  );
  expect((await cli(['scan'], Buffer.from(octets))).stderr).toContain(`standard input is compressed with ${name}`);
});

test('--follow goes on in a log that is truncated or replaced, and says so', async () => {
  writeFileSync(file('rotated.log'), 'SIP/2.0 200 OK\n'.repeat(3));
  const child = spawn(process.execPath, [main, 'scan', '--follow', '--lines', file('rotated.log')]);
  let printed = '';
  let errors = '';
  const lines = async (count: number): Promise<void> => {
    while (printed.split('\n').length <= count) await new Promise((resolve) => child.stdout.once('data', resolve));
  };
  const said = async (text: string): Promise<void> => {
    while (!errors.includes(text)) await new Promise((resolve) => child.stderr.once('data', resolve));
  };
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await lines(2);
  writeFileSync(file('rotated.log'), 'SIP/2.0 480 Gone\n');
  await said('was truncated; the scan goes on at its beginning');
  await lines(4);
  renameSync(file('rotated.log'), file('rotated.1'));
  appendFileSync(file('rotated.1'), 'SIP/2.0 481 Late\n');
  await lines(5);
  writeFileSync(file('rotated.log'), 'SIP/2.0 486 Busy Here\nx\n');
  await said('was replaced');
  await lines(6);
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  const rows = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 480, 481, 486]);
  expect(rows.at(-1)).toMatchObject({ offset: 0 });
});

test('--follow waits for more, and tells what it counted when it is interrupted', async () => {
  writeFileSync(file('growing.log'), 'SIP/2.0 200 OK\nSIP/2.0 4');
  const child = spawn(process.execPath, [main, 'scan', '--follow', '--lines', file('growing.log')]);
  let printed = '';
  const seen = async (text: string): Promise<void> => {
    while (!printed.includes(text)) await new Promise((resolve) => child.stdout.once('data', resolve));
  };
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  await seen('200 OK');
  appendFileSync(file('growing.log'), '86 Busy Here\nVia: a\n');
  await seen('486 Busy Here');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(printed.trimEnd().split('\n').length).toBe(2);
});

test('what the guide shows is what is printed', async () => {
  const guide = readFileSync('src/docs/scan.md', 'utf8');
  const message = (line: string): string =>
    `${line}\r\nVia: SIP/2.0/UDP pc33.example.com;branch=z9hG4bK74bf9\r\nCSeq: 1 INVITE\r\n\r\n`;
  const lines = [
    ...['SIP/2.0 100 Trying', 'SIP/2.0 100 Trying', 'SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'SIP/2.0 180 Ringing'],
    ...['SIP/2.0 200 OK', 'SIP/2.0 480 Not Logged In', 'SIP/2.0 480 Not Logged In', 'SIP/2.0  477 Unfortunately error'],
  ];
  const body =
    'NOTIFY sip:a@pc33.example.com SIP/2.0\r\nContent-Type: message/sipfrag\r\n\r\nSIP/2.0 180 Ringing\r\n\r\n';
  writeFileSync(file('calls.log'), lines.map(message).join('') + body);
  const shown = async (...options: readonly string[]): Promise<string> =>
    (await cli(['scan', ...options, file('calls.log')])).stdout.replaceAll(file('calls.log'), 'calls.log');
  expect(/^```\n\$ npx sip-status-line scan calls\.log\n(.*?)^```$/ms.exec(guide)?.[1]).toBe(await shown());
  expect(JSON.parse(/^```json\n(\{\n {2}"scan".*?)^```$/ms.exec(guide)?.[1] ?? '')).toEqual(
    JSON.parse(await shown('--json')),
  );
});

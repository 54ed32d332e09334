import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { corpus } from '../corpus/corpus.ts';
import { cli, ndjson } from './cli.ts';

test('a valid line', async () => {
  expect(await cli(['parse', 'SIP/2.0 486 Busy Here'])).toEqual({
    status: 0,
    stdout: `valid  SIP/2.0 486 Busy Here
  version  SIP/2.0
  code     486  client-error, RFC 3261 §21.4.24
  phrase   Busy Here
  The callee's phone was reached but cannot take another call just now; other phones of the same user may still answer.
`,
    stderr: '',
  });
});

test('a faulty line is a result: it is explained on standard output, and the status is 1', async () => {
  expect(
    await cli(['parse', 'SIP/2.0 480 Temporarily Unavailable [call Processing Released]', 'SIP/2.0 200 OK']),
  ).toEqual({
    status: 1,
    stdout: expect.stringMatching(
      /^invalid-reason-phrase at 36: .*\n {2}SIP.*Released\]\n {38}\^ expected .*\n {2}--lenient accepts it with 1 deviation\nvalid {2}SIP\/2.0 200 OK\n/,
    ),
    stderr: '',
  });
});

test('a whole message: what scan is for is said', async () => {
  const message = 'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nl: 0\r\n';
  const hint = 'a header field is no status line; sip-status-line scan reads whole messages';
  const lines = (await cli(['parse'], Buffer.from(message))).stdout.split('\n');
  expect(lines.filter((line) => line.trim() === hint)).toHaveLength(1);
  expect((await cli(['parse', message])).stdout).toContain(hint);
  expect((await cli(['parse', 'SIP/2.0 2000 a: b'])).stdout).not.toContain(hint);
});

test('a blank that nobody sees is shown', async () => {
  expect((await cli(['parse', 'SIP/2.0 183 Session Progress '])).stdout).toContain('  phrase   "Session Progress "\n');
  const { stdout } = await cli(['scan'], Buffer.from('SIP/2.0 183 Session Progress \r\nVia: a\r\n'));
  expect(stdout).toContain('  183 "Session Progress "  1');
});

test('--lenient reports each deviation, and what the registry says', async () => {
  const { status, stdout } = await cli(['parse', '--lenient', 'SIP/2.0\t202[later]']);
  expect(status).toBe(1);
  expect(stdout).toContain('invalid-separator at 11');
  const forgiven = await cli(['parse', '--lenient', 'SIP/2.0\t202later]']);
  expect(forgiven.status).toBe(0);
  for (const text of [
    'deviation  irregular-separator at 7:',
    'deviation  missing-separator at 11:',
    'deviation  illegal-reason-octet at 16:',
    'warning  deprecated-status-code:',
    'info  non-canonical-reason-phrase: the registered phrase is "Accepted"',
  ]) {
    expect(forgiven.stdout).toContain(text);
  }
});

test('the corpus through standard input, as NDJSON', async () => {
  const rows = corpus.filter(({ line }) => !line.includes(0x0a) && line.at(-1) !== 0x0d);
  for (const profile of ['strict', 'lenient'] as const) {
    const input = Buffer.concat(rows.flatMap(({ line }) => [line, Buffer.from('\r\n')]));
    const outcome = await cli(['parse', '--json', ...(profile === 'lenient' ? ['--lenient'] : [])], input);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toBe('');
    const objects = ndjson(outcome);
    expect(objects.map(({ fault }) => (fault === null ? 'accept' : 'reject'))).toEqual(rows.map((row) => row[profile]));
    for (const [index, object] of objects.entries()) {
      const { line, parsed, deviations } = rows[index] as (typeof rows)[number];
      const isUtf8 = Buffer.from(Buffer.from(line).toString()).equals(Buffer.from(line));
      expect(object.octets).toBe(isUtf8 ? undefined : Buffer.from(line).toString('base64'));
      if (isUtf8) expect(object.line).toBe(Buffer.from(line).toString());
      if (object.fault !== null) continue;
      expect(object.statusLine).toMatchObject({ statusCode: parsed?.statusCode });
      expect(object.deviations).toEqual(profile === 'strict' ? [] : deviations);
    }
  }
});

test('every line of JSON is well-formed, whatever the octets', async () => {
  const input = Buffer.concat([Buffer.from('SIP/2.0 200 '), Buffer.from([0xff, 0xc3, 0x1b]), Buffer.from('\n')]);
  const outcome = await cli(['parse', '--json', '--lenient'], input);
  expect(outcome.stdout).not.toMatch(/\\ud[89a-f]/i);
  expect(ndjson(outcome)).toMatchObject([
    {
      line: 'SIP/2.0 200 \\xFF\\xC3\\x1B',
      octets: input.subarray(0, -1).toString('base64'),
      statusLine: { statusCode: 200 },
    },
  ]);
});

test('the last line may lack its LF; a CR without one is judged', async () => {
  expect((await cli(['parse'], 'SIP/2.0 200 OK\r\nSIP/2.0 486 Busy Here')).status).toBe(0);
  expect(ndjson(await cli(['parse', '--json'], '\nSIP/2.0 200 OK\r'))).toMatchObject([
    { line: '', fault: { code: 'incomplete', offset: 0 } },
    { line: 'SIP/2.0 200 OK\r', fault: { code: 'incomplete', offset: 15 } },
  ]);
  expect(await cli(['parse'], '')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a line of megabytes is too long and takes no memory', async () => {
  const outcome = await cli(['parse', '--json'], `SIP/2.0 200 ${'x'.repeat(1 << 23)}\nSIP/2.0 200 OK\n`);
  expect(ndjson(outcome)).toMatchObject([{ fault: { code: 'too-long', offset: 65_536 } }, { fault: null }]);
});

test('lines come out as they come in, before the input ends', async () => {
  const child = spawn(process.execPath, [
    new URL('../../dist/cli/main.js', import.meta.url).pathname,
    'parse',
    '--json',
  ]);
  const first = new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(JSON.parse(String(chunk)))));
  child.stdin.write('SIP/2.0 200 OK\nSIP/2.0 4');
  expect(await first).toMatchObject({ line: 'SIP/2.0 200 OK' });
  child.stdin.end('86 Busy Here\n');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
});

test('whoever stops reading stops the tool, without a word', async () => {
  const child = spawn('sh', ['-c', `yes 'SIP/2.0 200 OK' | "${process.execPath}" dist/cli/main.js parse | head -1`]);
  const stderr: string[] = [];
  child.stderr.on('data', (chunk) => stderr.push(String(chunk)));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(stderr.join('')).toBe('');
});

test('no colours where nobody sees them, nor where nobody wants them', async () => {
  for (const env of [{}, { NO_COLOR: '1' }]) {
    const { stdout } = await cli(['parse', 'SIP/2.0 200 OK', 'SIP/2.0'], '', env);
    expect(stdout).not.toContain('\u001b');
  }
});

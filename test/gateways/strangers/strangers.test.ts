// Programs that were not made for this tool, each driven by one command line.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, main, ndjson, type Outcome } from '../../cli/cli.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strangers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function relaying(program: readonly string[], ...options: readonly string[]): Promise<readonly string[]> {
  const port = await freePort('127.0.0.1');
  const target = ['--target', `udp:127.0.0.1:${port}`, '--seed', '3'];
  return ['fuzz', 'relay', ...target, ...options, '--', ...program, `${port}`];
}

/** Fuzzes in mode uas, and gives each line with what became of it. */
async function calls(...words: readonly string[]) {
  const kinds = ['--kind', 'valid,malformed', '--shrink-time', '1', '--json'];
  const outcome = await cli(['fuzz', 'uas', '--seed', '1', ...kinds, ...words]);
  const records = ndjson(outcome);
  expect(outcome.stderr).toBe('');
  const cases = records
    .filter(({ type }) => type === 'case')
    .map(({ octets, verdict, statusCode }) => ({
      // One character an octet, with the line end that it has on the wire.
      line: Buffer.from(String(octets), 'base64')
        .toString('latin1')
        .replace(/(?<![\r\n])$/, '\r\n'),
      verdict,
      statusCode,
    }));
  const findings = records.filter(({ type }) => type === 'finding');
  const summary = records.at(-1) as { transports: readonly { isTold: boolean }[] };
  return { cases, findings, isTold: summary.transports[0]?.isTold };
}

describe('a client for each case', () => {
  const python = (...words: readonly string[]) => ['--', 'python3', path('tells-by-status.py'), '{uri}', ...words];

  test('that tells by its exit status alone', async () => {
    const { cases, findings, isTold } = await calls('-n', '60', ...python());
    expect({ findings, isTold }).toEqual({ findings: [], isTold: true });
    for (const { line, verdict } of cases) {
      const isRead = /^SIP\/2\.0 [1-6]\d\d [^\r\n]*\r\n/.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isRead ? 'accepted-as' : 'dropped' });
    }
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(2);
  });

  test('that takes anything for an answer: nothing is told of it but crashes', async () => {
    const { cases, findings, isTold } = await calls('-n', '20', ...python('anything'));
    expect({ findings, isTold }).toEqual({ findings: [], isTold: false });
    expect(new Set(cases.map(({ verdict }) => verdict))).toEqual(new Set(['unjudged']));
  });

  test('that prints the code, and keeps it in eight bits', async () => {
    const { cases, findings } = await calls('-n', '300', '--', 'perl', path('says-the-code.pl'), '{uri}');
    for (const { line, verdict, statusCode } of cases) {
      const digits = /^SIP\/2\.0 (\d+)(?: [^\r\n]*)?\r\n/.exec(line)?.[1];
      // Perl has no number of more than 64 bits to take eight of.
      const inEightBits = (long: bigint): number => (long >= 2n ** 64n ? 255 : Number(long & 0xffn));
      const code =
        digits === undefined ? undefined : Number(digits) > 999 ? inEightBits(BigInt(digits)) : Number(digits);
      // What has the sentinel's code cannot be told from it.
      if (code === 603 || code === 600) continue;
      const expected = code === undefined ? { verdict: 'dropped' } : { verdict: 'accepted-as', statusCode: code };
      expect({ line, verdict, statusCode }).toEqual({ line, statusCode: undefined, ...expected });
    }
    expect(findings.map(({ cause }) => cause)).toEqual(['accepted-as: a code that is too long -> another one']);
  });
});

/** What drives the phone with one line. */
function phone(port: number): readonly string[] {
  const script = `require('dgram').createSocket('udp4').send('CALL {uri}',${port},'127.0.0.1',function(){this.close()})`;
  const trigger = ['--target', `udp:127.0.0.1:${port}`, '--trigger', `"${process.execPath}" -e "${script}"`];
  return [...trigger, '--', process.execPath, path('one-line-phone.mjs'), `${port}`];
}

test('a phone with one line, which takes no 2xx without Contact and SDP: each call is ended', async () => {
  const { cases, findings } = await calls('-n', '100', ...phone(await freePort('127.0.0.1')));
  expect(findings).toEqual([]);
  for (const { line, verdict } of cases) {
    // A provisional answer leaves it waiting for the next.
    const isTaken = /^SIP\/2\.0 [2-6]\d\d [^\r\n\0]*\r\n/.test(line);
    expect({ line, verdict }).toEqual({ line, verdict: isTaken ? 'accepted-as' : 'dropped' });
  }
  expect(cases.some(({ line }) => /^SIP\/2\.0 1\d\d /.test(line))).toBe(true);
  expect(cases.some(({ line }) => /^SIP\/2\.0 2\d\d /.test(line))).toBe(true);
});

test('a phone whose line is lost to a code of no class: that line is the cause, and not the one after it', async () => {
  const port = await freePort('127.0.0.1');
  const limits = ['-n', '20', '--case-timeout', '500', '--shrink-time', '20'];
  const { cases, findings } = await calls(...limits, ...phone(port), 'keeps');
  expect(findings).toMatchObject([{ cause: 'server-hung: a code of no class', isReproducible: true }]);
  for (const { line, verdict } of cases) {
    const isTaken = /^SIP\/2\.0 [02-9]\d\d [^\r\n\0]*\r\n/.test(line);
    expect({ line, verdict }).toEqual({ line, verdict: isTaken ? 'accepted-as' : 'dropped' });
  }
}, 180_000);

test('a keep-alive caller that has been knocking: what it began before is no case', async () => {
  const [own, listen] = [await freePort('127.0.0.1'), await freePort('127.0.0.1')];
  const caller = spawn('python3', [path('knocks.py'), `${own}`, `${listen}`], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const where = ['--target', `udp:127.0.0.1:${own}`, '--listen', `udp:127.0.0.1:${listen}`];
    const { cases, findings } = await calls('-n', '10', ...where);
    expect(findings).toEqual([]);
    for (const { line, verdict } of cases) {
      const isTaken = /^SIP\/2\.0 [2-6]\d\d [^\r\n\0]*\r\n/.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isTaken ? 'accepted-as' : 'dropped' });
    }
    expect(cases).toHaveLength(10);
  } finally {
    caller.kill();
  }
}, 120_000);

test('a relay that answers nothing itself and writes header fields anew: what comes through is the sign of life', async () => {
  const outcome = await cli(await relaying(['perl', path('own-way.pl')], '-n', '300', '--json'));
  const records = ndjson(outcome);
  expect(records.filter(({ type }) => type === 'finding')).toEqual([]);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  // By hand: it relays whatever begins with `SIP/`, blanks and NUL before it left out, and is read from its first line on.
  const valid = records.filter(({ type, kind }) => type === 'case' && kind === 'valid');
  expect(valid.length).toBeGreaterThan(50);
  expect(new Set(valid.map(({ verdict }) => verdict))).toEqual(new Set(['relayed']));
});

/** A line as it stands on the wire, one character an octet. */
function onWire(octets: unknown): string {
  return Buffer.from(String(octets), 'base64')
    .toString('latin1')
    .replace(/(?<![\r\n])$/, '\r\n');
}

/** Lines with their verdicts. There must be no finding. */
async function verdictsOf(words: readonly string[]) {
  const outcome = await cli([...words.slice(0, 2), '--json', '--shrink-time', '1', ...words.slice(2)]);
  expect(outcome.stderr).toBe('');
  const records = ndjson(outcome);
  expect(records.filter(({ type }) => type === 'finding')).toEqual([]);
  const cases = records.filter(({ type }) => type === 'case');
  return (
    cases
      .map(({ octets, verdict }) => ({ line: onWire(octets), verdict }))
      // What has line ends of its own may bring header fields, and a request is no answer: they are another table's.
      .filter(({ line }) => /^[^\r\n]*\r\n$/.test(line) && !/^\s*\w+ \S+ SIP\//i.test(line))
  );
}

describe('a stateful proxy that keeps RFC 3261 §16.7 and RFC 4320 to the letter, and relays for one domain', () => {
  const program = ['python3', path('by-the-book.py')];
  const start = /^[\r\n]*SIP\/2\.0 ([1-6]\d\d) [^\r\n\0]*\r\n/i;

  async function against(...options: readonly string[]): Promise<readonly string[]> {
    return [...(await relaying(program, ...options)), 'example.test'];
  }

  test('whoever is of no domain of its own hears what was sent, what came and what to try', async () => {
    const outcome = await cli(await against('-n', '10'));
    expect(outcome).toMatchObject({ status: 3, stdout: '' });
    expect(outcome.stderr).toContain(
      'mode relay: replaced, SIP/2.0 403 Not Your Domain\nsent: SIP/2.0 486 Busy Here\n',
    );
    expect(outcome.stderr).toMatch(/\nexpected: the same line at the caller\ntry: .*--domain/);
  });

  test('what is no finding: OPTIONS', async () => {
    const cases = await verdictsOf(await against('-n', '200', '--domain', 'example.test'));
    for (const { line, verdict } of cases) {
      const code = Number(start.exec(line)?.[1] ?? 0);
      const expected =
        code < 200 ? 'dropped' : code === 408 ? 'transaction-stuck' : code === 503 ? 'replaced' : 'relayed';
      expect({ line, verdict }).toEqual({ line, verdict: expected });
    }
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(4);
  });

  test('what is no finding: INVITE, with ACK, and BYE after a 2xx', async () => {
    const options = ['--method', 'INVITE', '--from', 'sip:us@example.test', '--header', 'Subject: a fuzzer'];
    const cases = await verdictsOf(await against('-n', '200', ...options));
    for (const { line, verdict } of cases) {
      const code = Number(start.exec(line)?.[1] ?? 0);
      const expected = code <= 100 ? 'dropped' : code === 503 ? 'replaced' : 'relayed';
      expect({ line, verdict }).toEqual({ line, verdict: expected });
    }
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(3);
  });
});

test('a back-to-back user agent with another Call-ID, and for INVITE only', async () => {
  const words = await relaying([process.execPath, path('two-legs.mjs')], '-n', '200');
  const cases = await verdictsOf(words.map((word) => (word === 'relay' ? 'b2bua' : word)));
  for (const { line, verdict } of cases) {
    const code = Number(/^SIP\/2\.0 ([1-6]\d\d) [^\r\n\0]*\r\n/.exec(line)?.[1] ?? 0);
    expect({ line, verdict }).toEqual({ line, verdict: code <= 100 ? 'dropped' : 'accepted-as' });
  }
  expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(2);
});

describe('a relay that falls over at each empty phrase', () => {
  const program = [process.execPath, path('falls-over.mjs')];

  test('its last words are in the finding', async () => {
    const directory = join(folder, 'falls-over');
    const limits = ['--kind', 'valid', '-n', '150', '--max-time', '10', '--shrink-time', '3'];
    const outcome = await cli(await relaying(program, ...limits, '-o', directory));
    expect(outcome).toMatchObject({ status: 1, stderr: '' });
    const [found] = readdirSync(join(directory, 'findings'));
    const finding = JSON.parse(readFileSync(join(directory, 'findings', found ?? '', 'finding.json'), 'utf8'));
    expect(finding).toMatchObject({
      verdict: 'server-crashed',
      detail: expect.stringMatching(/^exit status 1 at falls-over\.mjs:\d+$/),
    });
    expect(finding.log).toMatch(/RangeError: no phrase in "SIP\/2.0 /i);
    expect(Buffer.from(finding.smallest, 'base64').toString('latin1')).toMatch(/^SIP\/2\.0 \d{3} ?$/i);
  });

  test('what a line will do is known after three of them: no more are sent, and it is one finding', async () => {
    const outcome = await cli(
      await relaying(program, '--json', '--kind', 'valid,lenient', '-n', '400', '--shrink-time', '5'),
    );
    const records = ndjson(outcome);
    const found = records.filter(({ type }) => type === 'finding');
    expect(found.map(({ cause }) => cause)).toEqual(['server-crashed: empty phrase']);
    const { setAside, count } = found[0] as { setAside: number; count: number };
    expect(count).toBeLessThan(12);
    expect(setAside).toBeGreaterThan(15);
    expect(records.filter(({ reason }) => reason === 'set-aside')).toHaveLength(setAside);
    expect(records.at(-1)).toMatchObject({ setAside, isComplete: true, cases: 400 - setAside });
  });

  test('one that cannot be started again: everything is written', async () => {
    const [directory, mark] = [join(folder, 'once'), join(folder, 'started')];
    const once = ['sh', '-c', `[ -e ${mark} ] && exit 7; touch ${mark}; exec "$0" "$@"`, ...program];
    const outcome = await cli(await relaying(once, '--kind', 'valid', '-n', '150', '-o', directory, '--json'));
    expect(outcome.status).toBe(4);
    expect(outcome.stderr).toContain('the target did not start: exit status 7');
    const records = ndjson(outcome);
    expect(records.at(-1)).toMatchObject({ type: 'summary', findings: 1, isComplete: false });
    expect(records.filter(({ type }) => type === 'finding')).toMatchObject([{ verdict: 'server-crashed' }]);
    expect(readdirSync(join(directory, 'findings'))).toHaveLength(1);
  });

  test('one that is not ours and dies: everything is written, and the killer is among few', async () => {
    const port = await freePort('127.0.0.1');
    const [file = '', ...args] = [...program, `${port}`];
    const relay = spawn(file, args, { stdio: 'ignore' });
    try {
      const directory = join(folder, 'lost');
      const words = ['--target', `udp:127.0.0.1:${port}`, '--seed', '3', '-o', directory, '--json'];
      const outcome = await cli(['fuzz', 'relay', ...words]);
      const why = 'nobody listens any more where the target did, and this tool cannot start it again';
      expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({
        status: 4,
        stderr: `sip-status-line: ${why}\n`,
      });
      const records = ndjson(outcome);
      expect(records.filter(({ type }) => type === 'case').length).toBeGreaterThan(5);
      expect(records.at(-1)).toMatchObject({ type: 'summary', findings: 1, isComplete: false });
      const [found] = records.filter(({ type }) => type === 'finding') as { sequence: string[]; verdict: string }[];
      expect(found?.verdict).toBe('server-crashed');
      // Eight were under way at once, and a few that wait for a sentinel that comes late.
      expect(found?.sequence.length).toBeLessThanOrEqual(16);
      const lines = found?.sequence.map((line) => Buffer.from(line, 'base64').toString('latin1'));
      expect(lines?.some((line) => /^SIP\/2\.0 \d{3} ?(?:[\r\n]|$)/i.test(line))).toBe(true);
      const written = readdirSync(directory).find((name) => name.endsWith('.ndjson')) ?? '';
      expect(readFileSync(join(directory, written), 'utf8')).toContain('"type":"summary"');
      expect(readdirSync(join(directory, 'findings')).length).toBeGreaterThan(0);
    } finally {
      relay.kill();
    }
  });
});

describe('whoever registers', () => {
  const registrar = (...words: readonly string[]) => [
    ...['fuzz', 'uas', '--method', 'REGISTER', '--kind', 'valid', '-n', '60', '--seed', '2', '--json', ...words],
  ];
  const client = ['--', 'python3', path('registers.py'), '{uri}'];
  const of = async (words: readonly string[]) => {
    const outcome = await cli(words);
    expect(outcome.stderr).toBe('');
    const records = ndjson(outcome);
    const cases = records.filter(({ type }) => type === 'case');
    return { cases, findings: records.filter(({ type }) => type === 'finding') };
  };

  test.each([[[]], [['--challenge']]])(
    'is answered with the case, asked for credentials before or not: %j',
    async (more) => {
      const { cases, findings } = await of([...registrar(...more), ...client]);
      expect(findings).toEqual([]);
      for (const { octets, verdict, statusCode } of cases) {
        const line = onWire(octets);
        const code = Number(/^SIP\/2\.0 ([1-6]\d\d) [^\r\n]*\r\n/.exec(line)?.[1]);
        // A provisional answer is one for which it waits.
        if (code >= 100 && code < 200) continue;
        const known = { line, verdict, statusCode };
        expect(known).toEqual({
          line,
          verdict: code >= 200 ? 'accepted-as' : expect.not.stringMatching(/accepted/),
          statusCode,
        });
      }
    },
  );

  test('and loops at a 401 without a phrase: that is found, and shown by the least line', async () => {
    const files = join(folder, 'challenges');
    mkdirSync(files);
    for (const [n, line] of ['SIP/2.0 401 Unauthorized', 'SIP/2.0 401 ', 'SIP/2.0 403 '].entries()) {
      writeFileSync(join(files, `${n}`), line);
    }
    const { cases, findings } = await of([...registrar('--files', files, '--kind', 'files'), ...client, 'loops']);
    const verdicts = new Map(cases.map(({ address, verdict }) => [address, verdict]));
    expect(['file:0', 'file:1', 'file:2'].map((address) => verdicts.get(address))).toEqual([
      ...['accepted-as', 'looping', 'accepted-as'],
    ]);
    expect(findings).toMatchObject([{ verdict: 'looping', isReproducible: true }]);
    expect(Buffer.from(String(findings[0]?.smallest), 'base64').toString()).toBe('SIP/2.0 401 ');
  });
});

describe('whoever transfers a call, and is told in a fragment of a message how it went', () => {
  const told = async (kinds: readonly string[], ...fault: readonly string[]) => {
    const words = [
      ...kinds,
      '-n',
      '60',
      '--seed',
      '6',
      '--shrink-time',
      '5',
      '--json',
      ...(fault.length === 0 ? [] : ['-o', join(folder, 'told')]),
    ];
    const outcome = await cli(['fuzz', 'sipfrag', ...words, '--', 'python3', path('transfers.py'), '{uri}', ...fault]);
    expect(outcome.stderr).toBe('');
    const records = ndjson(outcome);
    const cases = records.filter(({ type }) => type === 'case');
    return { cases, findings: records.filter(({ type }) => type === 'finding') };
  };

  test('believes a success without a line end, and no finding is made of it', async () => {
    const { cases, findings } = await told(['--kind', 'valid,malformed']);
    expect(findings).toEqual([]);
    for (const { octets, verdict } of cases) {
      // The body is the line as it is: nothing ends it.
      const line = Buffer.from(String(octets), 'base64').toString('latin1');
      expect({ line, verdict }).toEqual({
        line,
        verdict: /^SIP\/2\.0 2\d\d(?!\d)/.test(line) ? 'accepted-as' : 'unjudged',
      });
    }
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(2);
  }, 60_000);

  test('and takes a refusal for a success, when it looks for one anywhere', async () => {
    const files = join(folder, 'fragments');
    mkdirSync(files);
    for (const [n, line] of ['SIP/2.0 200', 'SIP/2.0 486 call 200 failed', 'SIP/2.0 603 Decline'].entries()) {
      writeFileSync(join(files, `${n}`), line);
    }
    const { cases, findings } = await told(['--files', files, '--kind', 'files'], 'searches');
    const verdicts = new Map(cases.map(({ address, verdict }) => [address, verdict]));
    expect(['file:0', 'file:1', 'file:2'].map((address) => verdicts.get(address))).toEqual([
      ...['accepted-as', 'accepted-as', 'unjudged'],
    ]);
    expect(findings).toMatchObject([{ cause: 'accepted-as: code 486 -> 2xx', isReproducible: true }]);
    const [found = ''] = readdirSync(join(folder, 'told', 'findings'));
    const script = spawn('python3', [join(folder, 'told', 'findings', found, 'replay.py')]);
    try {
      let said = '';
      script.stdout.on('data', (chunk) => {
        said += chunk;
      });
      await vi.waitUntil(() => said.includes('waiting for REFER'), 10_000);
      const [, address = ''] = /at (\S+)/.exec(said) ?? [];
      spawn('python3', [path('transfers.py'), `sip:x@${address}`, 'searches']);
      // It ends its call because of the line.
      await vi.waitUntil(() => said.includes('BYE sip:'), 10_000);
    } finally {
      script.kill();
    }
  }, 60_000);
});

test('a trunk that we register with before we call by it, and that asks each time who we are', async () => {
  const words = await relaying(
    ['python3', path('trunk.py')],
    '--user',
    'alice',
    '--kind',
    'valid,malformed',
    '-n',
    '100',
  );
  const wrong = await cli(words, '', { SIP_PASSWORD: 'looking-glass' });
  expect(wrong).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('the target does not register sip:alice@'),
  });
  const outcome = await cli([...words.slice(0, 2), '--json', ...words.slice(2)], '', { SIP_PASSWORD: 'wonderland' });
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  const cases = ndjson(outcome).filter(({ type }) => type === 'case');
  for (const { octets, verdict } of cases) {
    const line = onWire(octets);
    const isRead = /^SIP\/2\.0 [1-6]\d\d [^\r\n\0]*\r\n/.test(line);
    expect({ line, verdict }).toEqual({ line, verdict: isRead ? 'relayed' : 'dropped' });
  }
});

test('a relay and a reader, each without a finding, are fooled together: what the one refuses, the other makes readable', async () => {
  const of = (name: string): string => {
    const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.ndjson'));
    return join(folder, name, files[0] as string);
  };
  const reader = ['--', 'python3', path('tells-by-status.py'), '{uri}'];
  const plain = ['--kind', 'lenient', '-n', '60', '--seed', '3'];
  const relayed = await cli([
    ...(await relaying(['python3', path('folds.py')], ...plain, '-o', join(folder, 'relay'))),
  ]);
  const read = await cli(['fuzz', 'uas', ...plain, '-o', join(folder, 'reader'), ...reader]);
  expect([relayed, read].map(({ status, stderr }) => ({ status, stderr }))).toEqual([
    { status: 0, stderr: '' },
    { status: 0, stderr: '' },
  ]);
  // What the relay makes of a line has to be tried at the reader too.
  const more = ['-o', join(folder, 'passed'), '--json'];
  const untried = await cli(['fuzz', 'pairs', of('relay'), of('reader'), ...more]);
  expect(ndjson(untried)[0]?.untried).toBeGreaterThan(0);
  const tried = ['--files', join(folder, 'passed'), '--kind', 'files'];
  await cli(['fuzz', 'uas', ...tried, '-o', join(folder, 'more'), ...reader]);
  const pairs = await cli(['fuzz', 'pairs', of('relay'), of('reader'), of('more'), '--json']);
  expect(pairs).toMatchObject({ status: 1, stderr: '' });
  const [{ candidates }] = ndjson(pairs) as unknown as [
    { candidates: { kind: string; sent: string; relayed: string }[] },
  ];
  const mended = candidates.find(({ kind }) => kind === 'mended');
  const [sent, passed] = [mended?.sent, mended?.relayed].map((line) =>
    Buffer.from(line ?? '', 'base64').toString('latin1'),
  );
  expect(sent).toMatch(/^SIP\/2\.0(?! \d)[ \t]+\d{3} /);
  expect(passed?.trim()).toBe(sent?.trim().replace(/[ \t]+/, ' '));
}, 60_000);

test('a relay that takes it for granted what answers look like: each place where it falls is one finding', async () => {
  const kinds = ['--kind', 'valid,malformed', '-n', '120', '--shrink-time', '3'];
  const records = ndjson(await cli(await relaying(['python3', path('unwraps.py')], '--json', ...kinds)));
  const isCrash = ({ verdict }: (typeof records)[number]): boolean => verdict === 'server-crashed';
  const crashes = records.filter((one) => one.type === 'case' && isCrash(one));
  const found = records.filter(({ type }) => type === 'finding');
  expect(crashes.length).toBeGreaterThan(20);
  expect(found.every(isCrash)).toBe(true);
  // It reads the code of an answer, and the address that a request is for.
  expect(found.map(({ detail }) => detail)).toEqual(
    Array(2).fill(expect.stringMatching(/^exit status 1 at unwraps\.py:\d+$/)),
  );
  expect(new Set(found.map(({ detail }) => detail)).size).toBe(2);
  expect(found.reduce((sum, { count }) => sum + Number(count), 0)).toBe(crashes.length);
}, 60_000);

describe('who calls over TCP with what no ACK follows shows what it has read by going on', () => {
  const told = async (pause: number) => {
    const port = await freePort('127.0.0.1');
    const where = ['--transport', 'tcp', '--listen', `tcp:127.0.0.1:${port}`];
    return calls('-n', '30', ...where, '--', process.execPath, path('goes-on.mjs'), `${port}`, `${pause}`);
  };

  test('at once', async () => {
    const { cases, findings, isTold } = await told(5);
    expect({ findings, isTold }).toEqual({ findings: [], isTold: true });
    for (const { line, verdict } of cases) {
      const isRead = /^SIP\/2\.0 [2-6]\d\d [^\r\n]*\r\n/.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isRead ? 'accepted-as' : 'dropped' });
    }
  }, 60_000);

  test('after a while, so that nothing tells', async () => {
    const { cases, findings, isTold } = await told(200);
    expect({ findings, isTold }).toEqual({ findings: [], isTold: false });
    expect(new Set(cases.map(({ verdict }) => verdict))).toEqual(new Set(['unjudged']));
  }, 60_000);
});

test('who ends its WebSocket with a close code, and does not come back, is deaf after that line and not after the next', async () => {
  const directory = join(folder, 'closes');
  mkdirSync(directory);
  for (const [n, line] of ['404 Not Found', '486 Occup\xe9', '603 Decline'].entries()) {
    writeFileSync(join(directory, `${n}`), `SIP/2.0 ${line}`, 'latin1');
  }
  const port = await freePort('127.0.0.1');
  const where = ['--transport', 'ws', '--listen', `ws:127.0.0.1:${port}`];
  const files = ['--kind', 'files', '--files', directory, '--shrink-time', '0', '--json'];
  const client = ['--', process.execPath, path('closes.mjs'), `${port}`];
  const records = ndjson(await cli(['fuzz', 'uas', '--seed', '1', ...where, ...files, ...client]));
  const verdicts = records.filter(({ type }) => type === 'case').map(({ address, verdict }) => `${address} ${verdict}`);
  expect(verdicts.sort()).toEqual(['file:0 accepted-as', 'file:1 server-hung', 'file:2 accepted-as']);
  const found = records.filter(({ type }) => type === 'finding').map(({ verdict, address }) => ({ verdict, address }));
  expect(found).toEqual([{ verdict: 'server-hung', address: 'file:1' }]);
}, 120_000);

describe('no verdict comes of how a relay goes about its work', () => {
  /** Whether lines without a line end within are relayed where they begin as these relays want, and nothing else is. */
  const expectRightVerdicts = (outcome: Outcome, count: number): void => {
    const records = ndjson(outcome);
    expect(records.filter(({ type }) => type === 'finding')).toEqual([]);
    const cases = records.filter(({ type }) => type === 'case');
    expect(cases).toHaveLength(count);
    for (const { octets, verdict, milliseconds } of cases) {
      const line = onWire(octets);
      const isRead = /^SIP\/2\.0 [1-6]\d\d [^\r\n]*\r\n$/.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isRead ? 'relayed' : 'dropped' });
      expect(milliseconds).toBeLessThan(1000);
    }
  };
  const kinds = ['--kind', 'valid', '--shrink-time', '1', '--json'];

  test('with threads what comes later may go first: a sentinel overtakes its case', async () => {
    const words = await relaying(['python3', path('threads.py')], '-n', '150', ...kinds);
    expectRightVerdicts(await cli(words), 150);
  }, 60_000);

  test('a connection ends with the answer to its one request', async () => {
    const port = await freePort('127.0.0.1');
    const words = ['fuzz', 'relay', '--target', `tcp:127.0.0.1:${port}`, '--seed', '3', '-n', '100', ...kinds];
    expectRightVerdicts(await cli([...words, '--', 'python3', path('one-shot.py'), `${port}`]), 100);
  }, 60_000);
});

test('a relay whose expression tries every way to cut a word: a long word that it does not take hangs it', async () => {
  const lines = ['403 Gespraechsteilnehmeranschlussnummer?', '486 Busy Here', '486 Busy [x]', '480 Temporarily away'];
  const directory = join(folder, 'words');
  mkdirSync(directory);
  for (const [n, line] of lines.entries()) writeFileSync(join(directory, `${n}`), `SIP/2.0 ${line}`);
  const files = ['--kind', 'files', '--files', directory, '--shrink-time', '8'];
  const records = ndjson(await cli(await relaying(['python3', path('backtracks.py')], '--json', ...files)));
  const verdicts = records.filter(({ type }) => type === 'case').map(({ address, verdict }) => `${address} ${verdict}`);
  expect(verdicts.sort()).toEqual(['file:0 server-hung', 'file:1 relayed', 'file:2 dropped', 'file:3 relayed']);
  const found = records.filter(({ type }) => type === 'finding');
  expect(found.map(({ verdict, isReproducible }) => ({ verdict, isReproducible }))).toEqual([
    { verdict: 'server-hung', isReproducible: true },
  ]);
  // What cannot be spared is a word of some length, and what it does not take.
  expect(onWire(found[0]?.smallest).trim()).toMatch(/^SIP\/2\.0 4\d\d \w{18,}\?$/);
}, 120_000);

describe('a relay over TCP with a connection for each request, which it closes a while after the answer', () => {
  const relayed = async (...words: readonly string[]) => {
    const port = await freePort('127.0.0.1');
    const target = ['--target', `tcp:127.0.0.1:${port}`, '--seed', '4', '--json', ...words];
    const outcome = await cli(['fuzz', 'relay', ...target, '--', 'python3', path('hoards.py'), `${port}`]);
    return ndjson(outcome);
  };

  test('leaves a file open for each line that it does not read: that is found, and no closing is taken for a verdict', async () => {
    const records = await relayed('--kind', 'valid', '-n', '1010', '--shrink-time', '3');
    const found = records.filter(({ type }) => type === 'finding');
    expect(found.map(({ verdict }) => verdict)).toContain('leaked');
    expect(found.find(({ verdict }) => verdict === 'leaked')?.detail).toMatch(/^\d+ more files open$/);
    expect(records.filter(({ verdict }) => verdict === 'closed')).toEqual([]);
  }, 120_000);

  test('sends on what stands before an empty line as a message: it is nothing of the next case', async () => {
    const directory = join(folder, 'empty-line');
    mkdirSync(directory);
    for (const [n, line] of ['505 x\r\n\r\n<html>', '401 a', '402 b'].entries()) {
      writeFileSync(join(directory, `${n}`), `SIP/2.0 ${line}`);
    }
    const records = await relayed('--kind', 'files', '--files', directory, '--parallel', '1');
    const cases = records.filter(({ type }) => type === 'case').map(({ address, verdict }) => `${address} ${verdict}`);
    expect(cases).toEqual([expect.not.stringContaining('changed'), 'file:1 relayed', 'file:2 relayed']);
  });
});

describe('an interrupt ends a run within two seconds, whenever it comes, and all is written', () => {
  const commands: Readonly<Record<string, (port: number) => Promise<readonly string[]> | readonly string[]>> = {
    'a relay that falls over at each empty phrase': () => relaying([process.execPath, path('falls-over.mjs')]),
    'the same, and each crash is waited for': () =>
      relaying([process.execPath, path('falls-over.mjs')], '--keep-going'),
    'a relay of its own way': () => relaying(['perl', path('own-way.pl')]),
    'a proxy by the book': async () => [
      ...(await relaying(['python3', path('by-the-book.py')], '--domain', 'example.test')),
      'example.test',
    ],
    'a user agent with two legs': async () =>
      (await relaying([process.execPath, path('two-legs.mjs')])).map((word) => (word === 'relay' ? 'b2bua' : word)),
    'a phone with one line': (port) => ['fuzz', 'uas', ...phone(port)],
    'a client for each case': () => ['fuzz', 'uas', '--', 'python3', path('tells-by-status.py'), '{uri}'],
    'one that has not called yet': (port) => ['fuzz', 'uas', '--listen', `udp:127.0.0.1:${port}`],
  };

  /** How often, at random moments; INTERRUPTS=10 for a long run. */
  const times = Number(process.env.INTERRUPTS ?? 2);

  test.each(Object.entries(commands))('%s', async (_, command) => {
    const interrupted = async (): Promise<void> => {
      const directory = mkdtempSync(join(folder, 'interrupted-'));
      const [fuzz = '', mode = '', ...words] = await command(await freePort('127.0.0.1'));
      const args = [fuzz, mode, '-n', '5000', '-o', join(directory, 'out'), ...words];
      const child: ChildProcess = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
      const over = new Promise((resolve) => child.once('close', resolve));
      // Before it writes, it is no run yet.
      const isBegun = (): boolean =>
        existsSync(join(directory, 'out')) && readdirSync(join(directory, 'out')).length > 0;
      await expect.poll(isBegun, { timeout: 20_000 }).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2500));
      const begun = performance.now();
      child.kill('SIGINT');
      expect(await over).toBe(130);
      expect(performance.now() - begun).toBeLessThan(2000);
      const [file = ''] = readdirSync(join(directory, 'out')).filter((name) => name.endsWith('.ndjson'));
      const lines = readFileSync(join(directory, 'out', file), 'utf8')
        .trimEnd()
        .split('\n');
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'summary', isComplete: false });
    };
    await Promise.all(Array.from({ length: times }, interrupted));
  });
});

describe('what answers before the line: provisional answers, and PRACK of them', () => {
  /** Lines by name, to be sent as they are. */
  const files = (name: string, lines: readonly string[]): readonly string[] => {
    const files = join(folder, name);
    mkdirSync(files);
    for (const [n, line] of lines.entries()) writeFileSync(join(files, `${n}`), line, 'latin1');
    return ['--files', files, '--kind', 'files'];
  };
  const run = async (words: readonly string[]) => {
    const outcome = await cli(['fuzz', ...words.slice(0, 1), '--json', '--seed', '3', ...words.slice(1)]);
    expect(outcome.stderr).toBe('');
    const records = ndjson(outcome);
    const verdicts = new Map(
      records
        .filter(({ type, kind }) => type === 'case' && kind === 'file')
        .map(({ octets, verdict }) => [Buffer.from(String(octets), 'base64').toString('latin1'), verdict]),
    );
    return { verdicts, findings: records.filter(({ type }) => type === 'finding') };
  };
  const caller = (...fault: readonly string[]) => ['--', 'python3', path('rings.py'), '{uri}', ...fault];
  const lines = [
    ...['SIP/2.0 183 Session Progress', 'SIP/2.0 180 ', 'SIP/2.0 150 \xe9', 'SIP/2.0 180', 'SIP/2.0 4294967479 Big'],
    ...[
      'SIP/2.0 100 Trying',
      'SIP/2.0 199 Early Dialog Terminated',
      'SIP/2.0 486 ',
      'SIP/2.0 200 OK',
      'HTTP/1.1 183 x',
    ],
  ];

  test('a caller that takes reliable ones shows by its PRACK that it has read a provisional line', async () => {
    const all = ['uas', '--provisional', '180,183', '--reliable', ...files('reliable', lines), ...caller()];
    const { verdicts, findings } = await run(all);
    expect(findings).toEqual([]);
    expect([...verdicts].length).toBe(lines.length);
    for (const [line, verdict] of verdicts) {
      // By hand: 100 and 199 are sent as they are, and nothing tells whether they were read.
      const isRead = /^SIP\/2\.0 [1-6]\d\d [^\r\n]*$/.test(line) && !/ 1(?:00|99) /.test(line);
      expect({ line, verdict }).toEqual({ line, verdict: isRead ? 'accepted-as' : 'dropped' });
    }
    const { verdicts: without } = await run(['uas', ...files('unreliable', lines.slice(0, 3)), ...caller()]);
    expect(new Set(without.values())).toEqual(new Set(['dropped']));
  });

  test('one that takes none says so', async () => {
    const outcome = await cli(['fuzz', 'uas', '-n', '5', '--reliable', ...caller('plain')]);
    expect(outcome).toMatchObject({ status: 3, stdout: '' });
    expect(outcome.stderr).toContain('replaced, its INVITE offers no 100rel (RFC 3262 §3)\n');
  });

  test('one that asks again in place of PRACK is told so, and not that it did not take the line', async () => {
    const early = ['--provisional', '183', '--reliable'];
    const outcome = await cli(['fuzz', 'uas', '-n', '5', '--seed', '3', ...early, ...caller('asks-again')]);
    expect(outcome).toMatchObject({ status: 3, stdout: '' });
    expect(outcome.stderr).toContain('replaced, no PRACK of SIP/2.0 183 Session Progress (RFC 3262 §4)\n');
  });

  test('a fault in the early dialog is found there alone, and its script shows it', async () => {
    const refusals = ['SIP/2.0 486 Busy Here', 'SIP/2.0 603 ', 'SIP/2.0 404 x'];
    const [known, found] = [files('refusals', refusals), join(folder, 'early')];
    const { findings: none } = await run(['uas', ...known, ...caller('dies-early')]);
    expect(none).toEqual([]);
    const early = ['--provisional', '183', '--reliable', '--shrink-time', '5', '-o', found];
    const { findings } = await run(['uas', ...known, ...early, ...caller('dies-early')]);
    expect(findings).toMatchObject([
      { cause: 'server-crashed: empty phrase', detail: 'SIGABRT', isReproducible: true },
    ]);
    const [name = ''] = readdirSync(join(found, 'findings'));
    const script = spawn('python3', [join(found, 'findings', name, 'replay.py')]);
    try {
      let said = '';
      script.stdout.on('data', (chunk) => {
        said += chunk;
      });
      await vi.waitUntil(() => said.includes('waiting for calls'), 10_000);
      const [, address = ''] = /at (\S+)/.exec(said) ?? [];
      const again = spawn('python3', [path('rings.py'), `sip:x@${address}`, 'dies-early']);
      const signal = await new Promise((resolve) => again.once('exit', (_, by) => resolve(by)));
      expect(signal).toBe('SIGABRT');
      // What the script has written may come after the end of the other process.
      await vi.waitFor(() =>
        expect(said).toMatch(
          /answered with SIP\/2\.0 183 Session Progress\n.*PRACK sip:.*\n.*answered with SIP\/2\.0 \d+ \n/s,
        ),
      );
    } finally {
      script.kill();
    }
  }, 60_000);

  test('PRACK goes through proxies, and the line after it', async () => {
    const early = ['--method', 'INVITE', '--provisional', '180,199', '--reliable'];
    const known = files('proxied', lines);
    for (const [program, ...more] of [
      [['perl', path('own-way.pl')]],
      [['sh', '-c', 'exec python3 "$0" "$1" example.test', path('by-the-book.py')], '--domain', 'example.test'],
    ] as const) {
      const { verdicts, findings } = await run((await relaying(program, ...early, ...known, ...more)).slice(1));
      expect(findings).toEqual([]);
      for (const line of ['SIP/2.0 183 Session Progress', 'SIP/2.0 180 ', 'SIP/2.0 486 ', 'SIP/2.0 200 OK']) {
        expect({ line, verdict: verdicts.get(line) }).toEqual({ line, verdict: 'relayed' });
      }
    }
  });

  test('a relay that loses PRACK is told from one that does not', async () => {
    const program = ['sh', '-c', 'exec python3 "$0" "$1" example.test PRACK', path('by-the-book.py')];
    const early = ['--method', 'INVITE', '--provisional', '180', '--reliable', '--domain', 'example.test'];
    const outcome = await cli(await relaying(program, ...early, '-n', '5'));
    expect(outcome).toMatchObject({ status: 3, stdout: '' });
    expect(outcome.stderr).toContain('mode relay: replaced, no PRACK of SIP/2.0 180 Ringing (RFC 3262 §4)\n');
  });
});

import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, ndjson } from '../cli/cli.ts';

const caller = fileURLToPath(new URL('planted-caller.mjs', import.meta.url));

interface Ran {
  readonly status: number | null;
  readonly stderr: string;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly findings: readonly { verdict: string; line: string; detail: string | undefined }[];
}

/** Fuzzes in mode uas, and gives what came of it. */
async function uas(...args: readonly string[]): Promise<Ran> {
  const outcome = await cli(['fuzz', 'uas', '--seed', '1', '--json', ...args]);
  const records = outcome.stdout === '' ? [] : ndjson(outcome);
  return {
    status: outcome.status,
    stderr: outcome.stderr,
    verdicts: (records.at(-1)?.verdicts ?? {}) as Record<string, number>,
    findings: records
      .filter(({ type }) => type === 'finding')
      .map(({ verdict, smallest, detail }) => ({
        verdict: String(verdict),
        line: Buffer.from(String(smallest), 'base64').toString('latin1'),
        detail: detail as string | undefined,
      })),
  };
}

const malformed = ['--kind', 'malformed', '--case-timeout', '400', '--shrink-time', '5'];

describe('a program that is started for each case', () => {
  const program = (fault: string): string[] => ['--', process.execPath, caller, 'call', '{uri}', fault];

  test('without a fault', async () => {
    const { status, stderr, verdicts, findings } = await uas('--kind', 'valid', '-n', '40', ...program('none'));
    expect({ status, stderr, findings }).toEqual({ status: 0, stderr: '', findings: [] });
    // Provisional answers are passed over, all others are acknowledged.
    expect(verdicts['accepted-as']).toBeGreaterThan(20);
    expect(Object.keys(verdicts)).toEqual(['accepted-as', 'dropped']);
  }, 60_000);

  test('crashes at a [', async () => {
    const { status, findings } = await uas(...malformed, '-n', '60', ...program('crashes at a ['));
    expect(status).toBe(1);
    expect(findings).toContainEqual({
      verdict: 'server-crashed',
      line: expect.stringMatching(/^SIP\/2\.0 \d{3} \[$/),
      detail: 'SIGSEGV',
    });
  }, 120_000);

  test('that is not there: exit status 3', async () => {
    const { status, stderr } = await uas('-n', '5', '--', 'no-such-program', '{uri}');
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'sip-status-line: no-such-program cannot be started: spawn no-such-program ENOENT\n',
    });
  });

  test('that never calls: exit status 3', async () => {
    const { status, stderr } = await uas('--case-timeout', '300', '-n', '5', '--', 'sleep', '5', '{uri}');
    expect(status).toBe(3);
    expect(stderr).toContain(
      'does not take a plain 486 in mode uas: replaced, it ended with exit status 1 and did not call',
    );
  });
});

describe('a client that a shell command makes call', () => {
  const triggered = (port: number): string[] => {
    const script = `require('dgram').createSocket('udp4').send('CALL {uri}',${port},'127.0.0.1',function(){this.close()})`;
    return ['--target', `udp:127.0.0.1:${port}`, '--trigger', `"${process.execPath}" -e "${script}"`];
  };
  const serve = (port: number, fault: string): string[] => ['--', process.execPath, caller, 'serve', `${port}`, fault];

  test('is watched after the run: what it does when a line is all that it is answered with', async () => {
    const port = await freePort('127.0.0.1');
    const words = [
      '--kind',
      'valid,malformed',
      '-n',
      '10',
      '--watch',
      '1200',
      ...triggered(port),
      ...serve(port, 'none'),
    ];
    const outcome = await cli(['fuzz', 'uas', '--seed', '1', '--json', ...words]);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const watched = ndjson(outcome).filter(({ type }) => type === 'watched');
    expect(watched.length).toBeGreaterThan(2);
    for (const { octets, requests } of watched) {
      const line = Buffer.from(String(octets), 'base64').toString('latin1');
      // It asks again each half second until a final answer that it can read.
      const isTaken = /^SIP\/2\.0 [2-9]\d\d [^\r\n\0]*$/.test(line);
      expect({ line, requests }).toEqual({ line, requests: isTaken ? ['ACK'] : ['INVITE', 'INVITE'] });
    }
    expect(new Set(watched.map(({ requests }) => String(requests))).size).toBe(2);
  }, 60_000);

  test('hangs at a NUL: told from a channel that is poisoned', async () => {
    const port = await freePort('127.0.0.1');
    const { status, findings } = await uas(
      ...malformed,
      // One of them has a NUL.
      ...['--seed', '58', '-n', '12', ...triggered(port), ...serve(port, 'hangs at a NUL')],
    );
    expect(status).toBe(1);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['server-hung']));
    expect(findings[0]?.line).toContain('\0');
  }, 120_000);

  test('deaf after a NUL in one transaction', async () => {
    const port = await freePort('127.0.0.1');
    const { status, findings } = await uas(
      ...malformed,
      // Some of them have a NUL.
      ...['--seed', '388', '-n', '16', ...triggered(port), ...serve(port, 'deaf after a NUL')],
    );
    expect(status).toBe(1);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['transaction-stuck']));
    expect(findings.map(({ line }) => line.includes('\0'))).toEqual([true]);
  }, 120_000);
});

describe.each(['INVITE', 'OPTIONS', 'REGISTER'])('a client that calls by itself, with %s', (method) => {
  test('every case has its verdict', async () => {
    const [port, listen] = [await freePort('127.0.0.1'), await freePort('127.0.0.1')];
    const { status, stderr, verdicts, findings } = await uas(
      ...['--kind', 'valid,malformed', '-n', '6', '--listen', `udp:127.0.0.1:${listen}`],
      ...['--target', `udp:127.0.0.1:${port}`],
      ...['--', process.execPath, caller, 'poll', `${port}`, 'none', `${listen}`, method],
    );
    expect({ status, stderr, findings }).toEqual({ status: 0, stderr: '', findings: [] });
    expect(Object.keys(verdicts)).toEqual(['accepted-as', 'dropped']);
  }, 60_000);
});

test.each([
  [['--target', 'udp:127.0.0.1:5060'], /needs --trigger COMMAND, --listen ADDRESS/],
  [[], /fuzz uas needs --preset or --target, --listen, or a COMMAND with \{uri\}/],
])('wrong usage: %j', async (args, message) => {
  const { status, stderr } = await uas(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});

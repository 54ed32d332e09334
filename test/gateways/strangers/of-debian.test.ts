// Programs and libraries of Debian, as they come: what each reads is written down by hand, from what it does by itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, isThere, ndjson } from '../../cli/cli.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'of-debian-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Case {
  readonly kind: string;
  /** One character an octet, with the line end that it has on the wire. */
  readonly line: string;
  readonly verdict: string;
}

async function fuzzed(words: readonly string[]) {
  const [mode = '', ...rest] = words;
  const outcome = await cli(['fuzz', mode, '--seed', '3', '--json', '--shrink-time', '5', ...rest]);
  expect(outcome.stderr).toBe('');
  const records = ndjson(outcome);
  const cases = records
    .filter(({ type }) => type === 'case')
    .map(({ octets, kind, verdict }): Case => {
      const line = Buffer.from(String(octets), 'base64').toString('latin1');
      return { kind: String(kind), line: line.replace(/(?<![\r\n])$/, '\r\n'), verdict: String(verdict) };
    });
  const findings = records.filter(({ type }) => type === 'finding');
  return { cases, causes: findings.map(({ cause }) => String(cause)).sort(), summary: records.at(-1) };
}

async function relay(program: readonly string[]) {
  const port = await freePort('127.0.0.1');
  return fuzzed(['relay', '--target', `udp:127.0.0.1:${port}`, '-n', '300', '--', ...program, `${port}`]);
}

function expectEach(cases: readonly Case[], verdictOf: (line: string) => string): void {
  for (const { line, verdict } of cases) expect({ line, verdict }).toEqual({ line, verdict: verdictOf(line) });
  expect(new Set(cases.map(({ verdict }) => verdict)).size).toBeGreaterThan(1);
}

/** Which of them are drawn depends on the seed; that there are no others does not. */
function expectAmong(causes: readonly unknown[], known: readonly string[]): void {
  expect(known).toEqual(expect.arrayContaining([...causes]));
  expect(causes.length).toBeGreaterThan(2);
}

const isValid = ({ kind, line }: Case): boolean => kind === 'valid' && /^[^\r\n]*\r\n$/.test(line);

describe.skipIf(!isThere('perl', '-MNet::SIP', '-e1'))('the stateless proxy of Net::SIP', () => {
  test('a dot that stands for any octet, blanks that are cut, and no empty phrase', async () => {
    const { cases, causes } = await relay(['perl', path('net-sip-proxy.pl')]);
    expectAmong(causes, [
      'changed: blanks in the phrase',
      'changed: invalid-separator mended',
      'changed: invalid-sip-version mended',
      'changed: trailing-octets mended',
    ]);
    expectEach(cases.filter(isValid), (line) => {
      const [, phrase] = /^SIP\/2\.0 \d{3} ([^\r\n]*)\r\n$/.exec(line) ?? [];
      if (phrase === undefined || /^[ \t]*$/.test(phrase)) return 'dropped';
      return /^[ \t]|[ \t]$/.test(phrase) ? 'changed' : 'relayed';
    });
  });
});

describe.skipIf(!isThere('cc') || !isThere('sh', '-c', 'test -e /usr/include/osipparser2/osip_parser.h'))(
  'a relay on libosip2',
  () => {
    test('a code that comes twice after two blanks, and codes that are cut', async () => {
      const program = join(folder, 'osip-relay');
      execFileSync('cc', ['-Wall', '-Werror', '-o', program, path('osip-relay.c'), '-losipparser2']);
      const { cases, causes } = await relay([program]);
      expectAmong(causes, [
        'changed: a code that is too long -> another one',
        'changed: blanks in the phrase',
        'changed: invalid-separator mended',
        'changed: invalid-status-code mended',
        'changed: invalid-status-code -> another code',
        'changed: phrase',
        'changed: trailing-octets mended',
      ]);
      expectEach(cases.filter(isValid), (line) => (/^SIP\/[\d.]+ [1-6]\d\d /.test(line) ? 'relayed' : 'dropped'));
    });
  },
);

test.skipIf(!isThere('sipsak'))('sipsak tells a success by its exit status, and of all else nothing', async () => {
  const { cases, causes, summary } = await fuzzed([
    'uas',
    '--kind',
    'valid,corpus',
    '-n',
    '60',
    '--',
    'sipsak',
    '-s',
    '{uri}',
  ]);
  expect({ causes, summary }).toMatchObject({ causes: [], summary: { transports: [{ isTold: true }] } });
  for (const { line, verdict } of cases) {
    if (/^SIP\/2\.0 200 [^\r\n\0]*\r\n$/.test(line))
      expect({ line, verdict }).toEqual({ line, verdict: 'accepted-as' });
    else if (/^SIP\/2\.0 [4-6](?!0[17])\d\d [^\r\n\0]*\r\n$/.test(line))
      expect({ line, verdict }).toEqual({ line, verdict: 'unjudged' });
  }
  expect(new Set(cases.map(({ verdict }) => verdict))).toContain('accepted-as');
});

/** A folder of files, each of which is a line. */
function lines(...ends: readonly string[]): string {
  const files = mkdtempSync(join(folder, 'lines-'));
  for (const [n, end] of ends.entries()) writeFileSync(join(files, `${n}`), `SIP/2.0 ${end}`);
  return files;
}

describe.skipIf(!isThere('linphonec', '-v'))('linphonec', () => {
  test('reads each response that is one, and nothing else', async () => {
    const { cases, causes } = await fuzzed(['linphonec', '--kind', 'valid,malformed', '-n', '60', '--seed', '1']);
    expect(causes).toEqual([]);
    expectEach(cases.filter(isValid), (line) => (/^SIP\/2\.0 [2-9]\d\d /.test(line) ? 'accepted-as' : 'dropped'));
  });

  test('asks for a password after 407, and takes no call meanwhile', async () => {
    const files = ['--files', lines('486 a', '407 b', '404 c'), '--kind', 'files'];
    const { causes } = await fuzzed(['linphonec', ...files, '--shrink-time', '1']);
    expect(causes).toEqual(['server-hung: a sequence of lines']);
  });
});

describe.skipIf(!isThere('sh', '-c', 'command -v twinkle-console'))('twinkle-console', () => {
  test('takes no call any more after a code of no class', async () => {
    const files = ['--files', lines('486 a', '022 b', '404 c'), '--kind', 'files'];
    const { causes } = await fuzzed(['twinkle', ...files, '--shrink-time', '1']);
    expect(causes).toEqual(['server-hung: a sequence of lines']);
  });
});

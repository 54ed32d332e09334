// Programs and libraries of Debian, as they come: what each reads is written down by hand, from what it does by itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

async function fuzzed(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [mode = '', ...rest] = words;
  const outcome = await cli(['fuzz', mode, '--seed', '3', '--json', '--shrink-time', '5', ...rest], '', env);
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

/** A phone that is told to call by a command. */
async function phone(
  trigger: string,
  program: readonly string[],
  port: number,
  home: string,
  ...options: readonly string[]
) {
  const target = ['--target', `udp:127.0.0.1:${port}`, '--trigger', trigger];
  return fuzzed(['uas', '--kind', 'valid,malformed', ...target, ...options, '--', ...program], { HOME: home });
}

describe.skipIf(!isThere('linphonec', '-v'))('linphonec', () => {
  async function linphonec(...options: readonly string[]) {
    const home = mkdtempSync(join(folder, 'linphone-'));
    for (const name of ['.local/share/linphone', '.config/linphone']) mkdirSync(join(home, name), { recursive: true });
    const port = await freePort('127.0.0.1');
    const sip = `sip_port=${port}\nsip_tcp_port=0\nsip_tls_port=0\nuse_ipv6=0\n`;
    const net = 'bind_address=127.0.0.1\nauto_net_state_mon=0\n';
    const video = 'capture=0\ndisplay=0\nautomatically_initiate=0\nautomatically_accept=0\n';
    writeFileSync(join(home, 'settings'), `[sip]\n${sip}[net]\n${net}[video]\n${video}`);
    const program = ['linphonec', '--pipe', '-c', join(home, 'settings')];
    return phone(`linphonecsh generic "call {uri}"`, program, port, home, ...options);
  }

  test('reads each response that is one, and nothing else', async () => {
    const { cases, causes } = await linphonec('-n', '60', '--seed', '1');
    expect(causes).toEqual([]);
    expectEach(cases.filter(isValid), (line) => (/^SIP\/2\.0 [2-9]\d\d /.test(line) ? 'accepted-as' : 'dropped'));
  });

  test('asks for a password after 407, and takes no call meanwhile', async () => {
    const { causes } = await linphonec('-n', '1', '--files', lines('486 a', '407 b', '404 c'), '--shrink-time', '1');
    expect(causes).toEqual(['server-hung: a sequence of lines']);
  });
});

describe.skipIf(!isThere('sh', '-c', 'command -v twinkle-console'))('twinkle-console', () => {
  test('takes no call any more after a code of no class', async () => {
    const home = mkdtempSync(join(folder, 'twinkle-'));
    mkdirSync(join(home, '.twinkle'));
    const port = await freePort('127.0.0.1');
    writeFileSync(join(home, '.asoundrc'), 'pcm.!default { type null }\nctl.!default { type null }\n');
    const devices = ['ringtone', 'speaker', 'mic'].map((name) => `dev_${name}=alsa:default\n`).join('');
    writeFileSync(join(home, '.twinkle/twinkle.sys'), `${devices}sip_port=${port}\nsip_udp_port=${port}\nnic=lo\n`);
    const user = 'user_name=us\nuser_domain=127.0.0.1\nsip_transport=udp\nregister_at_startup=no\n';
    writeFileSync(join(home, '.twinkle/us.cfg'), user);
    const commands = join(home, 'commands');
    execFileSync('mkfifo', [commands]);
    const program = ['sh', '-c', `exec twinkle-console us.cfg <>${commands}`];
    // Where the next call comes before it has told of the last one, it is lost.
    const options = [
      '-n',
      '1',
      '--files',
      lines('486 a', '022 b', '404 c'),
      '--after',
      'sleep 0.3',
      '--shrink-time',
      '1',
    ];
    const { causes } = await phone(`echo "call {uri}" > ${commands}`, program, port, home, ...options);
    expect(causes).toEqual(['server-hung: a sequence of lines']);
  });
});

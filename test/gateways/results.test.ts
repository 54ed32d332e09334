import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { cliProcess as cli, main, ndjson } from '../cli/cli.ts';

const proxy = fileURLToPath(new URL('planted-proxy.mjs', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-results-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The words that fuzz a planted proxy. */
async function fuzzing(fault: string, ...args: readonly string[]): Promise<readonly string[]> {
  const port = await freePort('127.0.0.1');
  const target = ['--target', `udp:127.0.0.1:${port}`];
  return ['fuzz', 'relay', ...target, '--seed', '5', ...args, '--', process.execPath, proxy, `${port}`, fault];
}

/** The cases of the files of a folder with their verdicts, in the order of their addresses. */
function cases(directory: string): readonly string[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.ndjson'));
  return files
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line))
    .flatMap(({ type, address, verdict }) => (type === 'case' ? [`${address} ${verdict}`] : []))
    .sort();
}

/** Starts a run, waits until it has recorded some cases, and sends it a signal. */
async function ended(args: readonly string[], directory: string, signal: 'SIGINT' | 'SIGKILL') {
  const child: ChildProcess = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
  const over = new Promise<number | null>((resolve) => child.once('close', resolve));
  const isBegun = (): boolean => {
    try {
      return cases(directory).length > 300;
    } catch {
      return false;
    }
  };
  for (let patience = 200; !isBegun() && patience > 0; patience -= 1) await new Promise((go) => setTimeout(go, 20));
  child.kill(signal);
  return over;
}

/** Whether a process with some words in its command line is there. */
function isRunning(words: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').includes(words);
    } catch {
      return false;
    }
  });
}

const runs = ['-n', '3000', '--rate', '2000'];

test.each(['SIGINT', 'SIGKILL'] as const)(
  '%s loses no finished case, and the run goes on from its files',
  async (signal) => {
    const whole = join(folder, `whole-${signal}`);
    expect((await cli(await fuzzing('none', ...runs, '-o', whole))).status).toBe(0);

    const part = join(folder, `part-${signal}`);
    const report = join(folder, `part-${signal}.html`);
    const args = await fuzzing('none', ...runs, '-o', part, '--report', report);
    const status = await ended(args, part, signal);
    const before = cases(part);
    expect(before.length).toBeGreaterThan(300);
    expect(before.length).toBeLessThan(cases(whole).length);
    if (signal === 'SIGINT') {
      expect(status).toBe(130);
      expect(readFileSync(report, 'utf8')).toContain('No finding.');
      expect(isRunning(args.slice(-3).join(' '))).toBe(false);
    } else {
      // Nobody could end the target: it is the test's to do.
      const [port = ''] = args.slice(-2);
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(`planted-proxy.mjs\0${port}\0`))
            process.kill(Number(pid));
        } catch {
          // It has ended.
        }
      }
    }

    const again = await cli(args);
    expect({ status: again.status, stderr: again.stderr }).toMatchObject({ status: 2 });
    expect(again.stderr).toContain('is there already');
    const words = [...args.slice(0, args.indexOf('--')), '--resume', ...args.slice(args.indexOf('--'))];
    expect((await cli(words)).status).toBe(0);
    expect(cases(part)).toEqual(cases(whole));
  },
  60_000,
);

test('two and three shards merge to the same report as one run; a missing or a doubled case is told', async () => {
  const merged = async (count: number): Promise<{ report: unknown; files: readonly string[] }> => {
    const directory = join(folder, `shards-${count}`);
    const port = await freePort('127.0.0.1');
    for (let index = 1; index <= count; index += 1) {
      const target = ['--target', `udp:127.0.0.1:${port}`, '--seed', '5', '-n', '2000', '-o', directory];
      const shard = ['--shard', `${index}/${count}`, '--kind', 'valid,malformed', '--shrink-time', '0'];
      const command = ['--', process.execPath, proxy, `${port}`, 'changes the phrase'];
      // One part of the cases may hold no finding.
      expect((await cli(['fuzz', 'relay', ...target, ...shard, ...command])).status).toBeLessThanOrEqual(1);
    }
    const files = readdirSync(directory)
      .filter((name) => name.endsWith('.ndjson'))
      .map((name) => join(directory, name));
    const outcome = await cli(['fuzz', 'merge', '--json', ...files]);
    expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 1, stderr: '' });
    const text = outcome.stdout.replaceAll(`udp:127.0.0.1:${port}`, 'the target');
    return { report: JSON.parse(text), files };
  };
  const [one, two, three] = [await merged(1), await merged(2), await merged(3)];
  expect(two.report).toEqual(one.report);
  expect(three.report).toEqual(one.report);

  const missing = await cli(['fuzz', 'merge', ...three.files.slice(1)]);
  expect(missing.status).toBe(4);
  expect(missing.stderr).toMatch(/\d+ cases are missing: 5:0:0, 5:0:1, 5:0:2, …/);
  const twice = await cli(['fuzz', 'merge', ...two.files, ...two.files.slice(0, 1)]);
  expect(twice.status).toBe(4);
  expect(twice.stderr).toMatch(/\d+ cases are there twice/);
}, 60_000);

test('a finding is saved, shown again, written as a capture, and told from one that is gone', async () => {
  const [directory, page, xml] = ['found', 'found.html', 'found.xml'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const args = await fuzzing(
    'changes the phrase',
    '-n',
    '600',
    '--kind',
    'valid',
    '-o',
    directory,
    '--report',
    page,
    '--junit',
    xml,
  );
  expect((await cli(args)).status).toBe(1);
  const saved = readdirSync(join(directory, 'findings'));
  const json = saved.map((name) => join(directory, 'findings', name, 'finding.json'));
  expect(json.length).toBe(1);
  const [path = ''] = json;
  expect(readFileSync(join(dirname(path), 'line.octets'), 'latin1')).toMatch(/^SIP\/2\.0 \d{3} {2,}$/);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    seed: 5,
    mode: 'relay',
    transport: 'udp',
    verdict: 'changed',
  });

  expect(readFileSync(page, 'utf8')).toMatch(/<article>\n<h3>changed: blanks in the phrase/);
  expect(readFileSync(xml, 'utf8')).toContain('<failure message="changed: ');

  const refused = await cli(['fuzz', 'replay', '--json', path]);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('setup.command is');
  expect(refused.stderr).toContain('which is not run without --run-recorded-commands');
  const again = await cli(['fuzz', 'replay', '--json', '--run-recorded-commands', path]);
  expect({ status: again.status, records: ndjson(again) }).toMatchObject({
    status: 1,
    records: [{ isSame: true, verdict: 'changed' }],
  });

  const readme = readFileSync(join(dirname(path), 'README.md'), 'utf8');
  expect(readme).toMatch(/^# changed: blanks in the phrase\n/);
  expect(readme).toMatch(/\n {2}sent {6}SIP\/2\.0 \d00 {2}\n {2}received {2}SIP\/2\.0 \d00 \n/);
  expect(readme).toContain('53 49 50 2f 32 2e 30 20');
  expect(readme).toContain('It is a Status-Line: §7.2 and §25.1.');
  expect(readdirSync(dirname(path)).sort()).toEqual([
    ...['README.md', 'finding.json', 'line.octets', 'replay.pcap', 'replay.py'],
  ]);
  // The script alone shows it, on a target that somebody has started.
  const there = await freePort('127.0.0.1');
  const started = spawn(process.execPath, [proxy, `${there}`, 'changes the phrase'], { stdio: 'ignore' });
  try {
    await expect.poll(() => isRunning(`planted-proxy.mjs ${there}`)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const shown = spawnSync('python3', [join(dirname(path), 'replay.py'), `127.0.0.1:${there}`], { encoding: 'utf8' });
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(
      /^changed: blanks in the phrase\nsent: SIP\/2\.0 \d00 {2}\n {2}came back: SIP\/2\.0 \d00 \n/,
    );
    expect(shown.stdout).toMatch(/does it still answer\?\n {2}came back: SIP\/2\.0 486 Busy Here\n/);
  } finally {
    started.kill();
  }

  const port = await freePort('127.0.0.1');
  const mended = ['--target', `udp:127.0.0.1:${port}`, path, '--', process.execPath, proxy, `${port}`, 'none'];
  const gone = await cli(['fuzz', 'replay', '--json', ...mended]);
  expect({ status: gone.status, records: ndjson(gone) }).toMatchObject({ status: 0, records: [{ isSame: false }] });

  const pcap = join(folder, 'found.pcap');
  expect((await cli(['fuzz', 'replay', '--pcap', pcap, path])).status).toBe(0);
  const scanned = JSON.parse((await cli(['scan', '--json', pcap])).stdout);
  expect(scanned.responses).toBe(1);
}, 60_000);

test('the folder of a run that could not begin can be used again', async () => {
  const directory = join(folder, 'again');
  const port = await freePort('127.0.0.1');
  const failing = ['fuzz', 'relay', '--target', `udp:127.0.0.1:${port}`, '--seed', '5', '-o', directory];
  expect((await cli([...failing, '--', process.execPath, '-e', ''])).status).toBe(3);
  const again = await cli([...failing, '-n', '5', '--kind', 'valid', '--', process.execPath, proxy, `${port}`, 'none']);
  expect(again).toMatchObject({ status: 0, stderr: '' });
  const more = await cli([...failing, '-n', '5', '--kind', 'valid', '--', process.execPath, proxy, `${port}`, 'none']);
  expect(more.stderr).toContain('is there already: go on with it (--resume)');
});

test('a baseline: what has changed is told, and is the exit status', async () => {
  const file = join(folder, 'baseline.json');
  const corpus = ['--kind', 'corpus', '--baseline', file];
  const missing = await cli(await fuzzing('none', ...corpus));
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toContain('baseline.json is not there; --update-baseline writes it');
  expect((await cli(await fuzzing('none', ...corpus, '--update-baseline'))).status).toBe(0);
  expect((await cli(await fuzzing('none', ...corpus))).status).toBe(0);
  const changed = await cli(await fuzzing('changes the phrase', ...corpus, '--json', '--shrink-time', '0'));
  expect(changed.status).toBe(1);
  expect(ndjson(changed).filter(({ type }) => type === 'change')).not.toEqual([]);
}, 60_000);

test('a finding that a baseline has fails no build; what is new and what is refused does', async () => {
  const [file, xml] = [join(folder, 'known.json'), join(folder, 'known.xml')];
  const args = ['--kind', 'valid', '-n', '400', '--shrink-time', '2', '--baseline', file];
  expect((await cli(await fuzzing('changes the phrase', ...args, '--update-baseline'))).status).toBe(1);
  const baselines = JSON.parse(readFileSync(file, 'utf8'));
  const [found] = baselines['relay udp'].findings;
  expect(found).toMatchObject({ cause: 'changed: blanks in the phrase' });
  found.note = 'their ticket 12 <closed>';
  writeFileSync(file, JSON.stringify(baselines));

  const known = await cli(await fuzzing('changes the phrase', ...args, '--junit', xml, '--json'));
  expect(known).toMatchObject({ status: 0, stderr: '' });
  expect(ndjson(known).at(-1)).toMatchObject({ findings: 1, known: 1 });
  expect(ndjson(known)).toContainEqual(expect.objectContaining({ type: 'finding', isKnown: true, note: found.note }));
  expect(readFileSync(xml, 'utf8')).toMatch(
    /<testcase [^>]*name="changed: blanks in the phrase">\s*<skipped message="their ticket 12 &lt;closed&gt;"\/>/,
  );
  const text = await cli(await fuzzing('changes the phrase', ...args));
  expect(text.stdout).toContain('no finding\n\n1 known\n  changed: blanks in the phrase: their ticket 12 <closed>\n');

  const gone = await cli(await fuzzing('none', ...args, '--json'));
  expect(gone.status).toBe(0);
  expect(ndjson(gone)).toContainEqual({ type: 'gone', transport: 'udp', cause: found.cause, note: found.note });

  const other = await cli(
    await fuzzing('wraps the code at 16 bits', '--kind', 'malformed', '-n', '400', ...args.slice(4)),
  );
  expect(other.status).toBe(1);
  expect(other.stdout).toContain('changed: a code that is too long -> another one');

  const early = await cli(
    await fuzzing(
      'none',
      ...args.slice(0, 6),
      '--rate',
      '100',
      '--max-time',
      '1',
      '--fail-on',
      'incomplete',
      '--junit',
      xml,
    ),
  );
  expect(early.status).toBe(1);
  expect(early.stdout).toMatch(/^udp:\S+ {2}relay over udp, .*, ended early\n/);
  expect(readFileSync(xml, 'utf8')).toContain('<failure message="the run ended before all cases had their turn">');
  expect((await cli(await fuzzing('none', '--fail-on', 'weather'))).stderr).toContain(
    '--fail-on must be refused or incomplete',
  );
}, 90_000);

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ClauseScore } from '../../src/cli/conform/clause-count.ts';
import { corpus } from '../corpus/corpus.ts';
import { cli, isThere, main, type Outcome } from './cli.ts';

const scripted = fileURLToPath(new URL('parsers/scripted.mjs', import.meta.url));

/** Generated lines of each kind that a parser is asked, where a test does not say how many. */
const lines = 40;

/** Examines the scripted parser with some faults. */
function conform(faults: readonly string[], ...options: readonly string[]): Promise<Outcome> {
  return cli(['conform', '--seed', '1', '-n', String(lines), ...options, '--', process.execPath, scripted, ...faults]);
}

interface Report {
  readonly score: { readonly agreed: number; readonly total: number };
  readonly notAsked: number;
  readonly sources: Record<string, { readonly agreed: number; readonly total: number }>;
  readonly disagreements: readonly {
    readonly source: string;
    readonly family: string;
    readonly mistake: string;
    readonly count: number;
    readonly octets: string;
    readonly line: string;
    readonly origin: string;
    readonly answer: { readonly kind: string; readonly detail?: string };
  }[];
}

async function report(
  faults: readonly string[],
  ...options: readonly string[]
): Promise<Report & { status: number | null }> {
  const { status, stdout, stderr } = await conform(faults, '--json', ...options);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), status };
}

test('a parser that is right about every line', async () => {
  const { status, stdout, stderr } = await conform([]);
  const total = corpus.length + 3 * lines;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe(`100.0 %  ${process.execPath} ${scripted}  agrees with strict on ${total} of ${total} lines
  corpus     ${corpus.length} of ${corpus.length}
  valid      ${lines} of ${lines}
  lenient    ${lines} of ${lines}
  malformed  ${lines} of ${lines}
`);
});

test('a code that wraps: the family is named, and shrunk to the least line', async () => {
  const { status, score, disagreements } = await report(['wrap'], '-n', '400');
  expect(status).toBe(1);
  expect(score.agreed).toBeLessThan(score.total);
  const generated = disagreements.find(({ family, mistake }) => family === 'number-wraps' && mistake === 'accepted');
  expect(generated?.line).toMatch(/^SIP\/2\.0 \d{4,5} (?:OK)?$/);
  expect(generated?.origin).toMatch(/^case 1:\d+:\d+$/);
});

test('a phrase that is trimmed, and a code that is misread, are told from a wrong verdict', async () => {
  const trimmed = await report(['trim']);
  expect(new Set(trimmed.disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['wrong-reason-phrase']));
  const misread = await report(['no-zero']);
  expect(new Set(misread.disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['wrong-status-code']));
  expect((await report(['trim'], '--verdict-only')).disagreements).toEqual([]);
});

test('an answer without code and phrase is a verdict only', async () => {
  const { sources, disagreements } = await report(['verdict']);
  expect(sources.valid).toEqual({ agreed: 0, total: lines });
  expect(new Set(disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['wrong-status-code']));
  expect((await report(['verdict'], '--verdict-only')).disagreements).toEqual([]);
});

test('base64 without padding, or in its other alphabet, is base64', async () => {
  expect((await conform(['base64url'], '-n', '20')).status).toBe(0);
});

test('what an adapter got wrong about the answer is shown as it was said', async () => {
  const options = ['-n', '0', '--shrink', '0'];
  expect((await conform(['string'], ...options)).stdout).toMatch(
    /^wrong-status-code .*\n.*\n.*\n {2}answered {2}"\d{3}" "/m,
  );
  expect((await conform(['plain'], ...options)).stdout).toMatch(
    /answered {2}\d{3} a phrase that is not base64: ".+"$/m,
  );
  expect((await conform(['verdict'], ...options)).stdout).toContain('  answered  no code no phrase\n');
});

test('lenient is another language', async () => {
  const { disagreements, sources } = await report([], '--profile', 'lenient', '-n', '200');
  expect(sources.lenient?.agreed).toBe(0);
  expect(new Set(disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['refused']));
  // What is malformed there, both refuse.
  expect(sources.malformed?.agreed).toBe(200);
  expect((await conform(['lenient'], '--profile', 'lenient', '-n', '200')).status).toBe(0);
});

test('a parser that crashes is started again, and the line that it crashes at is found among those under way', async () => {
  const { disagreements, sources } = await report(['crash'], '--shrink', '50', '-n', '4');
  expect(new Set(disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['crashed']));
  for (const { octets, answer } of disagreements) {
    expect(Buffer.from(octets, 'base64').includes(0)).toBe(true);
    expect(answer.detail).toBe('exit status 3: NUL is not possible');
  }
  // It is wrong about no line but those.
  const crashes = disagreements.filter(({ source }) => source === 'corpus').map(({ count }) => count);
  const { agreed = 0, total = 0 } = sources.corpus ?? {};
  expect(total - agreed).toBe(crashes.reduce((sum, count) => sum + count));
});

test('a parser that crashes again and again is asked no more of such lines, but of all others', async () => {
  const { disagreements, sources, score, notAsked } = await report(['crash-often'], '--shrink', '0', '-n', '1');
  expect(score.total + notAsked).toBe(corpus.length + 3);
  expect(sources.valid).toEqual({ agreed: 1, total: 1 });
  expect(sources.malformed).toEqual({ agreed: 0, total: 1 });
  const crashes = disagreements.filter(({ source }) => source === 'corpus').map(({ count }) => count);
  expect(Math.max(...crashes)).toBe(5);
  expect(crashes.reduce((sum, count) => sum + count)).toBe(20);
});

test('a parser that hangs', async () => {
  const { disagreements } = await report(['hang'], '--timeout', '300', '-n', '20');
  expect(new Set(disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['hung']));
  expect(disagreements[0]?.answer.detail).toBe('no answer in 300 ms');
}, 60_000);

test('a parser that says what is no answer', async () => {
  const { disagreements } = await report(['nonsense'], '--shrink', '0', '-n', '0');
  expect(disagreements.length).toBeGreaterThan(0);
  for (const { mistake, octets, answer } of disagreements) {
    expect(mistake).toBe('nonsense');
    expect(Buffer.from(octets, 'base64').includes('[')).toBe(true);
    expect(answer.detail).toBe('what \x07is [?');
  }
  const { stdout } = await conform(['nonsense'], '--shrink', '0', '-n', '0');
  expect(stdout).toContain('  answered  nonsense (what \\x07is [?)\n');
});

test('a parser that takes longer to start than to answer', async () => {
  const { status } = await conform(['slow'], '--timeout', '600', '-n', '10');
  expect(status).toBe(0);
});

test('the shards of an examination are the whole, and none of them certifies alone', async () => {
  const all = await report([]);
  const some = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => report([], '--shard', shard)));
  for (const [source, { total }] of Object.entries(all.sources)) {
    expect(some.map((one) => one.sources[source]?.total ?? 0).reduce((sum, n) => sum + n)).toBe(total);
  }
  const { stdout } = await conform([], '--exam', '--shard', '7/800');
  expect(stdout).toContain('agrees with strict on 205 of 205 lines');
  expect(stdout).toContain('  shard 7/800: it takes all of them to pass a part\n');
  expect(stdout).not.toContain('passed:');
});

test.each([
  [['--', 'there-is-no-such-command'], /there-is-no-such-command/],
  [['--', 'true'], /true gives no answer to its first line: crashed \(exit status 0\)/],
  [
    ['--timeout', '200', '--', process.execPath, scripted, 'silent'],
    /no answer to its first line: hung \(no answer in 1000 ms\); does it flush/,
  ],
  [['--', process.execPath, scripted, 'endless'], /no answer to its first line: nonsense \(no end of the line in/],
  [['--', process.execPath, scripted, 'twice'], /more answers than it was asked for/],
  [['--', 'echo', 'hello'], /no answer to its first line: nonsense \(hello\)/],
  [[], /conform needs a command/],
  [['--report', 'x.html', '--', 'true'], /--report needs --exam/],
  [['--profile', 'loose', '--', 'true'], /--profile must be strict or lenient/],
  [['-n', 'many', '--', 'true'], /-n must be a whole number/],
])('no parser: %j', async (args, message) => {
  const { status, stdout, stderr } = await cli(['conform', '--seed', '1', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

describe('files', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test('JUnit: a suite a source, a failure a family', async () => {
    const file = join(directory, 'junit.xml');
    const { disagreements } = await report(['wrap'], '-n', '400', '--junit', file);
    const xml = readFileSync(file, 'utf8');
    expect(xml.match(/<testsuite /g)?.length).toBe(4);
    expect(xml.match(/<failure /g)?.length).toBe(disagreements.length);
    expect(xml).toContain('<testcase classname="malformed" name="number-wraps: accepted">');
    expect(xml).not.toMatch(/[^\t\n -\ud7ff]/u);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the parser too, even where it hangs', async (signal) => {
    const ticks = join(directory, signal);
    const tool = spawn(process.execPath, [main, 'conform', '--seed', '1', '--', process.execPath, scripted, 'tick'], {
      env: { ...process.env, TICKS: ticks },
    });
    const ended = once(tool, 'close');
    await vi.waitUntil(() => existsSync(ticks), 10_000);
    tool.kill(signal);
    expect(await ended).toEqual([128 + constants.signals[signal], null]);
    const last = readFileSync(ticks, 'utf8');
    await setTimeout(200);
    expect(readFileSync(ticks, 'utf8')).toBe(last);
  });

  // The adapters as they are printed, each with a strict parser.
  const adapter = (language: string): string => {
    const guide = readFileSync('src/docs/conform.md', 'utf8');
    const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(guide) as unknown as [string, string];
    return code;
  };
  const conformsTo = async (command: readonly string[]): Promise<Report> => {
    const { stdout, stderr } = await cli([
      'conform',
      '--json',
      '--seed',
      '2',
      '-n',
      '300',
      '--shrink',
      '0',
      '--',
      ...command,
    ]);
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Report;
  };
  const examined = async (command: readonly string[]) => {
    const page = join(directory, 'certificate.html');
    const options = ['--exam', '--json', '--shrink', '0', '--report', page];
    const { status, stdout, stderr } = await cli(['conform', ...options, '--', ...command]);
    expect(stderr).toBe('');
    type Certified = Report & { exam: { bounds: object; automaton: string; clauses: ClauseScore[] } };
    return { status, page: readFileSync(page, 'utf8'), ...(JSON.parse(stdout) as Certified) };
  };

  // Skipped where there is no such language.
  test.skipIf(!isThere('python3'))(
    'the adapter for Python',
    async () => {
      writeFileSync(join(directory, 'adapter.py'), adapter('python'));
      copyFileSync(new URL('parsers/strict.py', import.meta.url), join(directory, 'your_parser.py'));
      expect((await conformsTo(['python3', join(directory, 'adapter.py')])).disagreements).toEqual([]);
      const exam = await examined(['python3', join(directory, 'adapter.py')]);
      expect(exam).toMatchObject({ status: 0, disagreements: [], exam: { bounds: { A: 23, B: 24 } } });
      expect(exam.score).toEqual({ agreed: 163_522, total: 163_522 });
      // Each line is decided by one clause.
      const { clauses } = exam.exam;
      expect(clauses.reduce((sum, { total }) => sum + total, 0)).toBe(163_522);
      expect(clauses.every(({ agreed, total, least }) => agreed === total && least === undefined)).toBe(true);
      expect(clauses.length).toBe(14);
      expect(exam.page).toContain('part A passed: a program of up to 23 states has the language of strict');
      expect(exam.page).toContain('No CR or LF is allowed except in the final CRLF sequence.');

      // int() takes a sign.
      const strict = readFileSync(join(directory, 'your_parser.py'), 'utf8');
      writeFileSync(join(directory, 'your_parser.py'), strict.replace('([0-9]{3}) ', '([-+]?[0-9]{3}) '));
      const { disagreements } = await conformsTo(['python3', join(directory, 'adapter.py')]);
      expect(new Set(disagreements.map(({ mistake }) => mistake))).toEqual(new Set(['accepted']));
      expect(disagreements.map(({ family }) => family)).toContain('number-signed');
    },
    90_000,
  );

  test.skipIf(!isThere('cc'))('the adapter for C', async () => {
    writeFileSync(join(directory, 'adapter.c'), adapter('c'));
    const strict = readFileSync(new URL('parsers/strict.h', import.meta.url), 'utf8');
    const compiled = (name: string, parser: string): string => {
      writeFileSync(join(directory, 'your_parser.h'), parser);
      const program = join(directory, name);
      execFileSync('cc', ['-std=gnu11', '-Wall', '-Werror', '-o', program, join(directory, 'adapter.c')]);
      return program;
    };
    expect((await conformsTo([compiled('strict', strict)])).disagreements).toEqual([]);

    // A phrase that is a C string ends at NUL.
    const careless = strict.replace(
      'size_t octets_of_unit',
      "if (*at == '\\0') return true;\n    size_t octets_of_unit",
    );
    const { disagreements } = await conformsTo([compiled('careless', careless)]);
    expect(disagreements.map(({ family, mistake }) => `${family} ${mistake}`)).toContain('nul accepted');
    const failed = await examined([join(directory, 'careless')]);
    expect(failed.status).toBe(1);
    expect(failed.disagreements.map(({ source }) => source)).toEqual(expect.arrayContaining(['A', 'C']));
    const wrong = failed.exam.clauses.filter(({ agreed, total }) => agreed < total);
    expect(wrong).toMatchObject([
      { section: 'RFC 3261 §25.1', lines: 'octets that no phrase has', least: { mistake: 'accepted' } },
    ]);
    expect(wrong[0]?.least).toMatchObject({ line: expect.stringContaining('\\x00') });
    expect(failed.page).toContain('accepted <code>SIP/2.0');
  });
});

// Summaries from strangers: whatever stands where, `scan --merge` adds it up or says which file and which field is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli, ndjson } from './cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-summaries-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function merged(content: string, ...options: readonly string[]) {
  const path = join(folder, 'summary.json');
  writeFileSync(path, content);
  const outcome = await cli(['scan', '--merge', ...options, path]);
  expect(outcome.stdout + outcome.stderr).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|NaN|undefined|\[object/,
  );
  return { ...outcome, path };
}

const log = [
  'SIP/2.0 486 Besetzt\r\nCSeq: 1 INVITE\r\n\r\n',
  'SIP/2.0 299 \r\nCSeq: 1 FOO\r\n\r\n',
  'SIP/2.0 20 OK\r\n\r\n',
  'x SIP/2.0 200 OK\r\n',
].join('');

/** A summary in which each field has something. */
async function whole(): Promise<Record<string, unknown>> {
  const [summary] = ndjson(await cli(['scan', '--json', '-'], log));
  const first = { file: 'a', offset: 0 };
  return {
    ...summary,
    deviations: { 'leading-octets': { count: 1, first } },
    skipped: { fragment: { count: 1, first, octets: 3 } },
    times: { step: 10, counts: { '1700000000': [0, 1, 0, 0, 0, 0] } },
  };
}

type Json = Record<string, unknown>;

/** All ways to the values in a value. */
function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) yield* pathsIn(one, [...path, name]);
}

const hostile: readonly unknown[] = [
  ...[null, -1, 1.5, 1e308, true, 'x\u001b[2J', [], {}, [null], { '\u001b[2J': 1 }, { a: { b: 1 } }],
  JSON.parse('{"__proto__": {"200": 1}}'),
];

test('whatever stands in place of a value is an error that names it, or is a value of that kind', async () => {
  const summary = await whole();
  expect((await merged(JSON.stringify(summary))).status).toBe(0);
  let count = 0;
  for (const path of pathsIn(summary)) {
    for (const value of [...hostile, undefined]) {
      const copy = JSON.parse(JSON.stringify(summary)) as Json;
      let parent = copy;
      for (const name of path.slice(0, -1)) parent = parent[name] as Json;
      parent[path.at(-1) as string] = value;
      const { status, stdout, stderr, path: file } = await merged(JSON.stringify(copy), '--json');
      count += 1;
      if (status === 0) continue;
      const wrong = new RegExp(
        `^sip-status-line: ${file} is not a summary written by scan --json(?:: ([\\w.-]+) is not what a summary has)?\n`,
      );
      expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(wrong) });
      // It is named, or what it is in.
      const named = wrong.exec(stderr)?.[1] ?? 'scan';
      expect(`${path.join('.')}.`).toContain(`${named.split('.').slice(0, path.length).join('.')}.`);
    }
  }
  expect(count).toBeGreaterThan(500);
}, 60_000);

test.each([
  ['nothing', ''],
  ['half a file', '{"scan":1,"files":['],
  ['something that is no JSON, with what a terminal obeys', '\u001b[2J'],
])('%s is an error that names the file', async (_, content) => {
  const { status, stderr, path } = await merged(content);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`${path} cannot be read: `) });
});

test('what 0.1.0 wrote, which has no methods and no sessions, is added up', async () => {
  const { methods: _, sessions: __, otherPhrases: ___, ...older } = await whole();
  expect((await merged(JSON.stringify(older))).status).toBe(0);
});

// Runs against real servers and clients, each verdict held against what it was when it was last looked at.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cliProcess as cli, ndjson } from '../cli/cli.ts';

export const { presets } = await cli(['fuzz', 'doctor', '--json']).then(({ stdout }) => ({
  presets: new Map(
    (JSON.parse(stdout) as { name: string; path: string | null; install: string }[]).map((row) => [row.name, row]),
  ),
}));

/** A test that is skipped, with a plain word, where the program is not installed. */
export function onPreset(name: string, title: string, run: () => Promise<void>, milliseconds = 240_000): void {
  const preset = presets.get(name);
  const isInstalled = preset?.path != null;
  const missing = `${name} is not installed (${preset?.install})`;
  test.skipIf(!isInstalled)(isInstalled ? `${name}: ${title}` : `${title}: ${missing}`, run, milliseconds);
}

const baseline = (name: string): string => fileURLToPath(new URL(`baselines/${name}.json`, import.meta.url));

/** Fuzzes, and gives the records and the summary of it. */
export async function fuzz(...args: readonly string[]) {
  const outcome = await cli(['fuzz', ...args, '--seed', '1', '--json']);
  expect(outcome.stderr).toBe('');
  const records = ndjson(outcome);
  return {
    status: outcome.status,
    summary: records.at(-1),
    cases: records.filter(({ type }) => type === 'case'),
    findings: records.filter(({ type }) => type === 'finding'),
    changes: records.filter(({ type }) => type === 'change'),
  };
}

const plain = Buffer.from('SIP/2.0 486 Busy Here').toString('base64');

/** Every case has its verdict and none has changed; a plain 486 is understood whatever came before it. */
export async function corpus(name: string, verdict: string, ...args: readonly string[]) {
  const { summary, cases, changes, findings } = await fuzz(...args, '--kind', 'corpus', '--baseline', baseline(name));
  expect(changes).toEqual([]);
  expect(summary).toMatchObject({ isComplete: true, changes: 0 });
  const plainOnes = cases.filter(({ octets }) => octets === plain);
  for (const one of plainOnes) {
    expect(one).toMatchObject({ verdict, ...(verdict === 'accepted-as' ? { statusCode: 486 } : {}) });
  }
  return { cases, findings, plainOnes };
}

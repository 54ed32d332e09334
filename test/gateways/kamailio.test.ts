import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cli, ndjson } from '../cli/cli.ts';

// Debian's package `kamailio` has it.
const isInstalled = spawnSync('kamailio', ['-v']).status === 0;
const name = isInstalled ? 'kamailio' : 'kamailio, which is not installed (apt-get install kamailio)';

test.skipIf(!isInstalled)(`${name}: no finding, and the same verdicts each time`, async () => {
  const run = async (): Promise<readonly (readonly string[])[]> => {
    const outcome = await cli(['fuzz', 'kamailio', '--transport', 'udp,tcp', '-n', '2000', '--seed', '1', '--json']);
    expect({ status: outcome.status, stderr: outcome.stderr }).toEqual({ status: 0, stderr: '' });
    const records = ndjson(outcome);
    expect(records.at(-1)).toMatchObject({ type: 'summary', findings: 0, isComplete: true });
    return records.flatMap(({ type, address, verdict }) =>
      type === 'case' ? [[String(address), String(verdict)]] : [],
    );
  };
  const [first, second] = [await run(), await run()];
  const sorted = (some: readonly (readonly string[])[]): readonly string[] => some.map((pair) => pair.join(' ')).sort();
  expect(sorted(second)).toEqual(sorted(first));
});

import { describe, expect, test } from 'vitest';
import { explore } from './explore.mjs';
import { hunt } from './hunt.mjs';
import { mutate } from './mutate.mjs';
import { isWatched, maxLength, run } from './planted.mjs';
import { Random } from './random.mjs';

/** How many inputs it takes to find the planted fault; undefined when no more than a limit find it. */
async function inputsUntilFound(isGuided: boolean, limit: number): Promise<number | undefined> {
  let first: number | undefined;
  let executions = 0;
  await explore({
    run: (input: Uint8Array) => {
      executions += 1;
      run(input);
    },
    seeds: [new Uint8Array(8)],
    dictionary: [],
    isWatched,
    seed: 1,
    maxLength,
    isGuided,
    goesOn: () => first === undefined && executions < limit,
    found: () => {
      first ??= executions;
    },
  });
  return first;
}

test('coverage leads to a fault that chance does not find', async () => {
  const inputs = await inputsUntilFound(true, 1_000_000);
  expect(inputs).toBeDefined();
  expect(await inputsUntilFound(false, inputs as number)).toBeUndefined();
}, 60_000);

test('an input is what the seed says', () => {
  const some = (seed: number): readonly Uint8Array[] => {
    const random = new Random(seed);
    const input = Uint8Array.from({ length: 20 }, (_, index) => index);
    return Array.from({ length: 200 }, () => mutate(input, input, [Uint8Array.of(1, 2, 3)], random, 30));
  };
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
  expect(Math.max(...some(1).map(({ length }) => length))).toBe(30);
});

describe('in a thread of its own', () => {
  /** What is told of a planted fault until it was found as often as is asked. */
  const findings = async (fault: string, enough: number, patience?: number): Promise<readonly string[]> => {
    const messages: string[] = [];
    await hunt({
      target: new URL(`planted.mjs?fault=${fault}`, import.meta.url).href,
      seed: 1,
      milliseconds: 30_000,
      patience,
      dictionary: [Uint8Array.of(0xd3, 0x91, 0x07)],
      found: (input: Uint8Array, message: string) => {
        expect([...input.subarray(0, 3)]).toEqual([0xd3, 0x91, 0x07]);
        messages.push(message);
        return messages.length < enough;
      },
    });
    return messages;
  };

  test('what throws is a finding', async () => {
    expect(await findings('crash', 1)).toEqual([expect.stringContaining('the planted fault')]);
  }, 60_000);

  test('what hangs is a finding, the thread is ended, and another one goes on', async () => {
    const hangs = 'hangs: no end in 1500 ms';
    expect(await findings('hang', 2, 1500)).toEqual([hangs, hangs]);
  }, 60_000);
});

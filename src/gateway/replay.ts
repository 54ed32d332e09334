import { Campaign } from './campaign/campaign.ts';
import type { Outcome } from './campaign/verdict.ts';
import type { FuzzCase } from './cases/fuzz-case.ts';
import { type FuzzOptions, modeOf } from './fuzz.ts';
import type { RunOptions } from './run.ts';
import { Target } from './target/target.ts';

/**
 * Sends some cases, one after the other, to a target that has just been started, and returns the outcome. They are judged
 * alone, as a finding is.
 *
 * @throws {TargetError} as `fuzz()` does
 */
export async function replay(
  options: Omit<FuzzOptions, keyof RunOptions> & {
    readonly cases: readonly FuzzCase[];
    readonly caseMilliseconds?: number;
    readonly parallel?: number;
  },
): Promise<Outcome & { readonly isFinding: boolean }> {
  const target = new Target(options.target);
  const mode = modeOf(target, options);
  const campaign = new Campaign(target, mode, { parallel: 1 });
  try {
    await mode.prepare?.();
    await target.start();
    await campaign.begin();
    return await campaign.isolation.runAll(options.cases);
  } finally {
    mode.close?.();
    await target.close();
  }
}

import type { Shard } from '../../gateway/cases/fuzz-case.ts';
import { type Options, UsageError } from '../command.ts';
import type { Terminal } from '../output/terminal.ts';

/** The part that is ours: as `--shard` says, or as Kubernetes Indexed Jobs and CI matrices say. */
export function shardFrom(shard: Options[string], env: Terminal['env']): Shard {
  const { JOB_COMPLETION_INDEX, SHARDS, CI_NODE_INDEX, CI_NODE_TOTAL } = env;
  const text =
    shard ??
    (JOB_COMPLETION_INDEX !== undefined && SHARDS !== undefined
      ? `${Number(JOB_COMPLETION_INDEX) + 1}/${SHARDS}`
      : CI_NODE_INDEX !== undefined && CI_NODE_TOTAL !== undefined
        ? `${CI_NODE_INDEX}/${CI_NODE_TOTAL}`
        : '1/1');
  const [, index, total] = (/^(\d{1,6})\/(\d{1,6})$/.exec(String(text)) ?? []).map(Number);
  if (index === undefined || total === undefined || index < 1 || index > total) {
    throw new UsageError(`--shard must be one of N, as 1/4, not ${text}`);
  }
  return { index: index - 1, count: total };
}

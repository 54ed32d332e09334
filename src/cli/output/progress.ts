import type { Terminal } from './terminal.ts';

export interface Progress {
  /** How much of the whole is done, and what there is to say of it. */
  update(done: number, remark?: string): void;
  stop(): void;
}

/** A bar on standard error for what takes longer than a second; nothing where that is no terminal. */
export async function progress({ stderr }: Pick<Terminal, 'stderr'>, label: string, total: number): Promise<Progress> {
  if (stderr.isTTY !== true) return { update() {}, stop() {} };
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream: stderr,
    format: `${label} {bar} {value}/{total} | {eta_formatted} left{remark}`,
    hideCursor: true,
    clearOnComplete: true,
  });
  const begun = Date.now();
  let isShown = false;
  return {
    update(done, remark) {
      const payload = { remark: remark === undefined ? '' : ` | ${remark}` };
      if (isShown) bar.update(done, payload);
      else if (Date.now() - begun > 1000) {
        isShown = true;
        bar.start(total, done, payload);
      }
    },
    stop() {
      if (isShown) bar.stop();
    },
  };
}

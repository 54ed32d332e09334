import type { Terminal } from './terminal.ts';

export interface Progress {
  /** How much of the whole is done, and what there is to say of it. */
  update(done: number, remark?: string): void;
  stop(): void;
}

/** Milliseconds until a line is shown at all, and between two states of it. */
const patience = 1000;
const pause = 100;

/** One line on standard error for what takes longer than a second; nothing where that is no terminal. */
export function progress({ stderr }: Pick<Terminal, 'stderr'>, label: string, total: number): Progress {
  if (stderr.isTTY !== true) return { update() {}, stop() {} };
  const begun = Date.now();
  let shownAt = begun + patience - pause;
  let isShown = false;
  return {
    update(done, remark) {
      const now = Date.now();
      if (now < shownAt + pause) return;
      [shownAt, isShown] = [now, true];
      const seconds = Math.ceil(((now - begun) * (total - done)) / (1000 * Math.max(1, done)));
      const left = Number.isFinite(seconds) ? `, ${seconds} s left` : '';
      const text = `${label} ${done}${Number.isFinite(total) ? ` of ${total}` : ''}${left}${remark === undefined ? '' : ` | ${remark}`}`;
      stderr.write(`\r${text.slice(0, (stderr.columns ?? 80) - 1)}${clearToEnd}`);
    },
    stop() {
      if (isShown) stderr.write(`\r${clearToEnd}`);
      isShown = false;
    },
  };
}

const clearToEnd = '\x1b[K';

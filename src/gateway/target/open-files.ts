import { readdirSync, readFileSync } from 'node:fs';

/** How many files, sockets and pipes a process and those that it started have open; undefined where there is no /proc. */
export function openFiles(pid: number): number | undefined {
  try {
    const own = readdirSync(`/proc/${pid}/fd`).length;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + (openFiles(Number(child)) ?? 0), own);
  } catch {
    return undefined; // it has ended, or this is no Linux
  }
}

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** What was started here and has not ended yet. */
const running = new Set<ChildProcess>();

/**
 * Starts a process in a group of its own: Ctrl-C at the terminal is for us and not for it, and what it starts in turn
 * ends with it. It does not outlive this process, unless that is killed by force.
 */
export function startProcess(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = started(command, args);
  child.once('exit', () => endGroup(child, 'SIGKILL'));
  return child;
}

/**
 * The same of a command as one writes it for a shell. What it writes to its standard output is of no interest, and what
 * it leaves running when it has ended is meant to run.
 */
export function startShell(command: string): ChildProcessWithoutNullStreams {
  const child = started('/bin/sh', ['-c', command]);
  child.stdin.end();
  child.stdout.resume();
  return child;
}

function started(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  if (running.size === 0) process.once('exit', endAll);
  const child = spawn(command, args, { detached: true });
  running.add(child);
  const isOver = (): void => {
    running.delete(child);
    if (running.size === 0) process.removeListener('exit', endAll);
  };
  child.once('error', isOver);
  child.once('exit', isOver);
  return child;
}

/** Ends a process that was started here, with all that it has started: by its own id, and only while it is there. */
export function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (running.has(child)) endGroup(child, signal);
}

function endGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of it is there any more.
  }
}

function endAll(): void {
  for (const child of running) endGroup(child, 'SIGKILL');
}

import { Buffer } from 'node:buffer';
import { crashed } from '../campaign/crash.ts';
import type { Ended, Outcome } from '../campaign/verdict.ts';
import { endProcess, startProcess, startShell } from '../target/child-process.ts';
import { TargetError } from '../target/target.ts';
import type { Call, Callee, Caller } from './uas.ts';

/** A program that calls once and ends. */
export interface CallingProgram {
  /** How it is started to call somebody. */
  command(callee: Callee): readonly [string, ...string[]];
  /** What it made of its answer, by what it wrote and how it ended; left out where only controls can show that. */
  outcome?(ended: Ended, callee: Callee): Outcome;
}

/** Starts a program for each case. It crashes where a signal that is not ours ends it. */
export function processCaller(program: CallingProgram): Caller {
  return {
    isProcessPerCall: true,
    isObserving: program.outcome !== undefined,
    call: async (callee) => start(program, callee),
  };
}

function start(program: CallingProgram, callee: Callee): Call {
  const [command, ...args] = program.command(callee);
  const child = startProcess(command, args);
  child.stdin.end();
  const chunks: Buffer[] = [];
  const keep = (chunk: Buffer): void => {
    if (chunks.length < 1000) chunks.push(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let isEnded = false;
  let isKilled = false;
  const over = new Promise<Outcome>((resolve, reject) => {
    child.once('error', (error) => reject(new TargetError(`${command} cannot be started: ${error.message}`)));
    child.once('close', (status, signal) => {
      isEnded = true;
      const output = Buffer.concat(chunks).toString('latin1');
      if (signal !== null) {
        // Where it was us, nobody waits for it any more.
        if (!isKilled) resolve(crashed(signal, output));
        return;
      }
      const ended = { status, output };
      resolve(program.outcome === undefined ? { verdict: 'unjudged', ended } : program.outcome(ended, callee));
    });
  });
  return {
    [program.outcome === undefined ? 'over' : 'outcome']: over,
    end() {
      if (isEnded) return;
      isKilled = true;
      endProcess(child, 'SIGKILL');
    },
  };
}

/** Runs a shell command that makes a target call; `{uri}`, `{host}` and `{port}` in it are where it shall call. */
export function shellCaller(command: string): Caller {
  return {
    isProcessPerCall: false,
    async call(callee) {
      const child = startShell(expandShellTemplate(command, callee));
      child.stderr.resume();
      child.on('error', () => {});
      return { end: () => endProcess(child, 'SIGKILL') };
    },
  };
}

/** Runs a shell command after each case, filled in as `shellCaller` does, and waits for its end; five seconds at most. */
export function shellAfter(command: string): (callee: Callee) => Promise<void> {
  return (callee) => {
    const child = startShell(expandShellTemplate(command, callee));
    child.stderr.resume();
    return new Promise((resolve) => {
      const timer = setTimeout(() => endProcess(child, 'SIGKILL'), 5000);
      const over = (): void => {
        clearTimeout(timer);
        resolve();
      };
      child.once('error', over);
      child.once('exit', over);
    });
  };
}

/** A template of a command with what it shall call filled in. */
export function expandTemplate(template: string, callee: Callee): string {
  const { uri, address } = callee;
  const { host, port } = address;
  return template.replaceAll('{uri}', uri).replaceAll('{host}', host).replaceAll('{port}', String(port));
}

/** The same for a shell, to which a URI with parameters would be two commands: what stands in no quotation is quoted. */
export function expandShellTemplate(template: string, callee: Callee): string {
  let quotation = '';
  return template.replace(/\\.|'|"|\{(?:uri|host|port)\}/g, (found) => {
    if (found === "'" || found === '"') {
      if (quotation === '') quotation = found;
      else if (quotation === found) quotation = '';
      return found;
    }
    if (!found.startsWith('{')) return found;
    const value = expandTemplate(found, callee);
    return quotation === '' ? `'${value}'` : value;
  });
}

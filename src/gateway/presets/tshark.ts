import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Outcome } from '../campaign/verdict.ts';
import type { Dissector } from '../modes/dissect.ts';
import { pcapHeader, pcapPacket } from '../sip/pcap.ts';
import { endProcess, startProcess } from '../target/child-process.ts';
import { TargetError } from '../target/target.ts';
import type { Preset } from './preset.ts';

/** The dissector: it reads the cases as captured packets, and sees a status line in them or not. */
export const tshark: Preset = {
  name: 'tshark',
  summary: 'the dissector, which reads the cases as captured packets: dissect',
  modes: ['dissect'],
  transports: ['udp'],
  from: { debianPackage: 'tshark', executable: 'tshark', versionArguments: ['--version'] },
  parallel: 64,

  prepare: async ({ transport }) => ({ target: { transport }, dissector: new Tshark() }),
};

interface Awaited {
  settle(outcome: Outcome | undefined): void;
}

const limit = 5000;

/** One process that reads packets from a pipe and writes a line of JSON for each, in their order. */
class Tshark implements Dissector {
  #child: ChildProcessWithoutNullStreams | undefined;
  #awaited: Awaited[] = [];
  #count = 0;

  dissect(octets: Uint8Array): Promise<Outcome | undefined> {
    return new Promise((resolve, reject) => {
      const child = this.#started(reject);
      const timer = setTimeout(() => {
        settle(undefined);
        this.close();
      }, limit);
      const settle = (outcome: Outcome | undefined): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#awaited.push({ settle });
      child.stdin.write(pcapPacket(octets, this.#count));
      this.#count += 1;
    });
  }

  #started(failed: (error: Error) => void): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const dissection = '-n -l -r - -d udp.port==5060,sip -T ek'.split(' ');
    // It refuses to read from the socket that Node.js gives a child for its standard input: `cat` makes it a pipe.
    const child = startProcess('sh', ['-c', 'cat | exec tshark "$@"', 'sh', ...dissection, '-J', 'sip _ws.malformed']);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('latin1')).slice(-1000);
    });
    child.stdin.on('error', () => {}); // it has ended, which is told next
    child.once('error', failed);
    child.once('close', (status, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (status === 127) failed(new TargetError('tshark is not installed'));
      // The shell tells a signal as a status above 128.
      const how = signal ?? (status !== null && status > 128 ? `signal ${status - 128}` : `exit status ${status}`);
      const detail = `${how} ${said.trim().split('\n').at(-1) ?? ''}`.trim();
      for (const { settle } of this.#awaited.splice(0)) settle({ verdict: 'server-crashed', detail });
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (this.#child === child && !line.startsWith('{"index"') && line !== '')
        this.#awaited.shift()?.settle(read(line));
    });
    child.stdin.write(pcapHeader());
    this.#child = child;
    return child;
  }

  close(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    for (const { settle } of this.#awaited.splice(0)) settle(undefined);
    endProcess(child, 'SIGKILL');
  }
}

function read(line: string): Outcome {
  const code = /"sip_sip_Status-Code":"(\d+)"/.exec(line)?.[1];
  const malformed = line.includes('"_ws_malformed"') ? { detail: 'malformed' } : {};
  return code === undefined
    ? { verdict: 'dropped', ...malformed }
    : { verdict: 'accepted-as', statusCode: Number(code), ...malformed };
}

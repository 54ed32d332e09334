import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lenientReading } from '../cases/lenient-reading.ts';
import type { CallingProgram } from '../modes/process-caller.ts';
import { processCaller } from '../modes/process-caller.ts';
import type { Callee } from '../modes/uas.ts';
import { hostPort } from '../sip/message.ts';
import type { Preset } from './preset.ts';

/** The traffic generator, with a scenario that calls once and expects one code. */
export const sipp: Preset = {
  name: 'sipp',
  summary: 'the traffic generator as a caller: uas, one process a case',
  modes: ['uas'],
  transports: ['udp', 'tcp'],
  from: { debianPackage: 'sip-tester', executable: 'sipp', versionArguments: ['-v'] },
  parallel: 4,

  prepare: async ({ directory, transport }) => ({
    target: { transport },
    caller: processCaller(new Scenarios(directory)),
  }),
};

/** A scenario for each code that is expected, because a scenario is what tells that code from all others. */
class Scenarios implements CallingProgram {
  readonly #directory: string;
  readonly #written = new Set<number>();
  readonly #errors = new Map<Callee, string>();
  #calls = 0;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  command(callee: Callee): readonly [string, ...string[]] {
    const { address, transport, octets } = callee;
    const code = expectedCode(octets);
    const file = join(this.#directory, `expects-${code}.xml`);
    if (!this.#written.has(code)) writeFileSync(file, scenario(code));
    this.#written.add(code);
    this.#calls += 1;
    const errors = join(this.#directory, `errors-${this.#calls}.txt`);
    this.#errors.set(callee, errors);
    return [
      ...(['sipp', hostPort(address), '-sf', file, '-i', address.host] as const),
      ...['-t', transport === 'tcp' ? 't1' : 'u1', '-m', '1', '-l', '1', '-timeout', '4s'],
      ...['-trace_err', '-error_file', errors, '-nostdin'],
    ];
  }

  outcome({ status, output }: { status: number | null; output: string }, callee: Callee) {
    const file = this.#errors.get(callee);
    this.#errors.delete(callee);
    if (status === 0) return { verdict: 'accepted-as', statusCode: expectedCode(callee.octets) } as const;
    let errors = '';
    try {
      if (file !== undefined) errors = readFileSync(file, 'latin1');
      if (file !== undefined) rmSync(file);
    } catch {
      // It has none where it did not get so far.
    }
    // It quotes the message that it did not expect, first the one that came first. A late one may be for the process
    // that had its port before: ours is told by the port that it called.
    const ours = new RegExp(`^To: <sip:case@\\S*:${callee.address.port}>.*$[^]*?^X-Role: (case|sentinel)`, 'm');
    const role = (ours.exec(errors) ?? /^X-Role: (case|sentinel)/m.exec(errors))?.[1];
    if (role === 'case') return { verdict: 'accepted-as' } as const;
    if (role === 'sentinel') return { verdict: 'dropped' } as const;
    const said = (errors || output).trim().split('\n').at(-1) ?? '';
    return { verdict: 'replaced', detail: said || `exit status ${status}` } as const;
  }
}

function expectedCode(octets: Uint8Array): number {
  const code = lenientReading(octets).statusLine?.statusCode ?? 486;
  return code < 100 || code > 699 ? 486 : code;
}

const scenario = (code: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="one call">
  <send retrans="500"><![CDATA[
INVITE sip:case@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:fuzz@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:case@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:fuzz@[local_ip]:[local_port]>
Max-Forwards: 9
Content-Length: 0

]]></send>
${code === 100 ? '' : '  <recv response="100" optional="true"/>\n'}\
  <recv response="${code}" timeout="1500"/>
${code < 200 ? '  <recv response="603" timeout="1500"/>\n' : ''}\
  <send><![CDATA[
ACK sip:case@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
CSeq: 1 ACK
Max-Forwards: 9
Content-Length: 0

]]></send>
</scenario>
`;

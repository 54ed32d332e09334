import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Calls {
  readonly host: '127.0.0.1' | '[::1]';
  readonly transport: 'udp' | 'tcp';
  readonly port: number;
  readonly count: number;
  /** What the callee answers after 100 and 183; without it, the calls are SIPp's own: 180, 200 and 200. */
  readonly final?: string;
  /** The interface to record on, and its link type as libpcap names it. */
  readonly on?: readonly ['lo', 'EN10MB'] | readonly ['any', 'LINUX_SLL' | 'LINUX_SLL2'];
}

/** Lets SIPp call itself and records what goes over the loopback interface. Returns the path of the capture. */
export async function recordedCalls(folder: string, name: string, calls: Calls): Promise<string> {
  const { host, transport, port, count, final, on = ['lo', 'EN10MB'] } = calls;
  const path = join(folder, `${name}.pcapng`);
  const [device, link] = on;
  const recorder = spawn('dumpcap', ['-q', '-i', device, '-y', link, '-B', '64', '-f', `port ${port}`, '-w', path]);
  await said(recorder, 'File: ');
  const common = [
    '-i',
    host.replace(/[[\]]/g, ''),
    '-t',
    transport === 'udp' ? 'u1' : 't1',
    '-nostdin',
    '-m',
    String(count),
  ];
  const behaviour = (role: 'uac' | 'uas'): string[] => {
    if (final === undefined) return ['-sn', role];
    const file = join(folder, `${name}-${role}.xml`);
    writeFileSync(file, role === 'uac' ? caller(final) : callee(final));
    return ['-sf', file];
  };
  const answering = spawn('sipp', [...behaviour('uas'), '-p', String(port), ...common], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const calling = spawn(
    'sipp',
    [...behaviour('uac'), `${host}:${port}`, ...common, '-r', '2000', '-l', '3000', '-d', '0'],
    {
      stdio: 'ignore',
    },
  );
  const [status] = await once(calling, 'close');
  answering.kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 500));
  recorder.kill('SIGINT');
  await once(recorder, 'close');
  // 1 is a call that failed, on a machine that has other things to do.
  if (status !== 0 && status !== 1) throw new Error(`SIPp ended with ${status}`);
  return path;
}

function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let all = '';
    child.stderr?.on('data', (chunk) => {
      all += chunk;
      if (all.includes(text)) resolve();
    });
    child.once('close', () => reject(new Error(all)));
  });
}

const answer = (line: string): string => `<send><![CDATA[
SIP/2.0 ${line}
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>`;

const request = (method: string): string => `<send${method === 'INVITE' ? ' retrans="500"' : ''}><![CDATA[
${method} sip:service@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[call_number]
From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:service@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 ${method}
Max-Forwards: 70
Content-Length: 0

]]></send>`;

function callee(final: string): string {
  return scenario(
    '<recv request="INVITE"/>',
    ...['100 Trying', '183 Session Progress', final].map(answer),
    '<recv request="ACK"/>',
  );
}

function caller(final: string): string {
  const answers = ['100', '183', final.slice(0, 3)].map((code) => `<recv response="${code}"/>`);
  return scenario(request('INVITE'), ...answers, request('ACK'));
}

function scenario(...steps: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="calls">\n${steps.join('\n')}\n</scenario>\n`;
}

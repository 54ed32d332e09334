import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, readRequest } from '../../src/gateway/sip/message.ts';
import { type ReceivedRequest, readResponses, type SkippedRange } from '../../src/wire/index.ts';

// Debian's package `sip-tester` has it.
const isInstalled = !spawnSync('sipp', ['-v']).error;
const name = isInstalled ? 'sipp' : 'sipp, which is not installed (apt-get install sip-tester)';
const calls = 200;

test.skipIf(!isInstalled)(`${name}: each response on its connections is read, between its requests`, async () => {
  const bodies: string[] = [];
  const reasons = new Set<string>();
  const accounts: { readonly read: number; readonly told: number }[] = [];
  const failures: unknown[] = [];
  const serve = async (socket: Socket): Promise<void> => {
    const ranges: SkippedRange[] = [];
    let told = 0;
    const options = {
      profile: 'strict',
      requests: 'yield',
      skipped: (range: SkippedRange) => ranges.push(range),
    } as const;
    for await (const message of readResponses(socket, options)) {
      told += message.end - message.offset;
      if (message.type === 'request') reply(socket, message);
      else {
        reasons.add(`${message.statusLine.statusCode} ${message.statusLine.reasonPhrase}`);
        bodies.push(Buffer.from(message.body).toString('latin1'));
      }
    }
    for (const { start, end } of ranges) told += end - start;
    accounts.push({ read: socket.bytesRead, told });
  };

  const server = createServer((socket) => void serve(socket).catch((error) => failures.push(error)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  try {
    const file = join(directory, 'answers.xml');
    writeFileSync(file, scenario);
    const { port } = server.address() as AddressInfo;
    const options = ['-t', 't1', '-m', String(calls), '-l', '20', '-r', '500', '-timeout', '60s', '-nostdin'];
    const { error, stdout } = await new Promise<{ error: Error | null; stdout: string }>((resolve) =>
      execFile(
        'sipp',
        [`127.0.0.1:${port}`, '-i', '127.0.0.1', '-sf', file, ...options],
        { cwd: directory },
        (...outcome) => resolve({ error: outcome[0], stdout: outcome[1] }),
      ),
    );
    expect(error, stdout).toBeNull();
  } finally {
    await new Promise((resolve) => server.close(resolve));
    rmSync(directory, { recursive: true });
  }

  expect(failures).toEqual([]);
  expect(bodies).toHaveLength(2 * calls);
  expect([...reasons].sort()).toEqual(['183 Session Progress', '200 OK']);
  expect(bodies.filter((body) => body === '')).toHaveLength(calls);
  expect(new Set(bodies.filter((body) => body !== ''))).toEqual(new Set(['SIP/2.0 200 OK\r\nContent-Length: 0\r\n']));
  expect(accounts.length).toBeGreaterThan(0);
  for (const { read, told } of accounts) expect(told).toBe(read);
});

/** Answers an INVITE, and asks something in its dialog once it is confirmed. */
function reply(socket: Socket, { requestLine, head }: ReceivedRequest): void {
  const request = readRequest(Buffer.concat([Buffer.from(`${requestLine}\r\n`), head]));
  if (request === undefined) throw new Error(`${requestLine} is not answerable`);
  if (request.method === 'INVITE') socket.write(answer(Buffer.from('SIP/2.0 200 OK'), request, undefined));
  if (request.method !== 'ACK') return;
  const { from, to, callId } = request;
  const fields = [
    'INFO sip:caller@127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK${callId}`,
    'Max-Forwards: 9',
    `From: ${to}`,
    `To: ${from}`,
    `Call-ID: ${callId}`,
    'CSeq: 1 INFO',
    'Content-Length: 0',
  ];
  socket.write(`${fields.join('\r\n')}\r\n\r\n`);
}

const fields = `[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]`;

const request = (method: string): string => `${method} sip:callee@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:caller@[local_ip]>;tag=[pid]-[call_number]
To: <sip:callee@[remote_ip]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ${method}
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 9
Content-Length: 0

`;

// The final response carries a message of its own in its body, which a reader that looks for lines would take for one.
// The tool leaves out the empty line at its end.
const scenario = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="answers of a caller">
  <send><![CDATA[
${request('INVITE')}]]></send>
  <recv response="200"/>
  <send><![CDATA[
${request('ACK')}]]></send>
  <recv request="INFO"/>
  <send><![CDATA[
SIP/2.0 183 Session Progress
${fields}
Content-Length: 0

]]></send>
  <send><![CDATA[
SIP/2.0 200 OK
${fields}
Content-Type: message/sip
Content-Length: [len]

SIP/2.0 200 OK
Content-Length: 0

]]></send>
</scenario>
`;

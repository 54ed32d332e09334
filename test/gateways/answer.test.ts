import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { cliProcess as cli, main } from '../cli/cli.ts';

const invite = (transport: string): string =>
  [
    'INVITE sip:bob@127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/${transport} 127.0.0.1:9;branch=z9hG4bK1`,
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK0',
    'f: <sip:alice@192.0.2.1>;tag=1',
    'To: <sip:bob@127.0.0.1>',
    'Call-ID: 1',
    'CSeq: 7 INVITE',
    'Content-Type: text/plain',
    'Content-Length: 4',
    '',
    'body',
  ].join('\r\n');

/** Starts the server, sends it a request, and gives what came back, one character an octet. */
async function ask(transport: 'udp' | 'tcp', ...args: readonly string[]) {
  const child = spawn(process.execPath, [main, 'answer', ...args, `--${transport}`, '127.0.0.1:0', '-n', '1']);
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const port = await new Promise<number>((resolve) =>
    child.stderr.on('data', (chunk) => resolve(Number(/:(\d+)\n/.exec(String(chunk))?.[1]))),
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const response = await new Promise<string>((resolve) => {
    if (transport === 'udp') {
      const socket = createSocket('udp4');
      socket.on('message', (message) => {
        socket.close();
        resolve(message.toString('latin1'));
      });
      socket.send(invite('UDP'), port, '127.0.0.1');
    } else {
      const socket = connect(port, '127.0.0.1', () => {
        // In two pieces, the second in the middle of the body.
        socket.write(invite('TCP').slice(0, -2));
        setTimeout(() => socket.write(invite('TCP').slice(-2)), 20);
      });
      socket.once('data', (chunk) => {
        socket.destroy();
        resolve(chunk.toString('latin1'));
      });
    }
  });
  return { response, status: await ended, stdout };
}

test.each(['udp', 'tcp'] as const)('a whole answer: RFC 3261 §8.2.6.2, over %s', async (transport) => {
  expect(await ask(transport, '486')).toEqual({
    response: [
      'SIP/2.0 486 Busy Here',
      `Via: SIP/2.0/${transport.toUpperCase()} 127.0.0.1:9;branch=z9hG4bK1`,
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK0',
      'From: <sip:alice@192.0.2.1>;tag=1',
      'To: <sip:bob@127.0.0.1>;tag=answer',
      'Call-ID: 1',
      'CSeq: 7 INVITE',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
    status: 0,
    stdout: 'INVITE sip:bob@127.0.0.1 SIP/2.0\n',
  });
});

test.each([
  [['486', 'Not', 'now'], 'SIP/2.0 486 Not now\r\nVia'],
  [['BusyHere'], 'SIP/2.0 486 Busy Here\r\nVia'],
  [['401'], 'WWW-Authenticate: Digest realm='],
  [['--raw', 'SIP/2.0 48 Busy'], 'SIP/2.0 48 Busy\r\nVia'],
  [['--raw', 'SIP/2.0 486 \\x00\\xff\\t\\\\x\\n'], 'SIP/2.0 486 \0\xff\t\\x\nVia'],
])('%j', async (args, begin) => {
  expect((await ask('udp', ...args)).response).toContain(begin);
});

test.each([
  [['--udp', '127.0.0.1:0'], /missing status code or --raw LINE/],
  [['486', '--raw', 'x', '--udp', '127.0.0.1:0'], /a status code and --raw cannot be combined/],
  [['486'], /missing address: --udp/],
  [['486', '--udp', 'localhost:5060'], /--udp must be an address/],
  [['486', 'a\rb', '--udp', '127.0.0.1:0'], /use --raw for a broken line/],
  [['Busy', '--udp', '127.0.0.1:0'], /neither a status code nor the name of one/],
])('wrong usage: %j', async (args, message) => {
  const { status, stderr } = await cli(['answer', ...args]);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

import { Buffer } from 'node:buffer';
import type { Transport } from '../../gateway/index.ts';
import { buildStatusLine, displayReasonPhrase, StatusLineBuildError } from '../../index.ts';
import { unescapeOctets } from '../../text/backslash-escapes.ts';
import { type Command, count, type Options, UsageError } from '../command.ts';
import { statusCodeFrom } from './build.ts';

export const answer: Command = {
  usage: 'answer CODE [PHRASE] --udp 127.0.0.1:5060 | answer --raw LINE --udp 127.0.0.1:5060',
  summary: 'answer every SIP request with the same status line, even a broken one, to try a client by hand',
  examples: [
    'sip-status-line answer 486 --udp 127.0.0.1:5060',
    "sip-status-line answer --raw 'SIP/2.0 48' --udp 127.0.0.1:5060 -n 1",
  ],
  options: {
    raw: {
      type: 'string',
      value: 'LINE',
      help: 'any start line at all, with \\r \\n \\t \\0 \\\\ and \\xHH for octets',
    },
    udp: {
      type: 'string',
      value: 'ADDRESS',
      help: 'the UDP address to listen on: 127.0.0.1:5060; port 0: any free port',
    },
    tcp: { type: 'string', value: 'ADDRESS', help: 'the TCP address to listen on' },
    requests: { type: 'string', short: 'n', value: 'COUNT', help: 'end after this number of requests, ACKs included' },
    json: { type: 'boolean', help: 'print one JSON object per request' },
  },

  async run(args, options, terminal) {
    const startLine = startLineFrom(args, options);
    const most = options.requests === undefined ? Number.POSITIVE_INFINITY : count('-n', String(options.requests));
    const listening = (['udp', 'tcp'] as const).flatMap((transport) => {
      const text = options[transport];
      return typeof text === 'string' ? [{ transport, text }] : [];
    });
    if (listening.length === 0) throw new UsageError('missing address: --udp 127.0.0.1:5060 or --tcp 127.0.0.1:5060');
    const { answerRequests, targetFrom } = await import('../../gateway/index.ts');
    const addresses = listening.map(({ transport, text }) => addressed(transport, text, targetFrom));

    let answered = 0;
    let isOver: () => void = () => {};
    const over = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    const endpoints: { close(): void }[] = [];
    for (const { transport, address } of addresses) {
      const endpoint = await answerRequests({
        transport,
        address,
        startLine,
        answered: (request) => {
          answered += 1;
          if (answered > most) return;
          const text = request.startLine.toString('latin1');
          const { method } = request;
          terminal.print(
            options.json ? JSON.stringify({ transport, method, startLine: text }) : displayReasonPhrase(text),
          );
          if (answered === most) isOver();
        },
      });
      const { host, port } = endpoint.address;
      terminal.report(`answering at ${transport}:${host.includes(':') ? `[${host}]` : host}:${port}`);
      endpoints.push(endpoint);
    }
    process.once('SIGINT', isOver);
    process.once('SIGTERM', isOver);
    if (most > 0) await over;
    // What was answered last is still on its way.
    setTimeout(() => {
      for (const endpoint of endpoints) endpoint.close();
    }, 50);
    return 0;
  },
};

function startLineFrom(args: readonly string[], { raw }: Options): Uint8Array {
  const [code, ...phrase] = args;
  if (code === undefined && raw === undefined) throw new UsageError('missing status code or --raw LINE');
  if (code !== undefined && raw !== undefined) throw new UsageError('a status code and --raw cannot be combined');
  if (typeof raw === 'string') return unescapeOctets(raw);
  try {
    return Buffer.from(
      buildStatusLine({
        statusCode: statusCodeFrom(code ?? ''),
        reasonPhrase: phrase.length === 0 ? undefined : phrase.join(' '),
      }),
    );
  } catch (error) {
    if (!(error instanceof StatusLineBuildError)) throw error;
    throw new UsageError(`${error.message}; use --raw for a broken line`);
  }
}

function addressed(
  transport: Transport,
  text: string,
  targetFrom: (text: string) => { address: { host: string; port: number } },
): { transport: Transport; address: { host: string; port: number } } {
  try {
    return { transport, address: targetFrom(`${transport}:${text}`).address };
  } catch {
    throw new UsageError(`--${transport} must be an address such as 127.0.0.1:5060, not ${JSON.stringify(text)}`);
  }
}

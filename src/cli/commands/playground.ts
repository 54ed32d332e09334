import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { escapeOctets } from '../../text/backslash-escapes.ts';
import { encodeText } from '../../text/utf-8.ts';
import { type Command, count, UsageError } from '../command.ts';

export const playground: Command = {
  usage: 'playground [--port PORT] [-o DIR] [LINE]',
  summary: 'serve a page on loopback that shows a line as the grammar reads it, octet by octet, until Ctrl-C',
  examples: ["sip-status-line playground 'SIP/2.0 486 Busy Here'", 'sip-status-line playground -o page'],
  options: {
    port: { type: 'string', value: 'PORT', help: 'the port to serve on; default: a free port' },
    output: { type: 'string', short: 'o', value: 'DIR', help: 'write the page, one file, into a folder and exit' },
  },

  async run(args, { port = '0', output }, terminal) {
    const [line, ...more] = args;
    if (more.length > 0) throw new UsageError('the page shows one line; quote a line with blanks');
    // Not written in one piece, or the bundler takes the file for a part of the program.
    const file = '../playground/index.html';
    const page = readFileSync(new URL(file, import.meta.url));
    const fragment = line === undefined ? '' : `#${encodeURIComponent(escapeOctets(encodeText(line)))}`;

    if (typeof output === 'string') {
      mkdirSync(output, { recursive: true });
      const copy = join(output, 'index.html');
      writeFileSync(copy, page);
      await terminal.print(copy);
      return 0;
    }

    const server = createServer((request, response) => {
      const isPage = /^\/(\?|$)/.test(request.url ?? '');
      if (!isPage || (request.method !== 'GET' && request.method !== 'HEAD')) {
        response.writeHead(isPage ? 405 : 404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': page.length,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : page);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(count('--port', String(port)), '127.0.0.1', resolve);
    });
    await terminal.print(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${fragment}`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    server.closeAllConnections();
    server.close();
    return 0;
  },
};

import {
  buildStatusLine,
  displayReasonPhrase,
  escapeReasonPhrase,
  inspectStatusLine,
  lookupStatusCode,
  parseStatusLine,
  StatusLineBuildError,
} from '../../index.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import { type Command, type Options, UsageError } from '../command.ts';
import { linesOf, maxOctets } from '../input/lines.ts';
import { toJson } from '../output/json.ts';
import type { Terminal } from '../output/terminal.ts';

export const build: Command = {
  usage: 'build [--escape] [--strict] [--sip-version VERSION] [--json] [CODE [PHRASE]]',
  summary: 'build a status line from a code or its name; the phrase defaults to the canonical one',
  examples: [
    'sip-status-line build 486',
    'sip-status-line build BusyHere',
    `sip-status-line build --escape 480 '100% "away"'`,
  ],
  options: {
    escape: { type: 'boolean', help: 'make any phrase legal: forbidden characters become %HH or a space' },
    strict: { type: 'boolean', help: 'refuse a code of none of the six classes (RFC 3261 §7.2), and another version' },
    'sip-version': { type: 'string', value: 'VERSION', help: 'the SIP-Version, SIP/2.0 by default' },
    json: { type: 'boolean', help: 'print one JSON object per line' },
  },

  async run(args, options, terminal) {
    if (args.length > 0) return one(args.join(' '), options, terminal);
    let status: 0 | 1 = 0;
    for await (const line of linesOf(terminal.stdin)) {
      if ((await oneWithinLimit(line, options, terminal)) === 1) status = 1;
    }
    return status;
  },
};

/** Of a request that is too long only the beginning is there, and half a phrase is not what was asked for. */
async function oneWithinLimit(request: Uint8Array, options: Options, terminal: Terminal): Promise<0 | 1> {
  if (request.length <= maxOctets) return one(decodeOctets(request), options, terminal);
  const error = { field: 'reasonPhrase', offset: maxOctets, message: `the request is longer than ${maxOctets} octets` };
  await terminal.print(
    options.json ? JSON.stringify({ line: null, statusLine: null, error }) : terminal.paint('red', error.message),
  );
  return 1;
}

/** Builds from `CODE` or `CODE PHRASE`. A code with a space after it has an empty phrase. */
async function one(request: string, options: Options, terminal: Terminal): Promise<0 | 1> {
  const { json, 'sip-version': sipVersion } = options;
  const [, code = '', phrase] = /^([^ ]*)(?: (.*))?$/s.exec(request) ?? [];
  try {
    const line = buildStatusLine({
      statusCode: statusCodeFrom(code),
      reasonPhrase: phrase !== undefined && options.escape ? escapeReasonPhrase(phrase) : phrase,
      sipVersion: typeof sipVersion === 'string' ? sipVersion : undefined,
    });
    const wrong = inspectStatusLine(line).issues.find(({ severity }) => severity === 'error');
    if (wrong !== undefined && options.strict) {
      const error = {
        field: wrong.code === 'unsupported-sip-version' ? 'sipVersion' : 'statusCode',
        message: wrong.message,
      };
      await terminal.print(
        json ? toJson(request, { statusLine: undefined, error }) : terminal.paint('red', wrong.message),
      );
      return 1;
    }
    await terminal.print(json ? toJson(line, { statusLine: parseStatusLine(line), error: undefined }) : line);
    if (wrong !== undefined) terminal.report(`warning: ${wrong.message}`);
    return 0;
  } catch (error) {
    if (!(error instanceof StatusLineBuildError)) throw error;
    const { field, offset, message } = error;
    await terminal.print(
      json
        ? toJson(request, { statusLine: undefined, error: { field, offset, message } })
        : terminal.paint('red', message),
    );
    return 1;
  }
}

export function statusCodeFrom(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const named = lookupStatusCode(text);
  if (named === undefined)
    throw new UsageError(`${displayReasonPhrase(JSON.stringify(text))} is neither a status code nor the name of one`);
  return named.statusCode;
}

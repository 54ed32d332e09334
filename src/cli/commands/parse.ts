import { tooLong } from '../../faults/fault.ts';
import { displayReasonPhrase, explainFault, inspectStatusLine, safeParseStatusLine, statusClass } from '../../index.ts';
import type { InspectResult } from '../../inspect.ts';
import type { Profile } from '../../status-line.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import { type Command, UsageError } from '../command.ts';
import { linesOf, maxOctets } from '../input/lines.ts';
import { toJson } from '../output/json.ts';
import { shownPhrase } from '../output/phrase.ts';
import type { Paint } from '../output/terminal.ts';

export const parse: Command = {
  usage: 'parse [--lenient] [--json [--inspect]] [LINE ...]',
  summary: 'parse and validate status lines, from the arguments or line by line from standard input',
  examples: [
    "sip-status-line parse 'SIP/2.0 486 Busy Here'",
    "printf 'SIP/2.0 480 Occup\\\\351\\\\r\\\\n' | sip-status-line parse --lenient --json",
  ],
  options: {
    lenient: { type: 'boolean', help: 'read what real software sends, and report each deviation' },
    json: { type: 'boolean', help: 'print one JSON object per line' },
    inspect: { type: 'boolean', help: 'with --json: the whole registry entry of the code too' },
  },

  async run(args, { json, inspect, lenient }, terminal) {
    const { paint } = terminal;
    refuseUnquoted(args);
    let isMessage = false;
    const profile = lenient ? 'lenient' : 'strict';
    let status: 0 | 1 = 0;
    for await (const line of args.length > 0 ? args : linesOf(terminal.stdin)) {
      const result = inspectWithinLimit(line, profile);
      if (result.fault !== undefined) status = 1;
      if (json) {
        await terminal.print(asJson(line, result, inspect === true));
        continue;
      }
      // Of a whole message, the first line is meant. The others are told of once.
      if (isMessage && isRestOfMessage(line)) continue;
      const isFirstField = args.length === 0 && isHeaderField(line);
      await terminal.show(result.fault ? faulty(line, result, profile, paint) : valid(line, result, paint));
      isMessage = isFirstField;
    }
    return status;
  },
};

/** Of a line of standard input that is too long only the beginning is there, so that is all that is said of it. */
function inspectWithinLimit(line: string | Uint8Array, profile: Profile): InspectResult {
  if (typeof line === 'string' || line.length <= maxOctets) return inspectStatusLine(line, { profile });
  return { statusLine: undefined, deviations: [], fault: tooLong(maxOctets), issues: [], registered: undefined };
}

function asJson(
  line: string | Uint8Array,
  { statusLine, deviations, fault, issues, registered }: InspectResult,
  isWhole: boolean,
): string {
  return toJson(line, { statusLine, deviations, fault, issues, ...(isWhole && { registered }) });
}

/** A shell makes several words of a line that stands in no quotes. */
function refuseUnquoted(args: readonly string[]): void {
  const [version = '', code = ''] = args;
  if (!/^SIP\/\d+\.\d+$/i.test(version) || !/^\d+$/.test(code)) return;
  throw new UsageError(`a line is one argument: sip-status-line parse '${args.join(' ').replaceAll("'", "'\\''")}'`);
}

function isHeaderField(line: string | Uint8Array): boolean {
  return headerField.test(textOf(line));
}

/** A header field, one that is folded, or the empty line after the last. */
function isRestOfMessage(line: string | Uint8Array): boolean {
  return isHeaderField(line) || /^(?:[ \t].*)?$/.test(textOf(line));
}

function textOf(line: string | Uint8Array): string {
  return typeof line === 'string' ? line : decodeOctets(line.subarray(0, maxOctets));
}

function valid(
  line: string | Uint8Array,
  { statusLine, deviations, issues, registered }: InspectResult,
  paint: Paint,
): string {
  const { sipVersion, statusCode, reasonPhrase } = statusLine as NonNullable<typeof statusLine>;
  const about = registered
    ? `${registered.statusClass}, ${registered.definedIn.rfc} ${registered.definedIn.section}`
    : (statusClass(statusCode) ?? '');
  return [
    `${paint('green', 'valid')}  ${displayReasonPhrase(typeof line === 'string' ? line : decodeOctets(line))}`,
    `  version  ${sipVersion}`,
    `  code     ${String(statusCode).padStart(3, '0')}  ${paint('dim', about)}`.trimEnd(),
    `  phrase   ${shownPhrase(displayReasonPhrase(reasonPhrase))}`.trimEnd(),
    ...(registered ? [`  ${paint('dim', registered.description)}`] : []),
    ...deviations.map((deviation) => `  ${paint('yellow', 'deviation')}  ${firstLine(explainFault(deviation, line))}`),
    ...issues.map(
      ({ severity, code, message }) =>
        `  ${paint(severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : 'dim', severity)}  ${code}: ${message}`,
    ),
  ].join('\n');
}

function faulty(line: string | Uint8Array, { fault }: InspectResult, profile: Profile, paint: Paint): string {
  const [heading, ...rest] = explainFault(fault as NonNullable<typeof fault>, line).split('\n');
  const explanation = [paint('red', heading as string), ...rest];
  const isWhole = fault?.code !== 'too-long';
  const forgiven = profile === 'strict' && isWhole ? safeParseStatusLine(line, { profile: 'lenient' }) : undefined;
  if (forgiven?.statusLine !== undefined) {
    const count = forgiven.deviations.length;
    explanation.push(`  --lenient accepts it with ${count} deviation${count === 1 ? '' : 's'}`);
  }
  if (isHeaderField(line)) {
    explanation.push('  a header field is no status line; sip-status-line scan reads whole messages');
  }
  return explanation.join('\n');
}

/** A header field (RFC 3261 §25.1), alone or after a line end. */
const headerField = /(?:^|\n)[-A-Za-z0-9.!%*_+`'~]+[ \t]*:(?!\/)/;

function firstLine(text: string): string {
  return text.split('\n', 1)[0] as string;
}

import { tooLong } from '../../faults/fault.ts';
import { displayReasonPhrase, explainFault, inspectStatusLine, safeParseStatusLine, statusClass } from '../../index.ts';
import type { InspectResult } from '../../inspect.ts';
import type { Profile } from '../../status-line.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import type { Command } from '../command.ts';
import { linesOf, maxOctets } from '../input/lines.ts';
import { toJson } from '../output/json.ts';
import { shownPhrase } from '../output/phrase.ts';
import type { Paint } from '../output/terminal.ts';

export const parse: Command = {
  usage: 'parse [--lenient] [--json] [LINE ...]',
  summary: 'parse and validate status lines, from the arguments or line by line from standard input',
  options: {
    lenient: { type: 'boolean', help: 'read what real software sends, and report each deviation' },
    json: { type: 'boolean', help: 'print one JSON object per line' },
  },

  async run(args, { json, lenient }, terminal) {
    const { paint } = terminal;
    const profile = lenient ? 'lenient' : 'strict';
    let status: 0 | 1 = 0;
    for await (const line of args.length > 0 ? args : linesOf(terminal.stdin)) {
      const result = inspectWithinLimit(line, profile);
      if (result.fault !== undefined) status = 1;
      await terminal.print(
        json ? asJson(line, result) : result.fault ? faulty(line, result, profile, paint) : valid(line, result, paint),
      );
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
): string {
  return toJson(line, { statusLine, deviations, fault, issues, registered });
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
  const text = typeof line === 'string' ? line : decodeOctets(line.subarray(0, maxOctets));
  if (headerField.test(text))
    explanation.push('  a header field is no status line; sip-status-line scan reads whole messages');
  return explanation.join('\n');
}

/** A header field (RFC 3261 §25.1), alone or after a line end. */
const headerField = /(?:^|\n)[-A-Za-z0-9.!%*_+`'~]+[ \t]*:(?!\/)/;

function firstLine(text: string): string {
  return text.split('\n', 1)[0] as string;
}

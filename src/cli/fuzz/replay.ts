import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FuzzCase, isLoopback, replay as replayAgainst, targetFrom } from '../../gateway/index.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import { displayReasonPhrase } from '../../index.ts';
import { type Options, UsageError } from '../command.ts';
import type { Terminal } from '../output/terminal.ts';
import { type FindingFile, readFinding } from './finding-file.ts';
import { writePcap } from './pcap.ts';
import { prepared, type Setup, setupsFrom } from './setup.ts';
import { escapedLineOf } from './text-report.ts';

/** Shows findings again: against what they were found with, or against another target that the options name. */
export async function replay(files: readonly string[], options: Options, terminal: Terminal): Promise<0 | 1> {
  const { paint } = terminal;
  const [paths, command] = split(files);
  if (paths.length === 0) throw new UsageError('fuzz replay needs JSON files of the folder "findings"');
  const findings = paths.map(readFinding);
  if (typeof options.pcap === 'string') {
    await writePcap(options.pcap, findings.flatMap(linesOf), terminal);
    return 0;
  }
  let isSeen = false;
  for (const finding of findings) {
    const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-fuzz-'));
    try {
      const setup = setupFor(finding, paths[findings.indexOf(finding)] as string, command, options);
      const outcome = await replayAgainst({ ...(await prepared(setup, directory)), cases: casesOf(finding) });
      const isSame = outcome.verdict === finding.verdict && outcome.isFinding;
      isSeen ||= isSame;
      if (options.json) {
        await terminal.print(JSON.stringify({ type: 'replay', was: finding.verdict, ...outcome, isSame }));
      } else {
        const detail = outcome.detail === undefined ? '' : `: ${displayReasonPhrase(outcome.detail)}`;
        const again = isSame
          ? paint('red', `${outcome.verdict}, again`)
          : paint('green', `${outcome.verdict}, not ${finding.verdict} any more`);
        await terminal.show(`${again}${detail}\n  ${escapedLineOf(finding.smallest)}`);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return isSeen ? 1 : 0;
}

/** Files come first, and a command that starts the target, where it is another one, after them. */
function split(words: readonly string[]): readonly [readonly string[], readonly string[]] {
  const end = words.findIndex((word) => !word.endsWith('.json'));
  return end === -1 ? [words, []] : [words.slice(0, end), words.slice(end)];
}

/**
 * What a finding is shown on. Its file may be a stranger's: it runs nothing and contacts nobody by itself.
 *
 * @throws {UsageError} for a file that names a command or another machine, unless the command line says so
 */
function setupFor({ setup }: FindingFile, path: string, given: readonly string[], options: Options): Setup {
  if (options.preset !== undefined || options.target !== undefined)
    return setupsFrom(setup.mode, given, { transport: setup.transport, ...options })[0] as Setup;
  const { command, restartCommand, trigger, after, ...rest } = setup;
  const [executable, ...args] = given;
  const recorded = [
    ...(executable === undefined && command !== undefined ? [['setup.command', command.join(' ')] as const] : []),
    ...(restartCommand === undefined ? [] : [['setup.restartCommand', restartCommand] as const]),
    ...(trigger === undefined ? [] : [['setup.trigger', trigger] as const]),
    ...(after === undefined ? [] : [['setup.after', after] as const]),
  ];
  const [first] = recorded;
  if (first !== undefined && options['run-recorded-commands'] !== true) {
    throw new UsageError(
      `${displayReasonPhrase(path)}: ${first[0]} is ${displayReasonPhrase(JSON.stringify(first[1]))}, which is not run without --run-recorded-commands; a command after -- takes its place`,
    );
  }
  for (const field of ['target', 'listen'] as const) {
    const { host = '127.0.0.1' } = rest[field] === undefined ? {} : targetFrom(rest[field]).address;
    if (!isLoopback(host) && options['i-own-this-target'] !== host) {
      throw new UsageError(
        `${displayReasonPhrase(path)}: setup.${field} is ${host}, which is not this machine: add --i-own-this-target ${host} if you own it`,
      );
    }
  }
  return executable === undefined ? setup : { ...setup, command: [executable, ...args] };
}

function linesOf({ smallest, sequence }: FindingFile): readonly Uint8Array[] {
  return (sequence ?? [smallest]).map(octetsOf);
}

function casesOf(finding: FindingFile): readonly FuzzCase[] {
  const { address, kind, family, cuts } = finding;
  return linesOf(finding).map((octets) => ({ address, kind, family, octets, ...(cuts && { cuts }) }));
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { type FindingRecord, targetFrom } from '../../gateway/index.ts';
import { findingText, plural } from '../../gateway/results/finding-text.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import { maxMessageOctets, pcapHeader, pcapPacket } from '../../gateway/sip/pcap.ts';
import { explainFault, safeParseStatusLine } from '../../index.ts';
import { packageVersion } from '../package-version.ts';
import type { FindingFile } from './finding-file.ts';
import { replayScript } from './replay-script.ts';
import type { Setup } from './setup.ts';

/** Saves all that it takes to hand a finding on: what it is, in words and as JSON, its octets, and three ways to see it again. */
export function saveFinding(directory: string, finding: FindingRecord, setup: Setup): void {
  const folder = join(directory, nameOf(finding));
  mkdirSync(folder, { recursive: true });
  // Files of ours are nobody else's to read.
  const { cert: _, key: __, packageDirectory: ___, ...recorded } = setup;
  const lines = finding.sequence ?? [finding.smallest];
  const script = replayScript({
    ...{ mode: finding.mode, transport: finding.transport, cause: finding.cause, lines },
    cuts: lines.map(() => finding.cuts ?? []),
    ...{ address: setup.target === undefined ? undefined : targetFrom(setup.target).address, identity: setup.identity },
    early: setup.early,
  });
  const isForSipp = lines.length === 1 && (finding.transport === 'udp' || finding.transport === 'tcp');
  const scenario = isForSipp ? sippScenario(octetsOf(finding.smallest)) : undefined;
  const packets = lines.map(octetsOf).filter(({ length }) => length <= maxMessageOctets - 400);
  const files: Readonly<Record<string, string | Uint8Array | undefined>> = {
    'finding.json': `${JSON.stringify({ ...finding, setup: recorded } satisfies FindingFile, null, 2)}\n`,
    'line.octets': octetsOf(finding.smallest),
    'replay.pcap': Buffer.concat([pcapHeader(), ...packets.map(pcapPacket)]),
    'replay.py': script,
    'scenario.xml': scenario,
    'README.md': readme(finding, script !== undefined, scenario !== undefined),
  };
  for (const [name, content] of Object.entries(files)) {
    if (content !== undefined) writeFileSync(join(folder, name), content);
  }
}

type Named = Pick<FindingRecord, 'target' | 'mode' | 'transport' | 'cause'>;

/** The folder of a finding, by what it is and not by when it was found. */
export function nameOf({ target, mode, transport, cause }: Named): string {
  return [target, mode, transport, cause].map((word) => word.replaceAll(/[^\w.]+/g, '-').slice(0, 80)).join('_');
}

function readme(finding: FindingRecord, hasScript: boolean, hasScenario: boolean): string {
  const { cause, mode, target, transport, version, seed, at, smallest, sequence, log } = finding;
  const octets = octetsOf(smallest);
  const what = sequence === undefined ? 'a line' : plural(sequence.length, 'line');
  return `# ${cause}

${block(findingText({ ...finding, log: '' }, seed))}
## What was sent

Mode ${mode} over ${transport}, to ${target}${version === undefined ? '' : ` ${version}`}: ${what}${
    sequence === undefined ? '' : ', of which this is the last'
  }. Its octets, without the line end that follows unless they have one:

${block(hexDump(octets))}
## What RFC 3261 says of it

${block(sayingOf(octets).split('\n'))}
## Where it was seen

- ${target}${version === undefined ? '' : ` ${version}`}
- sip-status-line ${packageVersion()}, Node.js ${process.versions.node}, ${process.platform} ${release()}
- ${at}, --seed ${seed}
${log === '' ? '' : `\nWhat the target wrote last:\n\n${block(log.split('\n').slice(-40))}`}
## How to see it again

- \`npx sip-status-line fuzz replay finding.json -- COMMAND\`, where COMMAND starts the target
${hasScript ? '- `python3 replay.py HOST:PORT`, which needs nothing else\n' : ''}${
  hasScenario ? '- `sipp -sf scenario.xml -i 127.0.0.1 -p PORT`: it answers whoever calls that port\n' : ''
}- \`replay.pcap\`, the same as captured packets
`;
}

function sayingOf(octets: Uint8Array): string {
  const { fault } = safeParseStatusLine(octets);
  return fault === undefined ? 'It is a Status-Line: §7.2 and §25.1.' : explainFault(fault, octets);
}

/** Text in a fence that nothing in it can close. */
function block(lines: readonly string[]): string {
  const text = lines.join('\n').trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}

/** Rows of 16 octets in hexadecimal, with what is ASCII beside them; the first 32 of them. */
function hexDump(octets: Uint8Array): readonly string[] {
  const rows = Array.from({ length: Math.min(32, Math.ceil(octets.length / 16)) }, (_, row) => {
    const part = [...octets.subarray(16 * row, 16 * row + 16)];
    const hex = part.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    return `${(16 * row).toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`;
  });
  const shown = 16 * rows.length;
  return shown >= octets.length ? rows : [...rows, `… ${octets.length} octets`];
}

/** A scenario that answers a call with the line; undefined where a scenario cannot have it. */
function sippScenario(octets: Uint8Array): string | undefined {
  const line = Buffer.from(octets).toString('latin1');
  // A scenario is text: of blanks at the ends, brackets and what is no ASCII it would make something else.
  if (!/^[!-Z\\^-~](?:[ -Z\\^-~]*[!-Z\\^-~])?$/.test(line)) return undefined;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="one answer">
  <recv request="INVITE"/>
  <send><![CDATA[
${line}
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:case@[local_ip]:[local_port]>
Content-Length: 0

]]></send>
  <recv request="ACK" optional="true" timeout="3000"/>
</scenario>
`;
}

import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr } from 'node:process';
import type { CaseKind, CaseRecord, FindingRecord, FuzzSummary, Shard, TargetInit } from '../gateway/index.ts';
import { displayReasonPhrase } from '../index.ts';
import { decodeOctets } from '../octets.ts';
import { progress } from './progress.ts';
import { paint, print, table } from './terminal.ts';
import { count, type Options, seedFrom, UsageError, type Verb } from './verb.ts';

export const fuzz: Verb = {
  usage:
    'fuzz PRESET | fuzz relay --preset NAME | --target udp:127.0.0.1:5060 [-n RUNS] [--seed SEED] [-- COMMAND ARGS]',
  summary:
    'send status lines through a proxy on this machine, and find those that crash, hang or deafen it, or are changed',
  options: {
    preset: { type: 'string', value: 'NAME', help: 'a server that is started for the run: kamailio' },
    target: {
      type: 'string',
      value: 'ADDRESS',
      help: 'a server that is there, or that COMMAND starts: udp:127.0.0.1:5060',
    },
    transport: { type: 'string', value: 'LIST', help: 'udp, tcp or udp,tcp, for a preset; udp' },
    runs: { type: 'string', short: 'n', value: 'RUNS', help: 'how many generated cases a transport; 1000' },
    seed: { type: 'string', value: 'SEED', help: 'an integer; a new one when left out, which is told' },
    kind: { type: 'string', value: 'KINDS', help: 'valid, lenient, malformed, corpus, or some of them; all' },
    shard: {
      type: 'string',
      value: 'I/N',
      help: 'the I-th of N parts of all cases, from 1; all shards together are the whole',
    },
    parallel: { type: 'string', value: 'COUNT', help: 'cases under way at once; 8' },
    'max-time': { type: 'string', value: 'SECONDS', help: 'when to end, shrinking not counted; 600' },
    'case-timeout': { type: 'string', value: 'MS', help: 'milliseconds after which a case has had no effect; 2500' },
    'i-own-this-target': { type: 'string', value: 'HOST', help: 'a host outside of this machine that may be fuzzed' },
    json: { type: 'boolean', help: 'print one JSON object a case, one a finding, and a summary' },
  },

  async run([what, ...command], options) {
    // Loaded now, because whoever parses a line should not wait for the generators.
    const gateway = await import('../gateway/index.ts');
    const { presets } = await import('../gateway/presets/index.ts');
    if (what === undefined) throw new UsageError('fuzz what? A preset or a mode: fuzz kamailio, fuzz relay --target …');
    const presetName = presets.has(what) ? what : options.preset;
    if (what !== 'relay' && presetName !== what)
      throw new UsageError(`${JSON.stringify(what)} is no preset and no mode`);
    const kinds = String(options.kind ?? gateway.caseKinds.join()).split(',') as CaseKind[];
    if (!kinds.every((kind) => gateway.caseKinds.includes(kind))) {
      throw new UsageError(`--kind must be some of ${gateway.caseKinds.join(', ')}, separated by commas`);
    }
    const seed = seedFrom(options.seed);
    const runs = count('-n', String(options.runs ?? 1000));
    const common = {
      mode: 'relay',
      kinds,
      runs,
      seed,
      shard: shardFrom(options),
      parallel: Math.max(1, count('--parallel', String(options.parallel ?? 8))),
      maxMilliseconds: count('--max-time', String(options['max-time'] ?? 600)) * 1000,
      caseMilliseconds: count('--case-timeout', String(options['case-timeout'] ?? 2500)),
    } as const;

    const directory = mkdtempSync(join(tmpdir(), 'sip-status-line-fuzz-'));
    const interrupt = new AbortController();
    const interrupted = (): void => interrupt.abort();
    process.once('SIGINT', interrupted);
    try {
      const targets: TargetInit[] = [];
      if (typeof presetName === 'string') {
        const preset = presets.get(presetName);
        if (preset === undefined) throw new UsageError(`--preset must be ${[...presets.keys()].join(', ')}`);
        for (const transport of String(options.transport ?? 'udp').split(',')) {
          if (transport !== 'udp' && transport !== 'tcp')
            throw new UsageError('--transport must be udp, tcp or udp,tcp');
          targets.push(preset.prepare(join(directory, transport), transport, await freePort()));
        }
      } else {
        if (typeof options.target !== 'string') throw new UsageError('fuzz relay needs --preset or --target');
        const target = addressed(options.target, gateway.targetFrom);
        const { host } = target.address;
        if (!gateway.isLoopback(host) && options['i-own-this-target'] !== host) {
          throw new UsageError(`${host} is not this machine: add --i-own-this-target ${host} if it is yours`);
        }
        const [executable, ...args] = command;
        targets.push(executable === undefined ? target : { ...target, command: [executable, ...args] });
      }

      let findings = 0;
      for (const target of targets) {
        const { summary, records } = await one(target);
        findings += summary.findings;
        await print(options.json ? JSON.stringify(summary) : asText(target, summary, records));
      }
      if (interrupt.signal.aborted) return 130;
      return findings === 0 ? 0 : 1;
    } catch (error) {
      if (!(error instanceof gateway.TargetError || error instanceof gateway.UnsoundRunError)) throw error;
      stderr.write(`sip-status-line: ${error.message}\n`);
      return error instanceof gateway.TargetError ? 3 : 4;
    } finally {
      process.removeListener('SIGINT', interrupted);
      rmSync(directory, { recursive: true, force: true });
    }

    async function one(target: TargetInit): Promise<{ summary: FuzzSummary; records: (CaseRecord | FindingRecord)[] }> {
      const records: (CaseRecord | FindingRecord)[] = [];
      const bar = await progress(`fuzz ${target.transport}`, runs);
      let cases = 0;
      try {
        const summary = await gateway.fuzz({
          ...common,
          target,
          signal: interrupt.signal,
          report: async (record) => {
            if (record.type === 'case') bar.update(++cases);
            if (options.json) await print(JSON.stringify(record));
            else records.push(record);
          },
        });
        return { summary, records };
      } finally {
        bar.stop();
      }
    }
  },
};

function addressed(
  text: string,
  targetFrom: (text: string) => Pick<TargetInit, 'transport' | 'address'>,
): Pick<TargetInit, 'transport' | 'address'> {
  try {
    return targetFrom(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The part of the cases that is ours: as told, or as Kubernetes Indexed Jobs and CI matrices say. */
function shardFrom({ shard }: Options): Shard {
  const { JOB_COMPLETION_INDEX, SHARDS, CI_NODE_INDEX, CI_NODE_TOTAL } = process.env;
  const text =
    shard ??
    (JOB_COMPLETION_INDEX !== undefined && SHARDS !== undefined
      ? `${Number(JOB_COMPLETION_INDEX) + 1}/${SHARDS}`
      : CI_NODE_INDEX !== undefined && CI_NODE_TOTAL !== undefined
        ? `${CI_NODE_INDEX}/${CI_NODE_TOTAL}`
        : '1/1');
  const [, index, total] = (/^(\d{1,6})\/(\d{1,6})$/.exec(String(text)) ?? []).map(Number);
  if (index === undefined || total === undefined || index < 1 || index > total) {
    throw new UsageError(`--shard must be one of N, as 1/4, not ${text}`);
  }
  return { index: index - 1, count: total };
}

function asText(
  { transport, address: { host, port } }: TargetInit,
  { cases, casesPerSecond, findings, isComplete, seed }: FuzzSummary,
  records: readonly (CaseRecord | FindingRecord)[],
): string {
  const counts = new Map<string, Map<string, number>>();
  const kinds = new Set<string>();
  for (const { type, verdict, kind } of records) {
    if (type !== 'case') continue;
    kinds.add(kind);
    const row = counts.get(verdict) ?? new Map<string, number>();
    row.set(kind, (row.get(kind) ?? 0) + 1);
    counts.set(verdict, row);
  }
  const rows = [...counts].map(([verdict, row]) => [verdict, ...[...kinds].map((kind) => String(row.get(kind) ?? 0))]);
  const found = records.filter((record): record is FindingRecord => record.type === 'finding');
  return [
    `${paint('bold', `${transport}:${host}:${port}`)}  ${cases} cases, ${casesPerSecond} a second${isComplete ? '' : ', ended early'}`,
    table([['', ...kinds], ...rows].map(([first, ...rest]) => [`  ${first}`, ...rest])),
    findings === 0
      ? paint('green', 'no finding')
      : paint('red', `${findings} ${findings === 1 ? 'finding' : 'findings'}`),
    ...found.flatMap((finding) => [
      '',
      `${paint('red', finding.verdict)}  ${finding.family}, ${finding.count} ${finding.count === 1 ? 'case' : 'cases'}${finding.detail === undefined ? '' : `: ${displayReasonPhrase(finding.detail)}`}`,
      `  ${visible(finding.smallest)}${finding.sequence === undefined ? '' : `, as the last of ${finding.sequence.length} lines`}`,
      `  ${paint('dim', `from ${finding.address}, --seed ${seed}`)}`,
    ]),
  ].join('\n');
}

function visible(base64: string): string {
  const octets = new Uint8Array(Buffer.from(base64, 'base64'));
  const text = displayReasonPhrase(decodeOctets(octets));
  return text.length <= 160 ? text : `${text.slice(0, 100)} … ${text.slice(-20)} (${octets.length} octets)`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

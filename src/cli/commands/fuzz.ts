import { displayReasonPhrase } from '../../reason-phrase.ts';
import { type Command, UsageError } from '../command.ts';
import { setupOptions } from '../fuzz/setup-options.ts';

export const fuzz: Command = {
  usage:
    'fuzz PRESET | fuzz relay|b2bua|inject|uas|sipfrag --preset NAME | --target udp:127.0.0.1:5060 [-n RUNS] [--seed SEED] [-- COMMAND ARGS]',
  summary:
    'send status lines to a SIP server or client on this machine, and find those that crash, hang or deafen it, or are changed',
  more: [
    ['fuzz replay FILE…', 'run saved findings again; --pcap FILE writes them to a capture instead'],
    ['fuzz merge FILE…', 'make one report of the files of several shards'],
    [
      'fuzz pairs RELAY READER…',
      'what a relay and a reader after it make of lines together, out of the files of both runs',
    ],
    ['fuzz doctor', 'list the servers and clients that are installed here'],
    ['fuzz presets', 'list the presets: programs that fuzz can start'],
  ],
  examples: [
    'sip-status-line fuzz kamailio --seed 1 -n 500 -o out --report fuzz.html',
    'sip-status-line fuzz uas --seed 1 -- my-client --call {uri}',
    'sip-status-line fuzz replay out/findings/*/finding.json -- my-server',
  ],
  options: {
    ...setupOptions,
    runs: {
      type: 'string',
      short: 'n',
      value: 'RUNS',
      help: 'the number of generated cases, for all transports or for each: 10000,2000; 1000',
    },
    seed: { type: 'string', value: 'SEED', help: 'an integer; default: random, printed on standard error' },
    kind: {
      type: 'string',
      value: 'KINDS',
      help: 'valid, lenient, malformed, corpus, sizes, or some of them, with weights: valid,malformed=5; these, and not complete, exam, or files alone',
    },
    files: { type: 'string', value: 'FOLDER', help: 'a folder of files, each of which is a case' },
    output: { type: 'string', short: 'o', value: 'FOLDER', help: 'the folder for results, saved case by case' },
    resume: { type: 'boolean', help: 'continue the run in the folder' },
    'keep-going': { type: 'boolean', help: 'run each case, also where a crash has been seen three times' },
    baseline: {
      type: 'string',
      value: 'FILE',
      help: 'accept the findings in it, and report the labelled lines whose verdict has changed',
    },
    'update-baseline': { type: 'boolean', help: 'write findings and verdicts into that file' },
    'fail-on': {
      type: 'string',
      value: 'WHAT',
      help: 'exit with 1 also when valid lines are refused, or when the run ended early: refused,incomplete',
    },
    report: { type: 'string', value: 'FILE.html', help: 'write one HTML page with all results' },
    junit: { type: 'string', value: 'FILE.xml', help: 'write the results as JUnit XML' },
    pcap: { type: 'string', value: 'FILE', help: 'write the cases for dissectors, and send nothing' },
    json: { type: 'boolean', help: 'print one JSON object per case, one per finding, and a summary' },
    shard: {
      type: 'string',
      value: 'I/N',
      help: 'the I-th of N parts of all cases, from 1; all shards together are the whole',
    },
    parallel: { type: 'string', value: 'COUNT', help: 'cases under way at once; 8, fewer for clients' },
    rate: { type: 'string', value: 'COUNT', help: 'the maximum number of cases per second' },
    'max-time': { type: 'string', value: 'SECONDS', help: 'seconds until the run ends, shrinking not counted; 600' },
    'shrink-time': {
      type: 'string',
      value: 'SECONDS',
      help: 'how long one finding is made smaller, and all of them ten times as long; 30',
    },
    'case-timeout': {
      type: 'string',
      value: 'MS',
      help: 'milliseconds after which a case has had no effect; 2500, for uas 1500',
    },
    watch: {
      type: 'string',
      value: 'MS',
      help: 'uas: what a client does within so many milliseconds after a line alone, for each family',
    },
    'sentinel-delay': { type: 'string', value: 'MS', help: 'milliseconds between a case and its sentinel' },
  },

  async run([what, ...rest], options, terminal) {
    // Loaded now, because whoever parses a line should not wait for the generators.
    const { RunFileError } = await import('../../gateway/results/run-file.ts');
    const { BaselineError } = await import('../../gateway/results/baseline.ts');
    const { TargetError } = await import('../../gateway/index.ts');
    try {
      switch (what) {
        case undefined:
          throw new UsageError('missing preset or mode: fuzz kamailio, fuzz relay --target …');
        case 'presets':
        case 'doctor':
          return await (await import('../fuzz/doctor.ts')).doctor(what, options, terminal);
        case 'merge':
          return await (await import('../fuzz/merge.ts')).mergeFiles(rest, options, terminal);
        case 'pairs':
          return await (await import('../fuzz/pairs.ts')).pairs(rest, options, terminal);
        case 'replay':
          return await (await import('../fuzz/replay.ts')).replay(rest, options, terminal);
        default:
          return await (await import('../fuzz/run.ts')).runAll(what, rest, options, terminal);
      }
    } catch (error) {
      if (error instanceof RunFileError || error instanceof BaselineError)
        throw new UsageError(displayReasonPhrase(error.message));
      if (!(error instanceof TargetError)) throw error;
      terminal.reportError(error.message);
      return 3;
    }
  },
};

import { type Command, UsageError } from '../command.ts';
import { setupOptions } from '../fuzz/setup-options.ts';

const { 'run-recorded-commands': _, ...setup } = setupOptions;

export const learn: Command = {
  usage: 'learn [--against rfc|lenient|FILE] [-o FILE] [--dot FILE] [--json] -- COMMAND [ARGS ...]',
  summary: 'learn which lines a parser or a target takes, and list how that differs from RFC 3261',
  more: [
    ['learn PRESET', 'learn which lines a server or a client takes that fuzz knows'],
    ['learn relay|b2bua|inject|uas --target udp:127.0.0.1:5060', 'the same for any other, reached as fuzz reaches it'],
    ['learn --compare A.json B.json', 'what one of two models takes and the other refuses'],
  ],
  examples: [
    'sip-status-line learn -o model.json --report model.html -- python3 adapter.py',
    'sip-status-line learn --compare before.json after.json',
  ],
  options: {
    ...setup,
    against: { type: 'string', value: 'WHAT', help: 'rfc, lenient, or the file of another model; rfc' },
    compare: { type: 'boolean', help: 'compare two models, and learn nothing' },
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'write the model as JSON, and answers beside it until it is learned',
    },
    resume: { type: 'boolean', help: 'go on from the answers beside the file' },
    report: {
      type: 'string',
      value: 'FILE.html',
      help: 'write one HTML page: the automaton drawn, and the differences',
    },
    svg: { type: 'string', value: 'FILE', help: 'write the automaton as a picture' },
    dot: { type: 'string', value: 'FILE', help: 'write the automaton as a graph for Graphviz' },
    json: { type: 'boolean', help: 'print one JSON object' },
    timeout: {
      type: 'string',
      value: 'MS',
      help: 'milliseconds that an answer may take; 2000, for a target as for fuzz',
    },
    parallel: { type: 'string', value: 'COUNT', help: 'lines under way at once at a target; 8, fewer for clients' },
    octets: {
      type: 'string',
      value: 'WHICH',
      help: 'all, or classes: what the last suite is made of; classes where a target is slow; all',
    },
    'max-states': { type: 'string', value: 'COUNT', help: 'the most states that a model may have; 250' },
    'max-questions': { type: 'string', value: 'COUNT', help: 'the most lines that are asked; 2000000' },
    'max-time': { type: 'string', value: 'SECONDS', help: 'seconds until no more is asked; 600' },
  },

  async run(args, options, terminal) {
    // Loaded now, because whoever parses a line should not wait for the learner.
    const { compareModels, learnFromTarget, learnParser } = await import('../learn/run.ts');
    const { presets } = await import('../../gateway/presets/index.ts');
    const { modeNames } = await import('../../gateway/index.ts');
    if (options.compare) return compareModels(args, options, terminal);
    const [command, ...rest] = args;
    if (command === undefined) throw new UsageError('learn needs a command: learn -- COMMAND ARGS');
    if (presets.has(command) || (modeNames as readonly string[]).includes(command)) {
      return learnFromTarget(command, rest, options, terminal);
    }
    return learnParser(command, rest, options, terminal);
  },
};

import { type Command, UsageError } from '../command.ts';

export const learn: Command = {
  usage: 'learn [--against rfc|lenient|FILE] [-o FILE] [--dot FILE] [--json] -- COMMAND [ARGS ...]',
  summary: 'learn which lines a parser takes, in any language, and list how that differs from RFC 3261',
  more: [['learn --compare A.json B.json', 'what one of two learned parsers takes and the other refuses']],
  options: {
    against: { type: 'string', value: 'WHAT', help: 'rfc, lenient, or the file of another model; rfc' },
    compare: { type: 'boolean', help: 'compare two models, and learn nothing' },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'write the model as JSON' },
    dot: { type: 'string', value: 'FILE', help: 'write the automaton as a graph for Graphviz' },
    json: { type: 'boolean', help: 'print one JSON object' },
    timeout: { type: 'string', value: 'MS', help: 'milliseconds that an answer may take; 2000' },
    'max-states': { type: 'string', value: 'COUNT', help: 'the most states that a model may have; 250' },
    'max-questions': { type: 'string', value: 'COUNT', help: 'the most lines that are asked; 2000000' },
    'max-time': { type: 'string', value: 'SECONDS', help: 'seconds until no more is asked; 600' },
  },

  async run(args, options, terminal) {
    // Loaded now, because whoever parses a line should not wait for the learner.
    const { compareModels, learnParser } = await import('../learn/run.ts');
    if (options.compare) return compareModels(args, options, terminal);
    const [command, ...rest] = args;
    if (command === undefined) throw new UsageError('learn needs a command: learn -- COMMAND ARGS');
    return learnParser(command, rest, options, terminal);
  },
};

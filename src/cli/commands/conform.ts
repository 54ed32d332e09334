import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { type Command, count, seedFrom, UsageError } from '../command.ts';
import { shardFrom } from '../input/shard.ts';
import { junit } from '../output/junit.ts';
import { progress } from '../output/progress.ts';
import { packageVersion } from '../package-version.ts';

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const conform: Command = {
  usage:
    'conform [--profile PROFILE] [--exam | -n COUNT] [--shard I/N] [--seed SEED] [--json] [--junit FILE] -- COMMAND [ARGS ...]',
  summary: 'examine any parser, in any language, with the corpus and with generated lines',
  examples: [
    'sip-status-line conform --seed 1 -- python3 adapter.py',
    'sip-status-line conform --exam --report exam.html -- ./adapter',
  ],
  options: {
    profile: { type: 'string', value: 'PROFILE', help: 'strict or lenient: what the parser claims to read; strict' },
    count: { type: 'string', short: 'n', value: 'COUNT', help: 'the number of generated lines of each kind; 2000' },
    seed: { type: 'string', value: 'SEED', help: 'an integer; default: random, printed on standard error' },
    timeout: { type: 'string', value: 'MS', help: 'milliseconds that an answer may take; 2000' },
    shrink: { type: 'string', value: 'MS', help: 'milliseconds that shrinking a family of mistakes may take; 5000' },
    exam: {
      type: 'boolean',
      help: 'show the lines of the exam, which is complete up to a number of states, and certify',
    },
    shard: { type: 'string', value: 'I/N', help: 'the I-th of N parts of all lines, from 1' },
    'verdict-only': { type: 'boolean', help: 'compare the verdict only, not the code and the phrase' },
    json: { type: 'boolean', help: 'print one JSON object' },
    junit: { type: 'string', value: 'FILE', help: 'write the result as JUnit XML' },
    report: { type: 'string', value: 'FILE.html', help: 'write the certificate of an exam as one HTML page' },
  },

  async run([command, ...args], options, terminal) {
    const {
      profile = 'strict',
      count: wanted = '2000',
      timeout = '2000',
      shrink = '5000',
      json,
      junit: file,
      report: page,
    } = options;
    if (page !== undefined && options.exam !== true) throw new UsageError('--report needs --exam');
    if (command === undefined) throw new UsageError('conform needs a command: conform -- COMMAND ARGS');
    if (profile !== 'strict' && profile !== 'lenient') throw new UsageError('--profile must be strict or lenient');
    const examination = {
      profile,
      isExam: options.exam === true,
      // The lines of the exam are the same every time.
      seed: options.exam === true ? 0 : seedFrom(options.seed, terminal),
      count: count('-n', String(wanted)),
      shard: shardFrom(options.shard, terminal.env),
      isVerdictOnly: options['verdict-only'] === true,
      shrinkingMilliseconds: count('--shrink', String(shrink)),
    } as const;
    const { shard } = examination;
    const milliseconds = count('--timeout', String(timeout));

    // Loaded now, because whoever parses a line should not wait for the generators.
    const { examine, total } = await import('../conform/examine.ts');
    const { ParserProcess } = await import('../conform/parser-process.ts');
    const { asJson, asJUnit, asPage, asText } = await import('../conform/report.ts');
    const parser = new ParserProcess(command, args, milliseconds);
    const bar = progress(terminal, 'conform', total(examination));
    // However this process ends, the parser must end too: one that hangs would go on for ever.
    const end = (): void => {
      bar.stop();
      parser.stop();
    };
    const interrupted = (signal: NodeJS.Signals): void => process.exit(128 + constants.signals[signal]);
    process.once('exit', end);
    for (const signal of interruptions) process.once(signal, interrupted);
    try {
      const first = await parser.ask(new TextEncoder().encode('SIP/2.0 200 OK'), () => true);
      if (first !== undefined && first.kind !== 'answer') {
        const hint = first.kind === 'hung' ? '; does it flush what it prints?' : '';
        throw new Error(`${command} gives no answer to its first line: ${first.kind} (${first.detail})${hint}`);
      }
      const examined = await examine(parser, examination, bar);
      const scores = Object.values(examined.sources);
      const report = {
        command: [command, ...args].join(' '),
        profile,
        seed: examination.seed,
        ...(shard.count > 1 && { shard: `${shard.index + 1}/${shard.count}` }),
        score: {
          agreed: scores.reduce((sum, { agreed }) => sum + agreed, 0),
          total: scores.reduce((sum, score) => sum + score.total, 0),
        },
        ...examined,
      } as const;
      if (file !== undefined) writeFileSync(String(file), junit('sip-status-line conform', asJUnit(report)));
      if (page !== undefined) writeFileSync(String(page), asPage(report, packageVersion()));
      bar.stop();
      if (json) await terminal.print(asJson(report));
      else await terminal.show(asText(report, terminal.paint));
      return report.disagreements.length === 0 && report.notAsked === 0 ? 0 : 1;
    } finally {
      end();
      process.removeListener('exit', end);
      for (const signal of interruptions) process.removeListener(signal, interrupted);
    }
  },
};

import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedLine, LineKind } from '../../arbitraries/test-run/labelled-line.ts';
import type { Case } from '../../arbitraries/test-run/test-case.ts';
import { type Command, count, seedFrom, UsageError } from '../command.ts';
import { progress } from '../output/progress.ts';
import { type SuiteKind, suiteKinds } from '../output/suite-kinds.ts';

export const generate: Command = {
  usage: 'generate [--kind KINDS] [-n COUNT] [--seed SEED] [--profile PROFILE] [--format FORMAT] [-o DIR] [--crlf]',
  summary: 'print lines of the grammar, and lines with one defect; the same seed gives the same lines everywhere',
  examples: [
    'sip-status-line generate -n 5 --seed 1',
    'sip-status-line generate --kind malformed -n 1000 --format files -o lines',
  ],
  options: {
    kind: {
      type: 'string',
      value: 'KINDS',
      help: 'valid, lenient, malformed, or some of them: valid,malformed; or complete, covering, octets or exam',
    },
    count: {
      type: 'string',
      short: 'n',
      value: 'COUNT',
      help: 'the number of lines; default: 10, and all of complete, covering, octets and exam',
    },
    profile: { type: 'string', value: 'PROFILE', help: 'strict or lenient: for complete, octets and exam; strict' },
    seed: { type: 'string', value: 'SEED', help: 'an integer; default: random, printed on standard error' },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: 'text, json, base64, hex, sipp-csv, afl-dictionary, or files (one a line, in DIR)',
    },
    output: { type: 'string', short: 'o', value: 'DIR', help: 'the directory for --format files' },
    crlf: { type: 'boolean', help: 'end each valid line with CRLF' },
  },

  async run(args, options, terminal) {
    const { kind = 'valid', count: wanted, seed, format = 'text', output, crlf = false, profile = 'strict' } = options;
    if (args.length > 0) throw new UsageError('generate takes no arguments');
    if (format === 'afl-dictionary') {
      await terminal.write(await aflDictionary());
      return 0;
    }
    // Loaded now, because whoever parses a line should not wait for the generators.
    const { generatedLine, lineKinds } = await import('../../arbitraries/test-run/labelled-line.ts');
    const { cases } = await import('../../arbitraries/test-run/test-case.ts');
    const { lineFormats, visibleText } = await import('../output/line-formats.ts');
    const isFiles = format === 'files';
    if (!isFiles && !Object.hasOwn(lineFormats, String(format))) {
      throw new UsageError(`--format must be ${[...Object.keys(lineFormats), 'afl-dictionary', 'files'].join(', ')}`);
    }
    if (isFiles !== (output !== undefined))
      throw new UsageError('--format files needs -o DIR, and no other format accepts it');
    if (profile !== 'strict' && profile !== 'lenient') throw new UsageError('--profile must be strict or lenient');
    const isSuite = (suiteKinds as readonly unknown[]).includes(kind);
    const kinds = String(kind).split(',') as LineKind[];
    if (!isSuite && !kinds.every((one) => lineKinds.includes(one))) {
      throw new UsageError(
        `--kind must be some of ${lineKinds.join(', ')}, separated by commas, or one of ${suiteKinds.join(', ')}`,
      );
    }
    const total = wanted === undefined && isSuite ? Number.POSITIVE_INFINITY : count('-n', String(wanted ?? '10'));
    const lines: Iterator<Case<GeneratedLine>> = isSuite
      ? (await import('../output/suite-lines.ts')).suiteLines(kind as SuiteKind, profile)
      : cases(generatedLine(kinds, { crlf: crlf === true }), seedFrom(seed, terminal));
    const bar = progress(terminal, 'generate', total);
    if (isFiles) {
      mkdirSync(String(output), { recursive: true });
      for (let made = 0; made < total; made += 1) {
        const { done, value: one } = lines.next();
        if (done) break;
        const { value } = one;
        writeFileSync(join(String(output), `${value.kind}-${String(made).padStart(6, '0')}`), value.octets);
        bar.update(made + 1);
      }
    } else {
      const isTerminal = format === 'text' && terminal.isTerminal;
      const { heading = '', write: inFormat } = isTerminal
        ? visibleText
        : (lineFormats[String(format)] as typeof visibleText);
      let pieces: Uint8Array[] = [Buffer.from(heading)];
      for (let made = 0; made < total; ) {
        const { done, value: one } = lines.next();
        if (done) break;
        const written = inFormat(one);
        if (written === undefined) continue;
        pieces.push(Buffer.from(written));
        made += 1;
        if (pieces.length >= 1000) {
          await terminal.write(Buffer.concat(pieces));
          pieces = [];
          bar.update(made);
        }
      }
      await terminal.write(Buffer.concat(pieces));
    }
    bar.stop();
    return 0;
  },
};

async function aflDictionary(): Promise<string> {
  const { dictionary } = await import('../../arbitraries/dictionary.ts');
  const escaped = (characters: string): string =>
    characters.replace(
      /[^ !#-[\]-~]/g,
      (character) => `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
  return dictionary()
    .map(({ name, characters }) => `${name}="${escaped(characters)}"\n`)
    .join('');
}

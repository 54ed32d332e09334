// npm run test:fuzzing -- octets | standard-input [--seconds 600] [--seed 1] [-o DIR]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hunt } from './hunt.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 0x7fffffff)) },
    output: { type: 'string', short: 'o' },
  },
});
const [name] = positionals;
if (name !== 'octets' && name !== 'standard-input') {
  console.error('usage: npm run test:fuzzing -- octets | standard-input [--seconds 600] [--seed SEED] [-o DIR]');
  process.exit(2);
}

// The tool's own dictionary, as other fuzzers get it.
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const dictionary = execFileSync(process.execPath, [main, 'generate', '--format', 'afl-dictionary'], {
  encoding: 'utf8',
})
  .trimEnd()
  .split('\n')
  .map((line) => /"(.*)"$/.exec(line)[1].replace(/\\x(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))))
  .map((token) => new Uint8Array(Buffer.from(token, 'latin1')));

const output = values.output ?? mkdtempSync(join(tmpdir(), 'sip-status-line-fuzzing-'));
const seen = new Set();
let findings = 0;
console.log(`fuzzing ${name} for ${values.seconds} s, --seed ${values.seed}`);
const outcome = await hunt({
  target: new URL(`targets/${name}.mjs`, import.meta.url).href,
  seed: Number(values.seed),
  milliseconds: Number(values.seconds) * 1000,
  dictionary,
  progress: (outcome) => console.log(told(outcome)),
  found(input, message) {
    // One fault is found many times; its first lines tell it from others.
    const kind = message.split('\n').slice(0, 2).join(' ').replace(/\d+/g, 'N');
    if (seen.has(kind)) return;
    seen.add(kind);
    findings += 1;
    mkdirSync(output, { recursive: true });
    const file = join(output, `finding-${findings}`);
    writeFileSync(file, input);
    writeFileSync(`${file}.txt`, message);
    console.log(`finding ${findings}: ${file}\n${message}`);
  },
});
console.log(`${told(outcome)}, ${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;

function told({ executions, corpus, functions, spans }) {
  return `${executions} inputs, ${corpus} kept, ${functions} functions ran, ${spans} spans of them never`;
}

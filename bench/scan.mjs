// node bench/scan.mjs: does `scan` keep up with grep on a log, and how far ahead of tshark is it on a capture?
//
// Both files are made here of calls that SIPp makes over the loopback interface, put one after the other until they
// are as large as --mebibytes says (1024), and removed in the end. All counts have to be the same before a time counts.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { mebibytes: { type: 'string', default: '1024' }, rounds: { type: 'string', default: '5' } },
});
const octets = Number(values.mebibytes) * 2 ** 20;
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));

try {
  const { log, capture } = await calls();
  const rows = [...(await onLog(repeated(log, 'big.log', 0))), ...(await onCapture(repeated(capture, 'big.pcap', 24)))];
  const results = {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
    runtime: `Node ${process.versions.node}`,
    rows,
  };
  console.table(rows);
  writeFileSync(new URL('results/scan.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The messages of some thousand calls, as SIPp logs them and as they are on the wire. */
async function calls() {
  const log = join(folder, 'calls.log');
  const recorded = join(folder, 'calls.pcapng');
  const capture = join(folder, 'calls.pcap');
  const recorder = spawn('dumpcap', ['-q', '-i', 'lo', '-B', '64', '-f', 'port 5080', '-w', recorded]);
  await once(recorder.stderr, 'data');
  await pause(1000);
  const common = ['-i', '127.0.0.1', '-nostdin', '-m', '5000'];
  const answering = spawn('sipp', ['-sn', 'uas', '-p', '5080', ...common], { stdio: 'ignore' });
  await pause(500);
  const logged = ['-trace_msg', '-message_file', log];
  const calling = ['-sn', 'uac', '127.0.0.1:5080', '-r', '2000', '-d', '0', ...common, ...logged];
  spawnSync('sipp', calling, { stdio: 'ignore' });
  answering.kill('SIGKILL');
  await pause(500);
  recorder.kill('SIGINT');
  await once(recorder, 'close');
  execFileSync('editcap', ['-F', 'pcap', recorded, capture], { stdio: 'ignore' });
  return { log, capture };
}

/** A file that holds another again and again, but for what its beginning is. */
function repeated(path, name, header) {
  const big = join(folder, name);
  const once = readFileSync(path);
  writeFileSync(big, once);
  for (let size = once.length; size < octets; size += once.length - header) appendFileSync(big, once.subarray(header));
  return big;
}

async function onLog(path) {
  const grep = { name: 'grep', command: ['grep', '-a', '-c', 'SIP/2.0 [0-9]', path], count: (text) => Number(text) };
  return compared(path, [scanOf(path), grep], Number(values.rounds));
}

async function onCapture(path) {
  // On this, once is enough.
  // Without this it notes where media will go, which takes it hours, because all these calls name the same port.
  const options = [
    '-n',
    '-o',
    'sdp.establish_conversation:FALSE',
    '-d',
    'udp.port==5080,sip',
    '-Y',
    'sip.Status-Code',
    '-T',
    'fields',
    '-e',
    'sip.Status-Code',
  ];
  const tshark = {
    name: 'tshark',
    command: ['tshark', '-r', path, ...options],
    count: (text) => text.split('\n').length - 1,
  };
  return [...(await compared(path, [scanOf(path)], Number(values.rounds))), ...(await compared(path, [tshark], 1))];
}

function scanOf(path) {
  return {
    name: 'scan',
    command: [process.execPath, main, 'scan', '--json', path],
    count: (text) => JSON.parse(text).responses,
  };
}

/** Lets contenders take turns. Gives the best time of each, and the most memory that it had. */
async function compared(path, contenders, rounds) {
  const runs = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) runs.get(contender.name).push(await timed(contender));
  const counts = new Set([...runs.values()].flat().map(({ count }) => count));
  if (counts.size !== 1) throw new Error(`they count differently: ${[...counts].join(', ')}`);
  const format = path.endsWith('.log') ? 'log' : 'capture';
  return contenders.map(({ name }) => ({
    file: `${format} of ${Math.round(statSync(path).size / 2 ** 20)} MiB`,
    contender: name,
    responses: runs.get(name)[0].count,
    seconds: Number(Math.min(...runs.get(name).map(({ seconds }) => seconds)).toFixed(2)),
    median: Number(median(runs.get(name).map(({ seconds }) => seconds)).toFixed(2)),
    mebibytes: Math.max(...runs.get(name).map(({ mebibytes }) => mebibytes)),
  }));
}

async function timed({ command, count }) {
  const begin = process.hrtime.bigint();
  const child = spawn('/usr/bin/time', ['-f', '%M', ...command], {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let told = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  await once(child, 'close');
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const kibibytes = Number(told.trim().split('\n').at(-1));
  return { seconds, mebibytes: Math.round(kibibytes / 1024), count: count(printed) };
}

function median(some) {
  const sorted = [...some].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

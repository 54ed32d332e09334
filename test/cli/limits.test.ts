// Inputs that are made to use up memory: each ends in a clear result, in memory that does not grow with it.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mostPhrases } from '../../src/cli/scan/summary.ts';
import { Timeline } from '../../src/cli/scan/timeline.ts';
import { cli, main } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** LARGE=1 makes files of hundreds of megabytes; without it they are a hundredth of that. */
const isLarge = process.env.LARGE === '1';
const scale = isLarge ? 100 : 1;

const block = (type: number, body: Buffer): Buffer => {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const head = Buffer.alloc(8);
  const length = Buffer.alloc(4);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(padded.length + 12, 4);
  length.writeUInt32LE(padded.length + 12, 0);
  return Buffer.concat([head, padded, length]);
};
const section = block(0x0a0d0d0a, Buffer.from('4d3c2b1a01000000ffffffffffffffff', 'hex'));
/** Raw IP, packets of up to 65,535 octets, times in microseconds. */
const anInterface = block(1, Buffer.from('65000000ffff0000', 'hex'));

function datagram(text: string): Buffer {
  const head = Buffer.from('4500000000000000401100007f0000017f00000113c413c400000000', 'hex');
  head.writeUInt16BE(28 + text.length, 2);
  head.writeUInt16BE(8 + text.length, 24);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

const busy = datagram('SIP/2.0 486 Busy Here\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n');

function packetAt(seconds: number): Buffer {
  const head = Buffer.alloc(20);
  const time = BigInt(seconds) * 1_000_000n;
  head.writeUInt32LE(Number(time >> 32n), 4);
  head.writeUInt32LE(Number(time & 0xffffffffn), 8);
  head.writeUInt32LE(busy.length, 12);
  head.writeUInt32LE(busy.length, 16);
  return block(6, Buffer.concat([head, busy]));
}

function written(name: string, count: number, piece: (n: number) => Buffer, ...before: readonly Buffer[]): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const one of before) writeSync(file, one);
  for (let n = 0; n < count; n += 1000) {
    const length = Math.min(1000, count - n);
    writeSync(file, Buffer.concat(Array.from({ length }, (_, at) => piece(n + at))));
  }
  closeSync(file);
  return path;
}

/** Scans in a process of its own, and gives what it printed and how much memory it held at most. */
function scanned(path: string): { readonly summary: Record<string, unknown>; readonly megabytes: number } {
  const code = `process.on('exit', () => console.error(process.resourceUsage().maxRSS)); process.argv.splice(1, 0, ${JSON.stringify(main)}); await import(${JSON.stringify(main)});`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code, 'scan', '--json', path], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  rmSync(path);
  return { summary: JSON.parse(stdout), megabytes: Number(stderr.trim().split('\n').at(-1)) / 1024 };
}

const year = 31_556_952;

test.each([
  ['packets in as many years', 2000, (n: number) => packetAt((n % 500_000) * year)],
  ['packets in seconds of their own', 40_000, (n: number) => packetAt(n)],
])('%s are counted in no more than a thousand times', { timeout: 300_000 }, (name, count, piece) => {
  const { summary, megabytes } = scanned(written(name, count * scale, piece, section, anInterface));
  expect(summary).toMatchObject({ responses: count * scale, codes: { 486: count * scale } });
  const { counts } = summary.times as { counts: Record<string, number[]> };
  expect(Object.keys(counts).length).toBeLessThanOrEqual(1000);
  expect(Object.values(counts).reduce((sum, [, , , errors = 0]) => sum + errors, 0)).toBe(count * scale);
  expect(megabytes).toBeLessThan(200);
});

test('long phrases, each another one: what is kept of them is bounded, and what is not is counted', {
  timeout: 300_000,
}, () => {
  const phrase = 'x'.repeat(65_000);
  const log = (n: number): Buffer => Buffer.from(`SIP/2.0 486 ${String(n).padStart(6, '0')}${phrase}\r\n`);
  const { summary, megabytes } = scanned(written('phrases', 25 * scale, log));
  const listed = (summary.phrases as readonly unknown[]).length;
  expect(summary.responses).toBe(25 * scale);
  expect(listed + Number(summary.otherPhrases)).toBe(25 * scale);
  expect(listed).toBeLessThanOrEqual(Math.ceil(4_000_000 / 65_000));
  expect(megabytes).toBeLessThan(200);
});

test('interfaces without end', { timeout: 300_000 }, () => {
  const { summary, megabytes } = scanned(written('interfaces', 200_000 * scale, () => anInterface, section));
  expect(summary).toMatchObject({ responses: 0 });
  expect(megabytes).toBeLessThan(200);
});

test('more phrases than are listed', async () => {
  const lines = Array.from({ length: mostPhrases + 7 }, (_, n) => `SIP/2.0 486 phrase ${n}\r\n`).join('');
  const { stdout } = await cli(['scan', '--json'], lines);
  const { phrases, otherPhrases } = JSON.parse(stdout) as { phrases: unknown[]; otherPhrases: number };
  expect({ listed: phrases.length, otherPhrases }).toEqual({ listed: mostPhrases, otherPhrases: 7 });
  expect((await cli(['scan'], lines)).stdout).toContain(
    '  and 7 responses with more phrases than are counted separately',
  );
});

describe('counts over time', () => {
  test('are the same in any order, and nothing of them is lost', () => {
    const seconds = Array.from({ length: 5000 }, (_, n) => (n * 7919 * 3600) % 2 ** 33);
    const timelineOf = (some: readonly number[]) => {
      const timeline = new Timeline();
      for (const second of some) timeline.add(second, [0, 1, 0, 0, 0, 0]);
      return timeline.times;
    };
    const times = timelineOf(seconds);
    expect(timelineOf([...seconds].sort((a, b) => b - a))).toEqual(times);
    const all = Object.values(times.counts);
    expect(all.length).toBeLessThanOrEqual(1000);
    expect(all.reduce((sum, [, ok = 0]) => sum + ok, 0)).toBe(5000);
  });

  test.each([
    [1000, 1, 1],
    [1001, 1, 10],
    [1001, 31_449_600, 314_496_000],
  ])('%d times of %d s take a step of %d s', (count, apart, step) => {
    const timeline = new Timeline();
    for (let n = 0; n < count; n += 1) timeline.add(n * apart, [1, 0, 0, 0, 0, 0]);
    expect(timeline.times.step).toBe(step);
  });
});

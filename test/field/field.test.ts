import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildStatusLine, encodeStatusLine, explainFault, readStatusLine } from '../../src/index.ts';
import { statusCodeForQ850Cause } from '../../src/registry/index.ts';
import { type ReadResponseOptions, readResponse, readResponses } from '../../src/wire/index.ts';
import { cli } from '../cli/cli.ts';
import { all } from '../wire/found.ts';
import { reading, textOf } from '../wire/reading.ts';

/** What somebody met: octets in base64, the function they were given to, what it should give, why, and where it is from. */
interface Case {
  readonly id: string;
  readonly kind: string;
  readonly function: string;
  readonly input: string | readonly string[];
  readonly options?: ReadResponseOptions;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly why: string;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));

type Check = (
  expected: never,
  octets: Uint8Array,
  chunks: readonly Uint8Array[],
  options: ReadResponseOptions,
) => unknown;

/** How each kind of expectation is checked. */
const checks: Readonly<Record<string, Check>> = {
  async codes(expected: readonly number[], _octets, chunks, options) {
    const { messages, fault } = await reading(chunks, options);
    const codes = messages.map((message) => (message.type === 'response' ? message.statusLine.statusCode : 'request'));
    expect([codes, fault]).toEqual([expected, undefined]);
  },
  async includesCodeOrFault(expected: number, _octets, chunks, options) {
    const { messages, fault } = await reading(chunks, options);
    const codes = messages.map((message) => message.type === 'response' && message.statusLine.statusCode);
    expect(codes.includes(expected) || fault !== undefined).toBe(true);
  },
  fault(_: true, octets, _chunks, options) {
    expect(readResponse(octets, options).type).toBe('fault');
  },
  faultHas(members: readonly string[], octets, _chunks, options) {
    const result = readResponse(octets, options);
    expect(result.type === 'fault' && Object.keys(result.fault)).toEqual(expect.arrayContaining([...members]));
  },
  not({ headOctets }: { headOctets: number }, octets, _chunks, options) {
    const result = readResponse(octets, options);
    expect(result.type === 'response' && result.head.length === headOctets).toBe(false);
  },
  startLineBack(_: true, octets) {
    const result = readResponse(octets);
    if (result.type !== 'response') throw new Error('it is no response');
    const line = textOf(result.startLine);
    expect(textOf(octets).startsWith(line)).toBe(true);
    expect(line.startsWith(textOf(encodeStatusLine(result.statusLine, { profile: 'lenient' })))).toBe(true);
  },
  messageNames(named: string, octets) {
    const build = () => buildStatusLine({ statusCode: 480, reasonPhrase: textOf(octets) });
    expect(build).toThrow(new RegExp(`^[^,]*${named}[^,]* is not allowed`));
  },
  messageLacks(lacking: string, octets) {
    const result = readResponse(octets);
    expect(result.type === 'fault' && explainFault(result.fault, octets)).not.toContain(lacking);
  },
  sipfragCode(code: number, octets) {
    expect(readStatusLine(octets, 0, { profile: 'lenient', ended: true })).toMatchObject({
      state: 'complete',
      statusLine: { statusCode: code },
    });
  },
  equals(code: number, octets) {
    expect(statusCodeForQ850Cause(21, { location: textOf(octets) as never })).toBe(code);
  },
  async lines(expected: readonly unknown[], octets) {
    const { found } = await all(octets);
    expect(found.map((line) => [line.where, line.statusLine?.statusCode, line.statusLine?.reasonPhrase])).toEqual(
      expected,
    );
  },
  async toldTruncated(_: true, octets) {
    const { found, skipped } = await all(octets);
    expect([...found.map(({ fault }) => fault?.code), ...skipped.map(({ why }) => why)]).toContain('truncated');
  },
  async source(expected: string, octets) {
    const [line] = (await all(octets)).found;
    expect(`${line?.packet?.source.address}:${line?.packet?.source.port}`).toBe(expected);
  },
  async arrayBuffersBelow(limit: number, octets) {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield octets;
      await new Promise(() => {});
    }
    const before = process.memoryUsage().arrayBuffers;
    readResponses(endless()).next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(limit);
  },
  async hint(_: true, octets) {
    expect((await cli(['parse'], Buffer.from(octets))).stdout).toContain('scan');
  },
};

test.each(cases.map((one) => [one.id, one.kind, one] as const))('%s, %s', async (_id, _kind, one) => {
  const chunks = [one.input].flat().map((text) => Uint8Array.from(Buffer.from(text, 'base64')));
  for (const [kind, expected] of Object.entries(one.expect))
    await checks[kind]?.(expected as never, chunks[0] as Uint8Array, chunks, one.options ?? {});
  expect(Object.keys(checks)).toEqual(expect.arrayContaining(Object.keys(one.expect)));
});

// Arrays that are not what they say: read by what they are, or refused; never a hang, and nothing is lost without a word.
import { describe, expect, test } from 'vitest';
import {
  explainFault,
  inspectStatusLine,
  lookupStatusCode,
  parseStatusLine,
  readStatusLine,
  StatusLineSyntaxError,
  safeParseStatusLine,
} from '../../src/index.ts';
import { headerFields, readResponse, readResponses, searchStatusLines } from '../../src/wire/index.ts';

const line = new TextEncoder().encode('SIP/2.0 486 Busy Here');
const message = new TextEncoder().encode('SIP/2.0 486 Busy Here\r\nContent-Length: 0\r\n\r\n');

/** It lies about its length, and gives nothing of itself. */
class Liar extends Uint8Array {
  override get length(): number {
    return 5;
  }
  override subarray(): Liar {
    return new Liar(0);
  }
  override slice(): Liar {
    throw new Error('no');
  }
}

function lyingItself(octets: Uint8Array): Uint8Array {
  return Object.defineProperty(new Uint8Array(octets), 'length', { value: 20 });
}

function shared(octets: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(octets.length));
  copy.set(octets);
  return copy;
}

function detached(octets: Uint8Array): Uint8Array {
  const copy = new Uint8Array(octets);
  structuredClone(copy.buffer, { transfer: [copy.buffer] });
  return copy;
}

async function all<Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe.each([
  ['a class that lies about its length', (octets: Uint8Array) => new Liar(octets)],
  ['an array that lies about its length', lyingItself],
  ['shared memory', shared],
])('%s', (_, made) => {
  test('is read by what it is', async () => {
    const statusLine = { sipVersion: 'SIP/2.0', statusCode: 486, reasonPhrase: 'Busy Here' };
    expect(parseStatusLine(made(line))).toEqual(statusLine);
    expect(inspectStatusLine(made(line)).statusLine).toEqual(statusLine);
    // What follows a canonical line is seen.
    expect(safeParseStatusLine(made(message)).fault?.code).toBe('trailing-octets');
    expect(readStatusLine(made(message))).toMatchObject({ state: 'complete', end: 23 });
    expect(readResponse(made(message))).toMatchObject({ type: 'response', statusLine });
    expect(await all(readResponses([made(message)]))).toMatchObject([{ statusLine }]);
    expect(await all(searchStatusLines(made(message)))).toMatchObject([{ statusLine }]);
    expect(headerFields(made(message.slice(23)))).toMatchObject([{ name: 'Content-Length', value: '0' }]);
  });
});

describe('a buffer that was given away', () => {
  test('has no octets', () => {
    expect(safeParseStatusLine(detached(line)).fault).toMatchObject({ code: 'incomplete', offset: 0 });
    expect(readStatusLine(detached(line))).toEqual({ state: 'partial' });
    expect(readResponse(detached(message))).toEqual({ type: 'keep-alive' });
    expect(lookupStatusCode(detached(line) as unknown as number)).toBeUndefined();
  });

  test('in a stream, is refused: nobody would know what is missing', async () => {
    await expect(all(readResponses([message, detached(message)]))).rejects.toThrow(TypeError);
    await expect(all(searchStatusLines([message, detached(message)]))).rejects.toThrow(TypeError);
  });

  // What has not come with Node.js 20 is not in the library's types.
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer & { resize(length: number): void };
  test.skipIf(!('resize' in ArrayBuffer.prototype))('the same of one that was shrunk', async () => {
    const buffer = new Resizable(100, { maxByteLength: 100 });
    const octets = new Uint8Array(buffer, 0, message.length);
    octets.set(message);
    expect(readResponse(octets).type).toBe('response');
    buffer.resize(10);
    expect(readResponse(octets)).toEqual({ type: 'keep-alive' });
    await expect(all(readResponses([octets]))).rejects.toThrow(TypeError);
    await expect(all(searchStatusLines([octets]))).rejects.toThrow(TypeError);
  });
});

test('a proxy that throws whatever it is asked is no array, and its error can be read', () => {
  const proxy = new Proxy(new Uint8Array(line), {
    get() {
      throw new Error('trap');
    },
  });
  const { fault } = safeParseStatusLine(proxy);
  expect(fault?.code).toBe('invalid-input-type');
  expect(explainFault(fault as NonNullable<typeof fault>, proxy)).toContain('not object');
  let thrown: unknown;
  try {
    parseStatusLine(proxy);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(StatusLineSyntaxError);
  expect((thrown as Error).message).toContain('a Status-Line is a string or a Uint8Array, not object');
});

import { describe, expect, test } from 'vitest';
import { readResponses } from '../../src/wire/index.ts';
import { octetsOf, reading } from './reading.ts';

const response = (code: number): string => `SIP/2.0 ${code} \r\nl: 2\r\n\r\nhi`;

/** A source that counts what is asked of it. */
class Source {
  asked = 0;
  closed = 0;
  readonly #chunks: readonly string[];

  constructor(...chunks: readonly string[]) {
    this.#chunks = chunks;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of this.#chunks) {
        this.asked += 1;
        yield octetsOf(chunk);
      }
    } finally {
      this.closed += 1;
    }
  }
}

test('a chunk is asked for when the messages before it have been taken, and no sooner', async () => {
  const source = new Source(response(100) + response(180), response(200).slice(0, 9), response(200).slice(9), 'no SIP');
  const responses = readResponses(source);
  expect(source.asked).toBe(0);
  const asked = async (): Promise<readonly unknown[]> => {
    const { value } = await responses.next();
    return [value?.statusLine.statusCode, source.asked];
  };
  expect(await asked()).toEqual([100, 1]);
  expect(await asked()).toEqual([180, 1]);
  expect(await asked()).toEqual([200, 3]);
});

test('a response is given when its last octet has come', async () => {
  for (const cut of [1, 20, 26]) {
    const source = new Source(response(200).slice(0, cut), response(200).slice(cut), 'more');
    await readResponses(source).next();
    expect(source.asked).toBe(cut === 26 ? 1 : 2);
  }
});

describe('the source is closed', () => {
  test('when the loop is left', async () => {
    const source = new Source(response(200), response(200));
    for await (const _ of readResponses(source)) break;
    expect(source).toMatchObject({ asked: 1, closed: 1 });
  });

  test('when a fault is thrown', async () => {
    const source = new Source('no SIP\r\n', response(200));
    expect((await reading(source)).fault).toMatchObject({ code: 'invalid-start-line' });
    expect(source).toMatchObject({ asked: 1, closed: 1 });
  });

  test('when what is told of skipped octets throws', async () => {
    const source = new Source('\r\n', response(200));
    const thrown = new Error('told');
    const responses = readResponses(source, {
      skipped: () => {
        throw thrown;
      },
    });
    await expect(responses.next()).rejects.toBe(thrown);
    expect(source).toMatchObject({ asked: 1, closed: 1 });
  });
});

test('an error of the source is thrown as it is', async () => {
  const thrown = new Error('reset');
  async function* source() {
    yield octetsOf(response(200));
    throw thrown;
  }
  const responses = readResponses(source());
  expect((await responses.next()).value?.statusLine.statusCode).toBe(200);
  await expect(responses.next()).rejects.toBe(thrown);
});

describe('a ReadableStream', () => {
  const streamOf = (chunks: readonly string[], seen: unknown[] = []): ReadableStream<Uint8Array> => {
    const left = [...chunks];
    return new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = left.shift();
          seen.push('pulled');
          if (chunk === undefined) controller.close();
          else controller.enqueue(octetsOf(chunk));
        },
        cancel: () => void seen.push('cancelled'),
      },
      { highWaterMark: 0 },
    );
  };

  test('is read to its end, and its lock is released', async () => {
    const seen: unknown[] = [];
    const stream = streamOf([response(100), response(200)], seen);
    const { messages } = await reading(stream);
    expect(messages).toHaveLength(2);
    expect(seen).toEqual(['pulled', 'pulled', 'pulled']);
    expect(stream.locked).toBe(false);
  });

  test('is cancelled when the loop is left', async () => {
    const seen: unknown[] = [];
    const stream = streamOf([response(100), response(200)], seen);
    for await (const _ of readResponses(stream)) break;
    expect(seen).toEqual(['pulled', 'cancelled']);
    expect(stream.locked).toBe(false);
  });

  test('is cancelled when a fault is thrown', async () => {
    const seen: unknown[] = [];
    expect((await reading(streamOf(['no SIP\r\n'], seen))).fault).toBeDefined();
    expect(seen).toEqual(['pulled', 'cancelled']);
  });

  test('that fails throws its error', async () => {
    const thrown = new Error('reset');
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(thrown),
    });
    await expect(readResponses(stream).next()).rejects.toBe(thrown);
  });

  test('of a browser that cannot iterate it', async () => {
    const stream = streamOf([response(200)]);
    const old = { getReader: () => stream.getReader() };
    expect((await reading(old as never)).messages).toHaveLength(1);
  });
});

test('octets are views of the chunk; only what a chunk has cut is copied', async () => {
  const [whole, cut] = [octetsOf(response(200)), octetsOf(response(486))];
  const chunk = Uint8Array.of(...whole, ...cut.subarray(0, 20));
  const rest = cut.subarray(20);
  const { messages } = await reading([chunk, rest]);
  expect(messages[0]?.startLine.buffer).toBe(chunk.buffer);
  expect(messages[0]?.head.buffer).toBe(chunk.buffer);
  expect(messages[0]?.body.buffer).toBe(chunk.buffer);
  expect([chunk.buffer, rest.buffer]).not.toContain(messages[1]?.head.buffer);
  expect(messages[1]?.body.buffer).toBe(rest.buffer);
});

describe('what is no source', () => {
  test.each<[source: unknown, told: string]>([
    [undefined, 'undefined'],
    [null, 'a value of type null'],
    ['SIP/2.0 200 OK', '"SIP/2.0 200 OK"'],
    [5, '5'],
    [octetsOf('SIP/2.0 200 OK'), 'a value of type object'],
    [{}, 'a value of type object'],
    [{ getReader: 1 }, 'a value of type object'],
  ])('%j is a TypeError that says so', (source, told) => {
    const reads = (): unknown => readResponses(source as never);
    expect(reads).toThrow(TypeError);
    expect(reads).toThrow(`source must be an iterable or a ReadableStream of Uint8Arrays, not ${told}`);
  });

  test('an iterable that has something else by the name of getReader is one', async () => {
    const source = Object.assign([octetsOf(response(200))], { getReader: undefined });
    expect((await reading(source)).messages).toHaveLength(1);
  });

  test('a chunk whose buffer is gone is none, for nobody knows what was in it', async () => {
    const chunk = octetsOf(response(200));
    structuredClone(chunk, { transfer: [chunk.buffer as ArrayBuffer] });
    await expect(readResponses([chunk]).next()).rejects.toThrow('the buffer of a chunk of the source is detached');
  });

  test('a stream that was read to its end is not cancelled', async () => {
    const seen: string[] = [];
    let isRead = false;
    const reader = {
      read: async () => {
        const value = isRead ? undefined : octetsOf(response(200));
        const done = isRead;
        isRead = true;
        return { done, value };
      },
      cancel: async () => void seen.push('cancelled'),
      releaseLock: () => void seen.push('released'),
    };
    expect((await reading({ getReader: () => reader } as never)).messages).toHaveLength(1);
    expect(seen).toEqual(['released']);
  });
});

import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { octetsOf, reading } from './reading.ts';

test('a Node stream, whose chunks are Buffers', async () => {
  const { messages } = await reading(
    Readable.from([...[200, 486].map((code) => Buffer.from(octetsOf(`SIP/2.0 ${code} \r\nl: 2\r\n\r\nhi`)))]),
  );
  expect(messages).toMatchObject([{ statusLine: { statusCode: 200 } }, { statusLine: { statusCode: 486 } }]);
  expect(Object.getPrototypeOf(messages[0]?.body)).toBe(Uint8Array.prototype);
  expect(Object.getPrototypeOf(messages[0]?.head)).toBe(Uint8Array.prototype);
});

import { createReadStream } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, expectTypeOf, test } from 'vitest';
import type { DeviationCode, Fault, StatusLine } from '../../src/index.ts';
import {
  type CapturedPacket,
  type FoundStatusLine,
  type MessageDeviationCode,
  type MessageFault,
  MessageFaultError,
  type OctetSource,
  type ReadResponsesOptions,
  type ReceivedRequest,
  type ReceivedResponse,
  readResponse,
  readResponses,
  type SkippedRange,
  searchStatusLines,
  type UnsearchedRange,
} from '../../src/wire/index.ts';

declare const source: OctetSource;

describe('readResponses', () => {
  test('yields responses', async () => {
    for await (const message of readResponses(source)) {
      expectTypeOf(message).toEqualTypeOf<ReceivedResponse>();
      const { statusLine, head, body, offset, end } = message;
      expectTypeOf(statusLine).toEqualTypeOf<StatusLine>();
      expectTypeOf([head, body]).toEqualTypeOf<Uint8Array[]>();
      expectTypeOf([offset, end]).toEqualTypeOf<number[]>();
    }
    for await (const message of readResponses(source, { requests: 'skip', resynchronise: true })) {
      expectTypeOf(message).toEqualTypeOf<ReceivedResponse>();
    }
  });

  test('yields requests too when it is asked to', async () => {
    for await (const message of readResponses(source, { requests: 'yield' })) {
      expectTypeOf(message).toEqualTypeOf<ReceivedResponse | ReceivedRequest>();
      if (message.type === 'request') expectTypeOf(message.requestLine).toEqualTypeOf<string>();
      else expectTypeOf(message.statusLine).toEqualTypeOf<StatusLine>();
      // @ts-expect-error a request has no status line
      message.statusLine;
    }
    const options: ReadResponsesOptions = {};
    expectTypeOf(readResponses(source, options).next()).resolves.toExtend<
      IteratorResult<ReceivedResponse | ReceivedRequest, void>
    >();
  });

  test('takes sockets, files, web streams and arrays', () => {
    expectTypeOf(readResponses).toBeCallableWith({} as Socket);
    expectTypeOf(readResponses).toBeCallableWith(createReadStream(''));
    expectTypeOf(readResponses).toBeCallableWith(new ReadableStream<Uint8Array>());
    expectTypeOf(readResponses).toBeCallableWith([new Uint8Array()]);
    // @ts-expect-error chunks are octets
    readResponses(['SIP/2.0 200 OK\r\n\r\n']);
    // @ts-expect-error the octets of a chunk are no chunks
    readResponses(new Uint8Array());
    // @ts-expect-error requests are skipped or yielded
    readResponses(source, { requests: 'drop' });
    // @ts-expect-error there is no such option
    readResponses(source, { maxOctets: 8192 });
  });

  test('tells of what was skipped', () => {
    readResponses(source, {
      skipped: (range) => {
        expectTypeOf(range).toEqualTypeOf<SkippedRange>();
        if (range.why === 'fault') expectTypeOf(range.fault).toEqualTypeOf<MessageFault>();
        else expectTypeOf(range.fault).toEqualTypeOf<undefined>();
      },
    });
    readResponses(source, {
      skipped: ({ why, fault }) => {
        expectTypeOf(why).toEqualTypeOf<'keep-alive' | 'ping' | 'leading-octets' | 'request' | 'fault'>();
        if (why === 'fault') expectTypeOf(fault).toEqualTypeOf<MessageFault>();
      },
    });
  });

  test('throws an error that carries its fault', () => {
    const error: unknown = undefined;
    if (error instanceof MessageFaultError) {
      expectTypeOf(error.fault).toEqualTypeOf<MessageFault>();
      expectTypeOf(error.fault.lineFault).toEqualTypeOf<Fault | undefined>();
      expectTypeOf<(typeof error)['name']>().toEqualTypeOf<'MessageFaultError'>();
    }
  });
});

describe('readResponse', () => {
  test('is narrowed by its type', () => {
    const result = readResponse(new Uint8Array(), { profile: 'strict', maxBodyOctets: undefined });
    switch (result.type) {
      case 'response':
        expectTypeOf(result).toEqualTypeOf<ReceivedResponse>();
        break;
      case 'request':
        expectTypeOf(result).toEqualTypeOf<ReceivedRequest>();
        break;
      case 'keep-alive':
        expectTypeOf(result).toEqualTypeOf<{ readonly type: 'keep-alive' }>();
        break;
      case 'fault':
        expectTypeOf(result.fault).toEqualTypeOf<MessageFault>();
        break;
      default:
        expectTypeOf(result).toEqualTypeOf<never>();
    }
    // @ts-expect-error only a message has an end
    result.end;
    // @ts-expect-error a datagram is octets
    readResponse('SIP/2.0 200 OK\r\n\r\n');
  });

  test('has the deviations of a line and those of a head', () => {
    expectTypeOf<MessageDeviationCode>().toEqualTypeOf<
      | DeviationCode
      | 'irregular-head-line-end'
      | 'missing-content-length'
      | 'repeated-content-length'
      | 'irregular-content-length'
      | 'illegal-head-octet'
    >();
  });
});

describe('searchStatusLines', () => {
  test('is narrowed as the result of parsing is', async () => {
    for await (const found of searchStatusLines(new Uint8Array())) {
      expectTypeOf(found).toEqualTypeOf<FoundStatusLine>();
      const { statusLine, fault, where, packet } = found;
      if (fault === undefined) expectTypeOf(statusLine).toEqualTypeOf<StatusLine>();
      expectTypeOf(where).toEqualTypeOf<'message' | 'body' | 'text'>();
      expectTypeOf(packet).toEqualTypeOf<CapturedPacket | undefined>();
      expectTypeOf(packet?.time).toEqualTypeOf<bigint | undefined>();
    }
  });

  test('takes what readResponses takes, and octets in one piece', () => {
    expectTypeOf(searchStatusLines).toBeCallableWith(source);
    searchStatusLines(source, { skipped: (range) => expectTypeOf(range).toEqualTypeOf<UnsearchedRange>() });
    // @ts-expect-error text has no octets of its own
    searchStatusLines('SIP/2.0 200 OK');
  });
});

import type { Buffer } from 'node:buffer';
import { type Endpoint, openEndpoint } from './sip/endpoint.ts';
import { type Address, answer, readRequest, startLineOf, type Transport } from './sip/message.ts';

/** What is answered, and where. */
export interface AnsweringOptions {
  /** What it listens to. */
  readonly transport: Transport;
  /** Where it listens; at a free port where the port is 0. */
  readonly address: Address;
  /** The start of every answer, valid or not. CRLF follows it unless it ends with CR or LF. */
  readonly startLine: Uint8Array;
  /** Called with each request; an ACK is a request that has no answer. */
  readonly answered?: (request: AnsweredRequest) => void;
}

/** A request that was answered. */
export interface AnsweredRequest {
  /** As it came, without its line end. */
  readonly startLine: Buffer;
  /** `INVITE` */
  readonly method: string;
}

/**
 * Answers every request but an ACK with the same start line, until the endpoint is closed.
 *
 * @throws {Error} when the address cannot be had
 */
export async function answerRequests(options: AnsweringOptions): Promise<Endpoint> {
  const { transport, address, startLine, answered } = options;
  const endpoint = await openEndpoint(transport, address, ({ message, reply }) => {
    const request = readRequest(message);
    if (request === undefined) return;
    if (request.method !== 'ACK')
      reply(answer(startLine, request, undefined, { address: endpoint.address, transport }));
    answered?.({ startLine: startLineOf(message), method: request.method });
  });
  return endpoint;
}

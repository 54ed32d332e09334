import type { Buffer } from 'node:buffer';
import { type Credentials, madeCredentials } from './sip/credentials.ts';
import { type Endpoint, type Incoming, openEndpoint } from './sip/endpoint.ts';
import { type Address, answer, readRequest, startLineOf } from './sip/message.ts';
import type { Transport } from './sip/transport.ts';

/** What is answered, and where. */
export interface AnsweringOptions {
  /** What it listens to. */
  readonly transport: Transport;
  /** Where it listens; at a free port where the port is 0. */
  readonly address: Address;
  /** The start of every answer, valid or not. CRLF follows it unless it ends with CR or LF. */
  readonly startLine: Uint8Array;
  /** Who we are over TLS. Default: a certificate that is made for it; a function, called where it is needed. */
  readonly credentials?: () => Credentials;
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
  const { transport, address, startLine, answered, credentials } = options;
  const onMessage = ({ message, reply }: Incoming): void => {
    const request = readRequest(message);
    if (request === undefined) return;
    if (request.method !== 'ACK')
      reply(answer(startLine, request, undefined, { address: endpoint.address, transport }));
    answered?.({ startLine: startLineOf(message), method: request.method });
  };
  const endpoint = await openEndpoint(transport, address, { onMessage, credentials: credentials ?? madeCredentials });
  return endpoint;
}

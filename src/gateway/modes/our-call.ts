import type { Buffer } from 'node:buffer';
import { codeOf } from '../cases/lenient-reading.ts';
import {
  type Address,
  fieldsOfMessage,
  type Method,
  type RequestInit,
  request,
  sessionOffer,
  startLineOf,
} from '../sip/message.ts';
import type { Transport } from '../sip/transport.ts';
import { fieldsOf, type Identity, urisOf } from './identity.ts';

/** A request of ours that is answered with a case, and what ends what it has begun. */
export class OurCall {
  readonly #init: RequestInit & { readonly method: Method };

  constructor(
    identity: Identity & { readonly method: Method },
    where: { readonly uri: string; readonly transport: Transport; readonly from: Address; readonly callId: string },
  ) {
    const { method, headers = [] } = identity;
    const { uri, transport, from, callId } = where;
    const uris = urisOf(identity, from, uri);
    this.#init = {
      ...{ method, uri, transport, from, callId, branch: callId },
      fromField: `<${uris.from}>;tag=${callId}`,
      toField: `<${uris.to}>`,
      headers: [...fieldsOf(method), ...headers],
      ...(method === 'INVITE' ? { body: sessionOffer(from) } : {}),
    };
  }

  get request(): Buffer {
    return request(this.#init);
  }

  /**
   * What has to follow an answer: ACK in the same transaction (RFC 3261 §17.1.1.3), or, of a 2xx, in one of its own
   * (§13.2.2.4), and BYE after it (§15.1.1), so that nothing goes on.
   */
  following(response: Buffer): readonly Buffer[] {
    const { callId, method, uri } = this.#init;
    const code = codeOf(startLineOf(response));
    const [toField] = fieldsOfMessage(response, 'To|t');
    if (method !== 'INVITE' || code === undefined || code < 200 || code > 699 || toField === undefined) return [];
    const { body: _, ...common } = { ...this.#init, toField };
    if (code >= 300) return [request({ ...common, method: 'ACK' })];
    const contact = fieldsOfMessage(response, 'Contact|m')[0];
    const route = fieldsOfMessage(response, 'Record-Route').reverse();
    const inDialog = {
      ...common,
      uri: /<([^>]+)>/.exec(contact ?? '')?.[1] ?? contact ?? uri,
      headers: [...route.map((value) => `Route: ${value}`), ...(this.#init.headers ?? [])],
    };
    return [
      request({ ...inDialog, method: 'ACK', branch: `${callId}ack` }),
      request({ ...inDialog, method: 'BYE', branch: `${callId}bye`, cseq: 2 }),
    ];
  }

  /** What ends it where no final answer has come (§9.1). */
  get cancelling(): readonly Buffer[] {
    const { body: _, ...common } = this.#init;
    return common.method === 'INVITE' ? [request({ ...common, method: 'CANCEL' })] : [];
  }
}

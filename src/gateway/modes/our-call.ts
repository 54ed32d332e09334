import type { Buffer } from 'node:buffer';
import { codeOf } from '../cases/lenient-reading.ts';
import { type Account, credentialsFor } from '../sip/digest.ts';
import { fieldsOfMessage, type Method, type RequestInit, request, sessionOffer, startLineOf } from '../sip/message.ts';
import { type Early, extensionsOf } from './early.ts';
import { fieldsOf, type Identity, urisOf } from './identity.ts';

/** A request of ours that is answered with a case, and what ends what it has begun. */
export class OurCall {
  #init: RequestInit & { readonly method: Method };
  #isAuthorized = false;
  /** CSeq of the last request of the dialog. */
  #lastInDialog = 0;

  constructor(
    identity: Identity & { readonly method: Method; readonly early?: Early | undefined },
    where: Pick<RequestInit, 'uri' | 'transport' | 'from' | 'callId' | 'contact'>,
  ) {
    const { method, headers = [], early } = identity;
    const { uri, from, callId } = where;
    const uris = urisOf(identity, from, uri);
    this.#init = {
      ...{ ...where, method, branch: callId },
      fromField: `<${uris.from}>;tag=${callId}`,
      toField: `<${uris.to}>`,
      headers: [...fieldsOf(method), ...supportedOf(early), ...headers],
      ...(method === 'INVITE' ? { body: sessionOffer(from) } : {}),
    };
  }

  get request(): Buffer {
    return request(this.#init);
  }

  /** The same again with credentials, where an answer asks for them the first time (§22.2 and §22.3). */
  authorized(response: Buffer, account: Account | undefined): Buffer | undefined {
    const code = codeOf(startLineOf(response));
    if (account === undefined || this.#isAuthorized || (code !== 401 && code !== 407)) return undefined;
    const { method, uri, headers = [], cseq = 1, branch } = this.#init;
    const [challenge = ''] = fieldsOfMessage(response, code === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate');
    const credentials = credentialsFor(challenge, account, method, uri);
    if (credentials === undefined) return undefined;
    this.#isAuthorized = true;
    const field = `${code === 401 ? '' : 'Proxy-'}Authorization: ${credentials}`;
    this.#init = { ...this.#init, headers: [...headers, field], cseq: cseq + 1, branch: `${branch}a` };
    return this.request;
  }

  /**
   * What has to follow an answer: PRACK of a reliable provisional one (RFC 3262 §4), ACK in the same transaction
   * (RFC 3261 §17.1.1.3), or, of a 2xx, in one of its own (§13.2.2.4), and BYE after it (§15.1.1), so that nothing goes on.
   */
  following(response: Buffer): readonly Buffer[] {
    const { callId, method, uri } = this.#init;
    const code = codeOf(startLineOf(response));
    const [toField] = fieldsOfMessage(response, 'To|t');
    if (method !== 'INVITE' || code === undefined || code < 101 || code > 699 || toField === undefined) return [];
    const { body: _, ...common } = { ...this.#init, toField };
    if (code >= 300) return [request({ ...common, method: 'ACK' })];
    const contact = fieldsOfMessage(response, 'Contact|m')[0];
    const route = fieldsOfMessage(response, 'Record-Route').reverse();
    const inDialog = {
      ...common,
      uri: /<([^>]+)>/.exec(contact ?? '')?.[1] ?? contact ?? uri,
      headers: [...route.map((value) => `Route: ${value}`), ...(this.#init.headers ?? [])],
    };
    const next = (): { branch: string; cseq: number } => {
      this.#lastInDialog = Math.max(this.#lastInDialog, common.cseq ?? 1) + 1;
      return { branch: `${callId}${this.#lastInDialog}`, cseq: this.#lastInDialog };
    };
    if (code < 200) {
      const [sequence] = fieldsOfMessage(response, 'RSeq');
      if (sequence === undefined) return [];
      const headers = [...inDialog.headers, `RAck: ${sequence} ${common.cseq ?? 1} INVITE`];
      return [request({ ...inDialog, method: 'PRACK', headers, ...next() })];
    }
    return [
      request({ ...inDialog, method: 'ACK', branch: `${callId}ack` }),
      request({ ...inDialog, method: 'BYE', ...next() }),
    ];
  }

  /** What ends it where no final answer has come (§9.1). */
  get cancelling(): readonly Buffer[] {
    const { body: _, ...common } = this.#init;
    return common.method === 'INVITE' ? [request({ ...common, method: 'CANCEL' })] : [];
  }
}

function supportedOf(early: Early = {}): readonly string[] {
  const extensions = extensionsOf(early);
  return extensions.length === 0 ? [] : [`Supported: ${extensions.join(', ')}`];
}

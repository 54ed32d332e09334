// As much of SIP as a fuzzer needs: requests of its own, answers to requests that come in, and a look at what comes
// back that no damage to a line can mislead.
import { Buffer } from 'node:buffer';

/** Where somebody listens. */
export interface Address {
  /** `127.0.0.1` or `::1`; no name, for none is looked up. */
  readonly host: string;
  /** Of UDP or TCP. */
  readonly port: number;
}

/** What carries the messages. */
export type Transport = 'udp' | 'tcp';

/** An IP address as it stands in a URI or a Via. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** An address as it stands in a URI or a Via. */
export function hostPort({ host, port }: Address): string {
  return `${bracketed(host)}:${port}`;
}

export interface RequestInit {
  readonly method: 'OPTIONS' | 'BYE';
  readonly uri: string;
  readonly transport: Transport;
  /** Where answers are to be sent. */
  readonly from: Address;
  readonly callId: string;
  readonly branch: string;
  /** What From and To say, where it is not what they say in a request that begins a dialog. */
  readonly fromField?: string;
  readonly toField?: string;
}

/** A request with what RFC 3261 §8.1.1 demands of every one. */
export function request(init: RequestInit): Buffer {
  const { method, uri, transport, from, callId, branch } = init;
  const { fromField = `<sip:fuzz@${hostPort(from)}>;tag=${callId}`, toField = `<${uri}>` } = init;
  return Buffer.from(
    [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/${transport.toUpperCase()} ${hostPort(from)};branch=z9hG4bK${branch}`,
      'Max-Forwards: 9',
      `From: ${fromField}`,
      `To: ${toField}`,
      `Call-ID: ${callId}`,
      `CSeq: 1 ${method}`,
      `Contact: <sip:fuzz@${hostPort(from)};transport=${transport}>`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
    'latin1',
  );
}

/** What is repeated of a request in each answer to it: RFC 3261 §8.2.6.2. */
export interface Answerable {
  readonly method: string;
  readonly via: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: string;
  readonly contact?: string | undefined;
}

/** A request that came in; undefined for what is none. */
export function readRequest(message: Buffer): Answerable | undefined {
  const text = message.toString('latin1');
  const method = /^[\r\n]*([A-Z]+) \S+ SIP\/2\.0\r?\n/.exec(text)?.[1];
  if (method === undefined) return undefined;
  const fields = (names: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^(?:${names})[ \\t]*:[ \\t]*(.*?)\\r?$`, 'gim'))].map(([, value]) => value as string);
  const [from, to, callId, cseq] = ['From|f', 'To|t', 'Call-ID|i', 'CSeq'].map((names) => fields(names)[0]);
  if (from === undefined || to === undefined || callId === undefined || cseq === undefined) return undefined;
  return { method, via: fields('Via|v'), from, to, callId, cseq, contact: fields('Contact|m')[0] };
}

/** What names the transaction of a request: RFC 3261 §8.1.1.7. */
export function branchOf({ via }: Answerable): string | undefined {
  return /;\s*branch\s*=\s*([^;,\s]+)/i.exec(via[0] ?? '')?.[1];
}

/** Who made an answer: written into it last, because damage to a line eats the first header fields. */
export type Role = 'case' | 'sentinel';

/**
 * An answer to a request that begins with any octets at all.
 *
 * @param role left out for an answer that is nothing but an answer
 * @param more header fields that its code demands
 */
export function answer(
  startLine: Uint8Array,
  { via, from, to, callId, cseq }: Answerable,
  role: Role | undefined,
  more: readonly string[] = [],
): Buffer {
  const last = startLine.at(-1);
  const end = last === 0x0a || last === 0x0d ? '' : '\r\n';
  const head = [
    ...via.map((value) => `Via: ${value}`),
    `From: ${from}`,
    `To: ${/;\s*tag\s*=/i.test(to) ? to : `${to};tag=${role ?? 'answer'}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...more,
    // Should the line be a request's, it goes nowhere.
    ...(role === undefined ? [] : ['Max-Forwards: 0']),
    'Content-Length: 0',
    ...(role === undefined ? [] : [`X-Role: ${role}`]),
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([startLine, Buffer.from(end + head, 'latin1')]);
}

/** RFC 3261 §20.27 and §20.44: a 401 and a 407 ask for credentials. */
export function challengeOf(statusCode: number | undefined): readonly string[] {
  const challenge = 'Digest realm="fuzz", nonce="fuzz"';
  if (statusCode === 401) return [`WWW-Authenticate: ${challenge}`];
  return statusCode === 407 ? [`Proxy-Authenticate: ${challenge}`] : [];
}

/** The role that an answer says it has; undefined for one that somebody else made. */
export function roleOf(message: Buffer): Role | undefined {
  const at = message.lastIndexOf('X-Role: ');
  if (at === -1) return undefined;
  return message.subarray(at + 8, at + 12).toString('latin1') === 'case' ? 'case' : 'sentinel';
}

/** What stands before the first header field that answers to a case have. */
export function startLineOf(message: Buffer): Buffer {
  const via = message.indexOf('\r\nVia: ');
  if (via !== -1) return message.subarray(0, via);
  const other = message.toString('latin1').search(/[\r\n]+(?:Via|v|From|f|To|t|Call-ID|i|CSeq)[ \t]*:/i);
  return other === -1 ? message : message.subarray(0, other);
}

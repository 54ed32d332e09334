// As much of SIP as a fuzzer needs: requests of its own, answers to requests that come in, and a look at what comes
// back that no damage to a line can mislead.
import { Buffer } from 'node:buffer';
import { lenientReading } from '../cases/lenient-reading.ts';
import { nameInUri, type Transport } from './transport.ts';

/** Where somebody listens. */
export interface Address {
  /** `127.0.0.1` or `::1`; no name, for none is looked up. */
  readonly host: string;
  /** Of UDP or TCP. */
  readonly port: number;
  /** Of a WebSocket: `/ws`. Default: `/`. */
  readonly path?: string;
}

/** An IP address as it stands in a URI or a Via. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** An address as it stands in a URI or a Via. */
export function hostPort({ host, port }: Address): string {
  return `${bracketed(host)}:${port}`;
}

/** The methods of requests that begin something, and are answered with a case. */
export const methods = ['OPTIONS', 'INVITE', 'MESSAGE', 'REGISTER', 'SUBSCRIBE'] as const;

/** One of {@link methods}. */
export type Method = (typeof methods)[number];

export interface RequestInit {
  readonly method: Method | 'ACK' | 'BYE' | 'CANCEL' | 'NOTIFY' | 'PRACK';
  readonly uri: string;
  readonly transport: Transport;
  /** Where answers are to be sent. */
  readonly from: Address;
  readonly callId: string;
  readonly branch: string;
  /** Default: 1. */
  readonly cseq?: number;
  /** Where we are called back. Default: where answers are sent. */
  readonly contact?: string;
  /** Header fields beside ours, as `Name: value`. */
  readonly headers?: readonly string[];
  /** One character an octet. Default: none. */
  readonly body?: string;
  /** What the body is. Default: a description of a session (RFC 8866). */
  readonly contentType?: string;
  /** What From and To say, where it is not what they say in a request that begins a dialog. */
  readonly fromField?: string;
  readonly toField?: string;
  /** Default: 70 (RFC 3261 §8.1.1.6). */
  readonly maxForwards?: number;
}

/** A request with what RFC 3261 §8.1.1 demands of every one. */
export function request(init: RequestInit): Buffer {
  const { method, uri, transport, from, callId, branch } = init;
  const { maxForwards = 70, fromField = `<sip:fuzz@${hostPort(from)}>;tag=${callId}`, toField = `<${uri}>` } = init;
  const { cseq = 1, headers = [], body = '', contentType = 'application/sdp' } = init;
  return Buffer.from(
    [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/${transport.toUpperCase()} ${hostPort(from)};branch=z9hG4bK${branch}`,
      `Max-Forwards: ${maxForwards}`,
      `From: ${fromField}`,
      `To: ${toField}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <${init.contact ?? `sip:fuzz@${hostPort(from)};transport=${nameInUri(transport)}`}>`,
      ...headers,
      ...(body === '' ? [] : [`Content-Type: ${contentType}`]),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
    'latin1',
  );
}

/** An offer of one stream (RFC 3264 §5), at a port where nobody listens. */
export function sessionOffer({ host }: Address): string {
  const address = `IN IP${host.includes(':') ? 6 : 4} ${host}`;
  return ['v=0', `o=- 1 1 ${address}`, 's=-', `c=${address}`, 't=0 0', 'm=audio 9 RTP/AVP 0', ''].join('\r\n');
}

/** What is repeated of a request in each answer to it: RFC 3261 §8.2.6.2. */
export interface Answerable {
  readonly method: string;
  /** Whom it is for. */
  readonly uri?: string | undefined;
  readonly via: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: string;
  readonly contact?: string | undefined;
  readonly recordRoute?: readonly string[];
  /** A description of a session that it offers (RFC 3264). */
  readonly offer?: string | undefined;
  /** The extensions that it takes, in lower case: `100rel` (RFC 3261 §20.32 and §20.37). */
  readonly extensions?: readonly string[];
  /** Of a PRACK: which answer it is of (RFC 3262 §7.2). */
  readonly acknowledges?: string | undefined;
}

/** A request that came in; undefined for what is none. */
export function readRequest(message: Buffer): Answerable | undefined {
  // RFC 3261 §7.3.1: a value may be folded.
  const text = unfolded(message.toString('latin1'));
  const [, method, uri] = /^[\r\n]*([A-Z]+) (\S+) SIP\/2\.0\r?\n/.exec(text) ?? [];
  if (method === undefined) return undefined;
  const fields = (names: string): readonly string[] => fieldsIn(text, names);
  const [from, to, callId, cseq] = ['From|f', 'To|t', 'Call-ID|i', 'CSeq'].map((names) => fields(names)[0]);
  if (from === undefined || to === undefined || callId === undefined || cseq === undefined) return undefined;
  const isOffer = /^application\/sdp[ \t]*(?:;|$)/i.test(fields('Content-Type|c')[0] ?? '');
  const bodyAt = text.search(/\r?\n\r?\n/);
  return {
    ...{ method, uri, via: fields('Via|v'), from, to, callId, cseq, contact: fields('Contact|m')[0] },
    recordRoute: fields('Record-Route'),
    extensions: fields('Supported|k|Require').flatMap((value) => value.toLowerCase().split(/[ \t]*,[ \t]*/)),
    acknowledges: method === 'PRACK' ? fields('RAck')[0] : undefined,
    offer: isOffer && bodyAt !== -1 ? text.slice(bodyAt).trimStart() : undefined,
  };
}

/** The values of the header fields of a message that have a name, or its compact form, separated by a bar. */
export function fieldsOfMessage(message: Buffer, names: string): string[] {
  return fieldsIn(unfolded(message.toString('latin1')), names);
}

const fieldExpressions = new Map<string, RegExp>();

function fieldsIn(text: string, names: string): string[] {
  let expression = fieldExpressions.get(names);
  if (expression === undefined) {
    expression = new RegExp(`^(?:${names})[ \\t]*:[ \\t]*(.*?)\\r?$`, 'gim');
    fieldExpressions.set(names, expression);
  }
  return [...text.matchAll(expression)].map(([, value]) => value as string);
}

/** A message with each of its header fields on one line. */
function unfolded(text: string): string {
  const head = text.search(/\r?\n\r?\n/);
  return head === -1 ? text : text.slice(0, head).replace(/\r?\n[ \t]+/g, ' ') + text.slice(head);
}

/** What names the transaction of a request: RFC 3261 §8.1.1.7. */
export function branchOf({ via }: Answerable): string | undefined {
  return /;\s*branch\s*=\s*([^;,\s]+)/i.exec(via[0] ?? '')?.[1];
}

/** Who made an answer: written into it last, because damage to a line eats the first header fields. */
export type Role = 'early' | 'case' | 'sentinel';

/** Octets of an answer beside its first line, where that is tried for its length: so a line makes a message of a known size. */
export const besideLine = 1024;

/** Whether a line is tried for its length. */
export function isForItsLength(line: Uint8Array): boolean {
  return line.length >= 400 && /^SIP\/2\.0 \d{3} x+$/.test(Buffer.from(line).toString('latin1'));
}

/** Octets of the longest line that goes into one datagram (over IPv4, 65,535 less the headers of IP and UDP), or that is tried over TCP. */
export function longestLine(transport: Transport): number {
  return transport === 'udp' ? 65_507 - besideLine : 1 << 20;
}

/**
 * An answer to a request that begins with any octets at all.
 *
 * @param role left out for an answer that is nothing but an answer
 * @param ours where we listen, for an answer that may begin a dialog
 * @param tag of To; the role, where it is left out
 * @param sequence of an answer that is to be acknowledged (RFC 3262 §7.1)
 */
export function answer(
  startLine: Uint8Array,
  call: Answerable,
  role: Role | undefined,
  ours?: { readonly address: Address; readonly transport: Transport },
  tag: string = role ?? 'answer',
  sequence?: number,
): Buffer {
  const { via, from, to, callId, cseq } = call;
  const { statusCode } = lenientReading(startLine).statusLine ?? {};
  const body = ours === undefined ? '' : sessionAnswer(call, statusCode, ours.address);
  const last = startLine.at(-1);
  const end = last === 0x0a || last === 0x0d ? '' : '\r\n';
  const fields = [
    ...via.map((value) => `Via: ${value}`),
    `From: ${from}`,
    `To: ${/;\s*tag\s*=/i.test(to) ? to : `${to};tag=${tag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...challengeOf(statusCode),
    ...(sequence === undefined ? [] : ['Require: 100rel', `RSeq: ${sequence}`]),
    ...(ours === undefined ? [] : dialogFields(call, statusCode, ours.address, ours.transport)),
    // Should the line be a request's, it goes nowhere. A response has no such field (RFC 3261 §20.22).
    ...(isRequestLike(startLine) ? ['Max-Forwards: 0'] : []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    ...(role === undefined ? [] : [`X-Role: ${role}`]),
  ];
  const head = (some: readonly string[]): string => [...some, '', ''].join('\r\n');
  if (role === 'case' && isForItsLength(startLine)) {
    const left = besideLine - end.length - head(['X-Pad: ', ...fields]).length - body.length;
    if (left >= 0) fields.push(`X-Pad: ${'x'.repeat(left)}`);
  }
  return Buffer.concat([startLine, Buffer.from(end + head(fields) + body, 'latin1')]);
}

/** What answers a request that is no case. */
export const sayOk: Uint8Array = Buffer.from('SIP/2.0 200 OK');

/** Whether a line may be taken for the first of a request. */
export function isRequestLike(octets: Uint8Array): boolean {
  return /^\s*\w+ \S+ SIP\/\d/i.test(Buffer.from(octets).toString('latin1'));
}

/**
 * What an answer has that begins a dialog (RFC 3261 §12.1.1): Contact and Record-Route, and Allow (§13.3.1.4). A line of
 * which nobody knows what it will be taken for has them as well.
 */
function dialogFields(
  { method, contact, recordRoute = [] }: Answerable,
  statusCode: number | undefined,
  address: Address,
  transport: Transport,
): readonly string[] {
  const isRefusal = statusCode !== undefined && statusCode >= 300;
  // RFC 3261 §10.3 step 8: what is registered, and until when.
  if (method === 'REGISTER' && contact !== undefined && !isRefusal) return [`Contact: ${contact};expires=60`];
  const ours = `Contact: <sip:case@${hostPort(address)};transport=${nameInUri(transport)}>`;
  // RFC 6665 §4.2.1.1: how long a subscription lasts.
  if (method === 'REFER' || method === 'SUBSCRIBE') return isRefusal ? [] : [ours, 'Expires: 60'];
  if (method !== 'INVITE' || isRefusal) return [];
  return [
    ...recordRoute.map((value) => `Record-Route: ${value}`),
    ours,
    'Allow: INVITE, ACK, PRACK, BYE, CANCEL, OPTIONS',
  ];
}

/** An answer to an offer (RFC 3264 §6) that takes each stream, and sends and wants nothing. */
function sessionAnswer({ method, offer }: Answerable, statusCode: number | undefined, { host }: Address): string {
  const isRefusal = statusCode !== undefined && (statusCode < 180 || statusCode >= 300);
  if (method !== 'INVITE' || offer === undefined || isRefusal) return '';
  const address = `IN IP${host.includes(':') ? 6 : 4} ${host}`;
  const streams = [...offer.matchAll(/^m=(\S+) \S+ (\S+) (\S+)/gm)].flatMap(([, media, protocol, format]) => [
    `m=${media} 9 ${protocol} ${format}`,
    'a=inactive',
  ]);
  return ['v=0', `o=- 1 1 ${address}`, 's=-', `c=${address}`, 't=0 0', ...streams, ''].join('\r\n');
}

/** RFC 3261 §20.27 and §20.44: a 401 and a 407 ask for credentials. */
function challengeOf(statusCode: number | undefined): readonly string[] {
  const challenge = 'Digest realm="fuzz", nonce="fuzz"';
  if (statusCode === 401) return [`WWW-Authenticate: ${challenge}`];
  return statusCode === 407 ? [`Proxy-Authenticate: ${challenge}`] : [];
}

/** The role that an answer says it has; undefined for one that somebody else made. */
export function roleOf(message: Buffer): Role | undefined {
  const text = message.toString('latin1');
  const named = [...text.matchAll(/^x-role[ \t]*:\s*(early|case|sentinel)\b/gim)].at(-1)?.[1];
  // Whoever writes header fields anew may leave out what it does not know, and not the tag (RFC 3261 §19.3).
  const role =
    named ?? /^(?:to|t)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*;\s*tag\s*=\s*(early|case|sentinel)\b/im.exec(text)?.[1];
  return role?.toLowerCase() as Role | undefined;
}

/**
 * What stands before the first header field that answers to a case have.
 *
 * @param sent what was sent, which may have such a field in it: where it came back whole, it is that
 */
export function startLineOf(message: Buffer, sent?: Uint8Array): Buffer {
  if (sent !== undefined && sent.length > 0 && message.subarray(0, sent.length).equals(sent)) {
    const end = sent.at(-1) === 0x0a || message[sent.length] === 0x0d || message[sent.length] === 0x0a;
    if (end) return message.subarray(0, sent.length);
  }
  const via = message.indexOf('\r\nVia: ');
  if (via !== -1) return message.subarray(0, via);
  const other = message.toString('latin1').search(ourFields);
  return other === -1 ? message : message.subarray(0, other);
}

/** Of a target that writes header fields anew, any of ours may come first. */
const ourFields =
  /[\r\n]+(?:Via|v|From|f|To|t|Call-ID|i|CSeq|Contact|m|Record-Route|Allow|Content-Length|l|Content-Type|c|X-Role)[ \t]*:/i;

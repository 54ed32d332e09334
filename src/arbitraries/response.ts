import * as fc from 'fast-check';
import { encodeText } from '../text/utf-8.ts';
import { statusLineOctets } from './status-line-octets.ts';

/** Which responses {@link response} makes. */
export interface ResponseConstraints {
  /** The line that begins the response, without its line end. Default: lines of the strict profile. */
  readonly startLine?: fc.Arbitrary<Uint8Array> | undefined;
  /** The header fields of the request that is answered. What is left out is made up. */
  readonly answering?: Partial<TransactionHeaders> | undefined;
  /** The longest body, in octets. Default: 32. */
  readonly maxBodyOctets?: number | undefined;
}

/** What a response repeats of its request: RFC 3261 §8.2.6.2. */
export interface TransactionHeaders {
  /** Each Via of the request, from top to bottom. */
  readonly via: readonly string[];
  /** The value of From, with its tag. */
  readonly from: string;
  /** The value of To. Without a tag, one is added, as a response must have one. */
  readonly to: string;
  /** The value of Call-ID. */
  readonly callId: string;
  /** The value of CSeq: `1 INVITE`. */
  readonly cseq: string;
}

/** A whole response, and its parts. */
export interface GeneratedResponse {
  /** The whole response. */
  readonly octets: Uint8Array;
  /** The line that it begins with, without its line end. */
  readonly startLine: Uint8Array;
  /** The header fields in their order, by their full names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As many octets as Content-Length says. */
  readonly body: Uint8Array;
}

/** Whole minimal responses: a start line, the header fields that a transaction needs, Content-Length, a body. */
export function response(constraints: ResponseConstraints = {}): fc.Arbitrary<GeneratedResponse> {
  const { answering = {}, maxBodyOctets = 32 } = constraints;
  const { startLine = statusLineOctets({ crlf: false, reasonPhrase: { maxOctets: 300 } }) } = constraints;
  const given = <Value>(value: Value | undefined, madeUp: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
    value === undefined ? madeUp : fc.constant(value);
  return fc
    .record({
      startLine,
      via: given(answering.via, fc.array(via, { minLength: 1, maxLength: 3 })),
      from: given(answering.from, tagged('alice')),
      to: given(answering.to, fc.constant('<sip:bob@127.0.0.1>')),
      tag: token,
      callId: given(answering.callId, token),
      cseq: given(
        answering.cseq,
        fc
          .tuple(fc.nat({ max: 0x7fffffff }), fc.constantFrom('INVITE', 'OPTIONS', 'REGISTER', 'BYE'))
          .map(([number, method]) => `${number} ${method}`),
      ),
      // Without a size, fast-check makes no more than some ten octets.
      body: fc.uint8Array({ maxLength: maxBodyOctets, size: 'max' }),
      isCompact: fc.boolean(),
    })
    .map(({ startLine: line, via: vias, from, to, tag, callId, cseq, body, isCompact }) => {
      const headers: readonly (readonly [string, string])[] = [
        ...vias.map((value) => ['Via', value] as const),
        ['From', from],
        ['To', /;\s*tag\s*=/i.test(to) ? to : `${to};tag=${tag}`],
        ['Call-ID', callId],
        ['CSeq', cseq],
        ['Content-Length', String(body.length)],
      ];
      const head = headers.map(([name, value]) => `${isCompact ? (compactForms[name] ?? name) : name}: ${value}\r\n`);
      return { octets: joined([line, encodeText(`\r\n${head.join('')}\r\n`), body]), startLine: line, headers, body };
    });
}

/** RFC 3261 §7.3.3. */
const compactForms: Readonly<Record<string, string>> = {
  Via: 'v',
  From: 'f',
  To: 't',
  'Call-ID': 'i',
  'Content-Length': 'l',
};

const token = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 4,
  maxLength: 12,
});

const via = fc
  .tuple(fc.constantFrom('UDP', 'TCP'), token)
  .map(([transport, branch]) => `SIP/2.0/${transport} 127.0.0.1:5060;branch=z9hG4bK${branch}`);

function tagged(user: string): fc.Arbitrary<string> {
  return token.map((tag) => `<sip:${user}@127.0.0.1>;tag=${tag}`);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    octets.set(piece, at);
    at += piece.length;
  }
  return octets;
}

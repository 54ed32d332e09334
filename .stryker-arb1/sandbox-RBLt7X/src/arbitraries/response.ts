function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import fc from 'fast-check';
import { encodeText } from '../octets.ts';
import { statusLineOctets } from './status-line-octets.ts';
export interface ResponseConstraints {
  /** The line that begins the response, without its line end. Default: lines of the strict profile. */
  readonly startLine?: fc.Arbitrary<Uint8Array>;
  /** The header fields of the request that is answered. What is left out is made up. */
  readonly answering?: Partial<TransactionHeaders>;
  /** The longest body, in octets. Default: 32. */
  readonly maxBodyOctets?: number;
}

/** What a response repeats of its request: RFC 3261 §8.2.6.2. */
export interface TransactionHeaders {
  /** Each Via of the request, from top to bottom. */
  readonly via: readonly string[];
  readonly from: string;
  /** Without a tag, one is added, as a response must have one. */
  readonly to: string;
  readonly callId: string;
  readonly cseq: string;
}
export interface GeneratedResponse {
  /** The whole response. */
  readonly octets: Uint8Array;
  readonly startLine: Uint8Array;
  /** The header fields in their order, by their full names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Whole minimal responses: a start line, the header fields that a transaction needs, Content-Length, a body. */
export function response(constraints: ResponseConstraints = {}): fc.Arbitrary<GeneratedResponse> {
  if (stryMutAct_9fa48("243")) {
    {}
  } else {
    stryCov_9fa48("243");
    const {
      answering = {},
      maxBodyOctets = 32
    } = constraints;
    const {
      startLine = statusLineOctets(stryMutAct_9fa48("244") ? {} : (stryCov_9fa48("244"), {
        crlf: stryMutAct_9fa48("245") ? true : (stryCov_9fa48("245"), false),
        reasonPhrase: stryMutAct_9fa48("246") ? {} : (stryCov_9fa48("246"), {
          maxOctets: 300
        })
      }))
    } = constraints;
    const given = stryMutAct_9fa48("247") ? () => undefined : (stryCov_9fa48("247"), (() => {
      const given = <Value,>(value: Value | undefined, madeUp: fc.Arbitrary<Value>): fc.Arbitrary<Value> => (stryMutAct_9fa48("250") ? value !== undefined : stryMutAct_9fa48("249") ? false : stryMutAct_9fa48("248") ? true : (stryCov_9fa48("248", "249", "250"), value === undefined)) ? madeUp : fc.constant(value);
      return given;
    })());
    return fc.record(stryMutAct_9fa48("251") ? {} : (stryCov_9fa48("251"), {
      startLine,
      via: given(answering.via, fc.array(via, stryMutAct_9fa48("252") ? {} : (stryCov_9fa48("252"), {
        minLength: 1,
        maxLength: 3
      }))),
      from: given(answering.from, tagged(stryMutAct_9fa48("253") ? "" : (stryCov_9fa48("253"), 'alice'))),
      to: given(answering.to, fc.constant(stryMutAct_9fa48("254") ? "" : (stryCov_9fa48("254"), '<sip:bob@127.0.0.1>'))),
      tag: token,
      callId: given(answering.callId, token),
      cseq: given(answering.cseq, fc.tuple(fc.nat(stryMutAct_9fa48("255") ? {} : (stryCov_9fa48("255"), {
        max: 0x7fffffff
      })), fc.constantFrom(stryMutAct_9fa48("256") ? "" : (stryCov_9fa48("256"), 'INVITE'), stryMutAct_9fa48("257") ? "" : (stryCov_9fa48("257"), 'OPTIONS'), stryMutAct_9fa48("258") ? "" : (stryCov_9fa48("258"), 'REGISTER'), stryMutAct_9fa48("259") ? "" : (stryCov_9fa48("259"), 'BYE'))).map(stryMutAct_9fa48("260") ? () => undefined : (stryCov_9fa48("260"), ([number, method]) => stryMutAct_9fa48("261") ? `` : (stryCov_9fa48("261"), `${number} ${method}`)))),
      body: fc.uint8Array(stryMutAct_9fa48("262") ? {} : (stryCov_9fa48("262"), {
        maxLength: maxBodyOctets
      })),
      isCompact: fc.boolean()
    })).map(({
      startLine: line,
      via: vias,
      from,
      to,
      tag,
      callId,
      cseq,
      body,
      isCompact
    }) => {
      if (stryMutAct_9fa48("263")) {
        {}
      } else {
        stryCov_9fa48("263");
        const headers: readonly (readonly [string, string])[] = stryMutAct_9fa48("264") ? [] : (stryCov_9fa48("264"), [...vias.map(stryMutAct_9fa48("265") ? () => undefined : (stryCov_9fa48("265"), value => ['Via', value] as const)), stryMutAct_9fa48("266") ? [] : (stryCov_9fa48("266"), [stryMutAct_9fa48("267") ? "" : (stryCov_9fa48("267"), 'From'), from]), stryMutAct_9fa48("268") ? [] : (stryCov_9fa48("268"), [stryMutAct_9fa48("269") ? "" : (stryCov_9fa48("269"), 'To'), (stryMutAct_9fa48("273") ? /;\s*tag\S*=/i : stryMutAct_9fa48("272") ? /;\s*tag\s=/i : stryMutAct_9fa48("271") ? /;\S*tag\s*=/i : stryMutAct_9fa48("270") ? /;\stag\s*=/i : (stryCov_9fa48("270", "271", "272", "273"), /;\s*tag\s*=/i)).test(to) ? to : stryMutAct_9fa48("274") ? `` : (stryCov_9fa48("274"), `${to};tag=${tag}`)]), stryMutAct_9fa48("275") ? [] : (stryCov_9fa48("275"), [stryMutAct_9fa48("276") ? "" : (stryCov_9fa48("276"), 'Call-ID'), callId]), stryMutAct_9fa48("277") ? [] : (stryCov_9fa48("277"), [stryMutAct_9fa48("278") ? "" : (stryCov_9fa48("278"), 'CSeq'), cseq]), stryMutAct_9fa48("279") ? [] : (stryCov_9fa48("279"), [stryMutAct_9fa48("280") ? "" : (stryCov_9fa48("280"), 'Content-Length'), String(body.length)])]);
        const head = headers.map(stryMutAct_9fa48("281") ? () => undefined : (stryCov_9fa48("281"), ([name, value]) => stryMutAct_9fa48("282") ? `` : (stryCov_9fa48("282"), `${isCompact ? stryMutAct_9fa48("283") ? compactForms[name] && name : (stryCov_9fa48("283"), compactForms[name] ?? name) : name}: ${value}\r\n`)));
        return stryMutAct_9fa48("284") ? {} : (stryCov_9fa48("284"), {
          octets: joined(stryMutAct_9fa48("285") ? [] : (stryCov_9fa48("285"), [line, encodeText(stryMutAct_9fa48("286") ? `` : (stryCov_9fa48("286"), `\r\n${head.join(stryMutAct_9fa48("287") ? "Stryker was here!" : (stryCov_9fa48("287"), ''))}\r\n`)), body])),
          startLine: line,
          headers,
          body
        });
      }
    });
  }
}

/** RFC 3261 §7.3.3. */
const compactForms: Readonly<Record<string, string>> = stryMutAct_9fa48("288") ? {} : (stryCov_9fa48("288"), {
  Via: stryMutAct_9fa48("289") ? "" : (stryCov_9fa48("289"), 'v'),
  From: stryMutAct_9fa48("290") ? "" : (stryCov_9fa48("290"), 'f'),
  To: stryMutAct_9fa48("291") ? "" : (stryCov_9fa48("291"), 't'),
  'Call-ID': stryMutAct_9fa48("292") ? "" : (stryCov_9fa48("292"), 'i'),
  'Content-Length': stryMutAct_9fa48("293") ? "" : (stryCov_9fa48("293"), 'l')
});
const token = fc.string(stryMutAct_9fa48("294") ? {} : (stryCov_9fa48("294"), {
  unit: fc.constantFrom(...(stryMutAct_9fa48("295") ? "" : (stryCov_9fa48("295"), 'abcdefghijklmnopqrstuvwxyz0123456789'))),
  minLength: 4,
  maxLength: 12
}));
const via = fc.tuple(fc.constantFrom(stryMutAct_9fa48("296") ? "" : (stryCov_9fa48("296"), 'UDP'), stryMutAct_9fa48("297") ? "" : (stryCov_9fa48("297"), 'TCP')), token).map(stryMutAct_9fa48("298") ? () => undefined : (stryCov_9fa48("298"), ([transport, branch]) => stryMutAct_9fa48("299") ? `` : (stryCov_9fa48("299"), `SIP/2.0/${transport} 127.0.0.1:5060;branch=z9hG4bK${branch}`)));
function tagged(user: string): fc.Arbitrary<string> {
  if (stryMutAct_9fa48("300")) {
    {}
  } else {
    stryCov_9fa48("300");
    return token.map(stryMutAct_9fa48("301") ? () => undefined : (stryCov_9fa48("301"), tag => stryMutAct_9fa48("302") ? `` : (stryCov_9fa48("302"), `<sip:${user}@127.0.0.1>;tag=${tag}`)));
  }
}
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (stryMutAct_9fa48("303")) {
    {}
  } else {
    stryCov_9fa48("303");
    const octets = new Uint8Array(pieces.reduce(stryMutAct_9fa48("304") ? () => undefined : (stryCov_9fa48("304"), (sum, piece) => stryMutAct_9fa48("305") ? sum - piece.length : (stryCov_9fa48("305"), sum + piece.length)), 0));
    let at = 0;
    for (const piece of pieces) {
      if (stryMutAct_9fa48("306")) {
        {}
      } else {
        stryCov_9fa48("306");
        octets.set(piece, at);
        stryMutAct_9fa48("307") ? at -= piece.length : (stryCov_9fa48("307"), at += piece.length);
      }
    }
    return octets;
  }
}
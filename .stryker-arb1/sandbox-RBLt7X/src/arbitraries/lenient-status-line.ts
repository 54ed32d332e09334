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
import { octetsOfCharacters } from '../octets.ts';
import type { Deviation, DeviationCode } from '../status-line.ts';
import { type ReasonPhraseConstraints, reasonPhraseCharacters } from './reason-phrase.ts';
import { type SipVersionConstraints, sipVersion } from './sip-version.ts';
import { type StatusCodeConstraints, statusCode } from './status-code.ts';
export interface LenientStatusLineConstraints {
  readonly sipVersion?: SipVersionConstraints;
  readonly statusCode?: StatusCodeConstraints;
  readonly reasonPhrase?: ReasonPhraseConstraints;
  /** What may be wrong with a line. Default: any of the five. */
  readonly deviations?: readonly DeviationCode[];
}
export interface LenientStatusLine {
  readonly octets: Uint8Array;
  /** What the lenient profile forgives in them, in the order of the line. Never empty. */
  readonly deviations: readonly Deviation[];
}

/**
 * Lines that the strict profile refuses and the lenient one reads, with what it has to say of them. The deviations are
 * known from the making; no parser is asked.
 *
 * @throws {RangeError} when no deviation is left
 */
export function lenientStatusLine(constraints: LenientStatusLineConstraints = {}): fc.Arbitrary<LenientStatusLine> {
  if (stryMutAct_9fa48("0")) {
    {}
  } else {
    stryCov_9fa48("0");
    const {
      deviations: allowed = deviationCodes
    } = constraints;
    const chosen = stryMutAct_9fa48("1") ? deviationCodes : (stryCov_9fa48("1"), deviationCodes.filter(stryMutAct_9fa48("2") ? () => undefined : (stryCov_9fa48("2"), code => allowed.includes(code))));
    if (stryMutAct_9fa48("5") ? chosen.length !== 0 : stryMutAct_9fa48("4") ? false : stryMutAct_9fa48("3") ? true : (stryCov_9fa48("3", "4", "5"), chosen.length === 0)) throw new RangeError(stryMutAct_9fa48("6") ? "" : (stryCov_9fa48("6"), 'deviations must name a deviation'));
    return fc.record(stryMutAct_9fa48("7") ? {} : (stryCov_9fa48("7"), {
      codes: fc.subarray(stryMutAct_9fa48("8") ? [] : (stryCov_9fa48("8"), [...chosen]), stryMutAct_9fa48("9") ? {} : (stryCov_9fa48("9"), {
        minLength: 1
      })),
      sipVersion: sipVersion(constraints.sipVersion),
      statusCode: statusCode(constraints.statusCode).map(stryMutAct_9fa48("10") ? () => undefined : (stryCov_9fa48("10"), code => String(code).padStart(3, stryMutAct_9fa48("11") ? "" : (stryCov_9fa48("11"), '0')))),
      reasonPhrase: reasonPhraseCharacters(constraints.reasonPhrase),
      leading: fc.array(leadingOctet, stryMutAct_9fa48("12") ? {} : (stryCov_9fa48("12"), {
        minLength: 1,
        maxLength: 4
      })).map(stryMutAct_9fa48("13") ? () => undefined : (stryCov_9fa48("13"), octets => octets.join(stryMutAct_9fa48("14") ? "Stryker was here!" : (stryCov_9fa48("14"), '')))),
      separator: irregularSeparator,
      // After the code only one HTAB is an irregular separator: a second SP would be phrase.
      tab: fc.constantFrom(stryMutAct_9fa48("15") ? "" : (stryCov_9fa48("15"), 'version'), stryMutAct_9fa48("16") ? "" : (stryCov_9fa48("16"), 'code'), stryMutAct_9fa48("17") ? "" : (stryCov_9fa48("17"), 'both')),
      letter: fc.constantFrom(stryMutAct_9fa48("18") ? "Stryker was here!" : (stryCov_9fa48("18"), ''), stryMutAct_9fa48("19") ? "" : (stryCov_9fa48("19"), 'O'), stryMutAct_9fa48("20") ? "" : (stryCov_9fa48("20"), 'z'), stryMutAct_9fa48("21") ? "" : (stryCov_9fa48("21"), 'A'), stryMutAct_9fa48("22") ? "" : (stryCov_9fa48("22"), 'SIP')),
      illegal: illegalOctets,
      lineEnd: fc.constantFrom(stryMutAct_9fa48("23") ? "" : (stryCov_9fa48("23"), '\n'), stryMutAct_9fa48("24") ? "" : (stryCov_9fa48("24"), '\r')),
      crlf: fc.boolean()
    })).map(written);
  }
}
const deviationCodes: readonly DeviationCode[] = stryMutAct_9fa48("25") ? [] : (stryCov_9fa48("25"), [stryMutAct_9fa48("26") ? "" : (stryCov_9fa48("26"), 'irregular-line-end'), stryMutAct_9fa48("27") ? "" : (stryCov_9fa48("27"), 'irregular-separator'), stryMutAct_9fa48("28") ? "" : (stryCov_9fa48("28"), 'illegal-reason-octet'), stryMutAct_9fa48("29") ? "" : (stryCov_9fa48("29"), 'missing-separator'), stryMutAct_9fa48("30") ? "" : (stryCov_9fa48("30"), 'leading-octets')]);
const leadingOctet = fc.constantFrom(stryMutAct_9fa48("31") ? "" : (stryCov_9fa48("31"), '\n'), stryMutAct_9fa48("32") ? "" : (stryCov_9fa48("32"), '\r'), stryMutAct_9fa48("33") ? "" : (stryCov_9fa48("33"), '\r\n'), stryMutAct_9fa48("34") ? "" : (stryCov_9fa48("34"), ' '), stryMutAct_9fa48("35") ? "" : (stryCov_9fa48("35"), '\t'), stryMutAct_9fa48("36") ? "" : (stryCov_9fa48("36"), '\0'), stryMutAct_9fa48("37") ? "" : (stryCov_9fa48("37"), '\xef\xbb\xbf'));
const irregularSeparator = fc.oneof(fc.constantFrom(stryMutAct_9fa48("38") ? "" : (stryCov_9fa48("38"), '  '), stryMutAct_9fa48("39") ? "" : (stryCov_9fa48("39"), '\t'), stryMutAct_9fa48("40") ? "" : (stryCov_9fa48("40"), ' \t'), stryMutAct_9fa48("41") ? "" : (stryCov_9fa48("41"), '\t ')), fc.tuple(fc.constantFrom(stryMutAct_9fa48("42") ? "" : (stryCov_9fa48("42"), '  '), stryMutAct_9fa48("43") ? "" : (stryCov_9fa48("43"), '\t'), stryMutAct_9fa48("44") ? "" : (stryCov_9fa48("44"), ' \t')), fc.array(fc.constantFrom(stryMutAct_9fa48("45") ? "" : (stryCov_9fa48("45"), ' '), stryMutAct_9fa48("46") ? "" : (stryCov_9fa48("46"), '\t')), stryMutAct_9fa48("47") ? {} : (stryCov_9fa48("47"), {
  maxLength: 8
}))).map(stryMutAct_9fa48("48") ? () => undefined : (stryCov_9fa48("48"), ([first, more]) => stryMutAct_9fa48("49") ? first - more.join('') : (stryCov_9fa48("49"), first + more.join(stryMutAct_9fa48("50") ? "Stryker was here!" : (stryCov_9fa48("50"), ''))))));

/** What no phrase of the ABNF begins with, or goes on with behind a whole unit of it, and any octets behind it. */
const illegalOctets = fc.tuple(fc.oneof(fc.constantFrom(...(stryMutAct_9fa48("51") ? "" : (stryCov_9fa48("51"), '[]"<>#\\^`{|}'))), fc.constantFrom(stryMutAct_9fa48("52") ? "" : (stryCov_9fa48("52"), '\x01'), stryMutAct_9fa48("53") ? "" : (stryCov_9fa48("53"), '\x07'), stryMutAct_9fa48("54") ? "" : (stryCov_9fa48("54"), '\b'), stryMutAct_9fa48("55") ? "" : (stryCov_9fa48("55"), '\v'), stryMutAct_9fa48("56") ? "" : (stryCov_9fa48("56"), '\f'), stryMutAct_9fa48("57") ? "" : (stryCov_9fa48("57"), '\x0e'), stryMutAct_9fa48("58") ? "" : (stryCov_9fa48("58"), '\x1b'), stryMutAct_9fa48("59") ? "" : (stryCov_9fa48("59"), '\x1f'), stryMutAct_9fa48("60") ? "" : (stryCov_9fa48("60"), '\x7f'), stryMutAct_9fa48("61") ? "" : (stryCov_9fa48("61"), '\xfe'), stryMutAct_9fa48("62") ? "" : (stryCov_9fa48("62"), '\xff')),
// A "z" is no HEXDIG and continues no UTF-8.
fc.constantFrom(stryMutAct_9fa48("63") ? "" : (stryCov_9fa48("63"), '%'), stryMutAct_9fa48("64") ? "" : (stryCov_9fa48("64"), '%z'), stryMutAct_9fa48("65") ? "" : (stryCov_9fa48("65"), '%4'), stryMutAct_9fa48("66") ? "" : (stryCov_9fa48("66"), '%4z'), stryMutAct_9fa48("67") ? "" : (stryCov_9fa48("67"), '%%'), stryMutAct_9fa48("68") ? "" : (stryCov_9fa48("68"), '%u0041'), stryMutAct_9fa48("69") ? "" : (stryCov_9fa48("69"), '\xc3'), stryMutAct_9fa48("70") ? "" : (stryCov_9fa48("70"), '\xc3z'), stryMutAct_9fa48("71") ? "" : (stryCov_9fa48("71"), '\xe2\x82'), stryMutAct_9fa48("72") ? "" : (stryCov_9fa48("72"), '\xe2\x82z'), stryMutAct_9fa48("73") ? "" : (stryCov_9fa48("73"), '\xf0\x9f\x98'), stryMutAct_9fa48("74") ? "" : (stryCov_9fa48("74"), '\xfd\xbf'))), fc.array(fc.oneof(stryMutAct_9fa48("75") ? {} : (stryCov_9fa48("75"), {
  weight: 2,
  arbitrary: fc.constantFrom(...(stryMutAct_9fa48("76") ? "" : (stryCov_9fa48("76"), 'aZ 09]%')))
}), stryMutAct_9fa48("77") ? {} : (stryCov_9fa48("77"), {
  weight: 1,
  arbitrary: fc.nat(stryMutAct_9fa48("78") ? {} : (stryCov_9fa48("78"), {
    max: 0xff
  })).map(stryMutAct_9fa48("79") ? () => undefined : (stryCov_9fa48("79"), octet => String.fromCharCode(octet)))
})), stryMutAct_9fa48("80") ? {} : (stryCov_9fa48("80"), {
  maxLength: 8
}))).map(([illegal, more]) => {
  if (stryMutAct_9fa48("81")) {
    {}
  } else {
    stryCov_9fa48("81");
    const rest = more.join(stryMutAct_9fa48("82") ? "Stryker was here!" : (stryCov_9fa48("82"), '')).replace(stryMutAct_9fa48("83") ? /[^\r\n\0]/g : (stryCov_9fa48("83"), /[\r\n\0]/g), stryMutAct_9fa48("84") ? "Stryker was here!" : (stryCov_9fa48("84"), ''));
    return (stryMutAct_9fa48("87") ? rest !== '' : stryMutAct_9fa48("86") ? false : stryMutAct_9fa48("85") ? true : (stryCov_9fa48("85", "86", "87"), rest === (stryMutAct_9fa48("88") ? "Stryker was here!" : (stryCov_9fa48("88"), '')))) ? illegal : stryMutAct_9fa48("89") ? `` : (stryCov_9fa48("89"), `${illegal}z${rest}`);
  }
});
interface Parts {
  readonly codes: readonly DeviationCode[];
  readonly sipVersion: string;
  readonly statusCode: string;
  readonly reasonPhrase: string;
  readonly leading: string;
  readonly separator: string;
  readonly tab: string;
  readonly letter: string;
  readonly illegal: string;
  readonly lineEnd: string;
  readonly crlf: boolean;
}
function written(parts: Parts): LenientStatusLine {
  if (stryMutAct_9fa48("90")) {
    {}
  } else {
    stryCov_9fa48("90");
    const has = stryMutAct_9fa48("91") ? () => undefined : (stryCov_9fa48("91"), (() => {
      const has = (code: DeviationCode): boolean => parts.codes.includes(code);
      return has;
    })());
    const deviations: Deviation[] = stryMutAct_9fa48("92") ? ["Stryker was here"] : (stryCov_9fa48("92"), []);
    let line = stryMutAct_9fa48("93") ? "Stryker was here!" : (stryCov_9fa48("93"), '');
    const deviate = (code: DeviationCode, octets: string): void => {
      if (stryMutAct_9fa48("94")) {
        {}
      } else {
        stryCov_9fa48("94");
        deviations.push(stryMutAct_9fa48("95") ? {} : (stryCov_9fa48("95"), {
          code,
          offset: line.length
        }));
        stryMutAct_9fa48("96") ? line -= octets : (stryCov_9fa48("96"), line += octets);
      }
    };
    if (stryMutAct_9fa48("98") ? false : stryMutAct_9fa48("97") ? true : (stryCov_9fa48("97", "98"), has(stryMutAct_9fa48("99") ? "" : (stryCov_9fa48("99"), 'leading-octets')))) deviate(stryMutAct_9fa48("100") ? "" : (stryCov_9fa48("100"), 'leading-octets'), parts.leading);
    stryMutAct_9fa48("101") ? line -= parts.sipVersion : (stryCov_9fa48("101"), line += parts.sipVersion);
    // Where the separator behind the code is missing, only the other one can be irregular.
    const isTabBehindCode = stryMutAct_9fa48("104") ? has('irregular-separator') && parts.tab !== 'version' || !has('missing-separator') : stryMutAct_9fa48("103") ? false : stryMutAct_9fa48("102") ? true : (stryCov_9fa48("102", "103", "104"), (stryMutAct_9fa48("106") ? has('irregular-separator') || parts.tab !== 'version' : stryMutAct_9fa48("105") ? true : (stryCov_9fa48("105", "106"), has(stryMutAct_9fa48("107") ? "" : (stryCov_9fa48("107"), 'irregular-separator')) && (stryMutAct_9fa48("109") ? parts.tab === 'version' : stryMutAct_9fa48("108") ? true : (stryCov_9fa48("108", "109"), parts.tab !== (stryMutAct_9fa48("110") ? "" : (stryCov_9fa48("110"), 'version')))))) && (stryMutAct_9fa48("111") ? has('missing-separator') : (stryCov_9fa48("111"), !has(stryMutAct_9fa48("112") ? "" : (stryCov_9fa48("112"), 'missing-separator')))));
    const isIrregular = stryMutAct_9fa48("115") ? has('irregular-separator') || parts.tab !== 'code' || !isTabBehindCode : stryMutAct_9fa48("114") ? false : stryMutAct_9fa48("113") ? true : (stryCov_9fa48("113", "114", "115"), has(stryMutAct_9fa48("116") ? "" : (stryCov_9fa48("116"), 'irregular-separator')) && (stryMutAct_9fa48("118") ? parts.tab !== 'code' && !isTabBehindCode : stryMutAct_9fa48("117") ? true : (stryCov_9fa48("117", "118"), (stryMutAct_9fa48("120") ? parts.tab === 'code' : stryMutAct_9fa48("119") ? false : (stryCov_9fa48("119", "120"), parts.tab !== (stryMutAct_9fa48("121") ? "" : (stryCov_9fa48("121"), 'code')))) || (stryMutAct_9fa48("122") ? isTabBehindCode : (stryCov_9fa48("122"), !isTabBehindCode)))));
    if (stryMutAct_9fa48("124") ? false : stryMutAct_9fa48("123") ? true : (stryCov_9fa48("123", "124"), isIrregular)) deviate(stryMutAct_9fa48("125") ? "" : (stryCov_9fa48("125"), 'irregular-separator'), parts.separator);else line += stryMutAct_9fa48("126") ? "" : (stryCov_9fa48("126"), ' ');
    stryMutAct_9fa48("127") ? line -= parts.statusCode : (stryCov_9fa48("127"), line += parts.statusCode);
    if (stryMutAct_9fa48("129") ? false : stryMutAct_9fa48("128") ? true : (stryCov_9fa48("128", "129"), has(stryMutAct_9fa48("130") ? "" : (stryCov_9fa48("130"), 'missing-separator')))) {
      if (stryMutAct_9fa48("131")) {
        {}
      } else {
        stryCov_9fa48("131");
        // Behind the code comes a letter, or the end of the line.
        deviate(stryMutAct_9fa48("132") ? "" : (stryCov_9fa48("132"), 'missing-separator'), stryMutAct_9fa48("133") ? "Stryker was here!" : (stryCov_9fa48("133"), ''));
        if (stryMutAct_9fa48("136") ? parts.letter === '' : stryMutAct_9fa48("135") ? false : stryMutAct_9fa48("134") ? true : (stryCov_9fa48("134", "135", "136"), parts.letter !== (stryMutAct_9fa48("137") ? "Stryker was here!" : (stryCov_9fa48("137"), '')))) stryMutAct_9fa48("138") ? line -= parts.letter + parts.reasonPhrase : (stryCov_9fa48("138"), line += stryMutAct_9fa48("139") ? parts.letter - parts.reasonPhrase : (stryCov_9fa48("139"), parts.letter + parts.reasonPhrase));
      }
    } else {
      if (stryMutAct_9fa48("140")) {
        {}
      } else {
        stryCov_9fa48("140");
        if (stryMutAct_9fa48("142") ? false : stryMutAct_9fa48("141") ? true : (stryCov_9fa48("141", "142"), isTabBehindCode)) deviate(stryMutAct_9fa48("143") ? "" : (stryCov_9fa48("143"), 'irregular-separator'), stryMutAct_9fa48("144") ? "" : (stryCov_9fa48("144"), '\t'));else line += stryMutAct_9fa48("145") ? "" : (stryCov_9fa48("145"), ' ');
        stryMutAct_9fa48("146") ? line -= parts.reasonPhrase : (stryCov_9fa48("146"), line += parts.reasonPhrase);
      }
    }
    if (stryMutAct_9fa48("148") ? false : stryMutAct_9fa48("147") ? true : (stryCov_9fa48("147", "148"), has(stryMutAct_9fa48("149") ? "" : (stryCov_9fa48("149"), 'illegal-reason-octet')))) {
      if (stryMutAct_9fa48("150")) {
        {}
      } else {
        stryCov_9fa48("150");
        if (stryMutAct_9fa48("153") ? has('missing-separator') || parts.letter === '' : stryMutAct_9fa48("152") ? false : stryMutAct_9fa48("151") ? true : (stryCov_9fa48("151", "152", "153"), has(stryMutAct_9fa48("154") ? "" : (stryCov_9fa48("154"), 'missing-separator')) && (stryMutAct_9fa48("156") ? parts.letter !== '' : stryMutAct_9fa48("155") ? true : (stryCov_9fa48("155", "156"), parts.letter === (stryMutAct_9fa48("157") ? "Stryker was here!" : (stryCov_9fa48("157"), '')))))) line += stryMutAct_9fa48("158") ? "" : (stryCov_9fa48("158"), 'x');
        deviate(stryMutAct_9fa48("159") ? "" : (stryCov_9fa48("159"), 'illegal-reason-octet'), parts.illegal);
      }
    }
    if (stryMutAct_9fa48("161") ? false : stryMutAct_9fa48("160") ? true : (stryCov_9fa48("160", "161"), has(stryMutAct_9fa48("162") ? "" : (stryCov_9fa48("162"), 'irregular-line-end')))) deviate(stryMutAct_9fa48("163") ? "" : (stryCov_9fa48("163"), 'irregular-line-end'), parts.lineEnd);else if (stryMutAct_9fa48("165") ? false : stryMutAct_9fa48("164") ? true : (stryCov_9fa48("164", "165"), parts.crlf)) line += stryMutAct_9fa48("166") ? "" : (stryCov_9fa48("166"), '\r\n');
    return stryMutAct_9fa48("167") ? {} : (stryCov_9fa48("167"), {
      octets: octetsOfCharacters(line),
      deviations
    });
  }
}
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
import { type StatusLineConstraints, statusLineFields } from './status-line.ts';
export interface WrittenStatusLineConstraints extends StatusLineConstraints {
  /** Whether the CRLF stands behind the line: always, never, or, when left out, now and then. */
  readonly crlf?: boolean;
}

/** Lines of the strict profile as octets. */
export function statusLineOctets(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<Uint8Array> {
  if (stryMutAct_9fa48("422")) {
    {}
  } else {
    stryCov_9fa48("422");
    return statusLineCharacters(constraints).map(octetsOfCharacters);
  }
}

/** The same lines, one character an octet. */
export function statusLineCharacters(constraints: WrittenStatusLineConstraints = {}): fc.Arbitrary<string> {
  if (stryMutAct_9fa48("423")) {
    {}
  } else {
    stryCov_9fa48("423");
    const {
      crlf
    } = constraints;
    const hasCrlf = (stryMutAct_9fa48("426") ? crlf !== undefined : stryMutAct_9fa48("425") ? false : stryMutAct_9fa48("424") ? true : (stryCov_9fa48("424", "425", "426"), crlf === undefined)) ? fc.boolean() : fc.constant(crlf);
    return fc.tuple(statusLineFields(constraints), hasCrlf).map(stryMutAct_9fa48("427") ? () => undefined : (stryCov_9fa48("427"), ([{
      sipVersion,
      statusCode,
      reasonPhrase
    }, isEnded]) => stryMutAct_9fa48("428") ? `` : (stryCov_9fa48("428"), `${sipVersion} ${String(statusCode).padStart(3, stryMutAct_9fa48("429") ? "" : (stryCov_9fa48("429"), '0'))} ${reasonPhrase}${isEnded ? stryMutAct_9fa48("430") ? "" : (stryCov_9fa48("430"), '\r\n') : stryMutAct_9fa48("431") ? "Stryker was here!" : (stryCov_9fa48("431"), '')}`)));
  }
}
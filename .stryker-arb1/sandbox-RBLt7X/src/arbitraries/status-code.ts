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
import { isRegistered, observedStatusCodes, type StatusClass, statusClass } from '../registry/index.ts';
export interface StatusCodeConstraints {
  /** Only codes that are registered, or only codes that are not. Default: both. */
  readonly registered?: boolean;
  /** Only codes of this class. Default: codes of every class and of none. */
  readonly statusClass?: StatusClass;
  /** The least code. Default: 0. */
  readonly min?: number;
  /** The greatest code. Default: 999. */
  readonly max?: number;
}

/**
 * Status codes, 0 to 999: mostly registered ones, then those at the borders of the classes, then those that are seen
 * on wires without being registered, and any other.
 *
 * @throws {RangeError} when no code is left
 */
export function statusCode(constraints: StatusCodeConstraints = {}): fc.Arbitrary<number> {
  if (stryMutAct_9fa48("363")) {
    {}
  } else {
    stryCov_9fa48("363");
    const {
      registered,
      statusClass: wanted,
      min = 0,
      max = 999
    } = constraints;
    const codes = stryMutAct_9fa48("364") ? [...Array(1000).keys()] : (stryCov_9fa48("364"), (stryMutAct_9fa48("365") ? [] : (stryCov_9fa48("365"), [...(stryMutAct_9fa48("366") ? Array().keys() : (stryCov_9fa48("366"), Array(1000).keys()))])).filter(stryMutAct_9fa48("367") ? () => undefined : (stryCov_9fa48("367"), code => stryMutAct_9fa48("370") ? code >= min && code <= max && (registered === undefined || isRegistered(code) === registered) || wanted === undefined || statusClass(code) === wanted : stryMutAct_9fa48("369") ? false : stryMutAct_9fa48("368") ? true : (stryCov_9fa48("368", "369", "370"), (stryMutAct_9fa48("372") ? code >= min && code <= max || registered === undefined || isRegistered(code) === registered : stryMutAct_9fa48("371") ? true : (stryCov_9fa48("371", "372"), (stryMutAct_9fa48("374") ? code >= min || code <= max : stryMutAct_9fa48("373") ? true : (stryCov_9fa48("373", "374"), (stryMutAct_9fa48("377") ? code < min : stryMutAct_9fa48("376") ? code > min : stryMutAct_9fa48("375") ? true : (stryCov_9fa48("375", "376", "377"), code >= min)) && (stryMutAct_9fa48("380") ? code > max : stryMutAct_9fa48("379") ? code < max : stryMutAct_9fa48("378") ? true : (stryCov_9fa48("378", "379", "380"), code <= max)))) && (stryMutAct_9fa48("382") ? registered === undefined && isRegistered(code) === registered : stryMutAct_9fa48("381") ? true : (stryCov_9fa48("381", "382"), (stryMutAct_9fa48("384") ? registered !== undefined : stryMutAct_9fa48("383") ? false : (stryCov_9fa48("383", "384"), registered === undefined)) || (stryMutAct_9fa48("386") ? isRegistered(code) !== registered : stryMutAct_9fa48("385") ? false : (stryCov_9fa48("385", "386"), isRegistered(code) === registered)))))) && (stryMutAct_9fa48("388") ? wanted === undefined && statusClass(code) === wanted : stryMutAct_9fa48("387") ? true : (stryCov_9fa48("387", "388"), (stryMutAct_9fa48("390") ? wanted !== undefined : stryMutAct_9fa48("389") ? false : (stryCov_9fa48("389", "390"), wanted === undefined)) || (stryMutAct_9fa48("392") ? statusClass(code) !== wanted : stryMutAct_9fa48("391") ? false : (stryCov_9fa48("391", "392"), statusClass(code) === wanted))))))));
    if (stryMutAct_9fa48("395") ? codes.length !== 0 : stryMutAct_9fa48("394") ? false : stryMutAct_9fa48("393") ? true : (stryCov_9fa48("393", "394", "395"), codes.length === 0)) throw new RangeError(stryMutAct_9fa48("396") ? "" : (stryCov_9fa48("396"), 'no status code meets these constraints'));
    const oneOf = stryMutAct_9fa48("397") ? () => undefined : (stryCov_9fa48("397"), (() => {
      const oneOf = (weight: number, some: readonly number[]) => (stryMutAct_9fa48("400") ? some.length !== 0 : stryMutAct_9fa48("399") ? false : stryMutAct_9fa48("398") ? true : (stryCov_9fa48("398", "399", "400"), some.length === 0)) ? stryMutAct_9fa48("401") ? ["Stryker was here"] : (stryCov_9fa48("401"), []) : stryMutAct_9fa48("402") ? [] : (stryCov_9fa48("402"), [stryMutAct_9fa48("403") ? {} : (stryCov_9fa48("403"), {
        weight,
        arbitrary: fc.constantFrom(...some)
      })]);
      return oneOf;
    })());
    return fc.oneof(stryMutAct_9fa48("404") ? {} : (stryCov_9fa48("404"), {
      withCrossShrink: stryMutAct_9fa48("405") ? false : (stryCov_9fa48("405"), true)
    }), ...oneOf(6, stryMutAct_9fa48("406") ? codes : (stryCov_9fa48("406"), codes.filter(stryMutAct_9fa48("407") ? () => undefined : (stryCov_9fa48("407"), code => isRegistered(code))))), ...oneOf(2, stryMutAct_9fa48("408") ? codes : (stryCov_9fa48("408"), codes.filter(stryMutAct_9fa48("409") ? () => undefined : (stryCov_9fa48("409"), code => borders.has(code))))), ...oneOf(1, stryMutAct_9fa48("410") ? codes : (stryCov_9fa48("410"), codes.filter(stryMutAct_9fa48("411") ? () => undefined : (stryCov_9fa48("411"), code => observed.has(code))))), ...oneOf(2, codes));
  }
}

/** The first and the last code of each hundred, what has one or two digits, and the ends of what an octet holds. */
const borders: ReadonlySet<number> = new Set(stryMutAct_9fa48("412") ? [] : (stryCov_9fa48("412"), [...(stryMutAct_9fa48("413") ? [] : (stryCov_9fa48("413"), [0, 1, 9, 10, 127, 128, 255, 256, 511, 512])), ...(stryMutAct_9fa48("414") ? [] : (stryCov_9fa48("414"), [...(stryMutAct_9fa48("415") ? Array().keys() : (stryCov_9fa48("415"), Array(10).keys()))])).flatMap(stryMutAct_9fa48("416") ? () => undefined : (stryCov_9fa48("416"), hundred => stryMutAct_9fa48("417") ? [] : (stryCov_9fa48("417"), [stryMutAct_9fa48("418") ? 100 / hundred : (stryCov_9fa48("418"), 100 * hundred), stryMutAct_9fa48("419") ? 100 * hundred - 99 : (stryCov_9fa48("419"), (stryMutAct_9fa48("420") ? 100 / hundred : (stryCov_9fa48("420"), 100 * hundred)) + 99)])))]));
const observed: ReadonlySet<number> = new Set(observedStatusCodes.map(stryMutAct_9fa48("421") ? () => undefined : (stryCov_9fa48("421"), known => known.statusCode)));
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
import { statusLineRecipe } from '../ohm/recipes.ts';
import { productionsOf } from './productions.ts';
import { spoken } from './sentence.ts';
export interface SipVersionConstraints {
  /** Whether `SIP` is always upper-case, as the builder writes it. Default: false. */
  readonly upperCase?: boolean;
  /** Only `SIP/2.0`, in whatever case. Default: false. */
  readonly supported?: boolean;
}

/**
 * SIP versions as RFC 3261 §25.1 spells them: mostly `SIP/2.0`, then other numbers, those that wrap to 2.0 in 8, 16,
 * 32 and 64 bits among them, and `SIP` in any case.
 */
export function sipVersion(constraints: SipVersionConstraints = {}): fc.Arbitrary<string> {
  if (stryMutAct_9fa48("308")) {
    {}
  } else {
    stryCov_9fa48("308");
    const {
      upperCase = stryMutAct_9fa48("309") ? true : (stryCov_9fa48("309"), false),
      supported = stryMutAct_9fa48("310") ? true : (stryCov_9fa48("310"), false)
    } = constraints;
    const numbered = supported ? fc.constant(stryMutAct_9fa48("311") ? "" : (stryCov_9fa48("311"), 'SIP/2.0')) : fc.oneof(stryMutAct_9fa48("312") ? {} : (stryCov_9fa48("312"), {
      withCrossShrink: stryMutAct_9fa48("313") ? false : (stryCov_9fa48("313"), true)
    }), stryMutAct_9fa48("314") ? {} : (stryCov_9fa48("314"), {
      weight: 12,
      arbitrary: fc.constant(stryMutAct_9fa48("315") ? "" : (stryCov_9fa48("315"), 'SIP/2.0'))
    }), stryMutAct_9fa48("316") ? {} : (stryCov_9fa48("316"), {
      weight: 2,
      arbitrary: fc.constantFrom(...odd.map(stryMutAct_9fa48("317") ? () => undefined : (stryCov_9fa48("317"), numbers => stryMutAct_9fa48("318") ? `` : (stryCov_9fa48("318"), `SIP/${numbers}`))))
    }), stryMutAct_9fa48("319") ? {} : (stryCov_9fa48("319"), {
      weight: 1,
      arbitrary: any.map(stryMutAct_9fa48("320") ? () => undefined : (stryCov_9fa48("320"), version => stryMutAct_9fa48("321") ? `` : (stryCov_9fa48("321"), `SIP${stryMutAct_9fa48("322") ? version : (stryCov_9fa48("322"), version.slice(3))}`)))
    }));
    if (stryMutAct_9fa48("324") ? false : stryMutAct_9fa48("323") ? true : (stryCov_9fa48("323", "324"), upperCase)) return numbered;
    return fc.oneof(stryMutAct_9fa48("325") ? {} : (stryCov_9fa48("325"), {
      withCrossShrink: stryMutAct_9fa48("326") ? false : (stryCov_9fa48("326"), true)
    }), stryMutAct_9fa48("327") ? {} : (stryCov_9fa48("327"), {
      weight: 9,
      arbitrary: numbered
    }), stryMutAct_9fa48("328") ? {} : (stryCov_9fa48("328"), {
      weight: 1,
      arbitrary: fc.tuple(letters, numbered).map(stryMutAct_9fa48("329") ? () => undefined : (stryCov_9fa48("329"), ([name, version]) => stryMutAct_9fa48("330") ? name - version.slice(3) : (stryCov_9fa48("330"), name + (stryMutAct_9fa48("331") ? version : (stryCov_9fa48("331"), version.slice(3))))))
    }));
  }
}
const any = spoken(productionsOf(statusLineRecipe, stryMutAct_9fa48("332") ? "" : (stryCov_9fa48("332"), 'sipVersion')), stryMutAct_9fa48("333") ? {} : (stryCov_9fa48("333"), {
  maxRepetitions: 4
}));
const letters = fc.constantFrom(stryMutAct_9fa48("334") ? "" : (stryCov_9fa48("334"), 'sip'), stryMutAct_9fa48("335") ? "" : (stryCov_9fa48("335"), 'Sip'), stryMutAct_9fa48("336") ? "" : (stryCov_9fa48("336"), 'sIP'), stryMutAct_9fa48("337") ? "" : (stryCov_9fa48("337"), 'SiP'), stryMutAct_9fa48("338") ? "" : (stryCov_9fa48("338"), 'siP'), stryMutAct_9fa48("339") ? "" : (stryCov_9fa48("339"), 'SIp'), stryMutAct_9fa48("340") ? "" : (stryCov_9fa48("340"), 'sIp'));
const odd = stryMutAct_9fa48("341") ? [] : (stryCov_9fa48("341"), [...(stryMutAct_9fa48("342") ? [] : (stryCov_9fa48("342"), [stryMutAct_9fa48("343") ? "" : (stryCov_9fa48("343"), '2.1'), stryMutAct_9fa48("344") ? "" : (stryCov_9fa48("344"), '1.0'), stryMutAct_9fa48("345") ? "" : (stryCov_9fa48("345"), '3.0'), stryMutAct_9fa48("346") ? "" : (stryCov_9fa48("346"), '0.0'), stryMutAct_9fa48("347") ? "" : (stryCov_9fa48("347"), '2.00'), stryMutAct_9fa48("348") ? "" : (stryCov_9fa48("348"), '02.0'), stryMutAct_9fa48("349") ? "" : (stryCov_9fa48("349"), '002.000'), stryMutAct_9fa48("350") ? "" : (stryCov_9fa48("350"), '20.0'), stryMutAct_9fa48("351") ? "" : (stryCov_9fa48("351"), '2.01'), stryMutAct_9fa48("352") ? "" : (stryCov_9fa48("352"), '7.0'), stryMutAct_9fa48("353") ? "" : (stryCov_9fa48("353"), '9.9'), stryMutAct_9fa48("354") ? "" : (stryCov_9fa48("354"), '22.22')])), ...(stryMutAct_9fa48("355") ? [] : (stryCov_9fa48("355"), [8, 16, 32, 64])).map(stryMutAct_9fa48("356") ? () => undefined : (stryCov_9fa48("356"), bits => stryMutAct_9fa48("357") ? `` : (stryCov_9fa48("357"), `${stryMutAct_9fa48("358") ? (1n << BigInt(bits)) - 2n : (stryCov_9fa48("358"), (1n << BigInt(bits)) + 2n)}.${1n << BigInt(bits)}`))), ...(stryMutAct_9fa48("359") ? [] : (stryCov_9fa48("359"), [20, 64, 255, 256, 1024])).map(stryMutAct_9fa48("360") ? () => undefined : (stryCov_9fa48("360"), length => stryMutAct_9fa48("361") ? `` : (stryCov_9fa48("361"), `2.${(stryMutAct_9fa48("362") ? "" : (stryCov_9fa48("362"), '0')).repeat(length)}`)))]);
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
import { inheriting } from '../ohm/recipe.ts';
import { lenientStatusLineRecipe, statusLineRecipe } from '../ohm/recipes.ts';
import { profileOf } from '../options.ts';
import { lineScanner } from '../scan-line.ts';
import type { ParseOptions, Profile } from '../status-line.ts';
import { type FamilyKind, families, written } from './families.ts';
import { broken, type DefectKind, firstDifference, type NearMiss } from './near-miss.ts';
import { productionsOf } from './productions.ts';
import { reasonPhraseCharacters } from './reason-phrase.ts';
import { sipVersion } from './sip-version.ts';
import { statusCode } from './status-code.ts';
export type MalformedKind = DefectKind | FamilyKind;
export interface MalformedStatusLineConstraints extends ParseOptions {
  /** The ways to be wrong. Default: every one that the profile refuses. */
  readonly kinds?: readonly MalformedKind[];
}
export interface MalformedStatusLine {
  readonly octets: Uint8Array;
  readonly defect: Defect;
}
export interface Defect {
  /** The rule of the grammar that is broken. */
  readonly rule: string;
  readonly kind: MalformedKind;
  /** The first octet that differs from the line that this one was made from. What a parser refuses is here or behind. */
  readonly offset: number;
}

/**
 * What looks like a status line and is none: lines with one defect at one node of the grammar, and the families of
 * lines that broke real software. The profile refuses all of them; strict when it is left out.
 *
 * @throws {RangeError} when no kind is left
 * @throws {TypeError} for a wrong profile
 */
export function malformedStatusLine(constraints: MalformedStatusLineConstraints = {}): fc.Arbitrary<MalformedStatusLine> {
  if (stryMutAct_9fa48("168")) {
    {}
  } else {
    stryCov_9fa48("168");
    const profile = profileOf(constraints);
    const {
      kinds
    } = constraints;
    const isWanted = stryMutAct_9fa48("169") ? () => undefined : (stryCov_9fa48("169"), (() => {
      const isWanted = (kind: MalformedKind): boolean => stryMutAct_9fa48("172") ? kinds === undefined && kinds.includes(kind) : stryMutAct_9fa48("171") ? false : stryMutAct_9fa48("170") ? true : (stryCov_9fa48("170", "171", "172"), (stryMutAct_9fa48("174") ? kinds !== undefined : stryMutAct_9fa48("173") ? false : (stryCov_9fa48("173", "174"), kinds === undefined)) || kinds.includes(kind));
      return isWanted;
    })());
    const bred = stryMutAct_9fa48("175") ? families.map(({
      kind,
      rule,
      change
    }) => fc.tuple(parts, change).map(([whole, spoil]): Omit<NearMiss, 'kind'> & {
      kind: FamilyKind;
    } => {
      const [sentence, text] = [written(whole), written({
        ...whole,
        ...spoil(whole)
      })];
      return {
        text,
        sentence,
        rule,
        kind,
        offset: firstDifference(text, sentence)
      };
    })) : (stryCov_9fa48("175"), families.filter(stryMutAct_9fa48("176") ? () => undefined : (stryCov_9fa48("176"), ({
      kind,
      lenient
    }) => stryMutAct_9fa48("179") ? isWanted(kind) || profile === 'strict' || lenient : stryMutAct_9fa48("178") ? false : stryMutAct_9fa48("177") ? true : (stryCov_9fa48("177", "178", "179"), isWanted(kind) && (stryMutAct_9fa48("181") ? profile === 'strict' && lenient : stryMutAct_9fa48("180") ? true : (stryCov_9fa48("180", "181"), (stryMutAct_9fa48("183") ? profile !== 'strict' : stryMutAct_9fa48("182") ? false : (stryCov_9fa48("182", "183"), profile === (stryMutAct_9fa48("184") ? "" : (stryCov_9fa48("184"), 'strict')))) || lenient))))).map(stryMutAct_9fa48("185") ? () => undefined : (stryCov_9fa48("185"), ({
      kind,
      rule,
      change
    }) => fc.tuple(parts, change).map(([whole, spoil]): Omit<NearMiss, 'kind'> & {
      kind: FamilyKind;
    } => {
      if (stryMutAct_9fa48("186")) {
        {}
      } else {
        stryCov_9fa48("186");
        const [sentence, text] = stryMutAct_9fa48("187") ? [] : (stryCov_9fa48("187"), [written(whole), written(stryMutAct_9fa48("188") ? {} : (stryCov_9fa48("188"), {
          ...whole,
          ...spoil(whole)
        }))]);
        return stryMutAct_9fa48("189") ? {} : (stryCov_9fa48("189"), {
          text,
          sentence,
          rule,
          kind,
          offset: firstDifference(text, sentence)
        });
      }
    }))));
    const derived = (stryMutAct_9fa48("190") ? grammarKinds.every(isWanted) : (stryCov_9fa48("190"), grammarKinds.some(isWanted))) ? stryMutAct_9fa48("191") ? [] : (stryCov_9fa48("191"), [stryMutAct_9fa48("192") ? brokenLine(profile) : (stryCov_9fa48("192"), brokenLine(profile).filter(stryMutAct_9fa48("193") ? () => undefined : (stryCov_9fa48("193"), ({
      kind
    }) => isWanted(kind))))]) : stryMutAct_9fa48("194") ? ["Stryker was here"] : (stryCov_9fa48("194"), []);
    if (stryMutAct_9fa48("197") ? bred.length + derived.length !== 0 : stryMutAct_9fa48("196") ? false : stryMutAct_9fa48("195") ? true : (stryCov_9fa48("195", "196", "197"), (stryMutAct_9fa48("198") ? bred.length - derived.length : (stryCov_9fa48("198"), bred.length + derived.length)) === 0)) throw new RangeError(stryMutAct_9fa48("199") ? `` : (stryCov_9fa48("199"), `kinds must name a kind that ${profile} refuses`));
    return stryMutAct_9fa48("200") ? fc.oneof(...derived.map(arbitrary => ({
      weight: Math.max(1, bred.length),
      arbitrary
    })), ...bred.map(arbitrary => ({
      weight: 1,
      arbitrary
    }))).map(({
      text,
      rule,
      kind,
      offset
    }) => ({
      octets: octetsOfCharacters(text),
      defect: {
        rule,
        kind,
        offset
      }
    })) : (stryCov_9fa48("200"), fc.oneof(...derived.map(stryMutAct_9fa48("201") ? () => undefined : (stryCov_9fa48("201"), arbitrary => stryMutAct_9fa48("202") ? {} : (stryCov_9fa48("202"), {
      weight: stryMutAct_9fa48("203") ? Math.min(1, bred.length) : (stryCov_9fa48("203"), Math.max(1, bred.length)),
      arbitrary
    }))), ...bred.map(stryMutAct_9fa48("204") ? () => undefined : (stryCov_9fa48("204"), arbitrary => stryMutAct_9fa48("205") ? {} : (stryCov_9fa48("205"), {
      weight: 1,
      arbitrary
    })))).map(stryMutAct_9fa48("206") ? () => undefined : (stryCov_9fa48("206"), ({
      text,
      rule,
      kind,
      offset
    }) => stryMutAct_9fa48("207") ? {} : (stryCov_9fa48("207"), {
      octets: octetsOfCharacters(text),
      defect: stryMutAct_9fa48("208") ? {} : (stryCov_9fa48("208"), {
        rule,
        kind,
        offset
      })
    }))).filter(stryMutAct_9fa48("209") ? () => undefined : (stryCov_9fa48("209"), ({
      octets
    }) => stryMutAct_9fa48("210") ? lineScanner.scanLine(octets, profile).matched : (stryCov_9fa48("210"), !lineScanner.scanLine(octets, profile).matched))));
  }
}
const grammarKinds: readonly DefectKind[] = stryMutAct_9fa48("211") ? [] : (stryCov_9fa48("211"), [stryMutAct_9fa48("212") ? "" : (stryCov_9fa48("212"), 'factor-dropped'), stryMutAct_9fa48("213") ? "" : (stryCov_9fa48("213"), 'factor-doubled'), stryMutAct_9fa48("214") ? "" : (stryCov_9fa48("214"), 'factors-swapped'), stryMutAct_9fa48("215") ? "" : (stryCov_9fa48("215"), 'too-few'), stryMutAct_9fa48("216") ? "" : (stryCov_9fa48("216"), 'outside-class'), stryMutAct_9fa48("217") ? "" : (stryCov_9fa48("217"), 'terminal-changed'), stryMutAct_9fa48("218") ? "" : (stryCov_9fa48("218"), 'input-after-end')]);
const code = statusCode().map(stryMutAct_9fa48("219") ? () => undefined : (stryCov_9fa48("219"), value => String(value).padStart(3, stryMutAct_9fa48("220") ? "" : (stryCov_9fa48("220"), '0'))));
const phrase = reasonPhraseCharacters(stryMutAct_9fa48("221") ? {} : (stryCov_9fa48("221"), {
  kinds: stryMutAct_9fa48("222") ? [] : (stryCov_9fa48("222"), [stryMutAct_9fa48("223") ? "" : (stryCov_9fa48("223"), 'canonical'), stryMutAct_9fa48("224") ? "" : (stryCov_9fa48("224"), 'observed'), stryMutAct_9fa48("225") ? "" : (stryCov_9fa48("225"), 'foreign'), stryMutAct_9fa48("226") ? "" : (stryCov_9fa48("226"), 'misleading')])
}));
const lineEnd = fc.constantFrom(stryMutAct_9fa48("227") ? "Stryker was here!" : (stryCov_9fa48("227"), ''), stryMutAct_9fa48("228") ? "" : (stryCov_9fa48("228"), '\r\n'));
const parts = fc.record(stryMutAct_9fa48("229") ? {} : (stryCov_9fa48("229"), {
  sipVersion: sipVersion(stryMutAct_9fa48("230") ? {} : (stryCov_9fa48("230"), {
    supported: stryMutAct_9fa48("231") ? false : (stryCov_9fa48("231"), true)
  })),
  versionSeparator: fc.constant(stryMutAct_9fa48("232") ? "" : (stryCov_9fa48("232"), ' ')),
  statusCode: code,
  codeSeparator: fc.constant(stryMutAct_9fa48("233") ? "" : (stryCov_9fa48("233"), ' ')),
  reasonPhrase: phrase,
  lineEnd
}));

/** The profile's grammar with one defect. What is not broken is said as in the other arbitraries. */
function brokenLine(profile: Profile): fc.Arbitrary<NearMiss> {
  if (stryMutAct_9fa48("234")) {
    {}
  } else {
    stryCov_9fa48("234");
    const recipe = (stryMutAct_9fa48("237") ? profile !== 'strict' : stryMutAct_9fa48("236") ? false : stryMutAct_9fa48("235") ? true : (stryCov_9fa48("235", "236", "237"), profile === (stryMutAct_9fa48("238") ? "" : (stryCov_9fa48("238"), 'strict')))) ? statusLineRecipe : inheriting(lenientStatusLineRecipe, statusLineRecipe);
    return broken(productionsOf(recipe, stryMutAct_9fa48("239") ? "" : (stryCov_9fa48("239"), 'statusLine')), stryMutAct_9fa48("240") ? {} : (stryCov_9fa48("240"), {
      maxRepetitions: 4,
      // What the lenient grammar forgives behind the code hangs on what follows it, so the sentence has a SP there.
      rules: stryMutAct_9fa48("241") ? {} : (stryCov_9fa48("241"), {
        sipVersion: sipVersion(),
        statusCode: code,
        codeSeparator: fc.constant(stryMutAct_9fa48("242") ? "" : (stryCov_9fa48("242"), ' ')),
        reasonPhrase: phrase
      })
    }));
  }
}
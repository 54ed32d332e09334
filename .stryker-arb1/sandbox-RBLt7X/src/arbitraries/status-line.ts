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
import { canonicalReasonPhrase, lookupStatusCode } from '../registry/index.ts';
import type { StatusLine } from '../status-line.ts';
import { charactersOfText, type ReasonPhraseConstraints, reasonPhraseCharacters, textOfCharacters } from './reason-phrase.ts';
import { type SipVersionConstraints, sipVersion } from './sip-version.ts';
import { type StatusCodeConstraints, statusCode } from './status-code.ts';
export interface StatusLineConstraints {
  readonly sipVersion?: SipVersionConstraints;
  readonly statusCode?: StatusCodeConstraints;
  readonly reasonPhrase?: ReasonPhraseConstraints;
}

/**
 * Status lines as the parser gives them: whatever the builder accepts. A third of them have a phrase that belongs to
 * their code, unless the phrases are constrained.
 */
export function statusLine(constraints: StatusLineConstraints = {}): fc.Arbitrary<StatusLine> {
  if (stryMutAct_9fa48("433")) {
    {}
  } else {
    stryCov_9fa48("433");
    return statusLineFields(constraints).map(stryMutAct_9fa48("434") ? () => undefined : (stryCov_9fa48("434"), fields => stryMutAct_9fa48("435") ? {} : (stryCov_9fa48("435"), {
      ...fields,
      reasonPhrase: textOfCharacters(fields.reasonPhrase)
    })));
  }
}

/** The same, with the phrase one character an octet. */
export function statusLineFields(constraints: StatusLineConstraints): fc.Arbitrary<StatusLine> {
  if (stryMutAct_9fa48("436")) {
    {}
  } else {
    stryCov_9fa48("436");
    const version = sipVersion(constraints.sipVersion);
    const code = statusCode(constraints.statusCode);
    const anyPhrase = fc.record(stryMutAct_9fa48("437") ? {} : (stryCov_9fa48("437"), {
      sipVersion: version,
      statusCode: code,
      reasonPhrase: reasonPhraseCharacters(constraints.reasonPhrase)
    }));
    if (stryMutAct_9fa48("440") ? constraints.reasonPhrase === undefined : stryMutAct_9fa48("439") ? false : stryMutAct_9fa48("438") ? true : (stryCov_9fa48("438", "439", "440"), constraints.reasonPhrase !== undefined)) return anyPhrase;
    const ownPhrase = fc.record(stryMutAct_9fa48("441") ? {} : (stryCov_9fa48("441"), {
      sipVersion: version,
      statusCode: code,
      isCanonical: fc.boolean()
    })).map(stryMutAct_9fa48("442") ? () => undefined : (stryCov_9fa48("442"), ({
      isCanonical,
      ...fields
    }) => stryMutAct_9fa48("443") ? {} : (stryCov_9fa48("443"), {
      ...fields,
      reasonPhrase: ownPhraseOf(fields.statusCode, isCanonical)
    })));
    return fc.oneof(stryMutAct_9fa48("444") ? {} : (stryCov_9fa48("444"), {
      withCrossShrink: stryMutAct_9fa48("445") ? false : (stryCov_9fa48("445"), true)
    }), stryMutAct_9fa48("446") ? {} : (stryCov_9fa48("446"), {
      weight: 2,
      arbitrary: anyPhrase
    }), stryMutAct_9fa48("447") ? {} : (stryCov_9fa48("447"), {
      weight: 1,
      arbitrary: ownPhrase
    }));
  }
}

/** A phrase that is sent with a code, one character an octet. */
function ownPhraseOf(code: number, isCanonical: boolean): string {
  if (stryMutAct_9fa48("448")) {
    {}
  } else {
    stryCov_9fa48("448");
    const [observed] = stryMutAct_9fa48("449") ? lookupStatusCode(code)?.observedReasonPhrases && [] : (stryCov_9fa48("449"), (stryMutAct_9fa48("450") ? lookupStatusCode(code).observedReasonPhrases : (stryCov_9fa48("450"), lookupStatusCode(code)?.observedReasonPhrases)) ?? (stryMutAct_9fa48("451") ? ["Stryker was here"] : (stryCov_9fa48("451"), [])));
    return charactersOfText(stryMutAct_9fa48("452") ? ((isCanonical ? undefined : observed?.reasonPhrase) ?? canonicalReasonPhrase(code)) && '' : (stryCov_9fa48("452"), (stryMutAct_9fa48("453") ? (isCanonical ? undefined : observed?.reasonPhrase) && canonicalReasonPhrase(code) : (stryCov_9fa48("453"), (isCanonical ? undefined : stryMutAct_9fa48("454") ? observed.reasonPhrase : (stryCov_9fa48("454"), observed?.reasonPhrase)) ?? canonicalReasonPhrase(code))) ?? (stryMutAct_9fa48("455") ? "Stryker was here!" : (stryCov_9fa48("455"), ''))));
  }
}
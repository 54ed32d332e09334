import { displayReasonPhrase } from './reason-phrase.ts';
import { canonicalReasonPhrase, equivalentStatusCode, isRegistered } from './registry/canonical-reason-phrase.ts';
import { deprecatedBy } from './registry/deprecated.ts';
import type { StatusLine } from './status-line.ts';

/** Something about a Status-Line that the grammar allows and the registry or the prose of the RFC does not. */
export type Issue = {
  /** One sentence, well-formed whatever the line holds. */
  readonly message: string;
} & (
  | {
      /**
       * - `status-code-out-of-class`: the code is 0xx, 7xx, 8xx or 9xx; SIP has six classes (RFC 3261 §7.2)
       * - `unsupported-sip-version`: the version is not SIP/2.0, compared as a literal string (RFC 3261 §7.1)
       */
      readonly code: 'status-code-out-of-class' | 'unsupported-sip-version';
      readonly severity: 'error';
    }
  | {
      /** - `unregistered-status-code`: the code is in a class but IANA does not register it */
      readonly code: 'unregistered-status-code';
      readonly severity: 'warning';
      /** What the code is to be treated as (RFC 3261 §8.1.3.2). */
      readonly equivalentStatusCode: number;
    }
  | {
      /**
       * - `deprecated-status-code`: IANA registers the code as deprecated
       * - `sip-version-not-upper-case`: the version must be sent in upper case (RFC 3261 §7.1)
       * - `reason-phrase-not-utf-8`: the phrase has octets that are no part of UTF-8 (RFC 3261 §7)
       */
      readonly code: 'deprecated-status-code' | 'sip-version-not-upper-case' | 'reason-phrase-not-utf-8';
      readonly severity: 'warning';
    }
  | {
      /**
       * - `non-canonical-reason-phrase`: the phrase is not the registered one, which is allowed (RFC 3261 §7.2)
       * - `network-blocked`: 603 with the phrase that says the network blocked the call, not the user (ATIS-1000099)
       */
      readonly code: 'non-canonical-reason-phrase' | 'network-blocked';
      readonly severity: 'info';
      /** The phrase that IANA registers for the code. */
      readonly canonicalReasonPhrase: string;
    }
);

/** What an {@link Issue} is about. */
export type IssueCode = Issue['code'];

/**
 * Checks a Status-Line against the registry and the prose rules of RFC 3261 §7.1 and §7.2, not against the syntax. Never
 * throws. The issues come in the order of the line: version, code, phrase.
 *
 * @example
 * ```ts
 * const line = { sipVersion: 'SIP/2.0', statusCode: 477, reasonPhrase: 'Gone fishing' };
 * validateStatusLine(line).map(({ code }) => code); // => ['unregistered-status-code']
 * ```
 */
export function validateStatusLine(line: StatusLine): readonly Issue[] {
  const { sipVersion, statusCode, reasonPhrase }: Partial<Record<keyof StatusLine, unknown>> = line ?? {};
  const code = typeof statusCode === 'number' ? statusCode : Number.NaN;
  return [
    ...validateVersion(typeof sipVersion === 'string' ? sipVersion : ''),
    ...validateCode(code),
    ...validatePhrase(code, typeof reasonPhrase === 'string' ? reasonPhrase : ''),
  ];
}

function validateVersion(sipVersion: string): readonly Issue[] {
  if (sipVersion === 'SIP/2.0') return [];
  const shown = displayReasonPhrase(sipVersion);
  return /^sip\/2\.0$/i.test(sipVersion)
    ? [
        {
          code: 'sip-version-not-upper-case',
          severity: 'warning',
          message: `${shown} must be sent as SIP/2.0 (RFC 3261 §7.1)`,
        },
      ]
    : [
        {
          code: 'unsupported-sip-version',
          severity: 'error',
          message: `${shown} is not SIP/2.0, the only version there is (RFC 3261 §7.1)`,
        },
      ];
}

function validateCode(statusCode: number): readonly Issue[] {
  const equivalent = equivalentStatusCode(statusCode);
  if (equivalent === undefined) {
    return [
      {
        code: 'status-code-out-of-class',
        severity: 'error',
        message: `${statusCode} is in none of the classes 1xx to 6xx (RFC 3261 §7.2)`,
      },
    ];
  }
  if (!isRegistered(statusCode)) {
    return [
      {
        code: 'unregistered-status-code',
        severity: 'warning',
        message: `${statusCode} is not registered, treat it as ${equivalent} (RFC 3261 §8.1.3.2)`,
        equivalentStatusCode: equivalent,
      },
    ];
  }
  const source = deprecatedBy[statusCode];
  return source === undefined
    ? []
    : [{ code: 'deprecated-status-code', severity: 'warning', message: `${statusCode} is deprecated (${source})` }];
}

function validatePhrase(statusCode: number, reasonPhrase: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (/[\ud800-\udfff]/u.test(reasonPhrase)) {
    issues.push({
      code: 'reason-phrase-not-utf-8',
      severity: 'warning',
      message: `the phrase "${displayReasonPhrase(reasonPhrase)}" is not UTF-8 (RFC 3261 §7)`,
    });
  }
  const canonical = canonicalReasonPhrase(statusCode);
  if (canonical !== undefined && canonical !== reasonPhrase) {
    const isBlocked = statusCode === 603 && reasonPhrase.toLowerCase() === 'network blocked';
    issues.push({
      code: isBlocked ? 'network-blocked' : 'non-canonical-reason-phrase',
      severity: 'info',
      message: isBlocked
        ? 'a provider on the way blocked the call; the user did not decline it (ATIS-1000099)'
        : `the registered phrase is "${canonical}"; other text is allowed (RFC 3261 §7.2)`,
      canonicalReasonPhrase: canonical,
    });
  }
  return issues;
}

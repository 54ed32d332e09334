import { displayReasonPhrase } from './reason-phrase.ts';
import { equivalentStatusCode } from './registry/canonical-reason-phrase.ts';
import { lookupStatusCode } from './registry/lookup.ts';
import type { StatusLine } from './status-line.ts';

/** Something about a Status-Line that the grammar allows and the registry or the prose of the RFC does not. */
export type Issue =
  /** The code is 0xx, 7xx, 8xx or 9xx: SIP has six classes (RFC 3261 §7.2). */
  | IssueOf<'status-code-out-of-class', 'error'>
  /** The version is not SIP/2.0, compared as a literal string (RFC 3261 §7.1). */
  | IssueOf<'unsupported-sip-version', 'error'>
  /** The code is in a class but IANA does not register it. */
  | (IssueOf<'unregistered-status-code', 'warning'> & { readonly equivalentStatusCode: number })
  | IssueOf<'deprecated-status-code', 'warning'>
  /** The version must be sent in upper case (RFC 3261 §7.1). */
  | IssueOf<'sip-version-not-upper-case', 'warning'>
  /** The phrase has octets that are no part of UTF-8 (RFC 3261 §7). */
  | IssueOf<'reason-phrase-not-utf-8', 'warning'>
  /** The phrase is not the registered one, which is allowed (RFC 3261 §7.2). */
  | (IssueOf<'non-canonical-reason-phrase', 'info'> & { readonly canonicalReasonPhrase: string });

export type IssueCode = Issue['code'];

interface IssueOf<Code extends string, Severity extends 'error' | 'warning' | 'info'> {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence, well-formed whatever the line holds. */
  readonly message: string;
}

/** Checks a Status-Line against the registry and the prose rules, not against the syntax. Never throws. */
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
  const registered = lookupStatusCode(statusCode);
  if (registered === undefined) {
    return [
      {
        code: 'unregistered-status-code',
        severity: 'warning',
        message: `${statusCode} is not registered, treat it as ${equivalent} (RFC 3261 §8.1.3.2)`,
        equivalentStatusCode: equivalent,
      },
    ];
  }
  if (!registered.deprecated) return [];
  const { rfc, section } = registered.definedIn;
  return [
    { code: 'deprecated-status-code', severity: 'warning', message: `${statusCode} is deprecated (${rfc} ${section})` },
  ];
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
  const canonical = lookupStatusCode(statusCode)?.reasonPhrase;
  if (canonical !== undefined && canonical !== reasonPhrase) {
    issues.push({
      code: 'non-canonical-reason-phrase',
      severity: 'info',
      message: `the registered phrase is "${canonical}"; other text is allowed (RFC 3261 §7.2)`,
      canonicalReasonPhrase: canonical,
    });
  }
  return issues;
}

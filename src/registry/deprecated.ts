// Generated from grammar/response-codes.json by `npm run generate`. Do not edit.

/** The registered codes that IANA marks as deprecated, and the RFC that says so. */
export const deprecatedBy: Readonly<Record<number, string>> = {
  202: 'RFC 6665 §8.3.1, §7.4',
};

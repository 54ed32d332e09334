import { safeParseStatusLine } from './parse.ts';
import { lookupStatusCode } from './registry/lookup.ts';
import type { RegisteredStatusCode } from './registry/registered-status-code.ts';
import type { ParseOptions, ParseResult } from './status-line.ts';
import { type Issue, validateStatusLine } from './validate.ts';

/** A parsed line with its issues and the registry's row of its code. */
export type InspectResult = ParseResult & {
  /** The issues that `validateStatusLine` finds; empty where there is no line. */
  readonly issues: readonly Issue[];
  /** The registry's row of the code; undefined where it is unregistered, or where there is no line. */
  readonly registered: RegisteredStatusCode | undefined;
};

/**
 * Parses one whole Status-Line (RFC 3261 §7.2), validates it and looks its code up, in one call. Never throws for any
 * input.
 *
 * @throws {TypeError} for a wrong option
 * @example
 * ```ts
 * inspectStatusLine('SIP/2.0 486 Besetzt').issues.map(({ code }) => code); // => ['non-canonical-reason-phrase']
 * inspectStatusLine('SIP/2.0 486 Besetzt').registered?.reasonPhrase; // => 'Busy Here'
 * ```
 */
export function inspectStatusLine(input: string | Uint8Array, options?: ParseOptions): InspectResult {
  const result = safeParseStatusLine(input, options);
  return result.statusLine === undefined
    ? { ...result, issues: [], registered: undefined }
    : {
        ...result,
        issues: validateStatusLine(result.statusLine),
        registered: lookupStatusCode(result.statusLine.statusCode),
      };
}

import { safeParseStatusLine } from './parse.ts';
import { lookupStatusCode } from './registry/lookup.ts';
import type { RegisteredStatusCode } from './registry/registered-status-code.ts';
import type { ParseOptions, ParseResult } from './status-line.ts';
import { type Issue, validateStatusLine } from './validate.ts';

export type InspectResult = ParseResult & {
  /** What `validateStatusLine` says of the line; empty when there is none. */
  readonly issues: readonly Issue[];
  /** What the registry knows of the code; undefined when it is unregistered, or when there is no line. */
  readonly registered: RegisteredStatusCode | undefined;
};

/**
 * Parses one whole Status-Line, validates it and looks its code up, in one call. Never throws for any input.
 *
 * @throws {TypeError} for a wrong option
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

import { describeValue } from '../text/describe-value.ts';
import { causeByStatusCode, q850Causes } from './q850-causes.ts';
import { type ReasonLocation, reasonLocationOf } from './reason-location.ts';
import { statusClass } from './status-class.ts';

/**
 * The Q.850 cause that a gateway puts into the REL when a call fails with a status code (RFC 3398 §8.2.6.1).
 * A 4xx to 6xx that the RFC does not list gives 31. Undefined for 1xx to 3xx, for codes outside the classes, and
 * for 487, 488 and 606, where the RFC leaves it to the CANCEL or to the Warning header field.
 *
 * @example
 * ```ts
 * q850CauseForStatusCode(486); // => 17
 * ```
 */
export function q850CauseForStatusCode(code: number): number | undefined {
  const category = statusClass(code);
  if (category !== 'client-error' && category !== 'server-error' && category !== 'global-failure') return undefined;
  const cause = causeByStatusCode[code];
  return cause === undefined ? 31 : (cause ?? undefined);
}

/** Facts of a release that decide the code, beside its cause (RFC 3398 §7.2.4.1). */
export interface Q850Circumstances {
  /** The cause location of the REL, in any case. `U`, the user, makes cause 21 a 603; `user` and `network` are taken too. */
  readonly location?: ReasonLocation | Lowercase<ReasonLocation> | 'user' | 'network' | undefined;
  /** Whether the REL has a diagnostic, or the diagnostic itself: with one, cause 22 is a 301. */
  readonly diagnostic?: unknown;
}

/**
 * The status code that a gateway answers with when the other network releases a call (RFC 3398 §7.2.4.1).
 * Undefined for 16 and 44, which give no response, and for anything but an integer from 1 to 127. A cause that the RFC
 * does not list gives 500.
 *
 * @throws {TypeError} for a location that is not known
 * @example
 * ```ts
 * statusCodeForQ850Cause(21, { location: 'U' }); // => 603
 * ```
 */
export function statusCodeForQ850Cause(cause: number, circumstances: Q850Circumstances = {}): number | undefined {
  const { location, diagnostic } = circumstances;
  const isUser = location !== undefined && isUserLocation(location);
  if (!Number.isInteger(cause) || cause < 1 || cause > 127) return undefined;
  const row = q850Causes[cause];
  if (row === undefined) return 500;
  if (isUser && row.whenLocationIsUser !== undefined) return row.whenLocationIsUser;
  const hasDiagnostic = diagnostic !== undefined && diagnostic !== null && diagnostic !== false && diagnostic !== '';
  if (hasDiagnostic && row.whenDiagnosticIsPresent !== undefined) return row.whenDiagnosticIsPresent;
  return row.statusCode ?? undefined;
}

function isUserLocation(location: string): boolean {
  const known = location === 'user' ? 'U' : location === 'network' ? 'LN' : reasonLocationOf(location);
  if (known !== undefined) return known === 'U';
  throw new TypeError(`location must be one of RFC 8606, such as 'U', not ${describeValue(location)}`);
}

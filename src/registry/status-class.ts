/** What the first digit of a code says (RFC 3261 §7.2): 1xx, 2xx, 3xx, 4xx, 5xx or 6xx, in this order. */
export type StatusClass =
  | 'provisional'
  | 'success'
  | 'redirection'
  | 'client-error'
  | 'server-error'
  | 'global-failure';

// RFC 3261 §7.2: the first digit defines the class of response, and there are six values for it.
const classes: readonly StatusClass[] = [
  'provisional',
  'success',
  'redirection',
  'client-error',
  'server-error',
  'global-failure',
];

/**
 * The class of a status code (RFC 3261 §7.2), registered or not; undefined for anything but an integer from 100 to 699.
 *
 * @example
 * ```ts
 * statusClass(486); // => 'client-error'
 * ```
 */
export function statusClass(code: number): StatusClass | undefined {
  return Number.isInteger(code) ? classes[Math.floor(code / 100) - 1] : undefined;
}

/**
 * 1xx: the request goes on being processed (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isProvisional(180); // => true
 * ```
 */
export function isProvisional(code: number): boolean {
  return statusClass(code) === 'provisional';
}

/**
 * 2xx to 6xx: the transaction is over (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isFinal(180); // => false
 * ```
 */
export function isFinal(code: number): boolean {
  return statusClass(code) !== undefined && !isProvisional(code);
}

/**
 * 2xx: the request was received, understood and accepted (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isSuccess(202); // => true
 * ```
 */
export function isSuccess(code: number): boolean {
  return statusClass(code) === 'success';
}

/**
 * 3xx: the caller has to try elsewhere (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isRedirection(302); // => true
 * ```
 */
export function isRedirection(code: number): boolean {
  return statusClass(code) === 'redirection';
}

/**
 * 4xx: this server does not take this request (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isClientError(486); // => true
 * ```
 */
export function isClientError(code: number): boolean {
  return statusClass(code) === 'client-error';
}

/**
 * 5xx: the server failed on a request that seems valid (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isServerError(503); // => true
 * ```
 */
export function isServerError(code: number): boolean {
  return statusClass(code) === 'server-error';
}

/**
 * 6xx: no server takes this request (RFC 3261 §7.2). False for anything but an integer.
 *
 * @example
 * ```ts
 * isGlobalFailure(603); // => true
 * ```
 */
export function isGlobalFailure(code: number): boolean {
  return statusClass(code) === 'global-failure';
}

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

/** The class of a status code, registered or not; undefined for anything but an integer from 100 to 699. */
export function statusClass(code: number): StatusClass | undefined {
  return Number.isInteger(code) ? classes[Math.floor(code / 100) - 1] : undefined;
}

/** 1xx: the request goes on being processed. */
export function isProvisional(code: number): boolean {
  return statusClass(code) === 'provisional';
}

/** 2xx to 6xx: the transaction is over. */
export function isFinal(code: number): boolean {
  return statusClass(code) !== undefined && !isProvisional(code);
}

/** 2xx */
export function isSuccess(code: number): boolean {
  return statusClass(code) === 'success';
}

/** 3xx */
export function isRedirection(code: number): boolean {
  return statusClass(code) === 'redirection';
}

/** 4xx */
export function isClientError(code: number): boolean {
  return statusClass(code) === 'client-error';
}

/** 5xx */
export function isServerError(code: number): boolean {
  return statusClass(code) === 'server-error';
}

/** 6xx */
export function isGlobalFailure(code: number): boolean {
  return statusClass(code) === 'global-failure';
}

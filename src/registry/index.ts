export {
  canonicalReasonPhrase,
  equivalentStatusCode,
  isRegistered,
  type ReasonPhraseOf,
} from './canonical-reason-phrase.ts';
export { lookupStatusCode, statusCodesForReasonPhrase } from './lookup.ts';
export { type Q850Circumstances, q850CauseForStatusCode, statusCodeForQ850Cause } from './q850.ts';
export { buildReason, parseReason, type Reason } from './reason-header.ts';
export type { ReasonLocation } from './reason-location.ts';
export type {
  Advice,
  ObservedReasonPhrase,
  ObservedStatusCode,
  RegisteredCode,
  RegisteredRow,
  RegisteredStatusCode,
} from './registered-status-code.ts';
export { observedStatusCodes, registeredStatusCodes } from './response-codes.ts';
export {
  isClientError,
  isFinal,
  isGlobalFailure,
  isProvisional,
  isRedirection,
  isServerError,
  isSuccess,
  type StatusClass,
  statusClass,
} from './status-class.ts';
export { type ReasonPhrases, STATUS_CODES, StatusCode, type StatusCodes } from './status-codes.ts';

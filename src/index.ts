export { buildStatusLine, encodeStatusLine, type StatusLineInit } from './build.ts';
export { explainFault, faultMessage } from './explain-fault.ts';
export { StatusLineBuildError } from './faults/build-error.ts';
export type { MessageDeviation, MessageDeviationCode } from './faults/message-deviation.ts';
export type { MessageFault, MessageFaultCode } from './faults/message-fault.ts';
export { StatusLineSyntaxError } from './faults/syntax-error.ts';
export { type InspectResult, inspectStatusLine } from './inspect.ts';
export { parseStatusLine, safeParseStatusLine } from './parse.ts';
export { type ReadOptions, type ReadResult, readStatusLine } from './read.ts';
export {
  displayReasonPhrase,
  escapeReasonPhrase,
  reasonPhraseOctets,
  unescapeReasonPhrase,
} from './reason-phrase.ts';
export {
  type Advice,
  buildReason,
  canonicalReasonPhrase,
  equivalentStatusCode,
  isClientError,
  isFinal,
  isGlobalFailure,
  isProvisional,
  isRedirection,
  isRegistered,
  isServerError,
  isSuccess,
  lookupStatusCode,
  type ObservedReasonPhrase,
  type ObservedStatusCode,
  observedStatusCodes,
  parseReason,
  type Q850Circumstances,
  q850CauseForStatusCode,
  type Reason,
  type ReasonLocation,
  type ReasonPhraseOf,
  type ReasonPhrases,
  type RegisteredCode,
  type RegisteredRow,
  type RegisteredStatusCode,
  registeredStatusCodes,
  STATUS_CODES,
  type StatusClass,
  StatusCode,
  type StatusCodes,
  statusClass,
  statusCodeForQ850Cause,
  statusCodesForReasonPhrase,
} from './registry/index.ts';
export type {
  Deviation,
  DeviationCode,
  Fault,
  FaultCode,
  ParseOptions,
  ParseResult,
  Profile,
  StatusLine,
} from './status-line.ts';
export { type Issue, type IssueCode, validateStatusLine } from './validate.ts';

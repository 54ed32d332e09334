export type { FamilyKind } from './families.ts';
export { type LenientStatusLine, type LenientStatusLineConstraints, lenientStatusLine } from './lenient-status-line.ts';
export {
  type Defect,
  type MalformedKind,
  type MalformedStatusLine,
  type MalformedStatusLineConstraints,
  malformedStatusLine,
} from './malformed-status-line.ts';
export { type DefectKind, type NearMiss, nearMiss } from './near-miss.ts';
export { type ReasonPhraseConstraints, type ReasonPhraseKind, reasonPhrase } from './reason-phrase.ts';
export { type GeneratedResponse, type ResponseConstraints, response, type TransactionHeaders } from './response.ts';
export { type SentenceConstraints, sentence } from './sentence.ts';
export { type SipVersionConstraints, sipVersion } from './sip-version.ts';
export { type StatusCodeConstraints, statusCode } from './status-code.ts';
export { type StatusLineConstraints, statusLine } from './status-line.ts';
export { statusLineOctets, type WrittenStatusLineConstraints } from './status-line-octets.ts';
export { statusLineText } from './status-line-text.ts';

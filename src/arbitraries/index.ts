export type { StatusClass } from '../registry/index.ts';
export type { Deviation, DeviationCode, FaultCode, ParseOptions, Profile, StatusLine } from '../status-line.ts';
export type { FamilyKind } from './defect-families.ts';
export { type CompleteSuite, type CompleteSuiteConstraints, completeSuite } from './exam/complete-suite.ts';
export { coveringLines } from './exam/covering-lines.ts';
export { type Exam, type ExamConstraints, type ExamLine, type ExamPart, exam } from './exam/exam.ts';
export { octetsEverywhere, type PlacedOctet, type PlacedVerdict } from './exam/octets-everywhere.ts';
export type { DefectKind } from './from-grammar/mutation-operators.ts';
export { type NearMiss, nearMiss } from './from-grammar/near-miss.ts';
export { type SentenceConstraints, sentence } from './from-grammar/sentence.ts';
export { type LenientStatusLine, type LenientStatusLineConstraints, lenientStatusLine } from './lenient-status-line.ts';
export {
  type Defect,
  type MalformedKind,
  type MalformedStatusLine,
  type MalformedStatusLineConstraints,
  malformedStatusLine,
} from './malformed-status-line.ts';
export { type ReasonPhraseConstraints, type ReasonPhraseKind, reasonPhrase } from './reason-phrase.ts';
export { type GeneratedResponse, type ResponseConstraints, response, type TransactionHeaders } from './response.ts';
export { type SipVersionConstraints, sipVersion } from './sip-version.ts';
export { type StatusCodeConstraints, statusCode } from './status-code.ts';
export { type StatusLineConstraints, statusLine } from './status-line.ts';
export { statusLineOctets, type WrittenStatusLineConstraints } from './status-line-octets.ts';
export { statusLineText } from './status-line-text.ts';

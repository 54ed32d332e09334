export { type CaseResult, UnsoundRunError } from './campaign.ts';
export {
  type CaseRecord,
  type FindingRecord,
  type FuzzOptions,
  type FuzzSummary,
  fuzz,
  type ModeName,
} from './fuzz.ts';
export { type CaseKind, caseKinds, type Shard } from './fuzz-case.ts';
export type { Address, Transport } from './sip-message.ts';
export { isLoopback, TargetError, type TargetInit, targetFrom } from './target.ts';
export { type Outcome, type Verdict, verdicts } from './verdict.ts';

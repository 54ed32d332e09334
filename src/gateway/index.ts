export type { KindWeights, LineKind } from '../arbitraries/test-run/labelled-line.ts';
export { type AnsweredRequest, type AnsweringOptions, answerRequests } from './answer-requests.ts';
export { type CaseResult, UnsoundRunError } from './campaign.ts';
export { checkParser, type ParserAnswer } from './check-parser.ts';
export { type FuzzOptions, type FuzzSummary, fuzz, type RunOptions, replay } from './fuzz.ts';
export { type CaseKind, caseKinds, type FuzzCase, type Shard } from './fuzz-case.ts';
export type { Dissector } from './modes/dissect.ts';
export { type ModeName, modeNames } from './modes/mode.ts';
export { type CallingProgram, type Ended, filledIn, processCaller, shellCaller } from './modes/process-caller.ts';
export { type Call, type Callee, type Caller, callsByItself } from './modes/uas.ts';
export type { Endpoint } from './network/endpoint.ts';
export type { Address, Transport } from './network/sip-message.ts';
export type {
  CaseRecord,
  ChangeRecord,
  FindingRecord,
  FuzzRecord,
  RunRecord,
  SkippedRecord,
} from './results/record.ts';
export { isLoopback, TargetError, type TargetInit, targetFrom } from './target.ts';
export { type Outcome, type Verdict, verdicts } from './verdict.ts';

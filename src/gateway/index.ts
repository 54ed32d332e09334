export type { KindWeights, LineKind } from '../arbitraries/test-run/labelled-line.ts';
export { type AnsweredRequest, type AnsweringOptions, answerRequests } from './answer-requests.ts';
export { assertNoFindings } from './assert-no-findings.ts';
export type { CaseResult } from './campaign/campaign.ts';
export { type Ended, type Outcome, type Verdict, verdicts } from './campaign/verdict.ts';
export { type CaseKind, caseKinds, type FuzzCase, type Shard } from './cases/fuzz-case.ts';
export { checkParser, type ParserAnswer } from './check-parser.ts';
export { type FuzzOptions, fuzz, type ModeOptions } from './fuzz.ts';
export { type Ask, type Learned, type LearnOptions, learnLanguage } from './learner/learn.ts';
export { type Harm, type LearnedTarget, type LearnTargetOptions, learnTarget } from './learner/learn-target.ts';
export {
  differencesOf as languageDifferences,
  type Label,
  type LanguageDifference,
  type LearnedModel,
  type Machine,
  machineOf as machineOfModel,
  machineOfProfile,
  machineWithout,
} from './learner/model.ts';
export type { Dissector } from './modes/dissect.ts';
export type { Early } from './modes/early.ts';
export type { Identity } from './modes/identity.ts';
export { type Split, splits } from './modes/in-pieces.ts';
export { type ModeName, modeNames } from './modes/mode.ts';
export { type CallingProgram, expandTemplate, processCaller, shellAfter, shellCaller } from './modes/process-caller.ts';
export { type Call, type Callee, type Caller, waitForCalls } from './modes/uas.ts';
export { replay } from './replay.ts';
export type {
  Carrier,
  CaseRecord,
  ChangeRecord,
  FindingRecord,
  FuzzRecord,
  GoneRecord,
  RunRecord,
  SkippedRecord,
  WatchedRecord,
} from './results/record.ts';
export type { FuzzSummary, RunOptions } from './run.ts';
export type { Credentials } from './sip/credentials.ts';
export type { Account } from './sip/digest.ts';
export type { Endpoint } from './sip/endpoint.ts';
export { type Address, type Method, methods } from './sip/message.ts';
export { type Transport, transports } from './sip/transport.ts';
export { isLoopback, TargetError, type TargetInit, targetFrom } from './target/target.ts';

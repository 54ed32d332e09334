export type {
  Deviation,
  DeviationCode,
  Fault,
  FaultCode,
  ParseOptions,
  ParseResult,
  Profile,
  StatusLine,
} from '../status-line.ts';
export { compareGrammars, type GrammarDifference } from './compare-grammars.ts';
export { lenientStatusLineGrammar, statusLineGrammar } from './grammars.ts';
export { parseWithOhm } from './parse-with-ohm.ts';

export { type DefectKind, type NearMiss, nearMiss } from './near-miss.ts';
export { type SentenceConstraints, sentence } from './sentence.ts';

export type { CapturedPacket, Endpoint } from './captures/captured-packet.ts';
export type { SkipReason, Where } from './search/passage.ts';
export {
  type FoundStatusLine,
  type OctetSource,
  type SearchOptions,
  type SkippedRange,
  searchStatusLines,
} from './search-status-lines.ts';

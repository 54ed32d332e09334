export type { CapturedPacket, Endpoint } from '../capture/captured-packet.ts';
export type { SkipReason } from '../capture/payload-reader.ts';
export type { MessageDeviation, MessageDeviationCode } from '../faults/message-deviation.ts';
export type { MessageFault, MessageFaultCode } from '../faults/message-fault.ts';
export type { Deviation, DeviationCode, Fault, FaultCode, ParseResult, Profile, StatusLine } from '../status-line.ts';
export { type HeaderField, headerFields, headerValues } from './header-fields.ts';
export type { MessageOptions } from './message/limits.ts';
export { MessageFaultError } from './message/message-fault-error.ts';
export type { Received, ReceivedMessage, ReceivedRequest, ReceivedResponse } from './message/received-message.ts';
export { type ReadResponseOptions, type ReadResponseResult, readResponse } from './read-response.ts';
export { type ReadResponsesOptions, readResponses } from './read-responses.ts';
export type { Where } from './search/listener.ts';
export {
  type FoundStatusLine,
  type SearchOptions,
  searchStatusLines,
  type UnsearchedRange,
} from './search-status-lines.ts';
export type { OctetSource, OctetStream } from './stream/octet-source.ts';
export type { SkippedRange } from './stream/skipped-range.ts';

import type { Fault } from '../status-line.ts';
import type { MessageFault, MessageFaultCode } from './message-fault.ts';
import { type CompleteFields, readMessageFields } from './message-fields.ts';
import type { MessageRules } from './message-rules.ts';
import { type CompleteStartLine, readMessageStartLine } from './message-start-line.ts';

/** A message from its start-line to its empty line, or why there is none. All offsets are indexes of the octets. */
export type MessageHead = CompleteHead | { readonly state: 'partial' } | InvalidHead;

export interface CompleteHead {
  readonly state: 'complete';
  readonly start: number;
  readonly startLine: CompleteStartLine;
  readonly fields: CompleteFields;
}

export interface InvalidHead {
  readonly state: 'invalid';
  readonly code: MessageFaultCode;
  readonly offset: number;
  readonly lineFault?: Fault;
}

/** Reads the start-line and the header section. A result other than `partial` is final: octets that follow do not change it. */
export function readMessageHead(octets: Uint8Array, start: number, rules: MessageRules): MessageHead {
  const startLine = readMessageStartLine(octets, start, rules);
  if (startLine.state !== 'complete') return startLine;
  const fields = readMessageFields(octets, startLine.end, rules);
  return fields.state === 'complete' ? { state: 'complete', start, startLine, fields } : fields;
}

/**
 * A head's fault, with offsets that count from where a stream or a datagram begins.
 *
 * @param start the index where the message begins
 * @param base the offset of index 0
 */
export function faultOfHead({ code, offset, lineFault }: InvalidHead, start: number, base: number): MessageFault {
  return {
    code,
    offset: base + offset,
    start: base + start,
    canResynchronise: true,
    ...(lineFault === undefined ? {} : { lineFault: { ...lineFault, offset: base + lineFault.offset } }),
  };
}

import { safeParseStatusLine } from '../../parse.ts';
import { codeOf, lenientReading } from '../cases/lenient-reading.ts';
import type { ModeName } from '../modes/mode.ts';

import type { Method } from '../sip/message.ts';
import type { Outcome } from './verdict.ts';

/** Through what a line came, which is what the RFCs make a difference by. */
export interface Way {
  readonly mode: ModeName;
  readonly method: Method;
}

/**
 * The section that has a target do something else with a valid line than send it on or take it for an answer; undefined
 * where none has.
 */
export function demandedBy(octets: Uint8Array, outcome: Outcome, { mode, method }: Way): string | undefined {
  const { statusLine } = lenientReading(octets);
  if (statusLine === undefined) return undefined;
  const { statusCode, sipVersion } = statusLine;
  const { verdict, received } = outcome;
  const isLeftOut = verdict === 'dropped' || verdict === 'replaced';
  if (isLeftOut && !/^SIP\/2\.0$/i.test(sipVersion)) return 'RFC 3261 §7.1';
  // There are six classes of responses. Nothing is said of what others mean.
  if (statusCode < 100 || statusCode > 699) return isLeftOut ? 'RFC 3261 §7.2' : undefined;
  if (mode === 'uas' || mode === 'b2bua') return isLeftOut && statusCode < 200 ? 'RFC 3261 §13.2.2.1' : undefined;
  if (mode !== 'relay') return undefined;
  if (statusCode === 100) return isLeftOut ? 'RFC 3261 §16.7 step 5' : undefined;
  if (statusCode === 503) {
    const is500 = received !== undefined && codeOf(received) === 500;
    return isLeftOut || is500 ? 'RFC 3261 §16.7 step 6' : undefined;
  }
  if (method === 'INVITE') return undefined;
  if (statusCode < 200) return isLeftOut ? 'RFC 4320 §4.1' : undefined;
  // What ends the transaction and is not sent on leaves nothing for the sentinel to come through.
  return statusCode === 408 && (isLeftOut || verdict === 'transaction-stuck') ? 'RFC 4320 §4.2' : undefined;
}

/** Whether a line did not come through, and nothing else is the matter. */
export function isRefusal({ verdict }: Outcome): boolean {
  return verdict === 'dropped' || verdict === 'replaced' || verdict === 'closed';
}

/** Whether a target refused a line that RFC 3261 §25.1 has, and no section has it do so. */
export function isLegalRefused(octets: Uint8Array, outcome: Outcome, way: Way): boolean {
  return (
    isRefusal(outcome) &&
    safeParseStatusLine(octets).statusLine !== undefined &&
    demandedBy(octets, outcome, way) === undefined
  );
}

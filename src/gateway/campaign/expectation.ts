import { safeParseStatusLine } from '../../parse.ts';
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
  const { statusLine } = safeParseStatusLine(octets, { profile: 'lenient' });
  if (statusLine === undefined || outcome.verdict === 'relayed') return undefined;
  const { statusCode, sipVersion } = statusLine;
  const isRefused = isRefusal(outcome);
  if (isRefused && !/^SIP\/2\.0$/i.test(sipVersion)) return 'RFC 3261 §7.1';
  // There are six classes of responses. Nothing is said of what others mean.
  if (statusCode < 100 || statusCode > 699) return isRefused ? 'RFC 3261 §7.2' : undefined;
  if (mode === 'uas') return isRefused && statusCode < 200 ? 'RFC 3261 §13.2.2.1' : undefined;
  if (mode !== 'relay') return undefined;
  if (statusCode === 100) return isRefused ? 'RFC 3261 §16.7 step 5' : undefined;
  if (statusCode === 503) {
    return isRefused || (outcome.received !== undefined && codeOf(outcome.received) === 500)
      ? 'RFC 3261 §16.7 step 6'
      : undefined;
  }
  if (!isRefused || method === 'INVITE') return undefined;
  if (statusCode < 200) return 'RFC 4320 §4.1';
  return statusCode === 408 ? 'RFC 4320 §4.2' : undefined;
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

function codeOf(octets: Uint8Array): number | undefined {
  return safeParseStatusLine(octets, { profile: 'lenient' }).statusLine?.statusCode;
}

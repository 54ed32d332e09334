import { engine } from './default-engine.ts';
import { faultOf } from './fault.ts';
import { decodeOctets, isUint8Array } from './octets.ts';
import { safeParseWith } from './parse-with.ts';
import * as lenientOctets from './scanner/lenient-octets.ts';
import * as lenientText from './scanner/lenient-text.ts';
import * as strictOctets from './scanner/strict-octets.ts';
import * as strictText from './scanner/strict-text.ts';
import { dueAtFault, type Scanner, statusCodeAt } from './scanner-engine.ts';
import type { Deviation, ParseResult, Profile } from './status-line.ts';

const noDeviations: readonly Deviation[] = Object.freeze([]);

/**
 * Parses one whole line by the scanners alone. It is `safeParseWith`, the contract of every engine, written out for
 * the inputs that need no mapping of offsets: ASCII text and octets.
 */
export function parseByScanner(input: unknown, profile: Profile): ParseResult {
  if (typeof input === 'string') {
    const scanner: Scanner = profile === 'strict' ? strictText : lenientText;
    if (scanner.statusLine(input as never, 0, input.length)) return matchOfText(scanner, input);
    const { fault } = scanner.found;
    // Where a text is not ASCII any more, the scanner of text knows nothing.
    if (fault < input.length && input.charCodeAt(fault) > 0x7f) return safeParseWith(engine, input, { profile });
    return faulty(scanner, fault < input.length ? input.charCodeAt(fault) : undefined);
  }
  if (!isUint8Array(input)) return safeParseWith(engine, input, { profile });
  const scanner: Scanner = profile === 'strict' ? strictOctets : lenientOctets;
  if (scanner.statusLine(input as never, 0, input.length)) return matchOfOctets(scanner, input);
  return faulty(scanner, input[scanner.found.fault]);
}

function matchOfText({ found }: Scanner, text: string): ParseResult {
  const { sipVersionStart, sipVersionEnd } = found;
  return {
    statusLine: {
      // The one version that there is need not be cut out of the text.
      sipVersion:
        sipVersionEnd - sipVersionStart === 7 && text.startsWith('SIP/2.0', sipVersionStart)
          ? 'SIP/2.0'
          : text.slice(sipVersionStart, sipVersionEnd),
      statusCode: statusCodeAt(text, found.statusCodeStart),
      reasonPhrase: text.slice(found.reasonPhraseStart, found.reasonPhraseEnd),
    },
    deviations: found.marks ?? noDeviations,
    fault: undefined,
  };
}

function matchOfOctets({ found }: Scanner, octets: Uint8Array): ParseResult {
  return {
    statusLine: {
      sipVersion: decodeOctets(octets.subarray(found.sipVersionStart, found.sipVersionEnd)),
      statusCode: statusCodeAt(octets, found.statusCodeStart),
      reasonPhrase: decodeOctets(octets.subarray(found.reasonPhraseStart, found.reasonPhraseEnd)),
    },
    deviations: found.marks ?? noDeviations,
    fault: undefined,
  };
}

function faulty(scanner: Scanner, octet: number | undefined): ParseResult {
  const fault = faultOf(dueAtFault(scanner), octet, scanner.found.fault);
  return { statusLine: undefined, deviations: noDeviations, fault };
}

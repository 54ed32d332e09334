import { engine } from './default-engine.ts';
import { faultOf } from './fault.ts';
import { decodeOctets, isUint8Array } from './octets.ts';
import { safeParseWith } from './parse-with.ts';
import * as lenientOctets from './scanner/lenient-octets.ts';
import * as lenientText from './scanner/lenient-text.ts';
import * as strictOctets from './scanner/strict-octets.ts';
import * as strictText from './scanner/strict-text.ts';
import { dueAtFault, type Found, type Scanner, statusCodeAt } from './scanner-engine.ts';
import type { Deviation, ParseResult, Profile, StatusLine } from './status-line.ts';

/**
 * Parses one whole line by the scanners alone. It is `safeParseWith`, the contract of every engine, written out for
 * the inputs that need no mapping of offsets: ASCII text and octets.
 */
export function parseByScanner(input: unknown, profile: Profile): ParseResult {
  const statusLine = scanStatusLine(input, profile);
  if (statusLine !== undefined) return { statusLine, deviations: marksOf(input, profile), fault: undefined };
  if (typeof input === 'string') {
    const scanner: Scanner = profile === 'strict' ? strictText : lenientText;
    const { fault } = scanner.found;
    if (fault === input.length) return faulty(scanner, undefined);
    const unit = input.charCodeAt(fault);
    // Where a text is not ASCII any more, the scanner of text knows nothing.
    return unit > 0x7f ? safeParseWith(engine, input, { profile }) : faulty(scanner, unit);
  }
  if (!isUint8Array(input)) return safeParseWith(engine, input, { profile });
  const scanner: Scanner = profile === 'strict' ? strictOctets : lenientOctets;
  return faulty(scanner, input[scanner.found.fault]);
}

/** The value of a whole line of ASCII text or of octets; undefined where it takes more to say what it is. */
export function scanStatusLine(input: unknown, profile: Profile): StatusLine | undefined {
  // The scanners are called by their names, because a call through a variable costs as much as the scan.
  if (typeof input === 'string') {
    const matched = profile === 'strict' ? strictText.statusLine(input, 0) : lenientText.statusLine(input, 0);
    return matched ? lineOfText(profile === 'strict' ? strictText.found : lenientText.found, input) : undefined;
  }
  if (!isUint8Array(input)) return undefined;
  const { length } = input;
  const matched =
    profile === 'strict' ? strictOctets.statusLine(input, 0, length) : lenientOctets.statusLine(input, 0, length);
  return matched ? lineOfOctets(profile === 'strict' ? strictOctets.found : lenientOctets.found, input) : undefined;
}

function lineOfText(found: Found, text: string): StatusLine {
  return {
    sipVersion: text.slice(found.sipVersionStart, found.sipVersionEnd),
    statusCode: statusCodeAt(text, found.statusCodeStart),
    reasonPhrase: text.slice(found.reasonPhraseStart, found.reasonPhraseEnd),
  };
}

function lineOfOctets(found: Found, octets: Uint8Array): StatusLine {
  return {
    sipVersion: versionOfOctets(octets, found.sipVersionStart, found.sipVersionEnd),
    statusCode: statusCodeAt(octets, found.statusCodeStart),
    reasonPhrase: decodeOctets(octets, found.reasonPhraseStart, found.reasonPhraseEnd),
  };
}

/** The one version that there is need not be made from its octets. */
function versionOfOctets(octets: Uint8Array, start: number, end: number): string {
  if (end - start !== usualVersion.length) return decodeOctets(octets, start, end);
  for (let at = 0; at < usualVersion.length; at += 1) {
    if (octets[start + at] !== usualVersion.charCodeAt(at)) return decodeOctets(octets, start, end);
  }
  return usualVersion;
}

const usualVersion = 'SIP/2.0';

function marksOf(input: unknown, profile: Profile): readonly Deviation[] {
  if (profile === 'strict') return [];
  return (typeof input === 'string' ? lenientText : lenientOctets).found.marks ?? [];
}

function faulty(scanner: Scanner, octet: number | undefined): ParseResult {
  const fault = faultOf(dueAtFault(scanner), octet, scanner.found.fault);
  return { statusLine: undefined, deviations: [], fault };
}

import type { Leaf } from './due.ts';
import { dueAtFault } from './due-at-fault.ts';
import { faultOf } from './fault.ts';
import { lineOfOctets } from './line-of-octets.ts';
import { encodeInto, isUint8Array, unitAtOctet } from './octets.ts';
import { safeParseWith } from './parse-with.ts';
import { lineScanner } from './scan-line.ts';
import {
  found as lenientOctets,
  leaves as lenientOctetsLeaves,
  statusLine as scanLenientOctets,
} from './scanner/lenient-octets.ts';
import {
  found as lenientText,
  leaves as lenientTextLeaves,
  statusLine as scanLenientText,
} from './scanner/lenient-text.ts';
import {
  statusLine as scanStrictOctets,
  found as strictOctets,
  leaves as strictOctetsLeaves,
} from './scanner/strict-octets.ts';
import {
  statusLine as scanStrictText,
  found as strictText,
  leaves as strictTextLeaves,
} from './scanner/strict-text.ts';
import type { Deviation, ParseResult, Profile, StatusLine } from './status-line.ts';

type Found = typeof strictOctets | typeof lenientOctets;

/**
 * Parses one whole line by the scanners alone. It is `safeParseWith`, the contract of every engine, written out for
 * the inputs that need no mapping of offsets: ASCII text and octets.
 */
export function parseByScanner(input: unknown, profile: Profile): ParseResult {
  const statusLine = scanStatusLine(input, profile);
  if (statusLine === undefined) return parseUnscanned(input, profile);
  const found: Found = foundBy(input, profile);
  return { statusLine, deviations: found.marks ?? [], fault: undefined };
}

/** What there is to say of an input of which `scanStatusLine` has just said nothing. */
export function parseUnscanned(input: unknown, profile: Profile): ParseResult {
  const isStrict = profile === 'strict';
  const found: Found = foundBy(input, profile);
  if (typeof input === 'string') {
    const unit = found.fault < input.length ? input.charCodeAt(found.fault) : undefined;
    // Where a text is not ASCII any more, the scanner of text knows nothing.
    if (unit !== undefined && unit > 0x7f) return parseEncoded(input, found.fault, profile);
    return faulty(found, isStrict ? strictTextLeaves : lenientTextLeaves, unit, found.fault);
  }
  if (!isUint8Array(input)) return safeParseWith(lineScanner, input, { profile });
  return faulty(found, isStrict ? strictOctetsLeaves : lenientOctetsLeaves, input[found.fault], found.fault);
}

function foundBy(input: unknown, profile: Profile): Found {
  if (typeof input === 'string') return profile === 'strict' ? strictText : lenientText;
  return profile === 'strict' ? strictOctets : lenientOctets;
}

/** The value of a whole line of ASCII text or of octets; undefined where it takes more to say what it is. */
export function scanStatusLine(input: unknown, profile: Profile): StatusLine | undefined {
  // The scanners are called by their names, because a call through a variable costs as much as the scan.
  if (typeof input === 'string') {
    if (profile === 'strict') return scanStrictText(input, 0) ? lineOfText(strictText, input) : undefined;
    return scanLenientText(input, 0) ? lineOfText(lenientText, input) : undefined;
  }
  if (!isUint8Array(input)) return undefined;
  if (profile === 'strict')
    return scanStrictOctets(input, 0, input.length) ? lineOfOctets(strictOctets, input) : undefined;
  return scanLenientOctets(input, 0, input.length) ? lineOfOctets(lenientOctets, input) : undefined;
}

function lineOfText(found: Found, text: string): StatusLine {
  return {
    sipVersion: text.slice(found.sipVersionStart, found.sipVersionEnd),
    statusCode: found.statusCodeValue,
    reasonPhrase: text.slice(found.reasonPhraseStart, found.reasonPhraseEnd),
  };
}

/** Where a short text is encoded to be scanned. What is in it means nothing once the scan is over. */
const scratch = /* @__PURE__ */ new Uint8Array(4096);

/** Parses text that is ASCII up to an index and not there. What is valid is so in one go; the rest goes the long way. */
function parseEncoded(text: string, ascii: number, profile: Profile): ParseResult {
  if (text.length * 3 <= scratch.length && !/[\ud800-\udfff]/u.test(text)) {
    const length = encodeInto(text, scratch);
    const isStrict = profile === 'strict';
    const found: Found = isStrict ? strictOctets : lenientOctets;
    if (isStrict ? scanStrictOctets(scratch, 0, length) : scanLenientOctets(scratch, 0, length)) {
      const unitAt = (offset: number): number => unitAtOctet(text, offset, ascii);
      return {
        statusLine: {
          sipVersion: text.slice(unitAt(found.sipVersionStart), unitAt(found.sipVersionEnd)),
          statusCode: found.statusCodeValue,
          reasonPhrase: text.slice(unitAt(found.reasonPhraseStart), unitAt(found.reasonPhraseEnd)),
        },
        deviations: (found.marks ?? []).map(({ code, offset }: Deviation) => ({ code, offset: unitAt(offset) })),
        fault: undefined,
      };
    }
  }
  return safeParseWith(lineScanner, text, { profile });
}

function faulty(found: Found, leaves: readonly Leaf[], octet: number | undefined, offset: number): ParseResult {
  return { statusLine: undefined, deviations: [], fault: faultOf(dueAtFault(found, leaves), octet, offset) };
}

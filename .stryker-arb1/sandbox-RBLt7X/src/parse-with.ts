import type { LineEngine } from './engine.ts';
import { faultOf } from './fault.ts';
import { openInput } from './input.ts';
import { isUint8Array } from './octets.ts';
import { profileOf } from './options.ts';
import type { Deviation, Fault, ParseOptions, ParseResult } from './status-line.ts';

/** Parses one whole line with an engine: the contract of `safeParseStatusLine`, whatever runs the grammar. */
export function safeParseWith(engine: LineEngine, input: unknown, options: ParseOptions | undefined): ParseResult {
  const profile = profileOf(options);
  if (typeof input !== 'string' && !isUint8Array(input)) return failed(invalidInputType());
  if (input.length > engine.maxOctets) return failed(tooLong(engine.maxOctets));

  const opened = openInput(input);
  const { invalidTextAt } = opened;
  const scan = engine.scanLine(opened.octets, profile);
  if (invalidTextAt !== undefined && (scan.matched || scan.offset >= invalidTextAt)) {
    return failed(invalidText(opened.unitAt(invalidTextAt)));
  }
  if (!scan.matched) return failed(faultOf(scan, opened.octetAt(scan.offset), opened.unitAt(scan.offset)));
  return {
    statusLine: {
      sipVersion: opened.textOf(scan.sipVersion.start, scan.sipVersion.end),
      statusCode: scan.statusCode,
      reasonPhrase: opened.textOf(scan.reasonPhrase.start, scan.reasonPhrase.end),
    },
    deviations: inUnits(scan.deviations, opened.unitAt),
    fault: undefined,
  };
}

export function inUnits(deviations: readonly Deviation[], unitAt: (offset: number) => number): readonly Deviation[] {
  return deviations.map(({ code, offset }) => ({ code, offset: unitAt(offset) }));
}

export function invalidInputType(): Fault {
  return { code: 'invalid-input-type', offset: 0, rule: 'statusLine', expected: ['string', 'Uint8Array'] };
}

export function tooLong(offset: number): Fault {
  return { code: 'too-long', offset, rule: 'statusLine', expected: ['lineEnd'] };
}

export function invalidText(offset: number): Fault {
  return { code: 'invalid-text', offset, rule: 'statusLine', expected: ['well-formed text'] };
}

function failed(fault: Fault): ParseResult {
  return { statusLine: undefined, deviations: [], fault };
}

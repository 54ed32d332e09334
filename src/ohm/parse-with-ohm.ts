import type { Start } from '../automaton/automaton.ts';
import { automatonOf } from '../automaton/profiles.ts';
import { runOverOctets } from '../automaton/run.ts';
import { faultIn, invalidInputType, invalidText, tooLong } from '../faults/fault.ts';
import { profileOf } from '../options.ts';
import type { Deviation, DeviationCode, Fault, ParseOptions, ParseResult } from '../status-line.ts';
import { latin1Of } from '../text/latin-1.ts';
import { utf16OffsetOf } from '../text/offsets.ts';
import { illFormedAt } from '../text/surrogate-escape.ts';
import { isUint8Array } from '../text/uint8-array.ts';
import { decodeOctets, encodeText } from '../text/utf-8.ts';
import { lenientStatusLineGrammar, statusLineGrammar } from './grammars.ts';
import { type Tree, treeOf } from './tree.ts';

/** Ohm keeps a table of every rule at every octet. Past this it takes seconds, and with megabytes the process dies. */
const maxUnits = 65_536;

/**
 * The main entry's `safeParseStatusLine`, done by Ohm: the reference that everything else is held against. Verdict,
 * fields, deviations and the offset of a fault are Ohm's; a fault's `rule` and `expected` are looked up in the
 * automaton's state after the octets that Ohm has read.
 *
 * It takes tens of microseconds a line, and answers `too-long` beyond 65,536 units of input, because Ohm's
 * memory grows by about a kilobyte an octet. Never throws for any input; a wrong option is a TypeError.
 */
export function parseWithOhm(input: string | Uint8Array, options?: ParseOptions): ParseResult {
  const profile = profileOf(options);
  if (typeof input !== 'string' && !isUint8Array(input)) return failed(invalidInputType());
  if (input.length > maxUnits) return failed(tooLong(maxUnits));

  const invalid = typeof input === 'string' ? illFormedAt(input) : -1;
  const octets = typeof input === 'string' ? encodeText(invalid === -1 ? input : input.slice(0, invalid)) : input;
  const unitAt = (offset: number): number => (typeof input === 'string' ? utf16OffsetOf(input, offset) : offset);
  const grammar = profile === 'strict' ? statusLineGrammar : lenientStatusLineGrammar;
  const match = grammar.match(latin1Of(octets), 'statusLine');

  if (match.failed()) {
    const offset = match.getRightmostFailurePosition();
    if (invalid === -1 || offset < octets.length) {
      const automaton = automatonOf(profile);
      const { state } = runOverOctets(automaton, automaton.starts.statusLine as Start, octets, 0, offset);
      return failed(faultIn(automaton, state, octets[offset], unitAt(offset)));
    }
  }
  if (invalid !== -1) return failed(invalidText(invalid));

  const { fields, deviations } = readTree(treeOf(match, profile));
  const textOf = (rule: string): string => {
    const { startIdx, endIdx } = (fields.get(rule) as Tree).source;
    return decodeOctets(octets, startIdx, endIdx);
  };
  return {
    statusLine: {
      sipVersion: textOf('sipVersion'),
      statusCode: Number(textOf('statusCode')),
      reasonPhrase: textOf('reasonPhrase'),
    },
    deviations: deviations.map(({ code, offset }) => ({ code, offset: unitAt(offset) })),
    fault: undefined,
  };
}

/** The fields by rule, and the deviations in the order of the line. */
function readTree(root: Tree): { fields: ReadonlyMap<string, Tree>; deviations: readonly Deviation[] } {
  const fields = new Map<string, Tree>();
  const deviations: Deviation[] = [];
  const visit = (node: Tree): void => {
    const { ctorName, children, source } = node;
    // A deviation's rule is named after it; after an underscore stands which form of it.
    const code = deviationCodes.get(ctorName.split('_', 1)[0] as string);
    if (code !== undefined) {
      const isRepeated = code === 'illegal-reason-octet' && deviations.at(-1)?.code === code;
      if (!isRepeated) deviations.push({ code, offset: source.startIdx });
      return;
    }
    if (ctorName === 'sipVersion' || ctorName === 'statusCode' || ctorName === 'reasonPhrase')
      fields.set(ctorName, node);
    for (const child of children) visit(child);
  };
  visit(root);
  return { fields, deviations };
}

const deviationCodes: ReadonlyMap<string, DeviationCode> = new Map([
  ['leadingOctets', 'leading-octets'],
  ['irregularSeparator', 'irregular-separator'],
  ['missingSeparator', 'missing-separator'],
  ['illegalReasonOctet', 'illegal-reason-octet'],
  ['irregularLineEnd', 'irregular-line-end'],
]);

function failed(fault: Fault): ParseResult {
  return { statusLine: undefined, deviations: [], fault };
}

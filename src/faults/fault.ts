import type { Automaton, Expected } from '../automaton/automaton.ts';
import type { Run } from '../automaton/run.ts';
import type { Fault, FaultCode } from '../status-line.ts';

/** The grammar's rules for the parts of the line, in the order of the line, and its end: the fault of each. */
export const faultCodes: Readonly<Record<string, FaultCode>> = {
  emptyLine: 'invalid-line-end',
  leadingOctets: 'invalid-sip-version',
  sipVersion: 'invalid-sip-version',
  versionSeparator: 'invalid-separator',
  statusCode: 'invalid-status-code',
  codeSeparator: 'invalid-separator',
  reasonPhrase: 'invalid-reason-phrase',
  lineEnd: 'invalid-line-end',
  end: 'trailing-octets',
};

/** The fault of an input that a run has refused. */
export function faultOf({ automaton, state, refused, offset, illFormed }: Run): Fault {
  return illFormed === undefined ? faultIn(automaton, state, refused, offset) : invalidText(offset);
}

/**
 * The fault of an input that refuses an octet in a state.
 *
 * @param octet undefined where the input ends
 * @param offset in the input's own units
 */
export function faultIn(automaton: Automaton, state: number, octet: number | undefined, offset: number): Fault {
  const due = automaton.expected[state] as Expected;
  const part = partAtFault(due, octet);
  const code = octet === undefined ? 'incomplete' : (faultCodes[part] as FaultCode);
  return { code, offset, rule: part === 'end' ? 'statusLine' : part, expected: due.expected };
}

/** Where a part was to begin, an octet that would only lengthen the part before it is that part's fault. */
function partAtFault({ part, begins }: Expected, octet: number | undefined): string {
  if (begins && octet !== undefined) {
    if (part === 'statusCode' && (octet === 0x20 || octet === 0x09)) return 'versionSeparator';
    if (part === 'codeSeparator' && octet >= 0x30 && octet <= 0x39) return 'statusCode';
    // The phrase has no end of its own. An octet that neither goes on with it nor ends the line is a wrong phrase,
    // but an LF tried to end the line.
    if (part === 'lineEnd' && octet !== 0x0a) return 'reasonPhrase';
  }
  return part;
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

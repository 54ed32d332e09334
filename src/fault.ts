import type { Due, Part } from './due.ts';
import type { Fault, FaultCode } from './status-line.ts';

const codeOfPart: Readonly<Record<Part, FaultCode>> = {
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

/**
 * The fault of an input at an offset where something else was due.
 *
 * @param octet the octet at the offset; undefined where the input ends there
 * @param offset in the input's own units
 */
export function faultOf(due: Due, octet: number | undefined, offset: number): Fault {
  const part = partAtFault(due, octet);
  const code = octet === undefined ? 'incomplete' : codeOfPart[part];
  return { code, offset, rule: part === 'end' ? 'statusLine' : part, expected: due.expected };
}

/** Where a part was to begin, an octet that would only lengthen the part before it is that part's fault. */
function partAtFault({ part, begins }: Due, octet: number | undefined): Part {
  if (begins && octet !== undefined) {
    if (part === 'statusCode' && (octet === 0x20 || octet === 0x09)) return 'versionSeparator';
    if (part === 'codeSeparator' && octet >= 0x30 && octet <= 0x39) return 'statusCode';
    // The phrase has no end of its own. An octet that neither goes on with it nor ends the line is a wrong phrase,
    // but an LF tried to end the line.
    if (part === 'lineEnd' && octet !== 0x0a) return 'reasonPhrase';
  }
  return part as Part;
}

import type { Mismatch, Part } from './engine.ts';
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
 * The fault that a mismatch is.
 *
 * @param octet the octet at the mismatch's offset; undefined where the input ends there
 * @param offset the mismatch's offset in the input's own units
 */
export function faultOf(mismatch: Mismatch, octet: number | undefined, offset: number): Fault {
  const part = partAtFault(mismatch, octet);
  const code = octet === undefined ? 'incomplete' : codeOfPart[part];
  return { code, offset, rule: part === 'end' ? 'statusLine' : part, expected: mismatch.expected };
}

/** Where a part was to begin, an octet that would only lengthen the part before it is that part's fault. */
function partAtFault({ part, begins }: Mismatch, octet: number | undefined): Part {
  if (!begins || octet === undefined) return part;
  if (part === 'statusCode' && octet === 0x20) return 'versionSeparator';
  if (part === 'codeSeparator' && octet >= 0x30 && octet <= 0x39) return 'statusCode';
  // The phrase has no end of its own. An octet that neither goes on with it nor ends the line is a wrong phrase,
  // but an LF tried to end the line.
  if (part === 'lineEnd' && octet !== 0x0a) return 'reasonPhrase';
  return part;
}

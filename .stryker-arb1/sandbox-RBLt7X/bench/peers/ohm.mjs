import { parseWithOhm } from 'sip-status-line/ohm';

export const name = 'ohm-js';

/** The grammar of this package, run by Ohm. */
export function parse(line) {
  return parseWithOhm(line).statusLine;
}

import { Grammar } from 'sip.js/lib/grammar/grammar.js';

export const name = 'sip.js';

/** Its rule for start lines, requests and responses. */
export function parse(line) {
  const result = Grammar.parse(line, 'Request_Response');
  return result === -1 || result.status_code === undefined
    ? undefined
    : { sipVersion: result.sip_version, statusCode: result.status_code, reasonPhrase: result.reason_phrase };
}

import { createRequire } from 'node:module';

const grammar = createRequire(import.meta.url)('jssip/lib/Grammar.js');

export const name = 'jssip';

/** Its Status_Line rule alone. */
export function parse(line) {
  const result = grammar.parse(line, 'Status_Line');
  return result === -1
    ? undefined
    : { sipVersion: result.sip_version, statusCode: result.status_code, reasonPhrase: result.reason_phrase };
}

import { createRequire } from 'node:module';

const sip = createRequire(import.meta.url)('sip');

export const name = 'sip';

/** It has no way to parse a line alone, so this is the smallest message. */
export function parse(line) {
  const message = sip.parse(`${line}\r\n\r\n`);
  return message?.status === undefined
    ? undefined
    : { sipVersion: `SIP/${message.version}`, statusCode: message.status, reasonPhrase: message.reason };
}

import { createRequire } from 'node:module';

const { parser } = createRequire(import.meta.url)('drachtio-sip');

export const name = 'drachtio-sip';

/** It has no way to parse a line alone, so this is the smallest message. */
export function parse(line) {
  try {
    const message = parser.parseSipMessage(`${line}\r\n\r\n`);
    return message?.status === undefined
      ? undefined
      : { sipVersion: `SIP/${message.version}`, statusCode: message.status, reasonPhrase: message.reason };
  } catch {
    return undefined;
  }
}

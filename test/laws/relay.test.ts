import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lenientStatusLine } from '../../src/arbitraries/index.ts';
import { buildStatusLine, encodeStatusLine, StatusLineBuildError, safeParseStatusLine } from '../../src/index.ts';
import { readResponse } from '../../src/wire/index.ts';
import { law, trivial } from '../prop.ts';
import { joined } from '../wire/joined.ts';
import { anyOctets, anyText } from './lines.ts';

const line = fc.oneof(
  anyOctets,
  lenientStatusLine().map(({ octets }) => octets),
);

const lenient = { profile: 'lenient' } as const;

law('relay: what lenient reads, the lenient builder writes, and lenient reads the same', [line], (line) => {
  const { statusLine } = safeParseStatusLine(line, lenient);
  if (statusLine === undefined) return trivial;
  expect(safeParseStatusLine(buildStatusLine(statusLine, lenient), lenient).statusLine).toEqual(statusLine);
  const octets = encodeStatusLine(statusLine, lenient);
  const again = safeParseStatusLine(octets, lenient);
  expect(again.statusLine).toEqual(statusLine);
  expect(again.deviations.filter(({ code }) => code !== 'illegal-reason-octet')).toEqual([]);
  expect([...octets].filter((octet) => octet === 0x0a || octet === 0x0d || octet === 0)).toEqual([0x0d, 0x0a]);
  return undefined;
});

law(
  'relay: what the lenient builder writes, lenient reads',
  [fc.nat({ max: 999 }), fc.oneof(anyText, fc.string())],
  (statusCode, reasonPhrase) => {
    const fields = { sipVersion: 'SIP/2.0', statusCode, reasonPhrase };
    try {
      const { statusLine } = safeParseStatusLine(buildStatusLine(fields, lenient), lenient);
      expect(statusLine).toEqual(fields);
      return undefined;
    } catch (error) {
      if (!(error instanceof StatusLineBuildError)) throw error;
      expect(reasonPhrase).toMatch(/[\r\n\0]|[\ud800-\udfff]/u);
      return trivial;
    }
  },
);

test.each([
  ['SIP/2.0 480 Temporarily Unavailable [call Processing Released]\r\n', {}],
  ['SIP/2.0 480 Anschlu\xdf gest\xf6rt\r\n', {}],
  ['sip/2.0 200 ok\r\n', { profile: 'strict' }],
] as const)('%j is relayed as it came', (startLine, options) => {
  const datagram = Uint8Array.from(`${startLine}Content-Length: 2\r\n\r\nhi`, (character) => character.charCodeAt(0));
  const message = readResponse(datagram, options);
  if (message.type !== 'response') throw new Error(message.type);
  expect(joined(message.startLine, message.head, message.body)).toEqual(datagram);
  expect(encodeStatusLine(message.statusLine, lenient)).toEqual(message.startLine);
});
